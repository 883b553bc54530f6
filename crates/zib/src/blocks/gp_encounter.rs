//! Contact with the GP (gp-Encounter).

use super::titles::unusual_status;
use super::visits::visit;
use super::{Block, NOTES};
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Encounter"],
    profiles: &["gp-Encounter"],
    codes: &[],
    chapter: Chapter::GeneralPractice,
    title: visit,
    date: &["period"],
    status: unusual_status,
    fields: &[
        &[
            ("contactType", "type"),
            ("contactKind", "class"),
            ("period", "period"),
            ("status", "status"),
            ("contactWith", "participant"),
            ("reason", "reason"),
            ("reason", "reasonCode"),
            ("condition", "diagnosis"),
            ("episodeOfCare", "episodeOfCare"),
            ("serviceProvider", "serviceProvider"),
            ("location", "location"),
            ("length", "length"),
        ],
        NOTES,
    ],
};
