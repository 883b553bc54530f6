//! Lichaamsgewicht (zib-BodyWeight, nl-core-BodyWeight): LOINC 29463-7.

use super::observed::{MEASURED, judged, measured};
use super::{Block, NOTES};
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Observation"],
    profiles: &["zib-BodyWeight", "nl-core-BodyWeight"],
    codes: &[
        "29463-7", "3141-9", "8335-2", "3142-7", "8341-0", "8350-1", "8351-9",
    ],
    chapter: Chapter::VitalSigns,
    title: measured,
    date: &["effective*", "issued"],
    status: judged,
    fields: &[
        &[
            ("weight", "value*"),
            ("clothing", "component:8352-7/value*"),
        ],
        MEASURED,
        NOTES,
    ],
};
