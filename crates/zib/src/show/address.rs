//! Addresses, phone numbers, identifiers, documents.

use crate::reader::{Node, Reader, children};
use inzage_fhir::Value;

impl<'a> Reader<'a> {
    /// `Dorpsstraat 1, 1234 AB Ons Dorp, Nederland`
    pub(crate) fn address(&self, node: Node<'a>) -> Option<String> {
        let place = [self.part(node, "postalCode"), self.part(node, "city")];
        let place: Vec<String> = place.into_iter().flatten().collect();
        let parts: Vec<String> = [
            self.part(node, "line"),
            (!place.is_empty()).then(|| place.join(" ")),
            self.part(node, "country"),
        ]
        .into_iter()
        .flatten()
        .collect();
        let text = if parts.is_empty() {
            self.part(node, "text")?
        } else {
            parts.join(", ")
        };
        self.mark_within(node.value, &text);
        Some(text)
    }

    /// `06-12345678 (mobiel)`, or `AGB 12345678`.
    pub(crate) fn identifier_or_contact(&self, node: Node<'a>) -> Option<String> {
        let value = self.as_written(node)?;
        let system = node.value.get("system");
        let uri = system.and_then(Value::as_str).unwrap_or("");
        if let Some(word) = inzage_words::code("ContactPoint", "system", uri, self.lang) {
            let way = self.part(node, "use").unwrap_or_else(|| word.to_owned());
            return Some(format!("{value} ({way})"));
        }
        let name = self
            .part(node, "type")
            .or_else(|| inzage_words::system(uri, self.lang).map(str::to_owned));
        Some(match name {
            Some(name) => format!("{name} {value}"),
            None => value,
        })
    }

    /// The value of an identifier or phone number: never read as a date.
    fn as_written(&self, node: Node<'a>) -> Option<String> {
        let child = children(node, "value").into_iter().next()?;
        match child.value.as_str() {
            Some(text) if !text.trim().is_empty() => {
                self.mark(child.value);
                Some(text.trim().to_owned())
            }
            _ => self.text(child),
        }
    }

    /// Title and kind of a document.
    pub(crate) fn attachment(&self, node: Node<'a>) -> String {
        let title = self.part(node, "title");
        let kind = node
            .value
            .get("contentType")
            .and_then(Value::as_str)
            .and_then(|kind| {
                Some(match kind.split(';').next()?.trim() {
                    "application/pdf" => "PDF",
                    "image/png" => "PNG",
                    "image/jpeg" => "JPEG",
                    "text/plain" => "TXT",
                    "text/xml" | "application/xml" => "XML",
                    _ => return None,
                })
            });
        let word = inzage_words::phrase("document", self.lang);
        let name = title.unwrap_or_else(|| word.to_owned());
        match kind {
            Some(kind) => format!("{name} ({kind})"),
            None => name,
        }
    }
}
