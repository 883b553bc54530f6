//! References: by their display, else by the name of what they point at.

use crate::reader::{Node, Reader};
use crate::show::name_of;
use inzage_fhir::{Reference, Value};

impl<'a> Reader<'a> {
    /// What a reference points at, by name.
    pub(crate) fn reference(&self, node: Node<'a>) -> Option<String> {
        let display = self.part(node, "display");
        let target = node.value.get("reference").and_then(Value::as_str);
        let name = target.and_then(|t| self.name_at(t));
        let medicine = target.is_some_and(|t| self.is_medicine(t));
        match (display, name) {
            (Some(display), Some(name))
                if medicine && !display.to_lowercase().contains(&name.to_lowercase()) =>
            {
                Some(format!("{name} ({display})"))
            }
            (Some(display), _) => Some(display),
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

    fn is_medicine(&self, reference: &str) -> bool {
        self.target(reference)
            .and_then(|r| r.get("resourceType"))
            .is_some_and(|kind| kind == "Medication")
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
