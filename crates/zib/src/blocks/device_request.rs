//! Medisch hulpmiddel, requested (zib-MedicalDeviceRequest).

use super::Block;
use super::titles::plain_status;
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
        ("note", "note"),
        ("note", "comment"),
        ("note", "ext:Comment"),
        ("note", "ext:ext-Comment"),
    ],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    reader.named(&["codeReference", "codeCodeableConcept"])
}
