//! Measuring at home: what the page asks and what it shows. Numbers, dates and
//! units come as text for people; words for kinds and fields are the page's.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use inzage_chart::view::Chart;
pub use inzage_measure::reminder::{Reminder, What as ToMeasure};
pub use inzage_measure::{
    Field, GainGap, GlucoseMoment, Kind, Part, PartOfDay, Phase, Problem, Slot, Turn, Typed,
    TypedSide,
};
use inzage_zib::view::Chapter;
use serde::{Deserialize, Serialize};

use super::series::{File, How, Line};

/// What is asked. `now` is RFC 3339 on the clock of the device, with its offset.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum Request {
    /// The start of measuring. -> [`Answer::Home`]
    Home { now: String },
    /// Keep a reading: a new one, or (with an id) what it says from now on.
    /// `sure`: the person said that an unlikely number is right. `draft` is
    /// forgotten with it. -> [`Answer::Kept`], [`Answer::Wrong`], [`Answer::Ask`]
    Keep {
        id: Option<String>,
        typed: Typed,
        sure: bool,
        draft: Option<String>,
        now: String,
    },
    /// Keep a new reading of a blood-pressure week, in the place that its time has. ->
    /// as [`Request::Keep`]
    KeepInWeek {
        week: String,
        typed: Typed,
        sure: bool,
        draft: String,
        now: String,
    },
    /// The same for a dialysis session: each side and the note have a draft.
    KeepSession {
        id: Option<String>,
        sides: BTreeMap<Phase, TypedSide>,
        note: String,
        sure: bool,
        drafts: Vec<String>,
        now: String,
    },
    /// Delete something that the person made here. -> [`Answer::Kept`]
    Delete { id: String, now: String },
    /// Measurements as a chart, own ones and those of providers. -> [`Answer::Shown`]
    Show { what: What, how: How },
    /// The same as a file: a picture with `how`, else all points. -> [`Answer::File`]
    ChartFile { what: What, how: Option<How> },
    /// The person's own targets for a kind. -> [`Answer::Targets`]
    Targets { kind: Kind, now: String },
    /// One reading or session with its history. -> [`Answer::One`]
    One { id: String },
    /// The newest `most` dialysis sessions. -> [`Answer::Sessions`]
    Sessions { most: usize },
    /// Keep a target from a day on; `sure` and `drafts` as for a session. -> [`Answer::Kept`],
    /// [`Answer::Wrong`], [`Answer::Ask`]
    KeepTarget {
        part: Part,
        amount: String,
        from: NaiveDate,
        with: String,
        sure: bool,
        drafts: Vec<String>,
        now: String,
    },
    /// Start a blood-pressure week. -> [`Answer::Kept`]
    StartWeek {
        days: u8,
        start: NaiveDate,
        now: String,
    },
    /// The blood-pressure weeks, the last one open. -> [`Answer::Weeks`]
    Weeks { week: Option<String>, now: String },
    /// What a file would bring. -> [`Answer::Preview`], [`Answer::NoFile`]
    Preview {
        #[serde(skip)]
        bytes: Vec<u8>,
        now: String,
    },
    /// Take what a file brings. -> [`Answer::Preview`], [`Answer::NoFile`]
    Import {
        #[serde(skip)]
        bytes: Vec<u8>,
        now: String,
    },
    /// Everything as CSV. -> [`super::Answer::Bytes`]
    Export,
    /// The reminders. -> [`Answer::Reminders`]
    Reminders,
    /// Keep a reminder. -> [`Answer::Kept`]
    Remind { reminder: Reminder, now: String },
    /// The reminders as a calendar file. -> [`super::Answer::Bytes`]
    Calendar { now: String },
}

