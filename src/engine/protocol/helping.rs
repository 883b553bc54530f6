//! Those whom a caregiver helps: their links, named, in a vault of her own.

use serde::{Deserialize, Serialize};

/// What is asked. Moments are seconds since 1970.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum Request {
    /// Everybody whose link is kept, by name. -> [`Answer::People`]
    All { now: i64 },
    /// Keep the link that is looked at, under a name. -> [`super::Answer::Done`]
    Keep { name: String },
    /// Begin to open a link that is kept: what came for it follows with
    /// [`super::links::Request::Take`] and [`super::links::Request::View`].
    /// -> [`Answer::Door`]
    Open { id: String },
    /// It opened nothing. -> [`super::Answer::Done`]
    Nothing { id: String },
    /// Take somebody out of the list, with the copy. -> [`super::Answer::Done`]
    Remove { id: String },
    /// Keep a copy of what is looked at, in place of an earlier one.
    /// -> [`super::Answer::Done`]
    Copy,
    /// Look at the copy. -> [`super::links::Answer::Seen`]
    OpenCopy { id: String },
    /// Throw the copy away. -> [`super::Answer::Done`]
    DropCopy { id: String },
}

/// What is answered.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// Everybody whose link is kept.
    People(Vec<Person>),
    /// How a link is opened.
    Door(Door),
}

/// Somebody whose link is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Random.
    pub id: String,
    /// What the caregiver calls her.
    pub name: String,
    /// Whose data it is, as the link told; empty when it did not.
    pub whose: String,
    /// When the link ends, in words; none when it does not say.
    pub until: Option<String>,
    /// How the link stands, as far as that is known here.
    pub state: State,
    /// When it opened last, in words.
    pub opened: String,
    /// When the copy was made, in words; none: there is none.
    pub copy: Option<String>,
}

/// How a link stands that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// It opened the last time.
    Opens,
    /// Its time is over.
    Over,
    /// It opened nothing the last time: stopped, paused or over.
    Nothing,
}

/// How a link is opened that is kept.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Door {
    /// Where to ask for the content.
    pub url: String,
    /// Whether the server gives one file by GET.
    pub direct: bool,
    /// Who asks, by her own saying.
    pub who: String,
    /// What the server is shown as passcode.
    pub proof: Option<String>,
}
