//! Dates of any precision as intervals, and the comparisons of a search
//! (FHIR search, "date").

use chrono::{DateTime, Days, Months, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde_json::Value;

/// From (inclusive) up to (exclusive); open ends are absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Interval {
    /// Begin.
    pub(super) from: Option<DateTime<Utc>>,
    /// End, not included.
    pub(super) until: Option<DateTime<Utc>>,
}

/// Reads `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or a date-time; without a zone as UTC.
pub(super) fn interval(text: &str) -> Option<Interval> {
    if text.contains('T') {
        return moment(text);
    }
    let mut parts = text.split('-');
    let year: i32 = parts.next()?.parse().ok()?;
    let month: Option<u32> = parts.next().map(str::parse).transpose().ok()?;
    let day: Option<u32> = parts.next().map(str::parse).transpose().ok()?;
    let first = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))?;
    let next = match (month, day) {
        (None, _) => first.checked_add_months(Months::new(12))?,
        (Some(_), None) => first.checked_add_months(Months::new(1))?,
        (Some(_), Some(_)) => first.checked_add_days(Days::new(1))?,
    };
    Some(Interval {
        from: Some(midnight(first)),
        until: Some(midnight(next)),
    })
}

fn midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

fn moment(text: &str) -> Option<Interval> {
    let zoned = DateTime::parse_from_rfc3339(text).map(|at| at.to_utc());
    let at = zoned
        .or_else(|_| format!("{text}Z").parse::<DateTime<Utc>>())
        .or_else(|_| format!("{text}:00Z").parse::<DateTime<Utc>>())
        .ok()?;
    Some(Interval {
        from: Some(at),
        until: at.checked_add_signed(TimeDelta::seconds(1)),
    })
}

/// The interval of a value in a resource: a date text or a Period.
pub(super) fn of_value(value: &Value) -> Option<Interval> {
    if let Some(text) = value.as_str() {
        return interval(text);
    }
    let end = |name: &str| value.get(name).and_then(Value::as_str).and_then(interval);
    let (start, end) = (end("start"), end("end"));
    (start.is_some() || end.is_some()).then(|| Interval {
        from: start.and_then(|i| i.from),
        until: end.and_then(|i| i.until),
    })
}

/// Whether a value fits a condition such as `ge2026-01-01`. `None`: the
/// condition is not a date.
pub(super) fn fits(value: &Interval, condition: &str) -> Option<bool> {
    let split = condition.char_indices().nth(2).map_or(0, |(at, _)| at);
    let (prefix, date) = match condition.split_at_checked(split)? {
        (prefix @ ("ge" | "le" | "gt" | "lt" | "eq" | "ne" | "sa" | "eb"), date) => (prefix, date),
        _ => ("eq", condition),
    };
    let wanted = interval(date)?;
    let after_start = value.until.is_none_or(|until| Some(until) > wanted.from);
    let before_end = value.from.is_none_or(|from| Some(from) < wanted.until);
    let inside = value.from.is_some_and(|from| Some(from) >= wanted.from)
        && value.until.is_some_and(|until| Some(until) <= wanted.until);
    Some(match prefix {
        "ge" => after_start,
        "le" => before_end,
        "gt" => value.until.is_none_or(|until| Some(until) > wanted.until),
        "lt" => value.from.is_none_or(|from| Some(from) < wanted.from),
        "sa" => value.from.is_some_and(|from| Some(from) >= wanted.until),
        "eb" => value.until.is_some_and(|until| Some(until) <= wanted.from),
        "ne" => !inside,
        _ => inside,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(value: &str, condition: &str) -> bool {
        fits(&interval(value).unwrap(), condition).unwrap()
    }

    #[test]
    fn a_day_fits_the_year_and_month_it_lies_in() {
        assert!(fit("2026-03-01", "2026"));
        assert!(fit("2026-03-01", "eq2026-03"));
        assert!(!fit("2026-03-01", "2026-04"));
        assert!(!fit("2026", "2026-03"));
    }

    #[test]
    fn ge_and_le_include_the_day_itself_and_gt_and_lt_do_not() {
        assert!(fit("2026-03-01T08:00:00+01:00", "ge2026-03-01"));
        assert!(fit("2026-03-01", "le2026-03-01"));
        assert!(!fit("2026-03-01", "gt2026-03-01"));
        assert!(!fit("2026-03-01", "lt2026-03-01"));
        assert!(fit("2026-03-02", "gt2026-03-01"));
    }

    #[test]
    fn a_period_without_end_goes_on() {
        let period = serde_json::json!({"start": "2020-01-01"});
        let value = of_value(&period).unwrap();
        assert_eq!(fits(&value, "ge2026-01-01"), Some(true));
        let ended = serde_json::json!({"start": "2020-01-01", "end": "2020-02-01"});
        assert_eq!(
            fits(&of_value(&ended).unwrap(), "ge2026-01-01"),
            Some(false)
        );
    }

    #[test]
    fn what_is_no_date_is_no_condition() {
        let value = interval("2026").unwrap();
        assert_eq!(fits(&value, "geyesterday"), None);
        assert_eq!(fits(&value, ""), None);
    }
}
