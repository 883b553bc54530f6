//! Where values and moments stand, and which of them are written at the axis.

use std::ops::Range;

use chrono::{Datelike as _, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use inzage_words::Lang;
use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};

use crate::layout::Layout;
use crate::numbers::{float, number, whole};
use crate::period::Window;
use crate::series::month;

/// One direction of the chart, with what is written along it.
#[derive(Clone, Debug)]
pub(crate) struct Scale {
    pub(crate) from: f64,
    pub(crate) to: f64,
    pub(crate) ticks: Vec<(f64, String)>,
}

impl Ranged for Scale {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        let part = (value - self.from) / (self.to - self.from);
        let part = if part.is_finite() { part } else { 0.5 };
        let (start, end) = (float(limit.0), float(limit.1));
        whole(start + (end - start) * part.clamp(0.0, 1.0))
    }

    fn key_points<H: KeyPointHint>(&self, hint: H) -> Vec<f64> {
        if hint.weight().allow_light_points() {
            return Vec::new();
        }
        self.ticks.iter().map(|(at, _)| *at).collect()
    }

    fn range(&self) -> Range<f64> {
        self.from..self.to
    }
}

impl ValueFormatter<f64> for Scale {
    fn format_ext(&self, value: &f64) -> String {
        let same = |at: &f64| at.total_cmp(value).is_eq();
        let tick = self.ticks.iter().find(|(at, _)| same(at));
        tick.map(|(_, text)| text.clone()).unwrap_or_default()
    }
}

/// Beyond this no measurement lies; plotting keeps its head.
const MOST: f64 = 1e300;

/// The scale of values from `low` to `high`, widened to round numbers; `ticks` is
/// about how many fit.
pub(crate) fn values(low: f64, high: f64, ticks: f64, lang: Lang) -> Scale {
    let (low, high) = (low.clamp(-MOST, MOST), high.clamp(-MOST, MOST));
    let same = (high - low).abs() <= low.abs().max(high.abs()) * 1e-12;
    let room = match (same, low == 0.0) {
        (true, true) => 1.0,
        (true, false) => low.abs() * 0.1,
        (false, _) => (high - low) * 0.06,
    };
    let (bottom, top) = (low - room, high + room);
    let bottom = if low >= 0.0 { bottom.max(0.0) } else { bottom };
    let step = round_step((top - bottom) / ticks.max(2.0));
    let from = (bottom / step).floor() * step;
    let count = ((top - from) / step).ceil().clamp(1.0, 20.0);
    let decimals = usize::try_from(-whole(step.log10().floor())).unwrap_or(0);
    let ticks = (0..=whole(count)).map(|nth| {
        let at = from + float(nth) * step;
        (at, number(at, decimals, lang))
    });
    Scale {
        from,
        to: from + count * step,
        ticks: ticks.collect(),
    }
}

/// The first of 1, 2, 5, 10, 20 … that is not smaller.
fn round_step(least: f64) -> f64 {
    let base = 10_f64.powf(least.max(1e-12).log10().floor());
    let found = [1.0, 2.0, 5.0, 10.0].map(|times| base * times);
    found
        .into_iter()
        .find(|step| *step >= least * 0.999)
        .unwrap_or(base)
}

/// Steps along the time axis, the smallest first.
#[derive(Clone, Copy, Debug)]
enum Step {
    Hours(i64),
    Days(u64),
    Weeks,
    Months(u32),
    Years(u32),
}

const STEPS: [Step; 18] = [
    Step::Hours(3),
    Step::Hours(6),
    Step::Days(1),
    Step::Days(2),
    Step::Weeks,
    Step::Days(14),
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(20),
    Step::Years(50),
    Step::Years(100),
    Step::Years(1000),
];

/// The place of a moment on the time axis: seconds.
pub(crate) fn place(at: NaiveDateTime) -> f64 {
    float(at.and_utc().timestamp())
}

/// The time axis of a stretch, `width` tenths of a pixel wide, with as many
/// moments written as have room.
pub(crate) fn time(window: &Window, width: f64, layout: Layout, lang: Lang) -> Scale {
    let fitting = STEPS
        .iter()
        .find_map(|step| step.ticks_that_fit(window, width, layout, lang));
    Scale {
        from: place(window.from),
        to: place(window.until),
        ticks: fitting.unwrap_or_default(),
    }
}

impl Step {
    /// About how many seconds it takes.
    fn seconds(self) -> i64 {
        const DAY: i64 = 86_400;
        match self {
            Self::Hours(n) => n * 3600,
            Self::Days(n) => i64::try_from(n).unwrap_or(1) * DAY,
            Self::Weeks => 7 * DAY,
            Self::Months(n) => i64::from(n) * 30 * DAY,
            Self::Years(n) => i64::from(n) * 365 * DAY,
        }
    }

