//! Taking along: files for another app, how old the backup is, and removing.

use serde::{Deserialize, Serialize};

use super::SourceMark;
use super::links::Selection;

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
    /// One of its files: a FHIR Bundle. -> [`super::Answer::Bytes`]
    File { selection: Selection, file: File },
    /// All of its files, with the list of [`Request::List`] and own readings where they
    /// go along, in one zip file. -> [`super::Answer::Bytes`]
    All { selection: Selection },
    /// Which provider and service gave what when: CSV. -> [`super::Answer::Bytes`]
    List,
    /// Remove one entry that was received from this device. -> [`super::Answer::Done`]
    Remove { number: String },
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
