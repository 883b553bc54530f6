//! Contactverslag of the GP, and other reports (gp-EncounterReport, Composition).

use super::Block;
use super::titles::unusual_status;
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Composition"],
    profiles: &["gp-EncounterReport"],
    codes: &[],
    chapter: Chapter::GeneralPractice,
    title,
    date: &["date"],
    status: unusual_status,
    fields: &[&[
        ("reportTitle", "title"),
        ("date", "date"),
        ("reportType", "type"),
        ("section", "section"),
        ("author", "author"),
        ("status", "status"),
        ("attester", "attester"),
        ("custodian", "custodian"),
        ("confidentiality", "confidentiality"),
        ("relatesTo", "relatesTo"),
        ("event", "event"),
    ]],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    reader.named(&["title", "type"])
}
