//! One event of an audit trail.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What somebody did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Looked.
    Read,
    /// Changed something.
    Change,
    /// Gave it to somebody else.
    Share,
    /// Printed it.
    Print,
    /// Something that this version has no word for.
    #[default]
    Other,
}

impl Action {
    /// The key of its word in `logbook.tsv`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Read => "access_read",
            Self::Change => "access_change",
            Self::Share => "access_share",
            Self::Print => "access_print",
            Self::Other => "access_other",
        }
    }
}

/// What was told of one use of the data; what was not told is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Its id at the provider; the whole event as received when it has none.
    pub id: String,
    /// When: RFC 3339 with offset.
    pub at: String,
    /// In which role.
    pub role: String,
    /// Of which department.
    pub department: String,
    /// What was done.
    pub action: Action,
    /// Which kind of data.
    pub data: String,
    /// Why.
    pub purpose: String,
    /// Which other organisation.
    pub organization: String,
    /// Whatever else it says: name as received, and value.
    pub more: Vec<(String, String)>,
}

impl Told {
    /// Reads an event as received. Never fails: what cannot be read stands in `more`.
    pub fn read(text: &str) -> Self {
        let Ok(Value::Object(mut fields)) = serde_json::from_str::<Value>(text) else {
            return Self {
                id: text.to_owned(),
                more: vec![(String::new(), text.to_owned())],
                ..Self::default()
            };
        };
        let action = match fields.get("action").and_then(Value::as_str) {
            Some("read") => Action::Read,
            Some("change") => Action::Change,
            Some("share") => Action::Share,
            Some("print") => Action::Print,
            _ => Action::Other,
        };
        if action != Action::Other {
            fields.remove("action");
        }
        let mut told = Self {
            id: taken(&mut fields, "id"),
            at: taken(&mut fields, "at"),
            role: taken(&mut fields, "role"),
            department: taken(&mut fields, "department"),
            action,
            data: taken(&mut fields, "data"),
            purpose: taken(&mut fields, "purpose"),
            organization: taken(&mut fields, "organization"),
            more: Vec::new(),
        };
        if told.id.is_empty() {
            text.clone_into(&mut told.id);
        }
        let rest = fields
            .into_iter()
            .map(|(name, value)| (name, words(&value)));
        told.more = rest.collect();
        told
    }

    /// When, in seconds since 1970; none when it is no moment.
    pub fn seconds(&self) -> Option<i64> {
        seconds(&self.at)
    }
}

/// Takes a text out; anything else stays where it is.
fn taken(fields: &mut Map<String, Value>, name: &str) -> String {
    let text = fields.get(name).and_then(Value::as_str).map(str::to_owned);
    if text.is_some() {
        fields.remove(name);
    }
    text.unwrap_or_default()
}

fn words(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// Seconds since 1970 of a moment (RFC 3339).
pub(super) fn seconds(at: &str) -> Option<i64> {
    let read = chrono::DateTime::parse_from_rfc3339(at).ok()?;
    Some(read.timestamp())
}
