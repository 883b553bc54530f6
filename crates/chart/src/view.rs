//! What a screen shows of a series. Plain data without logic.

pub use crate::period::Period;
use serde::{Deserialize, Serialize};

/// SVG elements, in order, in tenths of a CSS pixel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scene {
    /// Width in tenths of a pixel: that of the `viewBox`.
    pub width: i32,
    /// Height.
    pub height: i32,
    /// The elements, the lowest first.
    pub parts: Vec<Part>,
}

/// One SVG element.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its class; the style sheet gives the colour.
    pub class: String,
    /// What it is.
    pub form: Form,
}

/// Kinds of element.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// A `path`, with its `d`.
    Path(String),
    /// A `text`.
    Text {
        /// Where it is anchored.
        x: i32,
        /// The base line.
        y: i32,
        /// Which end of it stands there.
        anchor: Anchor,
        /// What it says.
        text: String,
    },
}

/// Which end of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

impl Anchor {
    /// The value of SVG's `text-anchor`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// Everything that a screen shows of a series in a period.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chart {
    /// What was measured.
    pub title: String,
    /// In which unit; empty where there is none.
    pub unit: String,
    /// The series in one or two sentences.
    pub sentence: String,
    /// Where it begins and why, what the scale does, what is not drawn.
    pub notes: Vec<String>,
    /// Notes at points, with the number that stands in the chart.
    pub remarks: Vec<Remark>,
    /// The chart.
    pub scene: Scene,
    /// The points in order of time, to walk along.
    pub spots: Vec<Spot>,
    /// What each shape, line and band is.
    pub legend: Vec<Key>,
    /// Which stretch of time it shows.
    pub period: PeriodView,
    /// The same in rows.
    pub table: Table,
}

/// A note at a point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The number that stands at the point.
    pub number: usize,
    /// What it is about: date, time and value.
    pub of: String,
    /// The note.
    pub text: String,
}

/// A place in the chart that can be walked to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// Tenths of a pixel from the left.
    pub x: i32,
    /// Tenths of a pixel from the top: one place, or two of a pair.
    pub ys: Vec<i32>,
    /// What it is, in words to read and to hear.
    pub words: String,
}

/// One line of the legend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// What it looks like.
    pub scene: Scene,
    /// What it is.
    pub words: String,
}

/// The stretch of time that is shown, and where one can go from there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodView {
    /// In words: `maart 2026`.
    pub name: String,
    /// A day in the nearest earlier stretch with a point (`2026-02-11`).
    pub earlier: Option<String>,
    /// A day in the nearest later stretch with a point.
    pub later: Option<String>,
}

/// The series in rows, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Headings of the columns.
    pub heads: Vec<String>,
    /// The rows.
    pub rows: Vec<TableRow>,
    /// How many rows there are in this period, of which `rows` are the newest.
    pub total: usize,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRow {
    /// As many cells as there are heads.
    pub cells: Vec<String>,
    /// The entry it stands in, as the caller of the chart wrote it.
    pub link: Option<String>,
}
