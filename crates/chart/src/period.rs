//! Stretches of time: calendar weeks (from Monday), months, quarters, years.

use chrono::{Datelike as _, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use inzage_words::Lang;
use serde::{Deserialize, Serialize};

use crate::series::{Moment, Point, Precision, Target, month};
use crate::view::PeriodView;

/// Which stretch of time a chart shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Period {
    /// Monday up to and including Sunday.
    Week,
    /// A calendar month.
    Month,
    /// Three calendar months, from January, April, July or October.
    Quarter,
    /// A calendar year.
    Year,
    /// From the first point to the last.
    #[default]
    All,
}

/// A stretch of time on the wall clock; `until` is not within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) period: Period,
    pub(crate) from: NaiveDateTime,
    pub(crate) until: NaiveDateTime,
}

impl Window {
    /// The stretch that `day` lies in, else the newest point; `points` are sorted.
    pub(crate) fn of(points: &[&Point], period: Period, day: Option<NaiveDate>) -> Self {
        let places = || {
            points
                .iter()
                .filter_map(|point| point.at)
                .map(|at| at.place())
        };
        let newest = places().max().unwrap_or_default();
        if period == Period::All {
            return Self::around(places().min().unwrap_or_default(), newest);
        }
        let first = first_day(period, day.unwrap_or_else(|| newest.date()));
        let until = after(period, first);
        Self {
            period,
            from: first.and_time(NaiveTime::MIN),
            until: until.and_time(NaiveTime::MIN),
        }
    }

    /// Everything, with a little room on both sides.
    fn around(oldest: NaiveDateTime, newest: NaiveDateTime) -> Self {
        let span = (newest - oldest).num_seconds();
        let room = TimeDelta::seconds(if span < 3600 { 15 * 86_400 } else { span / 25 });
        Self {
            period: Period::All,
            from: oldest.checked_sub_signed(room).unwrap_or(oldest),
            until: newest.checked_add_signed(room).unwrap_or(newest),
        }
    }

    /// Whether a point has its place here.
    pub(crate) fn holds(&self, point: &Point) -> bool {
        point.at.is_some_and(|at| {
            let place = at.place();
            self.period == Period::All || (self.from <= place && place < self.until)
        })
    }

    /// Whether a target counts on one of its days.
    pub(crate) fn meets(&self, target: &Target) -> bool {
        target.from.is_none_or(|from| from < self.until.date())
            && target.until.is_none_or(|until| until > self.from.date())
    }

    pub(crate) fn seconds(&self) -> i64 {
        (self.until - self.from).num_seconds().max(1)
    }

    /// What it is called, and where one can go from here; `points` are sorted.
    pub(crate) fn view(&self, points: &[&Point], lang: Lang) -> PeriodView {
        let moments = || points.iter().filter_map(|point| point.at);
        let (earlier, later) = match self.period {
            Period::All => (None, None),
            _ => (
                moments()
                    .filter(|at| at.place() < self.from)
                    .max_by_key(Moment::place),
                moments()
                    .filter(|at| at.place() >= self.until)
                    .min_by_key(Moment::place),
            ),
        };
        let day = |at: Moment| at.place().date().to_string();
        PeriodView {
            name: self.name(moments().next(), moments().next_back(), lang),
            earlier: earlier.map(day),
            later: later.map(day),
        }
    }

    fn name(&self, first: Option<Moment>, last: Option<Moment>, lang: Lang) -> String {
        let from = self.from.date();
        match self.period {
            Period::Week => through(day(from), last_day(self.until), lang),
            Period::Month => format!("{} {}", month(from, lang), from.year()),
            Period::Quarter => {
                let last = month(last_day(self.until).day(), lang);
                let between = lang.pick("tot en met", "to");
                format!("{} {between} {last} {}", month(from, lang), from.year())
            }
            Period::Year => from.year().to_string(),
            Period::All => match (first, last) {
                (Some(first), Some(last)) => through(first, last, lang),
                _ => String::new(),
            },
        }
    }
}

fn day(day: NaiveDate) -> Moment {
    Moment::vague(day, Precision::Day)
}

fn last_day(until: NaiveDateTime) -> Moment {
    let until = until.date();
    day(until.checked_sub_days(Days::new(1)).unwrap_or(until))
}

/// `3 tot en met 9 maart 2026`; what both days share is said once.
fn through(first: Moment, last: Moment, lang: Lang) -> String {
    let (from, to) = (first.day_text(lang), last.day_text(lang));
    if from == to {
        return to;
    }
    let precise = first.precision() >= Precision::Day && last.precision() >= Precision::Day;
    let (start, end) = (first.day(), last.day());
    let from = if precise && (start.year(), start.month()) == (end.year(), end.month()) {
        start.day().to_string()
    } else if precise && start.year() == end.year() {
        format!("{} {}", start.day(), month(start, lang))
    } else {
        from
    };
    format!("{from} {} {to}", lang.pick("tot en met", "to"))
}

/// The first day of the stretch that a day lies in.
pub(crate) fn first_day(period: Period, day: NaiveDate) -> NaiveDate {
    let first = match period {
        Period::Week => {
            let past = u64::from(day.weekday().num_days_from_monday());
            day.checked_sub_days(Days::new(past))
        }
        Period::Month => day.with_day(1),
        Period::Quarter => day
            .with_day(1)
            .and_then(|first| first.with_month0(first.month0() / 3 * 3)),
        Period::Year | Period::All => NaiveDate::from_ymd_opt(day.year(), 1, 1),
    };
    first.unwrap_or(day)
}

/// The first day after the stretch that begins at `first`.
pub(crate) fn after(period: Period, first: NaiveDate) -> NaiveDate {
    let until = match period {
        Period::Week => first.checked_add_days(Days::new(7)),
        Period::Month => first.checked_add_months(Months::new(1)),
        Period::Quarter => first.checked_add_months(Months::new(3)),
        Period::Year | Period::All => first.checked_add_months(Months::new(12)),
    };
    until.unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn named(period: Period, at: NaiveDate) -> String {
        Window::of(&[], period, Some(at)).view(&[], Lang::Nl).name
    }

    #[test]
    fn stretches_are_those_of_the_calendar() {
        let at = ymd(2026, 3, 31);
        assert_eq!(named(Period::Week, at), "30 maart tot en met 5 april 2026");
        assert_eq!(
            named(Period::Week, ymd(2026, 3, 4)),
            "2 tot en met 8 maart 2026"
        );
        assert_eq!(named(Period::Month, at), "maart 2026");
        assert_eq!(named(Period::Quarter, at), "januari tot en met maart 2026");
        assert_eq!(named(Period::Year, at), "2026");
    }

    #[test]
    fn a_week_with_a_clock_change_has_seven_days() {
        let window = Window::of(&[], Period::Week, Some(ymd(2026, 3, 29)));
        assert_eq!(window.seconds(), 7 * 86_400);
    }
}
