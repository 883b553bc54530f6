//! The module *beoordeling*: what the page asks and what it shows. Every word
//! comes from the module's own file, none from here.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use inzage_measure::Kind;
use serde::{Deserialize, Serialize};

/// What is asked. `now` is RFC 3339 on the clock of the device, with its offset.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum Request {
    /// What the operator switched on. -> [`Answer::NoRules`] when it has a fault,
    /// else [`super::Answer::Done`]
    Rules {
        manufacturer: String,
        limits: String,
        words: String,
    },
    /// Own readings beside general limits. -> [`Answer::Beside`], [`Answer::NoRules`]
    Of { what: What, now: String },
    /// What holds for the person, by the keys of [`Question::choices`].
    /// -> [`super::Answer::Done`]
    Say {
        holds: BTreeSet<String>,
        now: String,
    },
}

/// Which readings.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum What {
    /// Those of a kind in a stretch of days: its first, and the first after it; none
    /// is all of them.
    Kind(Kind, Option<(NaiveDate, NaiveDate)>),
    /// Those of a blood-pressure week.
    Week(String),
    /// Those of every kind of the last so many days, as far as they lie outside.
    Outside(u64),
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// The engine has no rules yet.
    NoRules,
    /// Readings beside the limits; none where no limit is about what was asked.
    Beside(Option<Box<Beside>>),
}

/// Readings beside general limits, in words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Beside {
    /// Heading.
    pub title: String,
    /// What comes before a limit.
    pub lead: String,
    /// Each figure beside its limit.
    pub lines: Vec<Line>,
    /// Why there is none, or what does not count.
    pub notes: Vec<String>,
    /// Whose module it is.
    pub maker: String,
    /// What holds for the person: asked, or to be changed.
    pub question: Option<Question>,
}

/// One figure beside its limit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// `Gemiddelde bovendruk`
    pub name: String,
    /// `138 mmHg`; empty with too few readings and for single values.
    pub value: String,
    /// `28 metingen`
    pub count: String,
    /// `boven de grens`, and where it lies.
    pub word: Option<(Lies, String)>,
    /// Single values, newest first: day and time, value, where it lies, the word.
    pub each: Vec<(String, String, Lies, String)>,
    /// The limit, for whom, and what else is to be said of it.
    pub limit: Vec<String>,
    /// Its source and date.
    pub source: String,
}

/// Where a figure lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lies {
    /// Above or below.
    Outside,
    /// Within.
    Within,
}

/// What holds for the person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// The question, or what she said before.
    pub asked: String,
    /// It has to be answered first.
    pub open: bool,
    /// What opens it.
    pub change: String,
    /// Key, words, and whether it holds.
    pub choices: Vec<(String, String, bool)>,
    /// What keeps the answer.
    pub keep: String,
}
