//! Who can open the vault: what the page asks and what comes back.

use serde::{Deserialize, Serialize};

use super::Secret;

/// What is asked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum Request {
    /// New keys, of which one way of opening has no part; `with` opens the vault now.
    /// Nothing has changed yet. -> [`Answer::Prepared`]
    Prepare { revoked: Revoked, with: Secret },
    /// Begin to copy everything under the new keys, once a new recovery key was typed
    /// back; without one `typed` is empty. -> [`Answer::Progress`]
    Begin { typed: String },
    /// Copy a few megabytes, until it has ended. -> [`Answer::Progress`]
    Step,
}

/// What opens the vault no longer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Revoked {
    /// The passphrase; this one takes its place.
    Passphrase(String),
    /// The recovery key; a new one takes its place.
    RecoveryKey,
}

/// The answer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum Answer {
    /// The new keys are there; with a new recovery key, if there is one.
    Prepared { recovery_key: Option<String> },
    /// How many records were copied, of how many; and whether the new keys are in force.
    Progress {
        done: usize,
        all: usize,
        ended: bool,
    },
}
