//! Contact (zib-Encounter, nl-core-Encounter): admissions and visits.

use super::titles::unusual_status;
use super::visits::visit;
use super::{Block, NOTES};
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Encounter"],
    profiles: &["zib-Encounter", "nl-core-Encounter"],
    codes: &[],
    chapter: Chapter::Encounters,
    title: visit,
    date: &["period"],
    status: unusual_status,
    fields: &[
        &[
            ("contactType", "class"),
            ("contactType", "type"),
            ("period", "period"),
            ("status", "status"),
            ("contactWith", "participant"),
            ("reason", "reason"),
            ("reason", "reasonCode"),
            ("reason", "reasonReference"),
            ("condition", "diagnosis"),
            ("serviceProvider", "serviceProvider"),
            ("location", "location"),
            ("hospitalization", "hospitalization"),
            ("priority", "priority"),
            ("length", "length"),
            ("episodeOfCare", "episodeOfCare"),
            ("appointment", "appointment"),
            ("serviceType", "serviceType"),
            ("statusHistory", "statusHistory"),
            ("classHistory", "classHistory"),
        ],
        NOTES,
    ],
};
