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
    /// Whether this opens the vault. -> [`super::Answer::Done`]
    Check { with: Secret },
    /// The passkeys that open the vault or sign in. -> [`Answer::Passkeys`]
    Passkeys,
    /// From now on this passkey opens the vault: its credential id, and what its PRF
    /// gave. -> [`super::Answer::Done`]
    AddPasskey {
        id: Vec<u8>,
        prf: Vec<u8>,
        name: String,
    },
    /// This passkey signs in at the gateway, and opens nothing here: only its name is
    /// kept. -> [`super::Answer::Done`]
    KeepPasskey { id: Vec<u8>, name: String },
    /// Whether it signs in at the gateway, as that says. One that opens nothing either
    /// is forgotten. -> [`super::Answer::Done`]
    SignsIn { id: Vec<u8>, signs_in: bool },
    /// It is called otherwise. -> [`super::Answer::Done`]
    NamePasskey { id: Vec<u8>, name: String },
    /// Copy a few megabytes, until it has ended. -> [`Answer::Progress`], at last
    /// [`Answer::Renewed`]
    Step,
}

/// What opens the vault no longer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Revoked {
    /// The passphrase; this one takes its place.
    Passphrase(String),
    /// The recovery key; a new one takes its place.
    RecoveryKey,
    /// The passkey with this credential id.
    Passkey(Vec<u8>),
}

/// A passkey of the vault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passkey {
    /// Its credential id.
    pub id: Vec<u8>,
    /// What the person calls it; empty when that is not known.
    pub name: String,
    /// When it was added, RFC 3339; empty when that is not known.
    pub added: String,
    /// Whether it opens the vault.
    pub opens: bool,
    /// Whether it signed in at the gateway the last time that was known.
    pub signs_in: bool,
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
    /// The passkeys that open the vault, in the order in which they were added, and then
    /// those that sign in only.
    Passkeys(Vec<Passkey>),
    /// How many records were copied, of how many.
    Progress { done: usize, all: usize },
    /// All of them; the new keys are in force. Whether something under the old ones is
    /// still on the device, to be deleted when the app starts.
    Renewed { all: usize, left: bool },
}
