//! What a chart is made of.

use chrono::{Datelike as _, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use inzage_words::Lang;

/// Measurements of one thing in one unit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// What was measured: `Kalium`.
    pub title: String,
    /// The unit of every [`Value`], for people; empty where there is none.
    pub unit: String,
    /// What the points are called.
    pub noun: Noun,
    /// What the values of a point are called where there are two
    /// (`Bovendruk`, `Onderdruk`), upper first; empty for one.
    pub parts: Vec<String>,
    /// Who or what the points are told apart by; a point names one by its place.
    pub groups: Vec<Group>,
    /// In any order.
    pub points: Vec<Point>,
    /// The person's own targets.
    pub targets: Vec<Target>,
    /// Where the series begins and why, in sentences.
    pub begins: Vec<String>,
}

/// What the points of a series are called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Noun {
    /// Results of an examination: "uitslagen".
    #[default]
    Results,
    /// Readings: "metingen".
    Readings,
    /// Differences between readings: "verschillen".
    Differences,
}

/// Points that share a shape: those of one provider, or those before dialysis.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Its name for people: `Ziekenhuis Vennebos`, `Uzelf, ochtend`.
    pub name: String,
    /// The same within a sentence, where that is written otherwise: `uzelf, ochtend`;
    /// empty: as `name`.
    pub inside: String,
    /// What it shares its line, colour and bar with other groups by, and is
    /// compared within: `Uzelf`. Empty: it stands alone.
    pub family: String,
}

/// One measurement.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// When; none where it is not known: it stands in the table only.
    pub at: Option<Moment>,
    /// One value, or two of a pair (upper first); none for a result in words.
    pub values: Vec<Value>,
    /// What the source wrote where that is something else than the values with
    /// the unit of the series: a result in words, another unit.
    pub written: Option<String>,
    /// Place of its group in [`Series::groups`].
    pub group: usize,
    /// What the source or its reference range says of it: `hoog volgens de bron`.
    pub said: Option<String>,
    /// Whether `said` says that it lies outside the reference range.
    pub outside: bool,
    /// What is normal according to its source, in the unit of the series.
    pub range: Option<Range>,
    /// What else there is to say of it: the pulse, the moment of the day.
    pub beside: Option<String>,
    /// The person's own note, or the source's.
    pub note: Option<String>,
    /// Entered in error: it stands in the table only, and `said` says why.
    pub wrong: bool,
    /// Chapter and number of the entry it stands in, to link to; as the caller
    /// writes it.
    pub link: Option<String>,
}

impl Point {
    /// Whether it has a place in the chart.
    pub fn is_drawable(&self) -> bool {
        let finite = |value: &Value| value.number.is_finite();
        !self.wrong
            && self.at.is_some()
            && !self.values.is_empty()
            && self.values.iter().all(finite)
    }
}

/// A number of a point.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Value {
    /// To draw and compare with.
    pub number: f64,
    /// As written, with a decimal point: `5.10`.
    pub text: String,
    /// Where the number is only a limit.
    pub limit: Option<Limit>,
}

/// A number that is only a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// `<`
    Below,
    /// `≤`
    AtMost,
    /// `≥`
    AtLeast,
    /// `>`
    Above,
}

impl Limit {
    /// The limit of a FHIR comparator.
    pub fn of(comparator: &str) -> Option<Self> {
        Some(match comparator {
            "<" => Self::Below,
            "<=" => Self::AtMost,
            ">=" => Self::AtLeast,
            ">" => Self::Above,
            _ => return None,
        })
    }

    /// The sign before the number.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Below => "<",
            Self::AtMost => "≤",
            Self::AtLeast => "≥",
            Self::Above => ">",
        }
    }

    pub(crate) const fn is_downward(self) -> bool {
        matches!(self, Self::Below | Self::AtMost)
    }
}

/// What is normal according to a source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Range {
    /// Lower limit with its text as written.
    pub low: Option<(f64, String)>,
    /// Upper limit with its text as written.
    pub high: Option<(f64, String)>,
}

impl Range {
    /// `3,5 – 5,0`, `≥ 3,5`, `≤ 5,0`.
    pub fn text(&self, lang: Lang) -> String {
        let shown = |limit: &Option<(f64, String)>| {
            limit
                .as_ref()
                .map(|(_, text)| crate::numbers::localised(text, lang))
        };
        match (shown(&self.low), shown(&self.high)) {
            (Some(low), Some(high)) => format!("{low} – {high}"),
            (Some(low), None) => format!("≥ {low}"),
            (None, Some(high)) => format!("≤ {high}"),
            (None, None) => String::new(),
        }
    }

    pub(crate) fn limits(&self) -> impl Iterator<Item = f64> {
        [&self.low, &self.high]
            .into_iter()
            .flatten()
            .map(|(number, _)| *number)
            .filter(|number| number.is_finite())
    }
}

/// The person's own target: a labelled line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// Where.
    pub number: f64,
    /// What it is, short, for beside the line: `Streefgewicht 72 kg`.
    pub name: String,
    /// The same with its dates, for the legend; empty: as the name.
    pub words: String,
    /// From which day it counts; none: always.
    pub from: Option<NaiveDate>,
    /// Until which day (not included) it counts; none: still.
    pub until: Option<NaiveDate>,
}

