//! Contact with the GP (gp-Encounter).

use super::Block;
use super::titles::unusual_status;
use super::visits::visit;
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Encounter"],
    profiles: &["gp-Encounter"],
    codes: &[],
    chapter: Chapter::GeneralPractice,
    title,
    date: &["period"],
    status: unusual_status,
    fields: &[
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
        ("note", "note"),
        ("note", "comment"),
        ("note", "ext:Comment"),
        ("note", "ext:ext-Comment"),
    ],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    visit(reader)
}
