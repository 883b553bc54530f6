//! Document (IHE.MHD.Minimal.DocumentReference).

use super::Block;
use super::titles::unusual_status;
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["DocumentReference"],
    profiles: &["IHE.MHD.Minimal.DocumentReference"],
    codes: &[],
    chapter: Chapter::Documents,
    title,
    date: &["date", "indexed", "created", "content/attachment/creation"],
    status: unusual_status,
    fields: &[&[
        ("description", "description"),
        ("documentType", "type"),
        ("documentClass", "class"),
        ("documentClass", "category"),
        ("author", "author"),
        ("indexed", "indexed"),
        ("indexed", "date"),
        ("created", "created"),
        ("document", "content"),
        ("status", "status"),
        ("docStatus", "docStatus"),
        ("securityLabel", "securityLabel"),
        ("custodian", "custodian"),
        ("authenticator", "authenticator"),
        ("relatesTo", "relatesTo"),
        ("documentContext", "context"),
    ]],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    reader.named(&[
        "description",
        "content/attachment/title",
        "type",
        "class",
        "category",
    ])
}
