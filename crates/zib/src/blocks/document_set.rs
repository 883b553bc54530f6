//! Set of documents (IHE.MHD.DocumentManifest).

use super::Block;
use super::titles::unusual_status;
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["DocumentManifest"],
    profiles: &["IHE.MHD.DocumentManifest"],
    codes: &[],
    chapter: Chapter::Documents,
    title,
    date: &["created"],
    status: unusual_status,
    fields: &[&[
        ("description", "description"),
        ("documentType", "type"),
        ("author", "author"),
        ("created", "created"),
        ("status", "status"),
        ("document", "content"),
        ("recipient", "recipient"),
        ("related", "related"),
    ]],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    reader.named(&["description", "type"])
}
