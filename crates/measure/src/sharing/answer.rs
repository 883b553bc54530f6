//! What a provider answered to a Bundle `batch`: per entry, in the same order.

use serde_json::Value;

/// What became of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Taken: 200 or 201.
    Taken,
    /// Not taken: 4xx, with the provider's reason, or empty.
    Refused(String),
    /// No answer that says so.
    Unknown,
}

/// Longest reason that is kept, in characters.
const LONGEST_REASON: usize = 500;

/// Reads the answer to a Bundle of one Patient and `items` observations. An answer
/// that is none, or of which an entry is missing, leaves it open.
pub fn verdicts(answer: &[u8], items: usize) -> Vec<Verdict> {
    let bundle: Value = serde_json::from_slice(answer).unwrap_or_default();
    let is_bundle = text(&bundle, "/resourceType") == "Bundle";
    let entries = bundle.get("entry").and_then(Value::as_array);
    let entries = entries.filter(|entries| is_bundle && entries.len() == items + 1);
    match entries {
        Some(entries) => entries.iter().skip(1).map(verdict).collect(),
        None => vec![Verdict::Unknown; items],
    }
}

fn verdict(entry: &Value) -> Verdict {
    // "201 Created": the number comes first.
    let status = text(entry, "/response/status").split(' ').next();
    match status.and_then(|status| status.parse::<u16>().ok()) {
        Some(200 | 201) => Verdict::Taken,
        Some(400..=499) => Verdict::Refused(reason(entry)),
        _ => Verdict::Unknown,
    }
}

/// Why, for people: the text before the diagnostics.
fn reason(entry: &Value) -> String {
    let issue = "/response/outcome/issue/0";
    let texts = ["details/text", "diagnostics"];
    let mut found = texts
        .iter()
        .map(|path| text(entry, &format!("{issue}/{path}")).trim());
    let reason = found.find(|text| !text.is_empty()).unwrap_or_default();
    reason.chars().take(LONGEST_REASON).collect()
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    let found = value.pointer(pointer).and_then(Value::as_str);
    found.unwrap_or_default()
}
