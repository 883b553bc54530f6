//! Place of care (nl-core-location, nl-core-HealthcareProvider): a page without a row.

use super::Block;
use super::titles::no_status;
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Location"],
    profiles: &["nl-core-location", "nl-core-HealthcareProvider"],
    codes: &[],
    chapter: Chapter::Supporting,
    title,
    date: &[],
    status: no_status,
    fields: &[&[
        ("name", "name"),
        ("description", "description"),
        ("type", "type"),
        ("physicalType", "physicalType"),
        ("address", "address"),
        ("telecom", "telecom"),
        ("managingOrganization", "managingOrganization"),
        ("status", "status"),
        ("mode", "mode"),
        ("position", "position"),
    ]],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    reader.named(&["name", "description", "address", "type"])
}
