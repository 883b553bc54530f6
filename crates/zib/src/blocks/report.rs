//! Report of an examination (`DiagnosticReport`).

use super::Block;
use super::titles::unusual_status;
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["DiagnosticReport"],
    profiles: &[],
    codes: &[],
    chapter: Chapter::Results,
    title,
    date: &["effective*", "issued"],
    status: unusual_status,
    fields: &[&[
        ("what", "code"),
        ("conclusion", "conclusion"),
        ("conclusion", "conclusionCode"),
        ("conclusion", "codedDiagnosis"),
        ("moment", "effective*"),
        ("result", "result"),
        ("report", "presentedForm"),
        ("specimen", "specimen"),
        ("performer", "performer"),
        ("status", "status"),
        ("image", "image"),
        ("image", "media"),
        ("image", "imagingStudy"),
    ]],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    reader.named(&["code", "category"])
}
