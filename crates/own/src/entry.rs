//! An entry and what happened to it.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a feature keeps in an entry.
pub trait Payload: Serialize + DeserializeOwned + PartialEq {
    /// The name of this kind of entry in the vault. Never change one.
    const KIND: &'static str;
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Author {
    /// The person whose vault it is.
    Me,
    /// Somebody who helps on this device, by the name that was given.
    Helper(String),
    /// A file that the person read in, by its kind (`csv`).
    File(String),
}

impl Author {
    /// The name of who helped; none where the person did it herself.
    pub fn helper(&self) -> Option<&str> {
        match self {
            Self::Helper(name) => Some(name),
            Self::Me | Self::File(_) => None,
        }
    }
}

/// What happened to an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What<P> {
    /// It was made.
    Entered(P),
    /// From now on it says this.
    Corrected(P),
    /// It no longer counts; what it said stays readable in its history.
    Deleted,
}

impl<P> What<P> {
    /// What the entry says from here on; none once it is deleted.
    pub const fn says(&self) -> Option<&P> {
        match self {
            Self::Entered(payload) | Self::Corrected(payload) => Some(payload),
            Self::Deleted => None,
        }
    }
}

/// One moment in the life of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event<P> {
    /// When it was done: RFC 3339 with the offset of the device.
    pub at: String,
    /// Who did it.
    pub by: Author,
    /// What was done.
    pub what: What<P>,
}

/// Something that the person made, with its history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry<P = Value> {
    /// A UUID (RFC 9562) in lower case, for ever the same: random (version 4), or given
    /// to what came from another vault ([`crate::Joining`], version 8).
    pub id: String,
    /// [`Payload::KIND`].
    pub kind: String,
    /// Everything that happened, oldest first; never empty.
    pub history: Vec<Event<P>>,
}

impl<P> Entry<P> {
    /// The id as a URN (RFC 9562, section 4).
    pub fn urn(&self) -> String {
        format!("urn:uuid:{}", self.id)
    }

    /// What it says now; none when it is deleted.
    pub fn now(&self) -> Option<&P> {
        self.history.last()?.what.says()
    }

    /// What it said last, also when it is deleted.
    pub fn last_said(&self) -> Option<&P> {
        self.history
            .iter()
            .rev()
            .find_map(|event| event.what.says())
    }

    /// The moment it was made.
    pub fn entered(&self) -> Option<&Event<P>> {
        self.history.first()
    }

    /// The last thing done to it, when it was not only made.
    pub fn changed(&self) -> Option<&Event<P>> {
        self.history.get(1..)?.last()
    }
}

impl Entry {
    /// A new entry; `random` are 16 random bytes. None when the payload has no
    /// form as JSON.
    pub fn new<P: Payload>(random: [u8; 16], at: String, by: Author, payload: &P) -> Option<Self> {
        let what = What::Entered(serde_json::to_value(payload).ok()?);
        Some(Self {
            id: uuid::Builder::from_random_bytes(random)
                .into_uuid()
                .to_string(),
            kind: P::KIND.to_owned(),
            history: vec![Event { at, by, what }],
        })
    }

    /// The same with an id that it had elsewhere; none when that is no UUID.
    #[must_use]
    pub fn with_id(self, id: &str) -> Option<Self> {
        let id = uuid::Uuid::parse_str(id).ok()?.to_string();
        Some(Self { id, ..self })
    }

    /// Says something else from now on; brings it back when it was deleted.
    /// False, and nothing changed, when it says exactly this already, is of
    /// another kind, or the payload has no form as JSON.
    pub fn correct<P: Payload>(&mut self, at: String, by: Author, payload: &P) -> bool {
        let same = self.now_typed::<P>().as_ref() == Some(payload);
        match serde_json::to_value(payload) {
            Ok(payload) if !same && self.kind == P::KIND => {
                let what = What::Corrected(payload);
                self.history.push(Event { at, by, what });
                true
            }
            _ => false,
        }
    }

    /// No longer counts. False, and nothing changed, when it is deleted already.
    pub fn delete(&mut self, at: String, by: Author) -> bool {
        if self.now().is_none() {
            return false;
        }
        let what = What::Deleted;
        self.history.push(Event { at, by, what });
        true
    }

    /// What it says now, as a feature reads it; none when it is deleted, of
    /// another kind, or not to be read as that.
    pub fn now_typed<P: Payload>(&self) -> Option<P> {
        let now = self.now().filter(|_| self.kind == P::KIND)?;
        P::deserialize(now).ok()
    }

    /// The entry with its history as a feature reads it; none when it is of
    /// another kind, or something in its history cannot be read as that.
    pub fn typed<P: Payload>(&self) -> Option<Entry<P>> {
        if self.kind != P::KIND {
            return None;
        }
        let value = serde_json::to_value(self).ok()?;
        serde_json::from_value(value).ok()
    }
}
