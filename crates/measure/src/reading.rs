//! One reading, and when it was taken.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, SecondsFormat, Timelike as _};
use inzage_own::Payload;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::week::Slot;
use crate::{Amount, Kind, Part};

/// Most characters of a note.
pub const MOST_NOTE: usize = 2000;

/// A moment: the wall clock where it was, with its offset from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(DateTime<FixedOffset>);

impl Moment {
    /// Reads RFC 3339 with an offset.
    pub fn parse(text: &str) -> Option<Self> {
        DateTime::parse_from_rfc3339(text).ok().map(Self)
    }

    /// The day on the wall clock.
    pub fn day(&self) -> NaiveDate {
        self.0.date_naive()
    }

    /// Day and time on the wall clock.
    pub fn wall(&self) -> NaiveDateTime {
        self.0.naive_local()
    }

    /// How many seconds the wall clock is ahead of UTC.
    pub fn offset(&self) -> i32 {
        self.0.offset().local_minus_utc()
    }

    /// `HH:MM` on the wall clock.
    pub fn clock(&self) -> String {
        self.0.format("%H:%M").to_string()
    }

    /// RFC 3339 with the offset, to the second.
    pub fn rfc3339(&self) -> String {
        self.0.to_rfc3339_opts(SecondsFormat::Secs, false)
    }

    /// Seconds since 1970 in UTC: for differences and for order.
    pub fn seconds(&self) -> i64 {
        self.0.timestamp()
    }

    /// The part of the day on the wall clock.
    pub fn part_of_day(&self) -> PartOfDay {
        match self.0.hour() {
            0..6 => PartOfDay::Night,
            6..12 => PartOfDay::Morning,
            12..18 => PartOfDay::Afternoon,
            _ => PartOfDay::Evening,
        }
    }
}

/// A quarter of the day, as the Dutch divide it: from 0:00, 6:00, 12:00, 18:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartOfDay {
    /// 0:00 to 5:59.
    Night,
    /// 6:00 to 11:59.
    Morning,
    /// 12:00 to 17:59.
    Afternoon,
    /// 18:00 to 23:59.
    Evening,
}

/// When, around meals and sleep, glucose was measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GlucoseMoment {
    /// Before breakfast, nothing eaten since the night (HL7 v3 `ACM`).
    #[doc(alias = "nuchter")]
    Fasting,
    /// After breakfast (`PCM`).
    AfterBreakfast,
    /// Before lunch (`ACD`).
    BeforeLunch,
    /// After lunch (`PCD`).
    AfterLunch,
    /// Before dinner (`ACV`).
    BeforeDinner,
    /// After dinner (`PCV`).
    AfterDinner,
    /// Before going to sleep (`HS`).
    Bedtime,
    /// In the night.
    Night,
    /// Before a meal, not told which.
    BeforeMeal,
    /// After a meal, not told which.
    AfterMeal,
}

/// The moments of a seven-point day ("zevenpunts-dagcurve"), in order.
pub const SEVEN_POINTS: [GlucoseMoment; 7] = [
    GlucoseMoment::Fasting,
    GlucoseMoment::AfterBreakfast,
    GlucoseMoment::BeforeLunch,
    GlucoseMoment::AfterLunch,
    GlucoseMoment::BeforeDinner,
    GlucoseMoment::AfterDinner,
    GlucoseMoment::Bedtime,
];

impl GlucoseMoment {
    /// Every moment, in the order of the day.
    pub const ALL: [Self; 10] = [
        Self::Fasting,
        Self::AfterBreakfast,
        Self::BeforeLunch,
        Self::AfterLunch,
        Self::BeforeDinner,
        Self::AfterDinner,
        Self::Bedtime,
        Self::Night,
        Self::BeforeMeal,
        Self::AfterMeal,
    ];
}

/// One reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// What was measured.
    pub kind: Kind,
    /// When.
    pub at: Moment,
    /// Its numbers, in the units of [`Part::ucum`].
    pub amounts: BTreeMap<Part, Amount>,
    /// Glucose as typed in mg/dL; `amounts` then has it converted.
    #[serde(default)]
    pub milligrams: Option<Amount>,
    /// When around meals and sleep; only glucose has it.
    #[serde(default)]
    pub moment: Option<GlucoseMoment>,
    /// Its place in a blood-pressure week.
    #[serde(default)]
    pub slot: Option<Slot>,
    /// What the person wrote with it: at most [`MOST_NOTE`] characters.
    #[serde(default)]
    pub note: String,
}

impl Payload for Reading {
    const KIND: &'static str = "reading";
}

impl Reading {
    /// One of its numbers.
    pub fn amount(&self, part: Part) -> Option<&Amount> {
        self.amounts.get(&part)
    }

    /// Whether another reading says the same about the same minute: what an import
    /// recognises as a duplicate. Notes do not count.
    pub fn same_as(&self, other: &Self) -> bool {
        let thousandths = |reading: &Self| -> Vec<(Part, i64)> {
            let amounts = reading.amounts.iter();
            amounts
                .map(|(part, amount)| (*part, amount.thousandths()))
                .collect()
        };
        self.kind == other.kind
            && self.at.seconds().div_euclid(60) == other.at.seconds().div_euclid(60)
            && thousandths(self) == thousandths(other)
    }
}
