//! Patiënt (nl-core-patient, zib Patient): STU3 and R4.

use super::Block;
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Patient"],
    profiles: &["nl-core-patient", "nl-core-Patient"],
    codes: &[],
    chapter: Chapter::Demographics,
    title,
    date: &["birthDate"],
    status,
    fields: &[&[
        ("name", "name"),
        ("birthDate", "birthDate"),
        ("gender", "gender"),
        ("deceased", "deceased*"),
        ("multipleBirth", "multipleBirth*"),
        ("address", "address"),
        ("telecom", "telecom"),
        ("maritalStatus", "maritalStatus"),
        ("nationality", "ext:nationality"),
        ("nationality", "ext:patient-nationality"),
        ("legalStatus", "ext:zib-patient-legalstatus"),
        ("legalStatus", "ext:zib-Patient-LegalStatus"),
        ("lifeStance", "ext:zib-LifeStance"),
        ("lifeStance", "ext:ext-LifeStance"),
        ("spokenLanguage", "communication"),
        ("generalPractitioner", "generalPractitioner"),
        ("pharmacy", "ext:patient-preferredPharmacy"),
        ("pharmacy", "ext:nl-core-preferred-pharmacy"),
        ("contact", "contact"),
        ("managingOrganization", "managingOrganization"),
        ("active", "active"),
        ("link", "link"),
        ("photo", "photo"),
    ]],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    reader.person_name().or_else(|| reader.named(&["name"]))
}

fn status(reader: &Reader<'_>) -> Option<String> {
    let died = reader.is_true("deceasedBoolean") || !reader.at("deceasedDateTime").is_empty();
    died.then(|| inzage_words::phrase("deceased", reader.lang).to_owned())
}
