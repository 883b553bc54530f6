//! Reminders that the person set: what is due today, and a calendar file.

pub mod ics;

use chrono::{Datelike as _, NaiveDate};
use inzage_own::Payload;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use crate::Kind;

/// What she wants to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A kind of reading.
    Reading(Kind),
    /// Before and after a dialysis.
    Dialysis,
}

/// A reminder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// What.
    pub what: What,
    /// Days of the week, 1 for Monday to 7 for Sunday; empty is none.
    pub days: BTreeSet<u8>,
    /// Times of the day, `HH:MM`, on the clock where the person is.
    pub times: BTreeSet<String>,
    /// The first day it holds.
    pub from: NaiveDate,
    /// The last day it holds; none for ever.
    #[serde(default)]
    pub until: Option<NaiveDate>,
}

impl Payload for Reminder {
    const KIND: &'static str = "reminder";
}

impl Reminder {
    /// Whether it holds on a day.
    pub fn holds(&self, day: NaiveDate) -> bool {
        let weekday = u8::try_from(day.weekday().number_from_monday()).unwrap_or_default();
        day >= self.from
            && self.until.is_none_or(|until| day <= until)
            && self.days.contains(&weekday)
    }
}

/// Something to measure today.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    /// At what time.
    pub time: String,
    /// What.
    pub what: What,
    /// Whether it was measured: the first time of the day by the first reading of
    /// that kind of today, and so on.
    pub done: bool,
}

/// What is due on a day, by time. `measured` says how many readings of a kind (or
/// sessions) there are of that day.
pub fn due(reminders: &[Reminder], day: NaiveDate, measured: impl Fn(What) -> usize) -> Vec<Due> {
    let mut times: BTreeSet<(What, &str)> = BTreeSet::new();
    for reminder in reminders.iter().filter(|reminder| reminder.holds(day)) {
        times.extend(
            reminder
                .times
                .iter()
                .map(|time| (reminder.what, time.as_str())),
        );
    }
    let mut all = Vec::new();
    let mut before = 0;
    let mut last = None;
    for (what, time) in times {
        before = if last == Some(what) { before + 1 } else { 0 };
        last = Some(what);
        all.push(Due {
            time: time.to_owned(),
            what,
            done: measured(what) > before,
        });
    }
    all.sort();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reminder(what: What, days: &[u8], times: &[&str]) -> Reminder {
        Reminder {
            what,
            days: days.iter().copied().collect(),
            times: times.iter().map(|time| (*time).to_owned()).collect(),
            from: "2026-05-01".parse().unwrap(),
            until: Some("2026-05-27".parse().unwrap()),
        }
    }

    #[test]
    fn due_by_time_and_done_in_order() {
        let pressure = What::Reading(Kind::BloodPressure);
        let weight = What::Reading(Kind::Weight);
        let all = [
            reminder(pressure, &[1, 2, 3, 4, 5, 6, 7], &["20:00", "08:00"]),
            reminder(weight, &[2], &["07:30"]),
            reminder(What::Dialysis, &[1, 3, 5], &["07:00"]),
        ];
        let tuesday = "2026-05-26".parse().unwrap();
        let found = due(&all, tuesday, |what| usize::from(what == pressure));
        let shown: Vec<_> = found
            .iter()
            .map(|due| (due.time.as_str(), due.what, due.done))
            .collect();
        let expected = [
            ("07:30", weight, false),
            ("08:00", pressure, true),
            ("20:00", pressure, false),
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn outside_its_days_a_reminder_is_silent() {
        let one = reminder(What::Dialysis, &[1, 2, 3, 4, 5, 6, 7], &["07:00"]);
        for (day, holds) in [
            ("2026-04-30", false),
            ("2026-05-01", true),
            ("2026-05-28", false),
        ] {
            assert_eq!(one.holds(day.parse().unwrap()), holds, "{day}");
        }
    }
}
