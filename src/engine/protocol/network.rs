//! *Mijn zorgnetwerk*: what the page asks and what it shows.

use serde::{Deserialize, Serialize};

use super::{Row, SourceMark};

/// What is asked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum Request {
    /// Everybody. -> [`super::Answer::Network`]
    Everybody,
    /// Keep what the person adds or changes: new, or (with an id) what it says from
    /// now on. `now` is RFC 3339. -> [`super::Answer::Done`]
    Keep {
        id: Option<String>,
        noted: Noted,
        now: String,
    },
    /// Delete what the person added; it stays in the history. -> [`super::Answer::Done`]
    Delete { id: String, now: String },
}

/// What the person notes about somebody in the network. Empty: not filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    /// Which found carer it is about; none for somebody the person adds.
    pub about: Option<String>,
    /// Name.
    pub name: String,
    /// Function.
    pub role: String,
    /// Organisation.
    pub organisation: String,
    /// Telephone number as typed.
    pub phone: String,
    /// Whom to call for what.
    pub purpose: String,
}

/// Everybody in the network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Everybody {
    /// Who is there; those that may be one stand together.
    pub blocks: Vec<Block>,
    /// Something is covered until it is opened: who is named only there is not here.
    pub covered: bool,
}

/// One, or several that may be one: of the same name, and not merged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// At least one.
    pub cards: Vec<Card>,
}

/// One in the network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Which found carer; none for somebody the person added.
    pub about: Option<String>,
    /// What the person noted: its id, and what it says now.
    pub noted: Option<(String, Noted)>,
    /// What it said before: when (for people), and what. Newest first.
    pub history: Vec<(String, Noted)>,
    /// A person; otherwise an organisation.
    pub person: bool,
    /// Name; never empty.
    pub name: String,
    /// Other ways it is written.
    pub also: Vec<String>,
    /// Functions.
    pub roles: Vec<String>,
    /// Organisations.
    pub organisations: Vec<String>,
    /// Telephone numbers, that of the person first.
    pub phones: Vec<Phone>,
    /// E-mail addresses.
    pub mails: Vec<String>,
    /// Whom to call for what.
    pub purpose: String,
    /// Last visit, stay or treatment, for people.
    pub met: Option<String>,
    /// Last time the data name them, for people.
    pub named: Option<String>,
    /// Whose data name them.
    pub sources: Vec<SourceMark>,
    /// The newest entries that name them.
    pub entries: Vec<Row>,
    /// How many more there are.
    pub more: usize,
}

/// A telephone number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone {
    /// As written.
    pub shown: String,
    /// To dial: digits and a leading plus; empty when it has none.
    pub dial: String,
}
