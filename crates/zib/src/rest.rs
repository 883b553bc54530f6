//! What is left: every value that was not shown yet, with a readable label.

use crate::entry::sentence;
use crate::reader::{Node, Reader, children, extension_name, list};
use crate::show::{is_coding, is_dosage};
use crate::technical::{Rows, is_technical};
use inzage_fhir::Value;

impl<'a> Reader<'a> {
    /// Adds what is not shown yet of `node` under `label`: a datatype as a whole,
    /// then whatever that left out, part by part.
    pub(crate) fn rest(&self, node: Node<'a>, label: &str, rows: &mut Rows<'_>) {
        match node.value {
            Value::Array(items) => {
                for value in items {
                    self.rest(
                        Node {
                            value,
                            beside: None,
                            ..node
                        },
                        label,
                        rows,
                    );
                }
            }
            Value::Object(_) if self.has_more(node.value) => self.object(node, label, rows),
            Value::Object(_) => {}
            _ => self.leaf(node, label, rows),
        }
        for value in list(node.beside) {
            let beside = Node {
                value,
                beside: None,
                ..node
            };
            match value {
                Value::Object(_) if self.has_more(value) => self.members(beside, label, rows),
                Value::Object(_) => {}
                // Not what FHIR puts there; shown all the same.
                _ => self.rest(beside, label, rows),
            }
        }
    }

    fn leaf(&self, node: Node<'a>, label: &str, rows: &mut Rows<'_>) {
        let alone = node.value.is_null()
            && node
                .beside
                .is_some_and(|b| self.has_more(b) && !self.is_shown(b));
        if self.is_shown(node.value) && !alone {
            return;
        }
        let narrative = node.key == "status" && node.holder == "text";
        if is_technical(node) || self.is_told(node.value) || self.is_bare_code(node) || narrative {
            return self.technical(node, label, rows);
        }
        if let Some(text) = self.text(node) {
            let word = node.value.is_boolean() || node.value.is_null() || self.is_told(node.value);
            let text = if word { sentence(&text) } else { text };
            rows.push(label, text);
        }
        // A word that was translated: the code itself stays reachable.
        if !self.is_shown(node.value) {
            self.technical(node, label, rows);
        }
    }

    /// A code for machines: `code` of a quantity, `valueCode` of an extension.
    fn is_bare_code(&self, node: Node<'a>) -> bool {
        matches!(node.key, "code" | "valueCode")
            && node.value.as_str().is_some_and(|code| {
                inzage_words::code(node.holder, node.key, code, self.lang).is_none()
            })
    }

    fn object(&self, node: Node<'a>, label: &str, rows: &mut Rows<'_>) {
        if matches!(node.key, "extension" | "modifierExtension") && node.value.get("url").is_some()
        {
            return self.extension(node, label, rows);
        }
        if let Some(kind) = node.value.get("resourceType").and_then(Value::as_str) {
            let word = inzage_words::kind(kind, self.lang).unwrap_or(kind);
            let label = joined(label, word);
            return self.members(node, &label, rows);
        }
        if is_dosage(node) {
            return self.dosage_rows(node, label, rows);
        }
        let label = match node.key {
            "section" | "component" => self.titled_label(node, label),
            "related" => self.relation(node).unwrap_or(label.to_owned()),
            _ => label.to_owned(),
        };
        let before = rows.out.len();
        if !self.is_shown(node.value)
            && self.untouched(node.value)
            && !node.value.get("value").is_some_and(|v| self.is_told(v))
            && let Some(text) = self.text(node)
        {
            let coded = node.value.get("coding").is_some() || is_coding(node.value);
            rows.push(&label, if coded { sentence(&text) } else { text });
        }
        if self.has_more(node.value) {
            self.members(node, &label, rows);
        }
        // A part of a report with a name and nothing to say.
        let titled = matches!(node.key, "section" | "component");
        if titled && rows.out.len() == before {
            rows.push(&inzage_words::element(node.key, self.lang), label);
        }
    }

    /// Whether nothing within `value` was shown yet.
    fn untouched(&self, value: &Value) -> bool {
        match value {
            Value::Array(items) => items.iter().all(|item| self.untouched(item)),
            Value::Object(members) => members.values().all(|item| self.untouched(item)),
            Value::Null => true,
            Value::String(text) if text.trim().is_empty() => true,
            leaf => !self.is_shown(leaf) && !self.is_told(leaf),
        }
    }

