//! Zorgverlener (nl-core-practitioner, nl-core-HealthProfessional-Practitioner).

use super::Block;
use crate::reader::Reader;
use crate::rows::as_general_practitioner;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Practitioner"],
    profiles: &[
        "nl-core-practitioner",
        "nl-core-HealthProfessional-Practitioner",
    ],
    codes: &[],
    chapter: Chapter::CareProviders,
    title,
    date: &[],
    status: as_general_practitioner,
    fields: &[&[
        ("name", "name"),
        ("telecom", "telecom"),
        ("address", "address"),
        ("gender", "gender"),
        ("birthDate", "birthDate"),
        ("qualification", "qualification"),
        ("communication", "communication"),
        ("active", "active"),
    ]],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    reader.person_name().or_else(|| reader.named(&["name"]))
}
