//! Times in a file. With an offset they are as written; without one they are the
//! clock in the Netherlands: the European Union changes it on the last Sundays of
//! March and October at 1:00 UTC (Directive 2000/84/EC).

use chrono::{Datelike as _, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// A moment as RFC 3339, from one column or from a date and a time.
pub(super) fn moment(both: &str, date: &str, time: &str) -> Option<String> {
    if let Some(at) = crate::Moment::parse(both) {
        return Some(at.rfc3339());
    }
    let (date, time) = match both.split_once(['T', ' ']) {
        Some((date, time)) => (date, time.trim()),
        None if both.is_empty() => (date, time),
        None => (both, time),
    };
    let local = NaiveDateTime::new(day(date)?, clock(time)?);
    let hours = if is_summer(local)? { 2 } else { 1 };
    Some(format!("{}+0{hours}:00", local.format("%Y-%m-%dT%H:%M:%S")))
}

fn day(text: &str) -> Option<NaiveDate> {
    let forms = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"];
    let read = |form| NaiveDate::parse_from_str(text.trim(), form).ok();
    // `%Y` also reads a year of two digits: such a date is not of our time.
    forms
        .into_iter()
        .find_map(|form| read(form).filter(|day| day.year() > 1000))
}

fn clock(text: &str) -> Option<NaiveTime> {
    let text = text.trim().trim_end_matches("uur").trim();
    let forms = ["%H:%M:%S", "%H:%M", "%H.%M"];
    forms
        .into_iter()
        .find_map(|form| NaiveTime::parse_from_str(text, form).ok())
}

/// Whether summer time holds on this wall clock. The hour that comes twice is
/// taken the first time.
fn is_summer(local: NaiveDateTime) -> Option<bool> {
    let at = |month, hour| {
        let sunday = last_sunday(local.year(), month)?;
        sunday.and_hms_opt(hour, 0, 0)
    };
    let hour = TimeDelta::hours(1);
    // From 2:00, which does not exist, until the second 2:00 (the first 3:00).
    Some(local >= at(3, 2)?.checked_add_signed(hour)? && local < at(10, 3)?)
}

fn last_sunday(year: i32, month: u32) -> Option<NaiveDate> {
    let last = NaiveDate::from_ymd_opt(year, month, 31)?;
    let back = last.weekday().num_days_from_sunday();
    last.checked_sub_days(Days::new(u64::from(back)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(text: &str) -> Option<String> {
        moment(text, "", "")
    }

    #[test]
    fn dutch_summer_and_winter_time() {
        let expected = [
            ("2026-01-15 08:00", "2026-01-15T08:00:00+01:00"),
            ("2026-07-15 08:00", "2026-07-15T08:00:00+02:00"),
            ("2026-03-29 01:59", "2026-03-29T01:59:00+01:00"),
            ("2026-03-29 03:00", "2026-03-29T03:00:00+02:00"),
            ("2026-10-25 02:30", "2026-10-25T02:30:00+02:00"),
            ("2026-10-25 03:00", "2026-10-25T03:00:00+01:00"),
            ("2026-10-24 23:59", "2026-10-24T23:59:00+02:00"),
        ];
        for (text, moment) in expected {
            assert_eq!(local(text).as_deref(), Some(moment), "{text}");
        }
    }

    #[test]
    fn the_ways_people_write_a_date_and_a_time() {
        let at = Some("2026-05-03T08:05:00+02:00".to_owned());
        assert_eq!(moment("", "3-5-2026", "8:05"), at);
        assert_eq!(moment("", "03/05/2026", "08:05:00"), at);
        assert_eq!(moment("2026-05-03", "", "8.05 uur"), at);
        assert_eq!(moment("2026-05-03T08:05:00+02:00", "", ""), at);
        for text in [
            "",
            "gisteren",
            "2026-13-01 08:00",
            "2026-05-03",
            "03-05-26 08:00",
        ] {
            assert_eq!(local(text), None, "{text}");
        }
    }
}