impl Request {
    /// The bytes that go beside it.
    pub fn bytes(&mut self) -> Option<&mut Vec<u8>> {
        match self {
            Self::Preview { bytes, .. } | Self::Import { bytes, .. } => Some(bytes),
            _ => None,
        }
    }
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// It is on the disk; its id.
    Kept(String),
    /// These fields are refused; nothing was kept.
    Wrong(Vec<(Field, Problem)>),
    /// These numbers are unlikely: ask, and keep when the person is sure.
    Ask(Vec<(Field, String)>),
    /// The start.
    Home(Home),
    /// A chart.
    Shown(Box<Shown>),
    /// A file.
    File(File),
    /// Own targets, newest first.
    Targets(Vec<TargetRow>),
    /// One reading or session.
    One(Box<One>),
    /// Dialysis sessions.
    Sessions(Sessions),
    /// Blood-pressure weeks.
    Weeks(Weeks),
    /// What a file brings, or brought.
    Preview(Preview),
    /// Why it was not read: the file is empty or too long, or has not these columns.
    NoFile(Vec<String>),
    /// Reminders.
    Reminders(Vec<(String, Reminder)>),
}

/// The start of measuring.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Home {
    /// What is due today, by time.
    pub due: Vec<Due>,
    /// The last reading of each kind that has one.
    pub latest: Vec<(Kind, Row)>,
    /// A session of the last day of which only one side is there: its id.
    pub half_session: Option<String>,
    /// The last dialysis: its date.
    pub last_session: Option<String>,
    /// A blood-pressure week that goes on today: its day of how many.
    pub week: Option<(u8, u8)>,
    /// The number to call, if it is known.
    pub phone: Option<String>,
    /// Who helps on this device; none: the person herself.
    pub helper: Option<String>,
}

/// Something to measure today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// At what time.
    pub time: String,
    /// What.
    pub what: ToMeasure,
    /// Whether it was measured.
    pub done: bool,
}

/// A reading as a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Where it leads to.
    pub way: Way,
    /// `142/80 mmHg`
    pub value: String,
    /// A second way of saying it: the pulse, or mg/dL as typed.
    pub beside: Option<String>,
    /// The day, for people.
    pub day: String,
    /// `08:15`; empty when only the day is known.
    pub clock: String,
    /// Around meals and sleep.
    pub moment: Option<GlucoseMoment>,
    /// Before or after dialysis.
    pub phase: Option<Phase>,
    /// The person's note.
    pub note: String,
}

/// Where a row leads to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Way {
    /// An own reading.
    Reading(String),
    /// An own dialysis session.
    Session(String),
    /// An entry of the record.
    Entry(Chapter, String),
}

/// Mean and range as text with the unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Of how many.
    pub count: usize,
    /// The mean.
    pub mean: String,
    /// Lowest and highest.
    pub low: String,
    /// Highest.
    pub high: String,
}

/// The figures of one number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartFigures {
    /// Which number.
    pub part: Part,
    /// Of the whole period.
    pub whole: Figures,
    /// Of each part of the day that has readings.
    pub by_part_of_day: Vec<(PartOfDay, Figures)>,
    /// Before and after dialysis, as far as there are readings.
    pub by_phase: Vec<(Phase, Figures)>,
}

/// What a chart is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum What {
    /// Everything of a kind.
    Kind(Kind),
    /// Dialysis sessions.
    Sessions(SessionChart),
}

/// What of dialysis sessions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SessionChart {
    /// The weight before and after.
    #[default]
    Weight,
    /// The blood pressure before and after.
    Pressure,
    /// What came on since the session before, and what was taken off.
    Gains,
}

/// Measurements as a chart, with what stands around it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// Sentence, chart, legend, table.
    pub chart: Chart,
    /// The first day of the stretch shown and the first day after it; none for all.
    pub stretch: Option<(NaiveDate, NaiveDate)>,
    /// Where each row of the table leads to.
    pub ways: Vec<Option<Way>>,
    /// Per number the figures of the own readings of the stretch shown.
    pub figures: Vec<PartFigures>,
    /// Glucose of the stretch by day and the seven moments of the day.
    pub seven: Vec<(String, Vec<Option<String>>)>,
    /// The same measurement of providers in units that are not put together with
    /// this one.
    pub beside: Vec<Line>,
}

/// A target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TargetRow {
    /// Its id.
    pub id: String,
    /// Of which number.
    pub part: Part,
    /// `72,0 kg`
    pub amount: String,
    /// From which day, for people.
    pub from: String,
    /// With whom it was agreed.
    pub with: String,
    /// Whether it holds now.
    pub now: bool,
}

