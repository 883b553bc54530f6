//! What a resource refers to.

use inzage_fhir::{Resource, Value};

/// Every `reference` in `resource` as received, in order, each once; those to
/// contained resources left out.
pub fn references(resource: &Resource) -> Vec<String> {
    let mut found = Vec::new();
    collect(resource.value(), &mut found);
    found
}

fn collect(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Object(members) => {
            for (key, item) in members {
                match item {
                    Value::String(text) if key == "reference" => {
                        if !text.starts_with('#') && !found.contains(text) {
                            found.push(text.clone());
                        }
                    }
                    other => collect(other, found),
                }
            }
        }
        _ => {}
    }
}
