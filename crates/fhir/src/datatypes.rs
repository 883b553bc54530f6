//! Datatypes of which the program needs the parts.

use serde_json::Value;

/// Where a reference points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference<'a> {
    /// A contained resource, by its id.
    Contained(&'a str),
    /// `Type/id`, relative or at the end of an absolute URL, without version.
    Literal {
        /// Resource type.
        kind: &'a str,
        /// Logical id.
        id: &'a str,
    },
    /// `urn:uuid:…`, `urn:oid:…` or what else is only found by its full URL.
    Other(&'a str),
}

impl<'a> Reference<'a> {
    /// Reads the text of `Reference.reference`.
    pub fn parse(text: &'a str) -> Self {
        if let Some(id) = text.strip_prefix('#') {
            return Self::Contained(id);
        }
        let path = text.split("/_history/").next().unwrap_or(text);
        let mut parts = path.rsplit('/');
        match (parts.next(), parts.next()) {
            (Some(id), Some(kind))
                if !id.is_empty() && kind.starts_with(|c: char| c.is_ascii_uppercase()) =>
            {
                Self::Literal { kind, id }
            }
            _ => Self::Other(text),
        }
    }
}

/// A number as written in the source, with the decimal sign `sign`.
pub fn decimal(number: &serde_json::Number, sign: char) -> String {
    let text = number.to_string().replace("e+", "e");
    // Scientific notation is no way of writing for people: it stays as it is.
    if sign == '.' || text.contains('e') {
        text
    } else {
        text.replace('.', &sign.to_string())
    }
}

/// The parts of a name (`HumanName` with the Dutch extensions of nl-core-humanname).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HumanName {
    /// `text` as received.
    pub text: Option<String>,
    /// First names of birth (BR, or without qualifier).
    pub given: Vec<String>,
    /// Call name (CL).
    pub call: Option<String>,
    /// Initials (IN).
    pub initials: Option<String>,
    /// Family name as received.
    pub family: Option<String>,
    /// Prefix of the own name.
    pub own_prefix: Option<String>,
    /// Own name.
    pub own_name: Option<String>,
    /// Prefix of the partner's name.
    pub partner_prefix: Option<String>,
    /// Partner's name.
    pub partner_name: Option<String>,
    /// `NL1` own, `NL2` partner, `NL3` partner-own, `NL4` own-partner.
    pub order: Option<String>,
    /// Titles before the name.
    pub prefix: Vec<String>,
    /// Titles behind the name.
    pub suffix: Vec<String>,
}

impl HumanName {
    /// Reads a name; what has another shape than expected is left out.
    pub fn read(name: &Value) -> Self {
        let mut found = Self {
            text: string(name.get("text")),
            family: string(name.get("family")),
            prefix: strings(name.get("prefix")),
            suffix: strings(name.get("suffix")),
            order: extension(Some(name), "humanname-assembly-order"),
            ..Self::default()
        };
        let family = name.get("_family");
        found.own_prefix = extension(family, "humanname-own-prefix");
        found.own_name = extension(family, "humanname-own-name");
        found.partner_prefix = extension(family, "humanname-partner-prefix");
        found.partner_name = extension(family, "humanname-partner-name");
        let beside = items(name.get("_given"));
        for (at, part) in items(name.get("given")).iter().enumerate() {
            let Some(part) = part.as_str() else { continue };
            match extension(beside.get(at), "iso21090-EN-qualifier").as_deref() {
                Some("CL") => found.call = Some(part.to_owned()),
                Some("IN") => found.initials = Some(part.to_owned()),
                _ => found.given.push(part.to_owned()),
            }
        }
        found
    }

    /// The name by which a person with these `names` is known now: the official or
    /// usual one, with the call name where that came as a name of its own (zib 2020).
    /// Former names only where there is no other. Empty when nothing is known.
    pub fn known_by(names: &[Value]) -> String {
        let mut read: Vec<(u8, Self)> = names
            .iter()
            .map(|name| (rank(name), Self::read(name)))
            .filter(|(_, name)| !name.assembled().is_empty())
            .collect();
        let called = read.iter().find(|(rank, _)| *rank == CALLED);
        let called = called.and_then(|(_, name)| name.given.first().cloned().or(name.call.clone()));
        read.sort_by_key(|(rank, _)| *rank);
        let Some((_, mut name)) = read.into_iter().next() else {
            return String::new();
        };
        name.call = name.call.or(called);
        name.assembled()
    }

    /// The name as a person writes it: call name or first names or initials, and
    /// the family name in the order the person chose. `text` where the parts are
    /// missing, or say less than it does. Empty when nothing is known.
    pub fn assembled(&self) -> String {
        let first = self
            .call
            .clone()
            .or_else(|| (!self.given.is_empty()).then(|| self.given.join(" ")))
            .or_else(|| self.initials.clone());
        let family = self.family_name();
        if first.is_none()
            && let Some(text) = &self.text
            && text.contains(&family)
        {
            return text.clone();
        }
        let mut parts: Vec<&str> = self.prefix.iter().map(String::as_str).collect();
        parts.extend(first.as_deref());
        parts.push(&family);
        parts.extend(self.suffix.iter().map(String::as_str));
        parts.retain(|p| !p.trim().is_empty());
        parts.join(" ")
    }

