//! Blood-pressure weeks.

use chrono::NaiveDate;
use inzage_measure::{
    Checked, Field, Moment, Part, Problem, Reading, Slot, Turn, Typed, Week, WeekView, averages,
    check,
};
use inzage_vault::{CryptoRng, Store};
use inzage_zib::view::Lang;

use super::super::Outcome;
use super::super::open::Open;
use super::super::own::By;
use super::super::protocol::Failure;
use super::super::protocol::measure::{Answer, Means, Row, Week as Shown, Weeks};
use super::readings::own_row;
use super::{Owned, answered, moment, words};

/// The places of a day, in order.
const PLACES: [(Turn, u8); 4] = [
    (Turn::Morning, 1),
    (Turn::Morning, 2),
    (Turn::Evening, 1),
    (Turn::Evening, 2),
];
/// From this hour on it is evening for a week.
const EVENING: &str = "14:00";
/// Until this hour what is measured may still belong to the evening before.
const AFTER_MIDNIGHT: &str = "03:00";

impl<S: Store> Open<S> {
    pub(super) async fn start_week(
        &mut self,
        days: u8,
        start: NaiveDate,
        by: By,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let today = moment(&by.at)?.day();
        let within = (start - today).num_days();
        if !matches!(days, 5 | 7) || !(-30..=30).contains(&within) {
            return Err(Failure::Internal);
        }
        self.keep(None, &Week { start, days }, &[], by, rng).await
    }

    /// Keeps a reading in the place of a week that its time has, now or later.
    pub(super) async fn keep_in_week(
        &mut self,
        id: &str,
        typed: Typed,
        sure: bool,
        drafts: &[String],
        by: By,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let slot = self.place_at(id, &typed.at);
        // What is wrong with the time itself is said first.
        if slot.is_none()
            && matches!(
                check(&typed, moment(&by.at)?),
                Checked::Good(_) | Checked::Ask(..)
            )
        {
            let full = vec![(Field::At(None), Problem::NoPlace)];
            return answered(Answer::Wrong(full));
        }
        let typed = Typed { slot, ..typed };
        self.keep_reading(None, &typed, sure, drafts, by, rng).await
    }

    /// The place that a reading of a moment gets in a week; none when both are taken,
    /// or the moment is of no day of the week.
    fn place_at(&self, id: &str, at: &str) -> Option<Slot> {
        let week = self.own.get(id)?.now_typed::<Week>()?;
        let all: Vec<(&str, Reading)> = self
            .own
            .all::<Reading>()
            .map(|(entry, reading)| (entry.id.as_str(), reading))
            .collect();
        let view = WeekView::new(id, all.iter().map(|(id, reading)| (*id, reading)));
        next(id, &week, &view, Moment::parse(at)?)
    }

    fn all_weeks(&self) -> Vec<(String, Week)> {
        let mut all: Vec<(String, Week)> = self
            .own
            .all::<Week>()
            .map(|(entry, week)| (entry.id.clone(), week))
            .collect();
        all.sort_by_key(|(id, week)| (std::cmp::Reverse(week.start), id.clone()));
        all
    }

    /// The day of the week that goes on today, and of how many.
    pub(super) fn week_today(&self, today: NaiveDate) -> Option<(u8, u8)> {
        let all = self.all_weeks();
        all.iter()
            .find_map(|(_, week)| Some((week.day_on(today)?, week.days)))
    }

    pub(super) fn weeks(&self, wanted: Option<&str>, now: Moment, lang: Lang) -> Weeks {
        let all = self.all_weeks();
        let open = match wanted {
            Some(id) => all.iter().find(|(other, _)| other == id),
            None => all.first(),
        };
        let open = open.map(|(id, week)| self.week(id, week, now, lang));
        let shown = all
            .iter()
            .map(|(id, week)| (id.clone(), words::day(week.start, lang)));
        Weeks {
            all: shown.collect(),
            open,
            person: self
                .known
                .as_ref()
                .map(|known| known.confirmed.name.clone()),
        }
    }

    fn week(&self, id: &str, week: &Week, now: Moment, lang: Lang) -> Shown {
        let readings: Vec<(String, Reading)> = self
            .own
            .all::<Reading>()
            .map(|(entry, reading)| (entry.id.clone(), reading))
            .collect();
        let pairs = readings.iter().map(|(id, reading)| (id.as_str(), reading));
        let view = WeekView::new(id, pairs);
        let places = |day: u8| -> Vec<Option<Row>> {
            let places = PLACES.into_iter();
            places
                .map(|(turn, number)| {
                    let (id, reading) = view.readings.get(&(day, turn, number))?;
                    let owned = Owned {
                        id: (*id).to_owned(),
                        entry: (*id).to_owned(),
                        phase: None,
                        reading: (*reading).clone(),
                    };
                    Some(own_row(&owned, lang).1)
                })
                .collect()
        };
        let days = (1..=week.days).map(|day| {
            let date = week.date(day).map(|date| words::day(date, lang));
            (day, date.unwrap_or_default(), places(day))
        });
        let turns = [None, Some(Turn::Morning), Some(Turn::Evening)];
        let means = turns.map(|turn| {
            let of = |first| means(&view, turn, first, lang);
            (turn, of(true), of(false))
        });
        Shown {
            id: id.to_owned(),
            today: week.day_on(now.day()),
            days: days.collect(),
            next: next(id, week, &view, now),
            means: means.into(),
        }
    }
}

/// The place of the next reading: of this part of this day, the first that is
/// empty. Shortly after midnight the evening before is finished first.
fn next(id: &str, week: &Week, view: &WeekView<'_>, now: Moment) -> Option<Slot> {
    let clock = now.clock();
    let (date, turn) = if clock.as_str() < AFTER_MIDNIGHT {
        (now.day().pred_opt()?, Turn::Evening)
    } else if clock.as_str() < EVENING {
        (now.day(), Turn::Morning)
    } else {
        (now.day(), Turn::Evening)
    };
    let day = week.day_on(date)?;
    let free = |number: &u8| !view.readings.contains_key(&(day, turn, *number));
    let number = [1, 2].into_iter().find(free)?;
    Some(Slot {
        week: id.to_owned(),
        day,
        turn,
        number,
    })
}

fn means(view: &WeekView<'_>, turn: Option<Turn>, first_day: bool, lang: Lang) -> Means {
    let of = averages(view, turn, first_day).of;
    let mean = |part| of.get(&part).map(|figures| &figures.mean);
    let pressure = mean(Part::Systolic).zip(mean(Part::Diastolic));
    Means {
        count: of.get(&Part::Systolic).map_or(0, |figures| figures.count),
        pressure: pressure.map(|(high, low)| words::pressure(high, low, lang)),
        pulse: mean(Part::Pulse).map(|pulse| words::with_unit(Part::Pulse, pulse, lang)),
    }
}