    fn ticks_that_fit(
        self,
        window: &Window,
        width: f64,
        layout: Layout,
        lang: Lang,
    ) -> Option<Vec<(f64, String)>> {
        let apart = width * float(self.seconds()) / float(window.seconds());
        if apart < layout.letters * 2.0 {
            return None;
        }
        let ticks = self.ticks(window, lang);
        let widest = ticks
            .iter()
            .map(|(_, text)| layout.text_width(text))
            .fold(0.0, f64::max);
        // The last one must not stand over the edge.
        let at = |seconds: f64| width * (seconds - place(window.from)) / float(window.seconds());
        let inside = |(seconds, text): &(f64, String)| {
            at(*seconds) + layout.text_width(text) / 2.0 <= width + layout.letters * 0.7
        };
        (widest + layout.letters * 0.5 <= apart).then(|| ticks.into_iter().filter(inside).collect())
    }

    fn ticks(self, window: &Window, lang: Lang) -> Vec<(f64, String)> {
        let mut at = self.first(window.from);
        let mut found = Vec::new();
        while at < window.until && found.len() < 200 {
            if at >= window.from {
                found.push((place(at), self.label(at, lang)));
            }
            let Some(next) = self.next(at).filter(|next| *next > at) else {
                break;
            };
            at = next;
        }
        found
    }

    /// A round moment at or before `from`.
    fn first(self, from: NaiveDateTime) -> NaiveDateTime {
        let day = from.date();
        let first = match self {
            Self::Hours(_) | Self::Days(1) => Some(day),
            Self::Days(_) => day.with_day(1),
            Self::Weeks => {
                let past = u64::from(day.weekday().num_days_from_monday());
                day.checked_sub_days(Days::new(past))
            }
            Self::Months(_) => NaiveDate::from_ymd_opt(day.year(), 1, 1),
            Self::Years(n) => {
                let n = i32::try_from(n).unwrap_or(1);
                NaiveDate::from_ymd_opt(day.year().div_euclid(n) * n, 1, 1)
            }
        };
        first.unwrap_or(day).and_time(NaiveTime::MIN)
    }

    fn next(self, at: NaiveDateTime) -> Option<NaiveDateTime> {
        match self {
            Self::Hours(n) => at.checked_add_signed(TimeDelta::hours(n)),
            Self::Days(n) => at.checked_add_days(Days::new(n)),
            Self::Weeks => at.checked_add_days(Days::new(7)),
            Self::Months(n) => at.checked_add_months(Months::new(n)),
            Self::Years(n) => at.checked_add_months(Months::new(n * 12)),
        }
    }

    fn label(self, at: NaiveDateTime, lang: Lang) -> String {
        let day = at.date();
        match self {
            Self::Hours(_) if at.time() != NaiveTime::MIN => at.format("%H:%M").to_string(),
            Self::Hours(_) | Self::Days(_) | Self::Weeks => {
                format!("{} {}", day.day(), short_month(day, lang))
            }
            Self::Months(_) if day.month() == 1 => day.year().to_string(),
            Self::Months(_) => short_month(day, lang),
            Self::Years(_) => day.year().to_string(),
        }
    }
}

/// `mrt`
fn short_month(day: NaiveDate, lang: Lang) -> String {
    match month(day, lang) {
        "maart" => "mrt".to_owned(),
        name => name.chars().take(3).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Period;

    fn labels(scale: &Scale) -> Vec<&str> {
        scale.ticks.iter().map(|(_, text)| text.as_str()).collect()
    }

    #[test]
    fn values_stand_between_round_numbers() {
        assert_eq!(
            labels(&values(3.5, 5.1, 5.0, Lang::Nl)),
            ["3,0", "3,5", "4,0", "4,5", "5,0", "5,5"]
        );
        assert_eq!(
            labels(&values(0.0, 0.0, 3.0, Lang::Nl)).first(),
            Some(&"0,0")
        );
    }

    #[test]
    fn any_two_values_make_a_scale() {
        for (low, high) in [
            (1e308, 1e308),
            (-1e308, 1e308),
            (0.0, f64::MIN_POSITIVE),
            (5.0, 5.0),
            (1e15, 1e15 + 1.0),
        ] {
            let scale = values(low, high, 5.0, Lang::Nl);
            assert!(scale.from < scale.to, "{low} {high}");
            assert!(scale.ticks.len() >= 2, "{low} {high}");
        }
    }

    #[test]
    fn moments_along_the_axis_have_room() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let month = Window::of(&[], Period::Month, Some(day(2026, 3, 3)));
        let narrow = time(&month, 2800.0, Layout::new(328, 18), Lang::Nl);
        assert_eq!(labels(&narrow), ["1 mrt", "15 mrt", "29 mrt"]);
        let year = Window::of(&[], Period::Year, Some(day(2026, 3, 3)));
        let year = time(&year, 2800.0, Layout::new(328, 18), Lang::Nl);
        assert_eq!(labels(&year), ["2026", "apr", "jul", "okt"]);
    }
}
