//! From when until when, with dates that may be vague.

use chrono::{Datelike, Days, Months, NaiveDate};
use inzage_fhir::FhirDate;
use inzage_zib::{Length, UsePeriod};

/// The first and the last day that a date may mean.
type Between = (NaiveDate, NaiveDate);

/// How a day lies to a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cover {
    /// Before it begins.
    Before,
    /// Within it; both ends are known well enough.
    Within,
    /// After its end.
    After,
    /// A date is missing or too vague to tell.
    Maybe,
    /// There is no period.
    None,
}

/// The days that a date of any precision may mean; `None` when it is none.
pub(super) fn days(text: &str) -> Option<Between> {
    let date = FhirDate::parse(text)?;
    if let Some(day) = date.day() {
        return Some((day, day));
    }
    if date.day.is_some() {
        return None;
    }
    let year = date.year.parse().ok()?;
    let first = NaiveDate::from_ymd_opt(year, date.month.map_or(1, u32::from), 1)?;
    let months = if date.month.is_some() { 1 } else { 12 };
    let last = first.checked_add_months(Months::new(months))?.pred_opt()?;
    Some((first, last))
}

/// The last day of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Last {
    /// None was given: until further notice.
    Open,
    /// Between these days.
    Between(NaiveDate, NaiveDate),
    /// One was given that cannot be computed.
    Unknown,
}

/// The last day: as given, else the start and the length.
pub(super) fn last(period: &UsePeriod) -> Last {
    if let Some(end) = &period.end {
        return days(end).map_or(Last::Unknown, |(a, b)| Last::Between(a, b));
    }
    let Some(length) = period.length else {
        return Last::Open;
    };
    let start = period.start.as_deref().and_then(days);
    let ends = start.and_then(|(a, b)| Some((after(a, length)?, after(b, length)?)));
    ends.map_or(Last::Unknown, |(a, b)| Last::Between(a, b))
}

/// The last day of what begins on `start` and lasts `length`.
fn after(start: NaiveDate, length: Length) -> Option<NaiveDate> {
    match length {
        Length::Days(days) => start
            .checked_add_days(Days::new(u64::from(days)))?
            .pred_opt(),
        Length::Months(months) => start.checked_add_months(Months::new(months))?.pred_opt(),
        Length::Unclear => None,
    }
}

/// How `day` lies to `period`.
pub(super) fn cover(period: &UsePeriod, day: NaiveDate) -> Cover {
    if period.start.is_none() && period.end.is_none() {
        return Cover::None;
    }
    let start = period.start.as_deref().and_then(days);
    if start.is_some_and(|(earliest, _)| day < earliest) {
        return Cover::Before;
    }
    let end = last(period);
    if matches!(end, Last::Between(_, latest) if day > latest) {
        return Cover::After;
    }
    let begun = start.is_some_and(|(_, latest)| latest <= day);
    let goes_on = match end {
        Last::Open => true,
        Last::Between(earliest, _) => day <= earliest,
        Last::Unknown => false,
    };
    if begun && goes_on {
        Cover::Within
    } else {
        Cover::Maybe
    }
}

/// How far a period may reach, read once to be compared with many others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reach {
    /// The first day that it may begin on, when something is known of that.
    begins: Option<NaiveDate>,
    /// The last day that it may end on; none: it is open, or not known.
    ends: Option<NaiveDate>,
}

impl Reach {
    pub(super) fn of(period: &UsePeriod) -> Self {
        let begins = period.start.as_deref().and_then(days);
        Self {
            begins: begins.map(|(earliest, _)| earliest),
            ends: match last(period) {
                Last::Between(_, latest) => Some(latest),
                Last::Open | Last::Unknown => None,
            },
        }
    }

    /// Whether both may have a day in common.
    pub(super) fn may_overlap(self, other: Self) -> bool {
        let ends_before = |a: Self, b: Self| a.ends.zip(b.begins).is_some_and(|(a, b)| a < b);
        !ends_before(self, other) && !ends_before(other, self)
    }
}

/// The day on which a period begins, when it is known exactly.
pub(super) fn first_day(period: &UsePeriod) -> Option<NaiveDate> {
    let (earliest, latest) = days(period.start.as_deref()?)?;
    (earliest == latest).then_some(earliest)
}

/// Whole days from `start` to `day`.
pub(super) fn days_since(start: NaiveDate, day: NaiveDate) -> Option<u32> {
    u32::try_from(day.num_days_from_ce() - start.num_days_from_ce()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(start: &str, end: &str) -> UsePeriod {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        UsePeriod {
            start: some(start),
            end: some(end),
            length: None,
        }
    }

    fn at(period: &UsePeriod, day: &str) -> Cover {
        cover(period, days(day).unwrap().0)
    }

    #[test]
    fn a_day_lies_before_within_or_after() {
        let march = period("2026-03-03T10:00:00+01:00", "2026-03-20T23:59:59+01:00");
        for (day, wanted) in [
            ("2026-03-02", Cover::Before),
            ("2026-03-03", Cover::Within),
            ("2026-03-20", Cover::Within),
            ("2026-03-21", Cover::After),
        ] {
            assert_eq!(at(&march, day), wanted, "{day}");
        }
    }

    #[test]
    fn vague_dates_decide_only_what_they_can() {
        let vague = period("2024", "2026-03");
        for (day, wanted) in [
            ("2023-12-31", Cover::Before),
            ("2024-06-01", Cover::Maybe),
            ("2025-06-01", Cover::Within),
            ("2026-03-15", Cover::Maybe),
            ("2026-04-01", Cover::After),
        ] {
            assert_eq!(at(&vague, day), wanted, "{day}");
        }
    }

    #[test]
    fn a_length_makes_the_last_day() {
        let two_weeks = UsePeriod {
            length: Some(Length::Days(14)),
            ..period("2026-03-01", "")
        };
        assert_eq!(at(&two_weeks, "2026-03-14"), Cover::Within);
        assert_eq!(at(&two_weeks, "2026-03-15"), Cover::After);
        let unclear = UsePeriod {
            length: Some(Length::Unclear),
            ..period("2026-03-01", "")
        };
        assert_eq!(at(&unclear, "2026-03-02"), Cover::Maybe);
    }

    #[test]
    fn without_a_start_or_any_date_nothing_is_sure() {
        assert_eq!(at(&period("", "2026-03-20"), "2026-03-01"), Cover::Maybe);
        assert_eq!(at(&period("", "2026-03-20"), "2026-03-21"), Cover::After);
        assert_eq!(at(&UsePeriod::default(), "2026-03-01"), Cover::None);
        assert_eq!(days("2026-02-30"), None);
    }

    #[test]
    fn periods_overlap_unless_they_are_known_not_to() {
        let spring = period("2026-03-01", "2026-05-31");
        let overlap = |other: &UsePeriod| Reach::of(&spring).may_overlap(Reach::of(other));
        assert!(!overlap(&period("2026-06-01", "")));
        assert!(overlap(&period("2026-05-31", "")));
        assert!(overlap(&UsePeriod::default()));
    }
}
