//! A blood-pressure week: five or seven days, in the morning and in the evening,
//! two readings each. What is missing is missing.
//!
//! Whether the first day counts differs between guidelines, so both averages are
//! given: see `docs/measurements.md`.

use chrono::{Days, NaiveDate};
use inzage_own::Payload;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::{Figures, Part, Reading, figures};

/// A week that was started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Week {
    /// Its first day.
    pub start: NaiveDate,
    /// Five or seven.
    pub days: u8,
}

impl Payload for Week {
    const KIND: &'static str = "blood-pressure-week";
}

/// Morning or evening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// In the morning.
    Morning,
    /// In the evening.
    Evening,
}

impl Turn {
    /// Both, in the order of the day.
    pub const ALL: [Self; 2] = [Self::Morning, Self::Evening];
}

/// The place of a reading in a week. Given by the person, not by the clock: an
/// evening's second reading may be taken after midnight.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Slot {
    /// The id of the week.
    pub week: String,
    /// 1 for the first day.
    pub day: u8,
    /// Morning or evening.
    pub turn: Turn,
    /// 1 or 2.
    pub number: u8,
}

impl Week {
    /// The date of a day of the week, 1 for the first.
    pub fn date(&self, day: u8) -> Option<NaiveDate> {
        let later = u64::from(day.checked_sub(1)?);
        self.start.checked_add_days(Days::new(later))
    }

    /// The day of the week on a date; none before and after it.
    pub fn day_on(&self, date: NaiveDate) -> Option<u8> {
        (1..=self.days).find(|day| self.date(*day) == Some(date))
    }
}

/// The readings of a week, each in its place. Of two in one place the later one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekView<'a> {
    /// By day, turn and number.
    pub readings: BTreeMap<(u8, Turn, u8), (&'a str, &'a Reading)>,
}

impl<'a> WeekView<'a> {
    /// Puts readings (with their ids) that belong to a week in their places.
    pub fn new(week: &str, readings: impl IntoIterator<Item = (&'a str, &'a Reading)>) -> Self {
        let mut placed: BTreeMap<_, (&str, &Reading)> = BTreeMap::new();
        for (id, reading) in readings {
            let Some(slot) = reading.slot.as_ref().filter(|slot| slot.week == week) else {
                continue;
            };
            let place = (slot.day, slot.turn, slot.number);
            let later = placed
                .get(&place)
                .is_none_or(|(_, there)| there.at <= reading.at);
            if later {
                placed.insert(place, (id, reading));
            }
        }
        let readings = placed;
        Self { readings }
    }
}

/// Mean and range of each number of blood pressure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Averages {
    /// By number; one without readings is not there.
    pub of: BTreeMap<Part, Figures>,
}

/// The averages over a part of a week: `turn` none for both; with or without the
/// first day.
pub fn averages(view: &WeekView<'_>, turn: Option<Turn>, first_day: bool) -> Averages {
    let counted: Vec<&Reading> = view
        .readings
        .iter()
        .filter(|((day, at, _), _)| (first_day || *day != 1) && turn.is_none_or(|turn| turn == *at))
        .map(|(_, (_, reading))| *reading)
        .collect();
    let parts = [Part::Systolic, Part::Diastolic, Part::Pulse];
    let of = parts.into_iter().filter_map(|part| {
        let amounts = counted.iter().filter_map(|reading| reading.amount(part));
        Some((part, figures(part, amounts)?))
    });
    Averages { of: of.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Amount, Kind, Moment};

    fn reading(day: u8, turn: Turn, number: u8, systolic: &str, at: &str) -> Reading {
        let amount = |text: &str| Amount::parse(text).unwrap();
        Reading {
            kind: Kind::BloodPressure,
            at: Moment::parse(at).unwrap(),
            amounts: [
                (Part::Systolic, amount(systolic)),
                (Part::Diastolic, amount("80")),
            ]
            .into(),
            milligrams: None,
            moment: None,
            slot: Some(Slot {
                week: "w".into(),
                day,
                turn,
                number,
            }),
            note: String::new(),
        }
    }

    fn mean(averages: &Averages, part: Part) -> Option<String> {
        averages.of.get(&part).map(|figures| figures.mean.plain())
    }

    #[test]
    fn averages_with_and_without_the_first_day_and_per_turn() {
        use Turn::{Evening, Morning};
        let all = [
            reading(1, Morning, 1, "150", "2026-10-24T08:00:00+02:00"),
            reading(1, Evening, 1, "148", "2026-10-24T23:59:00+02:00"),
            // The second one after midnight, and after it the clock goes back.
            reading(1, Evening, 2, "146", "2026-10-25T00:01:00+02:00"),
            reading(2, Morning, 1, "140", "2026-10-25T08:00:00+01:00"),
            reading(2, Evening, 1, "136", "2026-10-25T20:00:00+01:00"),
        ];
        let view = WeekView::new("w", all.iter().map(|one| ("id", one)));
        assert_eq!(view.readings.len(), 5);
        let all_days = averages(&view, None, true);
        assert_eq!(mean(&all_days, Part::Systolic).as_deref(), Some("144"));
        assert_eq!(mean(&all_days, Part::Pulse), None);
        let later = averages(&view, None, false);
        assert_eq!(mean(&later, Part::Systolic).as_deref(), Some("138"));
        let evenings = averages(&view, Some(Evening), true);
        assert_eq!(mean(&evenings, Part::Systolic).as_deref(), Some("143"));
        let mornings = averages(&view, Some(Morning), false);
        assert_eq!(mean(&mornings, Part::Systolic).as_deref(), Some("140"));
    }

    #[test]
    fn a_week_without_readings_has_no_averages() {
        let view = WeekView::new("w", []);
        assert_eq!(averages(&view, None, true), Averages::default());
    }

    #[test]
    fn days_of_a_week_over_the_change_of_the_clock_follow_the_calendar() {
        let week = Week {
            start: "2026-10-22".parse().unwrap(),
            days: 7,
        };
        assert_eq!(week.day_on("2026-10-25".parse().unwrap()), Some(4));
        assert_eq!(week.date(7), "2026-10-28".parse().ok());
        assert_eq!(week.day_on("2026-10-29".parse().unwrap()), None);
        assert_eq!(week.day_on("2026-10-21".parse().unwrap()), None);
    }

    #[test]
    fn of_two_readings_in_one_place_the_later_counts() {
        let first = reading(2, Turn::Morning, 1, "150", "2026-10-25T08:00:00+01:00");
        let again = reading(2, Turn::Morning, 1, "140", "2026-10-25T08:05:00+01:00");
        for order in [[&first, &again], [&again, &first]] {
            let view = WeekView::new("w", order.map(|one| ("id", one)));
            let found = averages(&view, None, true);
            assert_eq!(mean(&found, Part::Systolic).as_deref(), Some("140"));
        }
    }
}
