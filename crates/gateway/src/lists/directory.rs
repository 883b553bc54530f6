//! The directory: what people call the providers, and where they are (JSON).

use inzage_medmij::lists::is_zorgaanbiedernaam;
use serde::{Deserialize, Deserializer};

/// One provider of the directory. Keys that are not known are ignored.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Entry {
    /// `MedMij` name.
    pub(crate) zorgaanbiedernaam: String,
    /// Name for people.
    pub(crate) name: String,
    /// Other names.
    #[serde(default, deserialize_with = "or_default")]
    pub(crate) aliases: Vec<String>,
    /// Town.
    #[serde(default)]
    pub(crate) place: Option<String>,
    /// Postal code.
    #[serde(default)]
    pub(crate) postcode: Option<String>,
    /// Kind of care in Dutch.
    #[serde(default)]
    pub(crate) kind: Option<String>,
    /// AGB code, text or number.
    #[serde(default, deserialize_with = "text_or_number")]
    pub(crate) agb: Option<String>,
}

/// Why a directory is refused.
#[derive(Debug, thiserror::Error)]
#[error("not a JSON list of providers (line {line}, column {column})")]
pub(crate) struct NotADirectory {
    line: usize,
    column: usize,
}

/// Reads a directory. Entries without a `MedMij` name or a name are counted and
/// left out; a list that is no list is refused.
pub(super) fn parse(text: &str) -> Result<(Vec<Entry>, usize), NotADirectory> {
    let refused = |error: serde_json::Error| NotADirectory {
        line: error.line(),
        column: error.column(),
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let all: Vec<serde_json::Value> = serde_json::from_str(text).map_err(refused)?;
    let count = all.len();
    let mut seen = std::collections::BTreeSet::new();
    let entries: Vec<Entry> = all
        .into_iter()
        .filter_map(|value| serde_json::from_value(value).ok())
        .filter(|entry: &Entry| {
            is_zorgaanbiedernaam(&entry.zorgaanbiedernaam)
                && !entry.name.trim().is_empty()
                && seen.insert(entry.zorgaanbiedernaam.clone())
        })
        .collect();
    let left_out = count - entries.len();
    Ok((entries, left_out))
}

fn or_default<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

fn text_or_number<'de, D: Deserializer<'de>>(d: D) -> Result<Option<String>, D::Error> {
    Ok(match serde_json::Value::deserialize(d)? {
        serde_json::Value::String(text) => Some(text),
        serde_json::Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_odd_entry_does_not_cost_the_others() {
        let text = r#"[{"zorgaanbiedernaam":"delinde@medmij","name":"De Linde","aliases":null,
            "agb":1000123,"website":"x"},{"name":"zonder"},
            {"zorgaanbiedernaam":"geen medmij","name":"x"},
            {"zorgaanbiedernaam":"delinde@medmij","name":"twee keer"}, 7]"#;
        let (entries, left_out) = parse(text).unwrap();
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].agb.as_deref(), Some("1000123"));
        assert_eq!(left_out, 4);
        assert!(parse("{}").is_err());
        assert!(parse("").is_err());
    }
}
