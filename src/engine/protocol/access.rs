//! Who used the person's data: what the page asks and what it shows.

use inzage_api::ErrorCode;
pub use inzage_dossier::access::{Action, Filter};
pub use inzage_dossier::logbook::Period;
use inzage_zib::view::Chapter;
use serde::{Deserialize, Serialize};

use super::SourceMark;
use super::asking::State;

/// What is asked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum Request {
    /// Whether the login of a collection opens an audit trail. -> [`Answer::Offered`]
    Offered { collection: String },
    /// What the provider told, with a collection. -> [`Answer::Next`]
    Told {
        collection: String,
        trace_id: Option<String>,
        bytes: Vec<u8>,
    },
    /// It could not be asked. -> [`Answer::Next`]
    Failed {
        collection: String,
        code: ErrorCode,
        trace_id: Option<String>,
    },
    /// A part of who used the data, newest first. -> [`Answer::Page`]
    Page { filter: Filter, most: usize },
    /// Makes a question about one of them, or finds the one that is there: its id.
    /// -> [`Answer::Question`]
    Ask { which: Which },
    /// Who used the data since the last visit. -> [`Answer::Since`]
    Since,
}

/// One use of the data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Which {
    /// As which provider tells it.
    pub provider: String,
    /// Its id there.
    pub id: String,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// Whether it can be asked.
    Offered(bool),
    /// The day up to which to ask on (`YYYY-MM-DD`); none: that was all.
    Next(Option<String>),
    /// A part of who used the data.
    Page(Box<Page>),
    /// Id of a request that is a concept.
    Question(String),
    /// Who used the data since the last visit.
    Since(Since),
}

/// A part of who used the data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Every provider, and how far it was asked.
    pub asked: Vec<Asked>,
    /// Uses, newest first.
    pub lines: Vec<Line>,
    /// How many the filter keeps.
    pub total: usize,
    /// What can be chosen among all.
    pub choices: Choices,
}

/// How far a provider was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Which.
    pub source: SourceMark,
    /// How it stands.
    pub stands: Stands,
}

/// How asking a provider stands. Moments are for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum Stands {
    /// It does not offer this.
    NotOffered,
    /// It was not asked yet.
    NotAsked,
    /// It was asked, and told of so many uses in all; `whole`: and of no others.
    Told {
        at: String,
        count: usize,
        whole: bool,
    },
    /// Asking failed the last time; so many uses were told before.
    Failed {
        at: String,
        count: usize,
        trace_id: Option<String>,
    },
}

/// What can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// What was done: name and how many.
    pub actions: Vec<(Action, String, usize)>,
    /// Roles that occur, with how many.
    pub roles: Vec<(String, usize)>,
    /// Providers that told something.
    pub providers: Vec<SourceMark>,
    /// Years that occur, newest first.
    pub years: Vec<i32>,
}

/// One use of the data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Which one.
    pub which: Which,
    /// The day, for people; empty: not told.
    pub day: String,
    /// `14:05`
    pub clock: String,
    /// Role and department; empty: not told.
    pub who: String,
    /// What was done with which data, as a sentence.
    pub text: String,
    /// Why; empty: not told.
    pub why: String,
    /// Who tells it.
    pub source: SourceMark,
    /// Its page, when it came as an entry of the record.
    pub entry: Option<(Chapter, String)>,
    /// What was asked about it: id and how that stands.
    pub asked: Option<(String, State)>,
    /// What else is known: label and what it says.
    pub details: Vec<(String, String)>,
}

/// Who used the data since the last visit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Since {
    /// Whether any provider offers to tell it, or has told it.
    pub offered: bool,
    /// The visit before this one, for people; none: this is the first.
    pub visit: Option<String>,
    /// When a provider was asked last, for people, if that was since that visit.
    pub asked: Option<String>,
    /// Who, most often first.
    pub lookers: Vec<Looker>,
}

/// Somebody who used the data: staff of a provider, or who looked along with a link.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Looker {
    /// Role and department, or the name that was filled in; empty: not told.
    pub who: String,
    /// At which provider, or with which link.
    pub at: String,
    /// The link, by its id.
    pub link: Option<String>,
    /// How many times.
    pub times: usize,
}
