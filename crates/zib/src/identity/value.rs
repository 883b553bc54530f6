//! The value of an observation in a form that compares.

use inzage_fhir::Value;

use crate::reader::list;

/// Value and components: `138 mm[Hg]`, `8480-6=138 mm[Hg]; …`. Empty when the
/// resource holds none.
pub(super) fn of(resource: &Value) -> String {
    let mut parts: Vec<String> = own(resource).into_iter().collect();
    let mut components: Vec<String> = list(resource.get("component"))
        .iter()
        .filter_map(|component| {
            Some(format!(
                "{}={}",
                code(component.get("code")?),
                own(component)?
            ))
        })
        .collect();
    components.sort();
    parts.append(&mut components);
    parts.join("; ")
}

fn own(holder: &Value) -> Option<String> {
    let members = holder.as_object()?;
    let (_, value) = members.iter().find(|(key, _)| {
        key.strip_prefix("value")
            .is_some_and(|t| t.starts_with(char::is_uppercase))
    })?;
    Some(match value {
        Value::Object(_) if value.get("value").is_some() => quantity(value),
        Value::Object(_) if value.get("coding").is_some() => code(value),
        Value::String(text) => text.trim().to_owned(),
        other => other.to_string(),
    })
}

fn quantity(value: &Value) -> String {
    let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default();
    let unit = if text("code").is_empty() {
        text("unit")
    } else {
        text("code")
    };
    let number = value.get("value").map(Value::to_string).unwrap_or_default();
    format!("{}{} {unit}", text("comparator"), plain(&number))
}

/// `1.0` and `1` are one value.
fn plain(number: &str) -> &str {
    if number.contains('.') && !number.contains(['e', 'E']) {
        number.trim_end_matches('0').trim_end_matches('.')
    } else {
        number
    }
}

/// The first code of a concept, else its text.
fn code(concept: &Value) -> String {
    let first = list(concept.get("coding"))
        .first()
        .and_then(|coding| coding.get("code"));
    let said = first.or_else(|| concept.get("text"));
    said.and_then(Value::as_str).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_number_compares_whatever_zeros_it_ends_in() {
        let weight = |value: &str| {
            let text = format!(r#"{{"valueQuantity":{{"value":{value},"unit":"kg"}}}}"#);
            serde_json::from_str(&text)
                .map(|v| of(&v))
                .unwrap_or_default()
        };
        assert_eq!(weight("80.0"), weight("80"));
        assert_ne!(weight("80.0"), weight("8"));
        assert_ne!(weight("80.5"), weight("80"));
    }

    #[test]
    fn the_order_of_components_does_not_matter() {
        let part = |code: &str, value: u8| json!({"code": {"coding": [{"code": code}]}, "valueQuantity": {"value": value, "code": "mm[Hg]"}});
        let one = json!({"component": [part("a", 1), part("b", 2)]});
        let other = json!({"component": [part("b", 2), part("a", 1)]});
        assert_eq!(of(&one), of(&other));
        assert_eq!(of(&one), "a=1 mm[Hg]; b=2 mm[Hg]");
    }

    #[test]
    fn a_comparator_and_a_unit_are_part_of_the_value() {
        let value = |q: serde_json::Value| of(&json!({"valueQuantity": q}));
        assert_ne!(
            value(json!({"value": 5, "comparator": "<"})),
            value(json!({"value": 5}))
        );
        assert_ne!(
            value(json!({"value": 5, "unit": "g"})),
            value(json!({"value": 5, "unit": "mg"}))
        );
    }
}
