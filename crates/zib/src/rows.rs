//! The rows of a chapter: mostly one per resource, but the contact persons and the
//! GP of a patient stand within the Patient (zib Contactpersoon, Zorgverlener).

use crate::entry::{RowText, chapter, row};
use crate::reader::{Node, Reader, children};
use crate::view::{Chapter, Lang};
use crate::{Known, NothingKnown};
use inzage_fhir::{Resource, Value};
use inzage_words::phrase;
use serde_json::json;

/// Members of a Patient that are rows of another chapter.
const WITHIN_PATIENT: &[(&str, Chapter)] = &[
    ("contact", Chapter::ContactPersons),
    ("generalPractitioner", Chapter::CareProviders),
];

/// Every chapter in which `resource` has rows, its own first.
pub fn chapters(resource: &Resource) -> Vec<Chapter> {
    let mut found = vec![chapter(resource)];
    let also = WITHIN_PATIENT.iter().map(|(_, chapter)| *chapter);
    found.extend(also.filter(|chapter| !within(resource, *chapter, &NothingKnown).is_empty()));
    found
}

/// How many rows `resource` has in `chapter`.
pub fn row_count(resource: &Resource, in_chapter: Chapter, known: &dyn Known) -> usize {
    usize::from(chapter(resource) == in_chapter) + within(resource, in_chapter, known).len()
}

/// What the rows of `resource` in `chapter` say: as many as [`row_count`] counts.
pub fn rows(
    resource: &Resource,
    in_chapter: Chapter,
    known: &dyn Known,
    lang: Lang,
) -> Vec<RowText> {
    let mut found = Vec::new();
    if chapter(resource) == in_chapter {
        found.push(row(resource, known, lang));
    }
    let reader = Reader::new(resource, known, lang);
    found.extend(
        within(resource, in_chapter, known)
            .into_iter()
            .map(|node| match in_chapter {
                Chapter::ContactPersons => contact(&reader, node),
                _ => practitioner(&reader, node),
            }),
    );
    found
}

/// Those within a Patient who have a row of their own in `chapter`, each as a resource
/// by itself, in the order of their rows: to have a page, and to be compared with those
/// that came so. A contact person is a `RelatedPerson`, a GP a `PractitionerRole`.
pub fn people_within(patient: &Resource, chapter: Chapter, known: &dyn Known) -> Vec<Resource> {
    let alone = |node: Node<'_>| {
        let (kind, mut alone) = match chapter {
            Chapter::ContactPersons => ("RelatedPerson", node.value.clone()),
            _ => ("PractitionerRole", json!({"practitioner": node.value})),
        };
        let members = alone.as_object_mut()?;
        members.insert("resourceType".to_owned(), Value::from(kind));
        Resource::from_value(alone)
    };
    let found = within(patient, chapter, known).into_iter();
    found.filter_map(alone).collect()
}

/// The parts of a Patient that are rows of `in_chapter`, but for who came along: they
/// have a row of their own there.
fn within<'a>(resource: &'a Resource, in_chapter: Chapter, known: &dyn Known) -> Vec<Node<'a>> {
    let keys = WITHIN_PATIENT.iter().filter(|(_, c)| *c == in_chapter);
    let has_own_row = |node: &Node<'_>| {
        let target = node.value.get("reference").and_then(Value::as_str);
        target
            .and_then(|target| known.find(target))
            .is_some_and(|found| chapter(found) == in_chapter)
    };
    keys.filter(|_| resource.kind() == "Patient")
        .flat_map(|(key, _)| crate::reader::select(resource.value(), resource.kind(), key))
        .filter(|node| node.value.is_object() && !has_own_row(node))
        .collect()
}

/// Whether `reader` reads the GP of the patient: status of their row.
pub(crate) fn as_general_practitioner(reader: &Reader<'_>) -> Option<String> {
    let patient = reader.known.patient()?;
    let own = reader.resource.key();
    crate::reader::list(patient.get("generalPractitioner"))
        .iter()
        .filter_map(|gp| reader.known.find(gp.get("reference")?.as_str()?))
        .any(|found| found.key() == own)
        .then(|| phrase("general_practitioner", reader.lang).to_owned())
}

/// A contact person: name, and what they are to the patient.
fn contact<'a>(reader: &Reader<'a>, node: Node<'a>) -> RowText {
    let name = children(node, "name")
        .into_iter()
        .find_map(|name| reader.text(name));
    let mut roles = Vec::new();
    for said in children(node, "relationship") {
        roles.extend(reader.text(said));
    }
    roles.dedup();
    let nameless = phrase("contact_person", reader.lang).to_owned();
    RowText {
        title: name.unwrap_or(nameless),
        date: String::new(),
        status: super::entry::sentence(&roles.join(", ")),
    }
}

/// The GP: name, and as what.
fn practitioner<'a>(reader: &Reader<'a>, node: Node<'a>) -> RowText {
    let said = reader.text(node).unwrap_or_default();
    let gp = phrase("general_practitioner", reader.lang);
    let (name, more) = said.split_once(", ").unwrap_or((&said, ""));
    let status = if more.to_lowercase().contains(&gp.to_lowercase()) {
        more.to_owned()
    } else {
        let parts = [gp, more].into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(", ")
    };
    RowText {
        title: if name.is_empty() { gp } else { name }.to_owned(),
        date: String::new(),
        status: super::entry::sentence(&status),
    }
}
