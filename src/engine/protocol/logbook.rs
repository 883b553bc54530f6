//! The person's own log: what the page asks and what it shows.

use chrono::NaiveDate;
use inzage_api::ErrorCode;
pub use inzage_dossier::logbook::{Filter, Kind, Period};
use serde::{Deserialize, Serialize};

use super::SourceMark;

/// What is asked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum Request {
    /// A part of the log, newest first, from the place `start` on.
    /// -> [`Answer::Page`]
    Page {
        filter: Filter,
        start: usize,
        most: usize,
    },
    /// Keep lines for so many months (none: always). -> [`super::Answer::Done`]
    Keep { months: Option<u16> },
    /// Erase all lines, or those from before a day. -> [`super::Answer::Done`]
    Erase { before: Option<NaiveDate> },
    /// Everything as a file. -> [`super::Answer::Bytes`]
    Export { file: File },
    /// Collecting did not begin; only the page knows. -> [`super::Answer::Done`]
    Refused {
        provider: String,
        code: ErrorCode,
        trace_id: Option<String>,
    },
}

/// The form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum File {
    /// For a spreadsheet.
    Csv,
    /// For a program.
    Json,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// A part of the log.
    Page(Box<Page>),
}

/// A part of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Lines, newest first.
    pub lines: Vec<Line>,
    /// How many the filter keeps.
    pub total: usize,
    /// What can be chosen among all lines.
    pub choices: Choices,
    /// How many months lines are kept; none: always.
    pub term: Option<u16>,
}

/// What can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// Kinds that occur: name and how many.
    pub kinds: Vec<(Kind, String, usize)>,
    /// Providers that occur, by the last name they had.
    pub providers: Vec<SourceMark>,
    /// Years that occur, newest first.
    pub years: Vec<i32>,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// About what.
    pub kind: Kind,
    /// The day, for people.
    pub day: String,
    /// `14:05`
    pub clock: String,
    /// What happened, as a sentence.
    pub text: String,
    /// What else is known: label and what it says.
    pub details: Vec<(String, String)>,
    /// Which provider it is about.
    pub source: Option<SourceMark>,
}
