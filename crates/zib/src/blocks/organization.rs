//! Zorgaanbieder (nl-core-organization, nl-core-HealthcareProvider-Organization): a page without a row.

use super::Block;
use crate::reader::Reader;
use crate::rows::as_general_practitioner;
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
    status: as_general_practitioner,
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
