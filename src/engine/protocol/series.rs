//! Repeated measurements: as a list, as a chart, and beside one result.

pub use inzage_chart::view::Period;
use inzage_chart::view::{Chart, Scene};
use inzage_zib::view::Chapter;
use serde::{Deserialize, Serialize};

use super::{Part, SourceMark, Stretch};

/// What is asked.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum Request {
    /// Everything that was measured more than once. -> [`Answer::List`]
    List(Stretch),
    /// One series. -> [`Answer::Shown`]
    Show { which: Which, how: How },
    /// Where the results of an entry stand. -> [`Answer::Measured`]
    Of { number: String, size: Size },
    /// A series as a file. -> [`Answer::File`]
    Csv { which: Which },
    /// A chart as a file. -> [`Answer::File`]
    Svg { which: Which, how: How },
}

/// Which series: the `nth` of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Which {
    /// Entry number.
    pub number: String,
    /// An entry with several results stands in several series.
    pub nth: usize,
}

/// How much room there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// Width in CSS pixels.
    pub width: u32,
    /// Size of the letters in CSS pixels.
    pub letters: u32,
}

/// How a series is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct How {
    /// Which stretch of time.
    pub period: Period,
    /// A day within it (`2026-03-05`); none: that of the newest point.
    pub day: Option<String>,
    /// Room for the chart.
    pub size: Size,
    /// Most rows of the table.
    pub rows: usize,
}

/// What comes back.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// In the order of chapter and name.
    List(Part<Line>),
    /// One series.
    Shown(Box<Shown>),
    /// One for each result of an entry that has something to show.
    Measured(Vec<Measured>),
    /// A file.
    File(File),
}

/// One series in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Which.
    pub which: Which,
    /// Chapter of its points.
    pub chapter: Chapter,
    /// What was measured.
    pub title: String,
    /// The newest value with its unit.
    pub value: String,
    /// When that was, for people.
    pub date: String,
    /// How many points.
    pub points: usize,
    /// Who delivered them.
    pub sources: Vec<SourceMark>,
}

/// A series on its own screen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// Chapter of its points.
    pub chapter: Chapter,
    /// Sentence, chart, legend, table; the link of a row is an entry number.
    pub chart: Chart,
    /// The same measurement in units that are not put together with this one.
    pub beside: Vec<Line>,
}

/// Where a result lies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measured {
    /// Its series.
    pub which: Which,
    /// What was measured; empty where the entry has one result only.
    pub title: String,
    /// What the source or its reference range says of it.
    pub said: Option<String>,
    /// The reference range in words.
    pub normal: Option<String>,
    /// The result on the line of what is normal.
    pub line: Option<Scene>,
    /// Whether the result before stands on that line too, open.
    pub before_drawn: bool,
    /// How it compares with the one before.
    pub against: Option<String>,
    /// The results before, newest first, with value, date and source.
    pub before: Vec<String>,
    /// The small chart of all points.
    pub trend: Option<Scene>,
    /// The series in words: what the small chart shows.
    pub sentence: String,
    /// How many points the series has.
    pub points: usize,
}

/// A file to save.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub text: String,
}