/// How precisely a moment is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// `2012`
    Year,
    /// `maart 2012`
    Month,
    /// `3 maart 2012`
    Day,
    /// `3 maart 2012, 08:15`
    Minute,
}

/// A moment on the wall clock of who measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    wall: NaiveDateTime,
    precision: Precision,
    instant: i64,
}

impl Moment {
    /// A moment of which the clock time is known. `offset` is that of the wall
    /// clock to UTC in seconds; it decides the order, never the place.
    pub fn exact(wall: NaiveDateTime, offset: i32) -> Self {
        let instant = wall.and_utc().timestamp().saturating_sub(i64::from(offset));
        Self {
            wall,
            precision: Precision::Minute,
            instant,
        }
    }

    /// A day, month or year; of what is not known the first is given.
    pub fn vague(first: NaiveDate, precision: Precision) -> Self {
        let wall = first.and_time(NaiveTime::MIN);
        let instant = wall.and_utc().timestamp();
        Self {
            wall,
            precision,
            instant,
        }
    }

    /// The day on the wall clock, or the first of the month or year.
    pub fn day(&self) -> NaiveDate {
        self.wall.date()
    }

    /// The clock time, where it is known.
    pub fn clock(&self) -> Option<NaiveTime> {
        (self.precision == Precision::Minute).then(|| self.wall.time())
    }

    /// How precisely it is known.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// What the order in time goes by: seconds since 1970 in UTC.
    pub fn instant(&self) -> i64 {
        self.instant
    }

    /// From when until when it can have been, on the wall clock.
    pub(crate) fn span(&self) -> (NaiveDateTime, NaiveDateTime) {
        let day = self.wall.date();
        let until = match self.precision {
            Precision::Minute => return (self.wall, self.wall),
            Precision::Day => day.checked_add_days(Days::new(1)),
            Precision::Month => day.checked_add_months(Months::new(1)),
            Precision::Year => day.checked_add_months(Months::new(12)),
        };
        let until = until.unwrap_or(day).and_time(NaiveTime::MIN);
        (self.wall, until)
    }

    /// Its place in the chart: the middle of when it can have been.
    pub(crate) fn place(&self) -> NaiveDateTime {
        let (from, until) = self.span();
        let half = TimeDelta::seconds((until - from).num_seconds() / 2);
        from.checked_add_signed(half).unwrap_or(from)
    }

    /// In words: `3 maart 2026, 08:15`.
    pub fn text(&self, lang: Lang) -> String {
        let day = self.day_text(lang);
        match self.clock() {
            Some(clock) => format!("{day}, {}", clock.format("%H:%M")),
            None => day,
        }
    }

    /// The day in words, without the time.
    pub fn day_text(&self, lang: Lang) -> String {
        let (year, month) = (self.wall.year(), month(self.wall.date(), lang));
        match self.precision {
            Precision::Year => format!("{year}"),
            Precision::Month => format!("{month} {year}"),
            Precision::Day | Precision::Minute => format!("{} {month} {year}", self.wall.day()),
        }
    }
}

/// The month of a day in words.
pub(crate) fn month(day: NaiveDate, lang: Lang) -> &'static str {
    inzage_words::month(u8::try_from(day.month()).unwrap_or(1), lang)
}

impl Series {
    /// How many points have a place in the chart.
    pub fn drawn(&self) -> usize {
        self.points
            .iter()
            .filter(|point| point.is_drawable())
            .count()
    }

    /// The points that have a place in the chart, oldest first.
    pub(crate) fn drawable(&self) -> Vec<&Point> {
        let mut found: Vec<&Point> = self.points.iter().filter(|p| p.is_drawable()).collect();
        found.sort_by_key(|point| point.at.map_or(0, |at| at.instant()));
        found
    }

    pub(crate) fn group_name(&self, point: &Point) -> &str {
        self.groups
            .get(point.group)
            .map_or("", |group| group.name.as_str())
    }

    /// The name of a point's group within a sentence.
    pub(crate) fn group_inside(&self, point: &Point) -> &str {
        let group = self.groups.get(point.group);
        group.map_or("", |group| match group.inside.as_str() {
            "" => &group.name,
            inside => inside,
        })
    }

    /// The first group of the family that a group belongs to, or itself.
    pub(crate) fn lead(&self, group: usize) -> usize {
        let family = self.family(group);
        let of_it = |other: &Group| !family.is_empty() && other.family == family;
        self.groups.iter().position(of_it).unwrap_or(group)
    }

    /// What a group is called together with its family.
    pub(crate) fn family_name(&self, group: usize) -> &str {
        match self.family(group) {
            "" => self.groups.get(group).map_or("", |of| of.name.as_str()),
            family => family,
        }
    }

    fn family(&self, group: usize) -> &str {
        self.groups.get(group).map_or("", |of| of.family.as_str())
    }

    /// Takes in the points of another series in the same unit; groups of the same
    /// name are one.
    pub fn take_in(&mut self, other: Self) {
        let mut places = Vec::new();
        for group in other.groups {
            let known = self.groups.iter().position(|own| own.name == group.name);
            places.push(known.unwrap_or(self.groups.len()));
            if known.is_none() {
                self.groups.push(group);
            }
        }
        for mut point in other.points {
            point.group = places.get(point.group).copied().unwrap_or(0);
            self.points.push(point);
        }
        for begins in other.begins {
            if !self.begins.contains(&begins) {
                self.begins.push(begins);
            }
        }
    }
}
