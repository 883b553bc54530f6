//! Names of people and of what a reference points at.

use crate::reader::{Node, Reader, children};
use inzage_fhir::{HumanName, Value};

impl<'a> Reader<'a> {
    /// A person's name as they write it.
    pub(crate) fn human_name(&self, node: Node<'a>) -> Option<String> {
        let name = HumanName::read(node.value).assembled();
        self.mark_within(node.value, &name);
        if name.is_empty() {
            return None;
        }
        let kind = node.value.get("use");
        match kind.and_then(Value::as_str) {
            Some("official" | "usual") => {
                if let Some(kind) = kind {
                    self.tell(kind);
                }
                Some(name)
            }
            Some(_) => Some(match self.part(node, "use") {
                Some(kind) => format!("{name} ({kind})"),
                None => name,
            }),
            None => Some(name),
        }
    }

    /// `Kees van den Berg, echtgenoot, 06 00 00 00 72 (mobiel)`
    pub(crate) fn contact_person(&self, node: Node<'a>) -> Option<String> {
        let mut said: Vec<String> = self.part(node, "name").into_iter().collect();
        for key in ["relationship", "telecom", "address"] {
            let found = children(node, key).into_iter();
            let texts = found.filter_map(|child| self.text(child));
            said.extend(texts.map(|text| small(&text)));
        }
        said.dedup();
        (!said.is_empty()).then(|| said.join(", "))
    }
}

/// Names of zib parts that some sources write before a display.
const PARTS: &[&str] = &[
    "Patient",
    "Contact person",
    "Healthcare professional (role)",
    "Healthcare professional (person)",
    "Healthcare provider (organization)",
    "Healthcare provider (location)",
];

/// A display as people write it: without the name of the part before it, commas for
/// `||`, the role in small letters, no bare numbers of systems. `None` when it is
/// fine as it is.
pub(crate) fn without_marks(text: &str) -> Option<String> {
    let name = match text.split_once(", ") {
        Some((part, name)) if PARTS.contains(&part) => name,
        _ => text,
    };
    // The number of a code system: `2.16.840`.
    let is_system =
        |part: &str| part.contains('.') && part.chars().all(|c| c.is_ascii_digit() || c == '.');
    let parts: Vec<&str> = name
        .split("||")
        .map(str::trim)
        .filter(|part| !part.is_empty() && !is_system(part))
        .collect();
    let clean = match *parts.as_slice() {
        [who, role, place] => format!("{who}, {}, {place}", small(role)),
        [] => return None,
        _ => parts.join(", "),
    };
    (clean != text).then_some(clean)
}

/// `Huisarts` within a sentence; `KNO-arts` stays.
pub(crate) fn small(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            let (_, rest) = text.split_at(first.len_utf8());
            first.to_lowercase().collect::<String>() + rest
        }
        _ => text.to_owned(),
    }
}

/// The name of a resource that something else refers to.
pub(crate) fn name_of<'a>(reader: &Reader<'a>, resource: &'a Value) -> Option<String> {
    let kind = resource.get("resourceType").and_then(Value::as_str)?;
    let concept = |key: &str| resource.get(key).and_then(|c| reader.concept_name(c));
    let text = |key: &str| {
        resource
            .get(key)
            .and_then(Value::as_str)
            .map(str::trim)
            .filter(|t| !t.is_empty())
            .map(str::to_owned)
    };
    let display = |key: &str| {
        let reference = resource.get(key)?;
        let text = reference.get("display")?.as_str()?.trim();
        text.chars()
            .any(char::is_alphabetic)
            .then(|| without_marks(text).unwrap_or_else(|| text.to_owned()))
    };
    match kind {
        "Patient" | "Practitioner" | "RelatedPerson" | "Person" => {
            let names = crate::reader::list(resource.get("name"));
            names
                .iter()
                .map(|name| HumanName::read(name).assembled())
                .find(|name| !name.is_empty())
        }
        "PractitionerRole" => {
            let parts: Vec<String> = [
                display("practitioner").or_else(|| practitioner_of(reader, resource)),
                concept_in(reader, resource, "specialty")
                    .or_else(|| concept_in(reader, resource, "code")),
                display("organization"),
            ]
            .into_iter()
            .flatten()
            .collect();
            (!parts.is_empty()).then(|| parts.join(", "))
        }
        "Device" => concept("type").or_else(|| text("model")),
        "Specimen" => concept("type"),
        "DocumentReference" => text("description").or_else(|| concept("type")),
        _ => text("name")
            .or_else(|| text("title"))
            .or_else(|| concept("code"))
            .or_else(|| concept("vaccineCode"))
            .or_else(|| concept("type"))
            .or_else(|| text("description")),
    }
}

fn concept_in<'a>(reader: &Reader<'a>, resource: &'a Value, key: &str) -> Option<String> {
    crate::reader::list(resource.get(key))
        .iter()
        .find_map(|c| reader.concept_name(c))
}

/// The name of the person in a role, one step away.
fn practitioner_of<'a>(reader: &Reader<'a>, role: &'a Value) -> Option<String> {
    let reference = role.get("practitioner")?.get("reference")?.as_str()?;
    let person = reader.target(reference)?;
    let is_person = person
        .get("resourceType")
        .is_some_and(|k| k == "Practitioner");
    is_person.then(|| name_of(reader, person)).flatten()
}
