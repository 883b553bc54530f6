//! What is new, changed, or no longer listed since the collection before; and
//! which entries open covered.
//!
//! What the person has seen is kept with each record ([`Follow`]), encrypted as
//! the record is, and changed in the same commit that joins a collection.

mod mark;
pub mod sensitive;

pub use mark::mark;
pub(crate) use mark::reads_differently;

use serde::{Deserialize, Serialize};

/// What there is to follow about a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Follow {
    /// Why it is unread; none when there is nothing that she has not seen.
    pub news: Option<News>,
    /// Whether the person opened this version: a sensitive kind is covered till then.
    pub opened: bool,
    /// The source lists it no longer: when that was found (RFC 3339).
    pub absent: Option<String>,
}

/// Why something is unread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// In what way.
    pub kind: NewsKind,
    /// The collection before (RFC 3339): what the person could have seen till then.
    pub since: String,
}

/// In what way something is unread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum NewsKind {
    /// It was not there before.
    New,
    /// It reads differently.
    Changed,
    /// The source lists it no longer.
    Gone,
}

impl Follow {
    /// The person opened its page.
    pub fn open(&mut self) {
        self.news = None;
        self.opened = true;
    }
}
