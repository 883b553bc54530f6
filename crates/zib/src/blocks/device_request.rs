//! Medisch hulpmiddel, requested (zib-MedicalDeviceRequest).

use super::titles::plain_status;
use super::{Block, NOTES};
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["DeviceRequest"],
    profiles: &["zib-MedicalDeviceRequest", "nl-core-MedicalDevice-request"],
    codes: &[],
    chapter: Chapter::PlannedCare,
    title,
    date: &["occurrence*", "authoredOn"],
    status: plain_status,
    fields: &[
        &[
            ("product", "code*"),
            ("orderStatus", "status"),
            ("planned", "occurrence*"),
            ("priority", "priority"),
            ("reason", "reasonCode"),
            ("reason", "reasonReference"),
            ("requester", "requester"),
            ("performer", "performer"),
            ("performerType", "performerType"),
            ("authoredOn", "authoredOn"),
        ],
        NOTES,
    ],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    reader.named(&["codeReference", "codeCodeableConcept"])
}
