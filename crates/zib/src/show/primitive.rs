//! Texts, numbers, yes and no, code words.

use crate::reader::{Node, Reader, extension_name, list};
use inzage_fhir::{Value, decimal};
use inzage_words::{Lang, phrase};

/// Code words that change the meaning of everything else: never replaced by a
/// softer word of the source.
const MEANING: &[&str] = &[
    "entered-in-error",
    "refuted",
    "stopped",
    "cancelled",
    "revoked",
    "not-done",
    "not-taken",
    "on-hold",
    "superseded",
];

/// A single value as received, for where its own form matters.
pub(crate) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(decimal(number, '.')),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

impl<'a> Reader<'a> {
    /// The text of a primitive with what its extensions say about it.
    pub(crate) fn primitive(&self, node: Node<'a>) -> Option<String> {
        let beside = self.beside(node);
        let text = match node.value {
            Value::String(text) => self.string(node, text, beside.is_some()),
            Value::Number(number) => {
                self.mark(node.value);
                let sign = match self.lang {
                    Lang::Nl => ',',
                    Lang::En => '.',
                };
                Some(decimal(number, sign))
            }
            Value::Bool(flag) => {
                self.mark(node.value);
                Some(phrase(if *flag { "yes" } else { "no" }, self.lang).to_owned())
            }
            _ => None,
        };
        match (text, beside) {
            (Some(text), Some(beside)) if text.is_empty() => Some(beside),
            (Some(text), Some(beside)) if text.eq_ignore_ascii_case(&beside) => Some(beside),
            (Some(text), Some(beside)) => Some(format!("{text} ({beside})")),
            (text, beside) => text.or(beside),
        }
    }

    /// What the extensions of a primitive say instead of it, or why it is missing.
    fn beside(&self, node: Node<'a>) -> Option<String> {
        let mut said = Vec::new();
        for extension in list(node.beside?.get("extension")) {
            let here = Node {
                holder: node.key,
                key: "extension",
                value: extension,
                beside: None,
            };
            match extension_name(extension) {
                Some("code-specification" | "ext-CodeSpecification") => {
                    said.extend(self.part(here, "valueCodeableConcept"));
                }
                Some("data-absent-reason" | "iso21090-nullFlavor") => {
                    let value = extension
                        .get("valueCode")
                        .or_else(|| extension.get("valueString"));
                    let code = value.and_then(Value::as_str).unwrap_or("");
                    if let (Some(value), Some(word)) =
                        (value, inzage_words::code("", "absent", code, self.lang))
                    {
                        self.tell(value);
                        said.push(word.to_owned());
                    }
                }
                _ => {}
            }
        }
        said.dedup();
        if !said.is_empty() {
            self.mark(node.beside?);
        }
        (!said.is_empty()).then(|| said.join(", "))
    }

    fn string(&self, node: Node<'a>, text: &'a str, has_beside: bool) -> Option<String> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        if let Some(word) = inzage_words::code(node.holder, node.key, text, self.lang) {
            self.tell(node.value);
            // The zib's own word stands beside it in the data: that one is shown.
            let replaced = has_beside && self.lang == Lang::Nl && !MEANING.contains(&text);
            return Some(if replaced {
                String::new()
            } else {
                word.to_owned()
            });
        }
        if node.key == "country" && has_beside && text.len() <= 3 {
            self.tell(node.value);
            return Some(String::new());
        }
        if node.key == "display"
            && let Some(clean) = super::names::without_marks(text)
        {
            self.tell(node.value);
            return Some(clean);
        }
        self.mark(node.value);
        if node.key == "div" {
            return Some(inzage_fhir::plain_text(text));
        }
        if let Some(plain) = marked_up(text) {
            self.hide(node.value);
            return Some(plain);
        }
        if is_base64(node, text) {
            let bytes = text.len() / 4 * 3;
            return Some(format!("{} kB", bytes.div_ceil(1024)));
        }
        Some(
            self.date_or_time(node, text)
                .unwrap_or_else(|| text.to_owned()),
        )
    }
}

/// The words of a text that some sources send as a piece of a page.
fn marked_up(text: &str) -> Option<String> {
    let whole = text.starts_with('<') && text.ends_with('>') && text.contains("</");
    whole
        .then(|| inzage_fhir::plain_text(text))
        .filter(|plain| !plain.trim().is_empty())
}

/// Documents and pictures: shown by opening them.
fn is_base64(node: Node<'_>, text: &str) -> bool {
    let inline = node.key == "data" || (node.key == "content" && node.holder == "Binary");
    inline
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"+/=-_\r\n".contains(&b))
}
