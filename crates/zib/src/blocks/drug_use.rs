//! Drugsgebruik (zib-DrugUse, nl-core-DrugUse).

use super::observed::{MEASURED, judged, measured};
use super::{Block, NOTES};
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Observation"],
    profiles: &["zib-DrugUse", "nl-core-DrugUse"],
    codes: &["228366006"],
    chapter: Chapter::SocialHistory,
    title: measured,
    date: &["effective*", "issued"],
    status: judged,
    fields: &[
        &[
            ("drugStatus", "value*"),
            ("drugType", "component:410942007/value*"),
            ("route", "component:410675002/value*"),
            ("amount", "component:228390007/value*"),
        ],
        MEASURED,
        NOTES,
    ],
};
