//! Role of a care professional (nl-core-practitionerrole): a page without a row.

use super::Block;
use super::titles::no_status;
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["PractitionerRole"],
    profiles: &[
        "nl-core-practitionerrole",
        "nl-core-HealthProfessional-PractitionerRole",
    ],
    codes: &[],
    chapter: Chapter::Supporting,
    title,
    date: &["period"],
    status: no_status,
    fields: &[&[
        ("practitioner", "practitioner"),
        ("specialty", "specialty"),
        ("role", "code"),
        ("organization", "organization"),
        ("location", "location"),
        ("telecom", "telecom"),
        ("period", "period"),
        ("active", "active"),
        ("availableTime", "availableTime"),
        ("notAvailable", "notAvailable"),
        ("availabilityExceptions", "availabilityExceptions"),
        ("healthcareService", "healthcareService"),
    ]],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    crate::show::name_of(reader, reader.resource.value())
}
