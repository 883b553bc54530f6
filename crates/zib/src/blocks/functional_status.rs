//! Functionele of mentale status (zib-FunctionalOrMentalStatus, nl-core-FunctionalOrMentalStatus).

use super::observed::{MEASURED, judged_or_found, measured};
use super::{Block, NOTES};
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Observation"],
    profiles: &[
        "zib-FunctionalOrMentalStatus",
        "nl-core-FunctionalOrMentalStatus",
    ],
    codes: &["118228005", "384821006"],
    chapter: Chapter::FunctionalStatus,
    title: measured,
    date: &["effective*", "issued"],
    status: judged_or_found,
    fields: &[
        &[
            ("statusValue", "value*"),
            (
                "medicalDevice",
                "ext:zib-FunctionalOrMentalStatus-MedicalDevice",
            ),
        ],
        MEASURED,
        NOTES,
    ],
};
