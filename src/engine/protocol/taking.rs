//! Taking along: files for another app, how old the backup is, and removing.

use inzage_zib::view::{Chapter, Field};
use serde::{Deserialize, Serialize};

use super::links::Selection;
use super::{Part, Row, Secret, SourceMark, Stretch};

/// What is asked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum Request {
    /// How the last backup stands to what the person made herself.
    /// -> [`Answer::Backup`]
    Backup,
    /// What goes along as received, and what does not. -> [`Answer::Received`]
    Received { selection: Selection },
    /// The title page of the record as one document. -> [`Answer::Document`]
    Document { selection: Selection },
    /// A part of one of its chapters. -> [`Answer::Leaves`]
    Leaves {
        selection: Selection,
        chapter: Chapter,
        part: Stretch,
    },
    /// A part of what she measured herself. -> [`Answer::Measured`]
    Measured { part: Stretch },
    /// One of its files: a FHIR Bundle. -> [`super::Answer::Bytes`]
    File { selection: Selection, file: File },
    /// All of its files, with the list of [`Request::List`] and own readings where they
    /// go along, in one zip file. -> [`super::Answer::Bytes`]
    All { selection: Selection },
    /// Which provider and service gave what when: CSV. -> [`super::Answer::Bytes`]
    List,
    /// Merge a backup into the vault that is open; `mine`: the person says that it is of
    /// her. -> [`Answer::Merged`] or [`Answer::Whose`]
    Merge {
        #[serde(skip)]
        bytes: Vec<u8>,
        with: Secret,
        mine: bool,
    },
    /// Remove one entry that was received from this device. -> [`super::Answer::Done`]
    Remove { number: String },
}

impl Request {
    /// The bytes that go beside it.
    pub fn bytes(&mut self) -> Option<&mut Vec<u8>> {
        match self {
            Self::Merge { bytes, .. } => Some(bytes),
            _ => None,
        }
    }
}

/// Which file: what one provider gave in one version of FHIR.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct File {
    /// MedMij name.
    pub provider: String,
    /// Whether it is R4; otherwise STU3.
    pub r4: bool,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// How the last backup stands.
    Backup(Backup),
    /// What goes along.
    Received(Received),
    /// What a backup brought.
    Merged(Merged),
    /// It cannot be told that a backup is of the same person: nothing came yet.
    Whose(Whose),
    /// The title page of a document.
    Document(Document),
    /// Entries of a chapter of it.
    Leaves(Part<Leaf>),
    /// What she measured herself.
    Measured(Part<Row>),
}

/// The title page of the record, or a part of it, as one document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Whose it is, once confirmed.
    pub person: Option<String>,
    /// The day she was born, for people.
    pub birth: Option<String>,
    /// The day it is made, for people.
    pub made: String,
    /// The providers, each with the day it was collected from last.
    pub sources: Vec<(SourceMark, String)>,
    /// The chapters that have something, with what they are called and their entries.
    pub chapters: Vec<(Chapter, String, usize)>,
    /// Entries of the record that are not in it.
    pub left_out: usize,
    /// How often she measured something herself; none: that was left out by choice.
    pub readings: Option<usize>,
}

/// One entry of it, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaf {
    /// What it is.
    pub title: String,
    /// When, for people; may be empty.
    pub date: String,
    /// How it stands, in words; may be empty.
    pub status: String,
    /// Who delivered it.
    pub source: SourceMark,
    /// When it was collected, for people.
    pub collected: String,
    /// Everything in it.
    pub fields: Vec<Field>,
    /// The titles of its documents.
    pub documents: Vec<String>,
    /// What was odd while reading it, in words.
    pub findings: Vec<String>,
    /// Since when its source lists it no longer, for people.
    pub absent: Option<String>,
    /// Whether it is covered until it is opened: nothing of it is here.
    pub covered: bool,
}

/// Whose a backup is, by what was confirmed there; empty when nothing was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whose {
    /// Her name.
    pub name: String,
    /// The day she was born, for people.
    pub birth: String,
}

/// What a backup brought to the vault that it was merged into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merged {
    /// Own entries that came, or that went on there.
    pub own: usize,
    /// Own entries that were changed here and there: both are kept.
    pub both: usize,
    /// Received entries that came.
    pub entries: usize,
    /// Received entries of which a later version came.
    pub renewed: usize,
    /// Documents of her own that came.
    pub documents: usize,
    /// Links with which others look along that came.
    pub links: usize,
    /// Those of them that show nothing new from now on: what they leave out is not all
    /// known here.
    pub halted: usize,
    /// Received entries of which not all came: the person said here that what brought it
    /// is not hers.
    pub refused: usize,
    /// Things that could not be read here or there, and did not come.
    pub unread: usize,
}

/// The last backup, beside what the person made herself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backup {
    /// When it was made, for people; none: never.
    pub last: Option<String>,
    /// How many whole days ago that is.
    pub days: Option<usize>,
    /// Own entries that were made or changed after it.
    pub newer: usize,
}

/// What goes along as received, and what does not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// The files, by the names of the sources.
    pub files: Vec<Given>,
    /// Entries that were left out by choice.
    pub left_out: usize,
    /// Entries whose bytes are no JSON.
    pub unreadable: usize,
    /// Entries of a collection that waits for a decision of the person.
    pub waiting: usize,
    /// Earlier versions of entries that go.
    pub earlier: usize,
    /// Documents of entries that go whose bytes were never collected.
    pub missing: usize,
}

/// What one source gives along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Which file it is.
    pub file: File,
    /// The provider.
    pub source: SourceMark,
    /// The version of FHIR, where the provider gives several.
    pub version: Option<String>,
    /// When it was collected last, for people.
    pub at: String,
    /// Resources.
    pub entries: usize,
    /// Documents that were fetched apart.
    pub documents: usize,
}