    /// The family name in the order the person chose.
    pub fn family_name(&self) -> String {
        let join = |prefix: &Option<String>, name: &Option<String>| {
            let name = name.as_deref().unwrap_or("").trim();
            match prefix.as_deref().map(str::trim) {
                Some(prefix) if !prefix.is_empty() && !name.is_empty() => {
                    format!("{prefix} {name}")
                }
                _ => name.to_owned(),
            }
        };
        let own = join(&self.own_prefix, &self.own_name);
        let partner = join(&self.partner_prefix, &self.partner_name);
        let (first, second) = match self.order.as_deref() {
            Some("NL1") => (own, String::new()),
            Some("NL2") => (partner, String::new()),
            Some("NL3") => (partner, own),
            Some("NL4") => (own, partner),
            _ => {
                return self
                    .family
                    .clone()
                    .unwrap_or(if own.is_empty() { partner } else { own });
            }
        };
        match (first.is_empty(), second.is_empty()) {
            (false, false) => format!("{first}-{second}"),
            (true, true) => self.family.clone().unwrap_or_default(),
            _ => first + &second,
        }
    }
}

/// Rank of a call name that came as a name of its own.
const CALLED: u8 = 3;

/// How soon a name is the one to call a person by, by its `use`.
fn rank(name: &Value) -> u8 {
    match name.get("use").and_then(Value::as_str) {
        Some("official" | "usual") => 0,
        Some("temp" | "anonymous") => 2,
        Some("nickname") => CALLED,
        Some("old" | "maiden") => 4,
        _ => 1,
    }
}

fn items(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::Array(list)) => list,
        Some(one) => std::slice::from_ref(one),
        None => &[],
    }
}

fn string(value: Option<&Value>) -> Option<String> {
    value
        .and_then(Value::as_str)
        .filter(|t| !t.trim().is_empty())
        .map(str::to_owned)
}

fn strings(value: Option<&Value>) -> Vec<String> {
    items(value)
        .iter()
        .filter_map(|v| string(Some(v)))
        .collect()
}

/// The text of the extension whose URL ends in `name`.
fn extension(holder: Option<&Value>, name: &str) -> Option<String> {
    items(holder?.get("extension"))
        .iter()
        .find(|e| {
            e.get("url")
                .and_then(Value::as_str)
                .is_some_and(|url| url.ends_with(name))
        })?
        .as_object()?
        .iter()
        .find(|(key, _)| key.starts_with("value"))
        .and_then(|(_, value)| string(Some(value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn references_are_told_apart() {
        let literal = Reference::Literal {
            kind: "Patient",
            id: "1",
        };
        assert_eq!(Reference::parse("#p1"), Reference::Contained("p1"));
        assert_eq!(Reference::parse("Patient/1"), literal);
        assert_eq!(
            Reference::parse("https://x.example/fhir/Patient/1/_history/2"),
            literal
        );
        assert_eq!(
            Reference::parse("urn:uuid:1"),
            Reference::Other("urn:uuid:1")
        );
    }

    #[test]
    fn a_dutch_name_is_not_joined_blindly() {
        let name = json!({
            "family": "van Dam-de Wit",
            "_family": {"extension": [
                {"url": "http://hl7.org/fhir/StructureDefinition/humanname-own-prefix", "valueString": "de"},
                {"url": "http://hl7.org/fhir/StructureDefinition/humanname-own-name", "valueString": "Wit"},
                {"url": "http://hl7.org/fhir/StructureDefinition/humanname-partner-prefix", "valueString": "van"},
                {"url": "http://hl7.org/fhir/StructureDefinition/humanname-partner-name", "valueString": "Dam"}
            ]},
            "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/humanname-assembly-order", "valueCode": "NL3"}],
            "given": ["Johanna", "Jo", "J."],
            "_given": [
                {"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/iso21090-EN-qualifier", "valueCode": "BR"}]},
                {"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/iso21090-EN-qualifier", "valueCode": "CL"}]},
                {"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/iso21090-EN-qualifier", "valueCode": "IN"}]}
            ]
        });
        assert_eq!(HumanName::read(&name).assembled(), "Jo van Dam-de Wit");
    }

    #[test]
    fn a_person_is_called_by_the_name_of_now() {
        let names = |names: Value| HumanName::known_by(items(Some(&names)));
        let call = json!({"use": "nickname", "given": ["Jo"]});
        let official = json!({"use": "official", "given": ["Johanna"], "family": "van Dam"});
        let old = json!({"use": "old", "given": ["Johanna"], "family": "Smit"});
        assert_eq!(names(json!([call, old, official])), "Jo van Dam");
        assert_eq!(names(json!([old, call])), "Jo");
        assert_eq!(names(json!([old])), "Johanna Smit");
        assert_eq!(
            names(json!([{"use": "official"}, {"text": "J. Dam"}])),
            "J. Dam"
        );
        assert_eq!(names(json!([])), "");
    }

    #[test]
    fn a_family_name_alone_gives_way_to_the_whole_name() {
        let name = json!({"text": "drs. A. (Anneke) van Dam", "family": "van Dam"});
        assert_eq!(
            HumanName::read(&name).assembled(),
            "drs. A. (Anneke) van Dam"
        );
    }

    #[test]
    fn a_name_of_the_wrong_shape_is_empty() {
        for odd in [
            json!(5),
            json!({"given": 3, "family": []}),
            json!([]),
            json!(null),
        ] {
            assert_eq!(HumanName::read(&odd).assembled(), "");
        }
    }
}
