//! What the person adds herself: notes on entries, own documents and photos.

use inzage_zib::view::Chapter;
use serde::{Deserialize, Serialize};

use super::AttachmentView;

/// What is asked. `now` is RFC 3339 on the clock of the device, with its offset.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum Request {
    /// What was added to an entry; without one: all own documents, and notes whose
    /// entry is here no longer. -> [`Answer::Items`]
    On { number: Option<String> },
    /// One of them. -> [`Answer::Items`]
    One { id: String },
    /// Keep a note on an entry: a new one, or what it says from now on.
    /// -> [`Answer::Kept`], [`Answer::Refused`]
    Keep {
        id: Option<String>,
        number: Option<String>,
        text: String,
        now: String,
    },
    /// Add a document, to an entry or by itself. -> [`Answer::Kept`],
    /// [`Answer::Refused`]
    Upload {
        number: Option<String>,
        title: String,
        date: String,
        #[serde(skip)]
        bytes: Vec<u8>,
        now: String,
    },
    /// Another title or date (`YYYY-MM-DD` or empty) of a document.
    /// -> [`Answer::Kept`], [`Answer::Refused`]
    Rename {
        id: String,
        title: String,
        date: String,
        now: String,
    },
    /// Take away a note or a document. -> [`Answer::Kept`]
    Delete { id: String, now: String },
}

impl Request {
    /// The bytes that go beside it.
    pub fn bytes(&mut self) -> Option<&mut Vec<u8>> {
        match self {
            Self::Upload { bytes, .. } => Some(bytes),
            _ => None,
        }
    }
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// Notes and documents.
    Items(Vec<Item>),
    /// It is on the disk; its id.
    Kept(String),
    /// Nothing was kept.
    Refused(Refusal),
}

/// Why it was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// Nothing was typed, or the file is empty.
    Empty,
    /// More than 2,000 characters, or a title of more than 200.
    TooLong,
    /// More than 20 MB.
    TooLarge,
    /// Its first bytes are of no PDF, JPEG, PNG or text.
    Kind,
    /// A photo that cannot be read.
    Damaged,
    /// No date of the calendar.
    Date,
}

/// A note or a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// The note, or the title of the document.
    pub text: String,
    /// Of a document: its date as typed (`YYYY-MM-DD` or empty), and to open it.
    pub document: Option<(String, AttachmentView)>,
    /// The date of the document, or when the note was last written, for people.
    pub date: String,
    /// When it was added, for people.
    pub added: String,
    /// Who helped; none when the person did it herself.
    pub helper: Option<String>,
    /// What the entry it is on was called then.
    pub called: Option<String>,
    /// That entry, when it is here.
    pub on: Option<(Chapter, String)>,
    /// What it said before, newest first: when, and what.
    pub earlier: Vec<(String, String)>,
}
