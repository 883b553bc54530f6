//! Sharing own measurements with a provider: what the page asks and what it shows.

use chrono::NaiveDate;
pub use inzage_measure::Kind;
use serde::{Deserialize, Serialize};

use super::SourceMark;
use super::measure::Row;

/// What is asked. `now` is RFC 3339 on the clock of the device, with its offset.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum Request {
    /// Where something can be shared, and what there is. -> [`Answer::Choices`]
    Choices,
    /// What exactly would be sent. -> [`Answer::Preview`]
    Preview { choice: Choice },
    /// Keep what was chosen; nothing has left yet. -> [`Answer::Share`]
    Start { choice: Choice, now: String },
    /// Every time that something was shared, newest first. -> [`Answer::Shares`]
    Shares,
    /// One of them, opened anew: what was on its way when the app was left may have
    /// arrived, and is called so. -> [`Answer::Share`]
    Share { id: String, now: String },
    /// The next Bundle; what is in it is on its way from here on.
    /// -> [`Answer::Parcel`]
    Next { id: String, now: String },
    /// What came of the Bundle that left. -> [`Answer::Share`]
    Sent { id: String, end: End, now: String },
    /// Offer again what was refused, and, when the person says so, what may have
    /// arrived. -> [`Answer::Share`]
    Again {
        id: String,
        uncertain_too: bool,
        now: String,
    },
}

/// How sending a Bundle ended.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum End {
    /// The provider answered.
    Answered { bytes: Vec<u8>, trace_id: String },
    /// It certainly did not arrive.
    Unsent,
    /// The provider refused the whole Bundle.
    Refused { trace_id: Option<String> },
    /// Nobody knows.
    Uncertain { trace_id: Option<String> },
}

/// What the person chose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// `MedMij` name of the provider.
    pub provider: String,
    /// Which kinds.
    pub kinds: Vec<Kind>,
    /// From this day on; none: from the first.
    pub from: Option<NaiveDate>,
    /// Until and with this day; none: until the last.
    pub until: Option<NaiveDate>,
    /// Whether notes go along.
    pub notes: bool,
    /// Also what this provider took, or may have taken, before.
    pub again: bool,
    /// Also what was changed since this provider took it.
    pub changed: bool,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// Where, and what.
    Choices(Choices),
    /// What exactly.
    Preview(Preview),
    /// All times.
    Shares(Vec<Share>),
    /// One time.
    Share(Box<Share>),
    /// A Bundle to send; none: everything has left.
    Parcel(Option<Vec<u8>>),
}

/// Where something can be shared, and what there is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Choices {
    /// Providers that take measurements.
    pub places: Vec<SourceMark>,
    /// Providers that do not.
    pub others: Vec<SourceMark>,
    /// Kinds with how many readings there are.
    pub kinds: Vec<(Kind, usize)>,
    /// The day of the first and the last reading.
    pub days: Option<(NaiveDate, NaiveDate)>,
}

/// A reading that would be sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// What was measured.
    pub kind: Kind,
    /// The reading, as it was sent once it was; its note only when notes go along.
    pub row: Row,
    /// What happened to it after it was sent.
    pub since: Since,
}

/// What happened to a reading after it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Since {
    /// Nothing, or it has not been sent.
    #[default]
    Same,
    /// It says something else now: the value with its day and time.
    Changed(String),
    /// It was deleted.
    Deleted,
    /// This provider got it, or may have got it, in a later sharing.
    SentLater,
}

/// What exactly would be sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// To whom.
    pub to: SourceMark,
    /// Everything that is said of the person, in words; none without a confirmed
    /// person, and then nothing can be sent.
    pub person: Option<String>,
    /// Newest first.
    pub lines: Vec<Line>,
    /// Readings that this provider took, or may have taken, before, and that are
    /// left out.
    pub before: usize,
    /// Likewise, and changed since.
    pub changed: usize,
}

/// What became of a reading.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Fate {
    /// Refused, with the provider's words.
    Refused(String),
    /// May have arrived; since when, for people.
    Uncertain(String),
    /// Not sent.
    Waiting,
    /// Taken; when, for people.
    Accepted(String),
}

/// One time that something was shared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// Its id.
    pub id: String,
    /// With whom.
    pub to: SourceMark,
    /// Login group that opens the service.
    pub group: String,
    /// `GegevensdienstId`.
    pub service: String,
    /// When it was begun, for people.
    pub at: String,
    /// Per reading what became of it, what needs attention first.
    pub lines: Vec<(Fate, Line)>,
    /// Trace id of the last exchange, to quote.
    pub trace_id: Option<String>,
}

impl Share {
    /// How many readings can be offered again: of this fate, and not sent later.
    pub fn rest(&self, which: impl Fn(&Fate) -> bool) -> usize {
        let lines = self.lines.iter();
        let rest = lines.filter(|(fate, line)| which(fate) && line.since != Since::SentLater);
        rest.count()
    }

    /// How many readings had this fate.
    pub fn count(&self, which: impl Fn(&Fate) -> bool) -> usize {
        self.lines.iter().filter(|(fate, _)| which(fate)).count()
    }
}
