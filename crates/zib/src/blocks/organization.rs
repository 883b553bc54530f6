//! Zorgaanbieder (nl-core-organization, nl-core-HealthcareProvider-Organization): a page without a row.

use super::Block;
use super::titles::no_status;
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Organization"],
    profiles: &[
        "nl-core-organization",
        "nl-core-HealthcareProvider-Organization",
    ],
    codes: &[],
    chapter: Chapter::Supporting,
    title,
    date: &[],
    status: no_status,
    fields: &[&[
        ("name", "name"),
        ("alias", "alias"),
        ("organizationType", "type"),
        ("telecom", "telecom"),
        ("address", "address"),
        ("partOf", "partOf"),
        ("contact", "contact"),
        ("active", "active"),
    ]],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    reader.named(&["name", "alias", "type"])
}
