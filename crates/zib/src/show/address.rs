//! Addresses, phone numbers, identifiers, documents.

use super::names::small;
use crate::reader::{Node, Reader, children, select};
use inzage_fhir::Value;

/// Where the zib says what sort of address it is.
const ADDRESS_KIND: &[&str] = &[
    "ext:zib-AddressInformation-AddressType",
    "ext:ext-AddressInformation.AddressType",
];
/// Where the zib says what sort of number it is.
const TELECOM_KIND: &[&str] = &[
    "ext:zib-ContactInformation-TelecomType",
    "ext:ext-ContactInformationTelecomType",
    "_system/ext:zib-ContactInformation-TelecomType",
    "system/ext:zib-ContactInformation-TelecomType",
    "_system/ext:ext-ContactInformationTelecomType",
    "system/ext:ext-ContactInformationTelecomType",
    "system/ext:code-specification",
    "system/ext:ext-CodeSpecification",
];

impl<'a> Reader<'a> {
    /// `Dorpsstraat 1, 1234 AB Ons Dorp, Nederland`
    pub(crate) fn address(&self, node: Node<'a>) -> Option<String> {
        let place = [self.part(node, "postalCode"), self.part(node, "city")];
        let place: Vec<String> = place.into_iter().flatten().collect();
        let parts: Vec<String> = [
            self.part(node, "line"),
            (!place.is_empty()).then(|| place.join(" ")),
            self.part(node, "district"),
            self.part(node, "state"),
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
        Some(match self.way(node, ADDRESS_KIND) {
            Some(kind) => format!("{text} ({kind})"),
            None => text,
        })
    }

    /// What sort of address or number it is: by the zib's own word, else by `use`
    /// and `type`. Nothing where it is only where people live.
    fn way(&self, node: Node<'a>, zib: &[&'a str]) -> Option<String> {
        let own = zib
            .iter()
            .flat_map(|path| select(node.value, node.key, path))
            .find_map(|said| self.text(said));
        if let Some(own) = own {
            for key in ["use", "type"] {
                for kind in children(node, key) {
                    self.tell(kind.value);
                }
            }
            return Some(small(&own));
        }
        self.part(node, "use")
    }

    /// `06-12345678 (mobiel)`, or `AGB 12345678`.
    pub(crate) fn identifier_or_contact(&self, node: Node<'a>) -> Option<String> {
        let value = self.as_written(node)?;
        let system = node.value.get("system");
        let uri = system.and_then(Value::as_str).unwrap_or("");
        if let Some(word) = inzage_words::code("ContactPoint", "system", uri, self.lang) {
            let way = self
                .way(node, TELECOM_KIND)
                .unwrap_or_else(|| word.to_owned());
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
        let size = children(node, "data")
            .into_iter()
            .find_map(|data| self.text(data));
        let more: Vec<String> = kind.map(str::to_owned).into_iter().chain(size).collect();
        if more.is_empty() {
            name
        } else {
            format!("{name} ({})", more.join(", "))
        }
    }
}
