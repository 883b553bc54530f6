//! The list to take along to a doctor: entries, differences and own questions.

use inzage_dossier::view::Topic;
use serde::{Deserialize, Serialize};

use super::Row;

/// What is asked of, or done to, the list.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum Request {
    /// The list. -> [`super::Answer::Discuss`]
    List,
    /// Put something on it: entries (none for an own question), the difference
    /// they are, a question. What stands on it already is not put on it twice.
    Add {
        numbers: Vec<String>,
        topic: Option<Topic>,
        text: String,
        at: String,
    },
    /// Write the question of an item.
    Edit { id: String, text: String },
    /// Check off, or not.
    Check { id: String, done: bool },
    /// One place up, or down.
    Move { id: String, up: bool },
    /// Take it off the list.
    Delete { id: String },
}

/// One thing on the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Random id.
    pub id: String,
    /// What it is about, as it was called when it was put here; empty for an own
    /// question.
    pub title: String,
    /// The difference it is, if it is one.
    pub topic: Option<Topic>,
    /// The entries it is about, as far as they are still here.
    pub rows: Vec<Row>,
    /// The question; may be empty.
    pub text: String,
    /// Checked off.
    pub done: bool,
    /// When it was put here, for people.
    pub at: String,
}
