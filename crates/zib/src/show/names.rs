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

    /// `Kees van den Berg (echtgenoot)`: how to reach them stands below it.
    pub(crate) fn contact_person(&self, node: Node<'a>) -> Option<String> {
        let name = self.part(node, "name");
        let mut roles: Vec<String> = children(node, "relationship")
            .into_iter()
            .filter_map(|child| self.text(child))
            .map(|text| small(&text))
            .collect();
        roles.dedup();
        let roles = roles.join(", ");
        match name {
            Some(name) if roles.is_empty() => Some(name),
            Some(name) => Some(format!("{name} ({roles})")),
            None => (!roles.is_empty()).then_some(roles),
        }
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
    "Payer-Organization",
];

/// What some sources write before the name itself.
const BEFORE: &[&str] = &["Verrichtingtype: ", "Condition "];

/// What some sources write behind the name: the number that it has with them.
const BEHIND: &[&str] = &[" met id '", " met identificatie", ", id = "];

/// The name in a display: without the name of the part before it or the number
/// behind it.
fn named_part(text: &str) -> &str {
    let name = match text.split_once(", ") {
        Some((part, name)) if PARTS.contains(&part) => name,
        _ => text,
    };
    let name = name.split_once(", UZOVI ").map_or(name, |(name, _)| name);
    let name = BEFORE
        .iter()
        .find_map(|before| name.strip_prefix(before))
        .unwrap_or(name);
    let name = match name.split_once(": ") {
        Some((code, name)) if code.len() > 3 && code.bytes().all(|b| b.is_ascii_digit()) => name,
        Some((name, code)) if name.starts_with("relatie naar ") && code.contains('_') => name,
        _ => name,
    };
    BEHIND
        .iter()
        .find_map(|behind| Some(name.split_once(behind)?.0))
        .unwrap_or(name)
        .trim_end_matches(':')
}

/// A name in which the source wrote first names, initials and call name one after
/// the other (`Johanna J. Jo van Dam`), as people say it: `Jo van Dam`. `None`
/// where the initials are not those of the names before them.
fn said_name(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words.iter().position(|word| is_initials(word))?;
    let (given, rest) = words.split_at_checked(at)?;
    let (initials, family) = rest.split_first()?;
    let letters: Vec<char> = initials.chars().filter(|c| *c != '.').collect();
    let first = |word: &&str| word.chars().next();
    if given.is_empty() || given.iter().filter_map(first).ne(letters.iter().copied()) {
        return None;
    }
    let called = match family {
        [call, _, ..] => call.chars().next().is_some_and(|c| letters.contains(&c)),
        _ => false,
    };
    let mut said = if called { Vec::new() } else { given.to_vec() };
    said.extend(family);
    Some(said.join(" "))
}

/// `F.D.A.`, `J.`
fn is_initials(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let dots = word.chars().filter(|c| *c == '.').count();
    capitals > 0 && word.len() > capitals && dots + 1 >= capitals && {
        word.chars().all(|c| c == '.' || c.is_uppercase())
    }
}

/// A display as people write it: without the name of the part before it, commas for
/// `||`, the role in small letters, no bare numbers of systems, a name as it is
/// said. `None` when it is fine as it is.
pub(crate) fn without_marks(text: &str) -> Option<String> {
    let name = named_part(text);
    // The number of a code system: `2.16.840`.
    let is_system =
        |part: &str| part.contains('.') && part.chars().all(|c| c.is_ascii_digit() || c == '.');
    let parts: Vec<&str> = name
        .split("||")
        .map(str::trim)
        .filter(|part| !part.is_empty() && !is_system(part))
        .collect();
    let who = parts
        .first()
        .map(|who| said_name(who).unwrap_or_else(|| (*who).to_owned()));
    let clean = match (who, parts.as_slice()) {
        (Some(who), [_, role, place]) => format!("{who}, {}, {place}", small(role)),
        (Some(who), [_]) => who,
        (Some(who), [_, more @ ..]) => format!("{who}, {}", more.join(", ")),
        _ => return None,
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
            let name = HumanName::known_by(crate::reader::list(resource.get("name")));
            (!name.is_empty()).then(|| said_name(&name).unwrap_or(name))
        }
        "PractitionerRole" => {
            let parts: Vec<String> = [
                practitioner_of(reader, resource).or_else(|| display("practitioner")),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_a_source_strung_together_are_said_as_people_do() {
        let said = |text| without_marks(text).unwrap_or_default();
        assert_eq!(said("Johanna Maria J.M. Jo van Dam"), "Jo van Dam");
        assert_eq!(said("Johan J. de Vries"), "Johan de Vries");
        assert_eq!(said("Johan J. Groot Wassink"), "Johan Groot Wassink");
        assert_eq!(
            said("Johanna J. Jo Dam || Huisarts || De Praktijk"),
            "Jo Dam, huisarts, De Praktijk"
        );
    }

    #[test]
    fn other_names_stay_as_they_are() {
        for text in [
            "J. de Vries",
            "drs. A.B. Smit",
            "Jan de Vries",
            "St. Anna Zorggroep",
        ] {
            assert_eq!(without_marks(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_of_the_source_are_no_part_of_a_name() {
        let said = |text| without_marks(text).unwrap_or_default();
        assert_eq!(
            said("Organisatie met id '01' in identificerend systeem '2.16'."),
            "Organisatie"
        );
        assert_eq!(
            said("relatie naar medicatieafspraak: A_1_B"),
            "relatie naar medicatieafspraak"
        );
        assert_eq!(said("87612001: Bloed"), "Bloed");
    }
}
