//! What is one thing at several sources, and what the person says of it.

use inzage_dossier::view::{Reason, Verdict};
use serde::{Deserialize, Serialize};

use super::{Row, SourceMark};

/// What is asked or told. -> [`super::Answer::Done`]
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum Request {
    /// Two entries are, or are not, the same.
    Decide {
        number: String,
        other: String,
        verdict: Verdict,
        at: String,
    },
    /// Take that back.
    Undo { number: String, other: String },
}

/// What an entry stands together with, and what may be the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Same {
    /// The entries of the same thing at other sources.
    pub others: Vec<Row>,
    /// Why they stand together.
    pub reasons: Vec<Reason>,
    /// What they say differently, and what each says.
    pub differing: Vec<Differing>,
    /// What may be the same, and why.
    pub maybe: Vec<(Row, Reason)>,
    /// What the person said, to be taken back.
    pub decided: Vec<Decided>,
}

/// One field that is not the same at every source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Differing {
    /// Label.
    pub label: String,
    /// What each source says; empty where it does not say.
    pub values: Vec<(SourceMark, String)>,
}

/// What the person said about this entry and another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// The other.
    pub row: Row,
    /// What was said.
    pub verdict: Verdict,
    /// When, for people.
    pub at: String,
}
