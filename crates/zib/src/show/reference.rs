//! References: by their display, else by the name of what they point at.

use crate::reader::{Node, Reader, select};
use crate::show::name_of;
use inzage_fhir::{Reference, Value};

/// The role in which somebody is meant, beside the reference to the person (STU3).
pub(crate) fn role(node: Node<'_>) -> Option<Node<'_>> {
    select(node.value, node.key, "ext:practitionerrole-reference")
        .into_iter()
        .find(|found| {
            found.value.get("reference").is_some() || found.value.get("display").is_some()
        })
}

/// Whether a display says that it is a problem, not which (`Problem, type: …`).
pub(crate) fn only_says_problem(display: &str) -> bool {
    display == "Problem" || display.starts_with("Problem, type")
}

impl<'a> Reader<'a> {
    /// What a reference points at, by name: a person together with their role.
    pub(crate) fn reference(&self, node: Node<'a>) -> Option<String> {
        let person = self.pointed(node);
        let role = role(node).and_then(|role| self.pointed(role));
        let text = match (person, role) {
            (Some(person), Some(role)) if role.contains(&person) => role,
            // Only a number is known of the person: the role says more.
            (Some(person), Some(role)) if !person.chars().any(char::is_alphabetic) => {
                for number in select(node.value, node.key, "identifier/value") {
                    self.hide(number.value);
                }
                role
            }
            (Some(person), Some(role)) => format!("{person} ({role})"),
            (person, role) => person.or(role)?,
        };
        // A number of the source beside the name: not for reading.
        for number in select(node.value, node.key, "identifier/value") {
            if self.is_shown(number.value) {
                continue;
            }
            match number.value.as_str() {
                Some(value) if crate::reader::holds(&text, value.trim()) => self.mark(number.value),
                _ => self.tell(number.value),
            }
        }
        Some(text)
    }

    fn pointed(&self, node: Node<'a>) -> Option<String> {
        let display = self.part(node, "display");
        let target = node.value.get("reference").and_then(Value::as_str);
        if let Some(result) = target.and_then(|t| self.result_at(t)) {
            // The display of a result mostly says only that it is one.
            let display = node.value.get("display");
            if let Some(display) = display.filter(|d| d.as_str().is_some_and(|d| d != result)) {
                self.hide(display);
            }
            return Some(result);
        }
        let name = target.and_then(|t| self.name_at(t));
        // What is enclosed need not be said again where it is named.
        if let (Some(target), Some(name)) = (target, &name)
            && let Reference::Contained(id) = Reference::parse(target)
            && let Some(named) = self.resource.contained(id).and_then(|r| r.get("name"))
            && display.as_ref().is_none_or(|shown| shown.contains(name))
        {
            self.mark_within(named, name);
        }
        let kind = target.and_then(|t| self.kind_at(t));
        match (display, name) {
            (Some(display), Some(name)) => {
                let text = match kind {
                    Some("Medication") => either(name, display),
                    Some("Patient" | "Practitioner" | "RelatedPerson") => name,
                    Some("Condition") if only_says_problem(&display) => name,
                    _ => display,
                };
                self.as_received(node, &text);
                Some(text)
            }
            (Some(display), None) => Some(display),
            (None, Some(name)) => Some(name),
            (None, None) => self
                .part(node, "identifier")
                .or_else(|| self.absent_target(target)),
        }
    }

    /// The resource a reference points at, contained or received.
    pub(crate) fn target(&self, reference: &str) -> Option<&'a Value> {
        match Reference::parse(reference) {
            Reference::Contained(id) => self.resource.contained(id),
            _ => self.known.find(reference).map(inzage_fhir::Resource::value),
        }
    }

    /// The name of what a reference points at.
    pub(crate) fn name_at(&self, reference: &str) -> Option<String> {
        name_of(self, self.target(reference)?)
    }

    /// What a result that is pointed at found: `Kalium 5,4 mmol/l`.
    fn result_at(&self, reference: &str) -> Option<String> {
        let target = self.target(reference)?;
        if target.get("resourceType")? != "Observation" || self.following.replace(true) {
            return None;
        }
        let name = name_of(self, target);
        let value = select(target, "Observation", "value*");
        let value = value.into_iter().find_map(|value| self.text(value));
        self.following.set(false);
        let name = name?;
        Some(match value {
            Some(value) => format!("{name}: {value}"),
            None => name,
        })
    }

    /// A display that stands not as such in `text` is kept with the source.
    fn as_received(&self, node: Node<'a>, text: &str) {
        if let Some(display) = node.value.get("display")
            && display.as_str().is_some_and(|d| !text.contains(d.trim()))
        {
            self.hide(display);
        }
    }

    fn kind_at(&self, reference: &str) -> Option<&'a str> {
        self.target(reference)?.get("resourceType")?.as_str()
    }

    /// Something was meant, but it did not come along.
    fn absent_target(&self, reference: Option<&str>) -> Option<String> {
        let reference = reference?;
        let kind = match Reference::parse(reference) {
            Reference::Literal { kind, .. } => inzage_words::kind(kind, self.lang),
            _ => None,
        };
        if let Some(kind) = self
            .target(reference)
            .and_then(|r| r.get("resourceType")?.as_str())
        {
            return inzage_words::kind(kind, self.lang).map(str::to_owned);
        }
        let away = inzage_words::phrase("not_sent", self.lang);
        Some(match kind {
            Some(kind) => format!("{kind} ({away})"),
            None => away.to_owned(),
        })
    }
}

/// The fuller of two names of one medicine; both where each says something else.
fn either(name: String, display: String) -> String {
    let (one, other) = (spaced(&name), spaced(&display));
    if one.contains(&other) {
        name
    } else if other.contains(&one) {
        display
    } else {
        format!("{name} ({display})")
    }
}

/// Small letters and single spaces, for comparing.
fn spaced(text: &str) -> String {
    let lower = text.to_lowercase();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}
