//! Values to text. Each function marks what it puts into the text.

mod address;
mod concept;
mod dates;
mod dosage;
mod names;
mod primitive;
mod quantity;
mod reference;
mod timing;
mod usage;
mod wording;

pub(crate) use concept::{as_code, has_oid, is_coding};
pub use dates::date_text;
pub(crate) use dates::{day_text, moment_text};
pub(crate) use dosage::is_dosage;
pub(crate) use names::{name_of, small, without_marks};
pub(crate) use primitive::plain;
pub(crate) use reference::only_says_problem;
pub(crate) use usage::{END_OF_USE, LENGTH_OF_USE, STOP_TYPE};

use crate::reader::{Node, Reader};
use inzage_fhir::Value;
use serde_json::Map;

impl<'a> Reader<'a> {
    /// The text of a primitive or datatype; `None` for what is neither (a group of
    /// members, a list) or says nothing. A datatype is known by its members.
    pub(crate) fn text(&self, node: Node<'a>) -> Option<String> {
        match node.value {
            Value::Object(members) => self
                .datatype(node, members)
                .inspect(|_| self.mark(node.value)),
            Value::Array(_) => None,
            _ => self.primitive(node),
        }
        .filter(|text| !text.trim().is_empty())
    }

    fn datatype(&self, node: Node<'a>, members: &Map<String, Value>) -> Option<String> {
        let has = |key: &str| members.contains_key(key);
        let any = |keys: &[&str]| keys.iter().any(|k| has(k));
        let only = |keys: &[&str]| {
            members.keys().all(|k| {
                let k = k.trim_start_matches('_');
                keys.contains(&k) || matches!(k, "extension" | "id")
            })
        };
        if has("coding") || (has("text") && only(&["text"])) {
            return self.concept(node);
        }
        if is_coding(node.value) {
            return self.coding(node);
        }
        let number = members.get("value").is_some_and(Value::is_number);
        if (number || any(&["comparator", "unit"]))
            && only(&["value", "unit", "system", "code", "comparator", "currency"])
        {
            return Some(self.quantity(node));
        }
        if any(&["numerator", "denominator"]) && only(&["numerator", "denominator"]) {
            return self.ratio(node);
        }
        if any(&["low", "high"]) && only(&["low", "high"]) {
            return self.range(node);
        }
        if any(&["start", "end", "_start", "_end"]) && only(&["start", "end"]) {
            return self.period(node);
        }
        let role = crate::show::reference::role(node).is_some();
        if (role || any(&["reference", "display", "identifier"]))
            && only(&["reference", "display", "identifier", "type"])
        {
            return self.reference(node);
        }
        self.rich_datatype(node, &any, &only)
    }

    fn rich_datatype(
        &self,
        node: Node<'a>,
        any: &dyn Fn(&[&str]) -> bool,
        only: &dyn Fn(&[&str]) -> bool,
    ) -> Option<String> {
        if any(&["family", "given", "prefix", "suffix"])
            && only(&[
                "use", "text", "family", "given", "prefix", "suffix", "period",
            ])
        {
            return self.human_name(node);
        }
        if any(&["line", "city", "postalCode", "country", "district", "state"])
            && only(&[
                "use",
                "type",
                "text",
                "line",
                "city",
                "district",
                "state",
                "postalCode",
                "country",
                "period",
            ])
        {
            return self.address(node);
        }
        if any(&["value", "_value"])
            && only(&[
                "use", "type", "system", "value", "period", "assigner", "rank",
            ])
        {
            return self.identifier_or_contact(node);
        }
        if any(&["contentType", "url", "data"])
            && only(&[
                "contentType",
                "language",
                "data",
                "url",
                "size",
                "hash",
                "title",
                "creation",
                "height",
                "width",
                "frames",
                "duration",
                "pages",
            ])
        {
            return Some(self.attachment(node));
        }
        if any(&["repeat", "event"]) && only(&["repeat", "event", "code"]) {
            return self.timing(node);
        }
        if node.key == "referenceRange" {
            return self.reference_range(node);
        }
        if node.key == "contact" && node.holder == "Patient" {
            return self.contact_person(node);
        }
        None
    }

    /// The text of a member of `node`.
    pub(crate) fn part(&self, node: Node<'a>, key: &'a str) -> Option<String> {
        let parts: Vec<String> = crate::reader::children(node, key)
            .into_iter()
            .filter_map(|child| self.text(child))
            .collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}
