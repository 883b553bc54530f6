//! The narrative of a resource: shown only when it says more than the page.

use crate::reader::{Reader, list};
use crate::view::Field;
use inzage_fhir::{Value, plain_text};

/// Statuses of a narrative that holds nothing but the data themselves (FHIR
/// `Narrative.status`).
const FROM_DATA: &[&str] = &["generated", "extensions", "empty"];

impl<'a> Reader<'a> {
    /// Leaves the narrative of `resource`, and of what it contains, off the page
    /// where it only repeats. Parts of a report keep theirs: it is their content.
    pub(crate) fn pass_over_narrative(&self, resource: &'a Value, fields: &[Field]) {
        if let Some(text) = resource
            .get("text")
            .filter(|text| text.get("div").is_some())
            && repeats(text, fields)
        {
            for key in ["status", "div"] {
                text.get(key).into_iter().for_each(|part| self.mark(part));
            }
        }
        for contained in list(resource.get("contained")) {
            self.pass_over_narrative(contained, fields);
        }
    }
}

/// Whether a narrative says nothing that the fields do not.
fn repeats(text: &Value, fields: &[Field]) -> bool {
    let div = text.get("div").and_then(Value::as_str).unwrap_or("");
    if fields.is_empty() || div.is_empty() {
        return false;
    }
    let status = text.get("status").and_then(Value::as_str);
    if status.is_some_and(|status| FROM_DATA.contains(&status)) {
        return true;
    }
    let page: String = fields
        .iter()
        .flat_map(|field| [field.label.as_str(), " ", field.value.as_str(), " "])
        .collect();
    let page = page.to_lowercase();
    plain_text(div)
        .to_lowercase()
        .split_whitespace()
        .all(|word| page.contains(word))
}