    fn extension(&self, node: Node<'a>, label: &str, rows: &mut Rows<'_>) {
        let name = extension_name(node.value).unwrap_or("");
        // An extension of the resource itself needs no label beside its own.
        let whole = label == inzage_words::element("extension", self.lang);
        let label = if whole { "" } else { label };
        let word = inzage_words::extension(name, self.lang);
        let label = joined(label, &word);
        for key in node.value.as_object().into_iter().flat_map(|m| m.keys()) {
            if key == "url" {
                continue;
            }
            for child in children(node, key) {
                let child = Node {
                    holder: name,
                    ..child
                };
                self.rest(child, &label, rows);
            }
        }
        for url in children(node, "url") {
            self.rest(url, &label, rows);
        }
    }

    /// Every member of an object under its own label, what names it first.
    pub(crate) fn members(&self, node: Node<'a>, label: &str, rows: &mut Rows<'_>) {
        if let Some(coding) = self.coding_leftovers(node) {
            rows.technical
                .add(inzage_words::phrase("codes", self.lang), coding);
        }
        let keys = node.value.as_object().into_iter().flat_map(|m| m.keys());
        let mut keys: Vec<&'a String> = keys
            .filter(|key| {
                *key != "resourceType" || !node.value.get(*key).is_some_and(Value::is_string)
            })
            .collect();
        keys.sort_by_key(|key| {
            let place = FIRST.iter().position(|first| first == key);
            place.unwrap_or(FIRST.len())
        });
        for key in keys {
            let word = self.member_label(node, key, label);
            for child in children(node, key) {
                // A coding within a concept: the concept has been named.
                if key == "coding" && child.value.is_object() {
                    self.members(child, &word, rows);
                } else {
                    self.rest(child, &self.given_label(child, label, &word), rows);
                }
            }
        }
    }

    fn member_label(&self, node: Node<'a>, key: &str, label: &str) -> String {
        let whole = label.is_empty() || node.value.get("resourceType").is_some();
        if key == "text" && whole && node.value.get(key).is_some_and(|t| t.get("div").is_some()) {
            return inzage_words::phrase("narrative", self.lang).to_owned();
        }
        let nested = matches!(key, "extension" | "modifierExtension" | "coding");
        let plain = label_is_plain(key) || (node.key == "related" && key == "target");
        if !label.is_empty() && (nested || plain) {
            label.to_owned()
        } else {
            let key = match (node.key, key) {
                ("repeat", "period") => "repeat.period",
                _ => key,
            };
            joined(label, &inzage_words::element(key, self.lang))
        }
    }

    /// A part of a report, or of a measurement, is called by its title or code.
    /// That is no word of ours: it stays whole, whatever comes behind it.
    fn titled_label(&self, part: Node<'a>, label: &str) -> String {
        let word = inzage_words::element(part.key, self.lang);
        let outer = label.strip_suffix(&word).unwrap_or(label);
        let outer = outer.trim_end_matches(" › ");
        let name = ["title", "code"]
            .into_iter()
            .find_map(|key| self.part(part, key))
            .unwrap_or(word);
        if outer.is_empty() {
            sentence(&name)
        } else {
            format!("{}: {name}", outer.replace(" › ", ", "))
        }
    }

    /// How something is related (STU3), where we have a word for it.
    fn relation(&self, related: Node<'a>) -> Option<String> {
        let kind = children(related, "type").into_iter().next()?;
        let code = kind.value.as_str()?;
        let word = inzage_words::code("related", "type", code, self.lang)?;
        self.tell(kind.value);
        Some(sentence(word))
    }

    /// First names, call name, initials: told apart by their qualifier.
    fn given_label(&self, child: Node<'a>, label: &str, word: &str) -> String {
        if child.key != "given" {
            return word.to_owned();
        }
        let qualifier = list(child.beside.and_then(|b| b.get("extension")))
            .iter()
            .find_map(|e| e.get("valueCode").and_then(Value::as_str));
        let key = match qualifier {
            Some("IN") => "initials",
            Some("CL") => "call_name",
            _ => return word.to_owned(),
        };
        joined(label, inzage_words::phrase(key, self.lang))
    }
}

/// Members that say what something is: they come first.
const FIRST: &[&str] = &[
    "title",
    "name",
    "text",
    "actor",
    "agent",
    "individual",
    "substance",
    "vaccineCode",
    "code",
    "type",
    "relationship",
    "manifestation",
    "date",
    "start",
    "doseQuantity",
    "doseRange",
    "doseAndRate",
    "timing",
];

/// `outer › inner`.
fn joined(outer: &str, inner: &str) -> String {
    if outer.is_empty() {
        inner.to_owned()
    } else if outer == inner || inner.is_empty() {
        outer.to_owned()
    } else {
        format!("{outer} › {inner}")
    }
}

/// Members whose name says nothing beside the label of what holds them.
fn label_is_plain(key: &str) -> bool {
    let plain = [
        "text",
        "display",
        "div",
        "contained",
        "repeat",
        "agent",
        "actor",
        "individual",
        "member",
    ];
    plain.contains(&key) || (key.starts_with("value") && key != "values")
}
