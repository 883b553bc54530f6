//! How an entry lies in the vault: one JSON object with the version of its form.
//! This version of the app reads and writes [`FORMAT`]; what a newer one wrote it
//! leaves as it is. Fields that a newer version added to a payload stay too:
//! events are only ever added behind those that are there.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::entry::Entry;

/// The version of the form that this version of the app writes.
pub const FORMAT: u16 = 100;

/// An entry as read from the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It can be read and written.
    Entry(Entry),
    /// A newer version of the app wrote it: it stays as it is.
    Newer,
    /// It is no entry.
    Damaged,
}

#[derive(Deserialize)]
struct Head {
    format: u16,
}

#[derive(Serialize)]
struct Wire<'a> {
    format: u16,
    #[serde(flatten)]
    entry: &'a Entry<Value>,
}

impl Kept {
    /// Reads what lies in the vault.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        match serde_json::from_slice::<Head>(bytes) {
            Ok(head) if head.format > FORMAT => Self::Newer,
            Ok(_) => match serde_json::from_slice::<Entry>(bytes) {
                Ok(entry) if !entry.history.is_empty() => Self::Entry(entry),
                _ => Self::Damaged,
            },
            Err(_) => Self::Damaged,
        }
    }
}

impl Entry {
    /// What lies in the vault; none when it has no form as JSON, which is never so
    /// for what was made or read here.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        let (format, entry) = (FORMAT, self);
        serde_json::to_vec(&Wire { format, entry }).ok()
    }
}

#[cfg(test)]
mod tests;
