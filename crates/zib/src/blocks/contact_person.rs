//! Contactpersoon (nl-core-relatedperson, nl-core-ContactPerson).

use super::Block;
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["RelatedPerson"],
    profiles: &["nl-core-relatedperson", "nl-core-ContactPerson"],
    codes: &[],
    chapter: Chapter::ContactPersons,
    title,
    date: &["period"],
    status,
    fields: &[&[
        ("name", "name"),
        ("role", "ext:nl-core-relatedperson-role"),
        ("relationship", "relationship"),
        ("telecom", "telecom"),
        ("address", "address"),
        ("gender", "gender"),
        ("birthDate", "birthDate"),
        ("period", "period"),
        ("active", "active"),
    ]],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    reader
        .person_name()
        .or_else(|| reader.named(&["name", "relationship"]))
}

fn status(reader: &Reader<'_>) -> Option<String> {
    reader.state(&["ext:nl-core-relatedperson-role", "relationship"])
}
