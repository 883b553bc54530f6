//! Many points on little room: per day, week, month, quarter or year the lowest,
//! the highest and the mean. Nothing is left out of the lowest and highest.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use inzage_words::Lang;

use crate::numbers::{decimals, float};
use crate::period::{Period, Window, after, first_day};
use crate::series::{Point, Series, month};
use chrono::Datelike as _;

/// The points of one group in one stretch, taken together.
#[derive(Clone, Debug)]
pub(crate) struct Bucket {
    pub(crate) group: usize,
    pub(crate) from: NaiveDate,
    pub(crate) until: NaiveDate,
    pub(crate) count: usize,
    /// Places in the stretch of its points with a note.
    pub(crate) noted: Vec<usize>,
    /// For one value, or for both of a pair.
    pub(crate) parts: Vec<Reach>,
}

/// From the lowest to the highest, and the mean.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reach {
    pub(crate) low: f64,
    pub(crate) high: f64,
    sum: f64,
    count: usize,
    /// Decimals to write it with.
    pub(crate) decimals: usize,
    /// Whether some of it is only a limit: then there is no mean.
    pub(crate) limited: bool,
}

impl Reach {
    pub(crate) fn mean(&self) -> Option<f64> {
        let mean = self.sum / float(self.count);
        (!self.limited && mean.is_finite()).then_some(mean)
    }
}

/// How points are taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Together {
    Day,
    Per(Period),
}

impl Together {
    const ALL: [Self; 5] = [
        Self::Day,
        Self::Per(Period::Week),
        Self::Per(Period::Month),
        Self::Per(Period::Quarter),
        Self::Per(Period::Year),
    ];

    fn days(self) -> i64 {
        match self {
            Self::Day => 1,
            Self::Per(Period::Week) => 7,
            Self::Per(Period::Month) => 30,
            Self::Per(Period::Quarter) => 91,
            Self::Per(_) => 365,
        }
    }

    fn of(self, day: NaiveDate) -> (NaiveDate, NaiveDate) {
        match self {
            Self::Day => (day, day.checked_add_days(Days::new(1)).unwrap_or(day)),
            Self::Per(period) => {
                let first = first_day(period, day);
                (first, after(period, first))
            }
        }
    }

    pub(crate) fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Day => lang.pick("dag", "day"),
            Self::Per(Period::Week) => lang.pick("week", "week"),
            Self::Per(Period::Month) => lang.pick("maand", "month"),
            Self::Per(Period::Quarter) => lang.pick("kwartaal", "quarter"),
            Self::Per(_) => lang.pick("jaar", "year"),
        }
    }

    /// How the points are to be taken together where `width` pixels have to do
    /// for them; none when each has room of its own.
    pub(crate) fn fitting(
        series: &Series,
        points: &[&Point],
        window: &Window,
        width: f64,
    ) -> Option<Self> {
        if float(points.len()) <= width / 3.0 {
            return None;
        }
        let groups: std::collections::BTreeSet<usize> =
            points.iter().map(|p| series.lead(p.group)).collect();
        let least = 3.0 * float(groups.len()) + 2.0;
        let room = |each: &Self| width * float(each.days() * 86_400) / float(window.seconds());
        let fits = Self::ALL.into_iter().find(|each| room(each) >= least);
        Some(fits.unwrap_or(Self::Per(Period::Year)))
    }
}

/// The points taken together, in order of time.
pub(crate) fn buckets(series: &Series, points: &[&Point], together: Together) -> Vec<Bucket> {
    let mut found: BTreeMap<(NaiveDate, usize), Bucket> = BTreeMap::new();
    for (place, point) in points.iter().enumerate() {
        let Some(at) = point.at else { continue };
        let (from, until) = together.of(at.place().date());
        let bucket = found
            .entry((from, series.lead(point.group)))
            .or_insert_with(|| Bucket {
                group: series.lead(point.group),
                from,
                until,
                count: 0,
                noted: Vec::new(),
                parts: Vec::new(),
            });
        bucket.add(point);
        bucket.noted.extend(point.note.as_ref().map(|_| place));
    }
    found.into_values().collect()
}

impl Bucket {
    fn add(&mut self, point: &Point) {
        self.count += 1;
        for (nth, value) in point.values.iter().enumerate() {
            let one = Reach {
                low: value.number,
                high: value.number,
                sum: value.number,
                count: 1,
                decimals: decimals(&value.text),
                limited: !value.is_exact(),
            };
            match self.parts.get_mut(nth) {
                Some(reach) => reach.take(one),
                None => self.parts.push(one),
            }
        }
    }

    /// `3 maart 2026`, `2 tot en met 8 maart 2026`, `maart 2026`.
    pub(crate) fn name(&self, together: Together, lang: Lang) -> String {
        match together {
            Together::Day => format!(
                "{} {} {}",
                self.from.day(),
                month(self.from, lang),
                self.from.year()
            ),
            Together::Per(period) => {
                Window::of(&[], period, Some(self.from))
                    .view(&[], lang)
                    .name
            }
        }
    }
}

impl Reach {
    fn take(&mut self, other: Self) {
        self.low = self.low.min(other.low);
        self.high = self.high.max(other.high);
        self.sum += other.sum;
        self.count += other.count;
        self.decimals = self.decimals.max(other.decimals);
        self.limited |= other.limited;
    }
}