/// One reading or session, to change, and its history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct One {
    /// What it says, as it would be typed.
    pub says: Says,
    /// It was deleted.
    pub deleted: bool,
    /// With whom it was shared and when, in words.
    pub shared: Vec<String>,
    /// Everything that happened to it, newest first.
    pub history: Vec<Happened>,
}

/// What a reading or session says, as it would be typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum Says {
    /// A reading.
    Reading(Typed),
    /// A session.
    Session {
        sides: BTreeMap<Phase, TypedSide>,
        note: String,
    },
}

/// Something that happened to an entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Happened {
    /// When, for people.
    pub at: String,
    /// Who: none for the person herself.
    pub helper: Option<String>,
    /// It came from a file.
    pub file: bool,
    /// What.
    pub what: Done,
    /// What it said from then on.
    pub said: Vec<String>,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Done {
    /// It was made.
    Entered,
    /// It was changed.
    Corrected,
    /// It was deleted.
    Deleted,
}

/// Dialysis sessions, newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sessions {
    /// The sessions that were asked for.
    pub rows: Vec<SessionRow>,
    /// How many there are.
    pub total: usize,
    /// Per week of these sessions: its Monday, how many, means of what was taken off and of the gain.
    pub weeks: Vec<(String, usize, Option<String>, Option<String>)>,
    /// Target weights, newest first.
    pub targets: Vec<TargetRow>,
}

/// A session with its figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SessionRow {
    /// Its id.
    pub id: String,
    /// The day, for people.
    pub day: String,
    /// Before and after, as far as they are there.
    pub sides: Vec<SideRow>,
    /// `+2,2 kg`
    pub taken_off: Option<String>,
    /// Since the last session, or why not.
    pub gain: Result<String, GainGap>,
    /// That gain as a share of the target weight.
    pub share: Option<String>,
    /// After the session, from the target weight.
    pub from_target: Option<String>,
    /// The note.
    pub note: String,
}

/// One side of a session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SideRow {
    /// Which.
    pub phase: Phase,
    /// `07:30`
    pub clock: String,
    /// `74,3 kg`
    pub weight: Option<String>,
    /// `142/80 mmHg`
    pub pressure: Option<String>,
    /// `66 per minuut`
    pub pulse: Option<String>,
}

/// Blood-pressure weeks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Weeks {
    /// Every week: its id and first day, newest first.
    pub all: Vec<(String, String)>,
    /// The one that is open.
    pub open: Option<Week>,
    /// Whose record it is, for the print.
    pub person: Option<String>,
}

/// A blood-pressure week.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Week {
    /// Its id.
    pub id: String,
    /// Which day it is today; none when it is over or has not begun.
    pub today: Option<u8>,
    /// Days: number, date, and four places (morning 1, 2, evening 1, 2).
    pub days: Vec<(u8, String, Vec<Option<Row>>)>,
    /// The place of the next reading of today; none when today's are there.
    pub next: Option<Slot>,
    /// Per turn (none: both), with and without the first day: the means.
    pub means: Vec<(Option<Turn>, Means, Means)>,
}

/// Means of a blood-pressure week.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Means {
    /// Of how many readings.
    pub count: usize,
    /// `138/81 mmHg`
    pub pressure: Option<String>,
    /// `66 per minuut`
    pub pulse: Option<String>,
}

/// What a file brings, or brought.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// Rows: line, kind and value as read, when, and what becomes of it.
    pub rows: Vec<PreviewRow>,
    /// How many are new.
    pub fresh: usize,
    /// How many are there already.
    pub duplicates: usize,
    /// How many cannot be read.
    pub wrong: usize,
}

/// A row of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PreviewRow {
    /// Its line in the file.
    pub line: u64,
    /// What it says.
    pub says: Option<(Kind, String, String)>,
    /// What becomes of it.
    pub verdict: Verdict,
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Verdict {
    /// It is new.
    New,
    /// It is new and unlikely.
    Unlikely,
    /// It is there already.
    Duplicate,
    /// The row is not CSV.
    Malformed,
    /// What stands in a column is none of its words: column and word.
    Word(String, String),
    /// A number or time that cannot be: the column, and why.
    Value(String, Problem),
}
