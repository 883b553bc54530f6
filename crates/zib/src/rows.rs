//! The rows of a chapter: mostly one per resource, but the contact persons and the
//! GP of a patient stand within the Patient (zib Contactpersoon, Zorgverlener).

use crate::Known;
use crate::entry::{RowText, chapter, row};
use crate::reader::{Node, Reader, children};
use crate::view::{Chapter, Lang};
use inzage_fhir::Resource;
use inzage_words::phrase;

/// Members of a Patient that are rows of another chapter.
const WITHIN_PATIENT: &[(&str, Chapter)] = &[
    ("contact", Chapter::ContactPersons),
    ("generalPractitioner", Chapter::CareProviders),
];

/// Every chapter in which `resource` has rows, its own first.
pub fn chapters(resource: &Resource) -> Vec<Chapter> {
    let mut found = vec![chapter(resource)];
    let also = WITHIN_PATIENT.iter().map(|(_, chapter)| *chapter);
    found.extend(also.filter(|chapter| !within(resource, *chapter).is_empty()));
    found
}

/// How many rows `resource` has in `chapter`.
pub fn row_count(resource: &Resource, in_chapter: Chapter) -> usize {
    usize::from(chapter(resource) == in_chapter) + within(resource, in_chapter).len()
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
        within(resource, in_chapter)
            .into_iter()
            .map(|node| match in_chapter {
                Chapter::ContactPersons => contact(&reader, node),
                _ => practitioner(&reader, node),
            }),
    );
    found
}

/// The parts of a Patient that are rows of `chapter`.
fn within(resource: &Resource, chapter: Chapter) -> Vec<Node<'_>> {
    let keys = WITHIN_PATIENT.iter().filter(|(_, c)| *c == chapter);
    keys.filter(|_| resource.kind() == "Patient")
        .flat_map(|(key, _)| crate::reader::select(resource.value(), resource.kind(), key))
        .filter(|node| node.value.is_object())
        .collect()
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
