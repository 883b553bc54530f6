//! Everything by date.

use serde::{Deserialize, Serialize};

use super::{Choices, Filter, Row};

/// What a screen asks of the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum TimelineRequest {
    /// A part of it, from the place `start` on (0 is the newest).
    /// -> [`super::Answer::Timeline`]
    Part {
        filter: Filter,
        start: usize,
        most: usize,
    },
    /// The first that is planned from `today` (`YYYY-MM-DD`) on.
    /// -> [`super::Answer::Next`]
    Next { today: String },
}

/// A part of the timeline.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    /// Years in order, newest first, the undated last: how many entries, and at
    /// which place they begin.
    pub years: Vec<TimelineYear>,
    /// Place of the first row.
    pub start: usize,
    /// Rows with their year. A vague date says so (`ergens in 2012`).
    pub rows: Vec<(Option<i32>, TimelineRow)>,
    /// How many entries there are.
    pub entries: usize,
    /// How many rows there are.
    pub total: usize,
    /// What can be chosen among all of them.
    pub choices: Choices,
}

/// A row of the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimelineRow {
    /// One entry.
    One(Row),
    /// Several own measurements of one day, newest first.
    Day {
        /// The day, for people.
        date: String,
        /// What was measured and how often: `bloeddruk 2 ×, gewicht`.
        kinds: String,
        /// The measurements.
        rows: Vec<Row>,
    },
}

/// A year of the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineYear {
    /// Which; none: without a date.
    pub year: Option<i32>,
    /// Entries in it.
    pub entries: usize,
    /// Place of its first.
    pub start: usize,
}
