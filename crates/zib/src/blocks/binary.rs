//! A file (Binary): a page without a row.

use super::Block;
use super::titles::no_status;
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Binary"],
    profiles: &[],
    codes: &[],
    chapter: Chapter::Supporting,
    title,
    date: &[],
    status: no_status,
    fields: &[&[("size", "data"), ("size", "content")]],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    let kind = reader.at("contentType").first()?.value.as_str()?;
    let name = reader.word("Bestand", "File");
    Some(match kind {
        "application/pdf" => format!("{name} (PDF)"),
        kind if kind.starts_with("image/") => reader.word("Afbeelding", "Image"),
        _ => name,
    })
}
