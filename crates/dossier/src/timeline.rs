//! Everything by date: newest first, vague dates where they may stand.
//!
//! A source may know a year only, or a month. Such a date is never made more
//! precise: it stands at the end of its year (or month), below everything of
//! which more is known. What has no date stands apart, at the very end.

use std::cmp::Reverse;

use inzage_fhir::{FhirDate, Precision};

/// When something was, as far as its source says. They compare as they stand on
/// the timeline: what is less comes first.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct When {
    year: Last<i32>,
    month: Last<u8>,
    day: Last<u8>,
    time: Reverse<String>,
}

/// The greatest first; what is not known last.
type Last<T> = (bool, Reverse<Option<T>>);

fn last<T>(known: Option<T>) -> Last<T> {
    (known.is_none(), Reverse(known))
}

impl When {
    /// Of a FHIR date of any precision, at the wall clock of its source; of
    /// anything else: not known.
    pub fn of(text: Option<&str>) -> Self {
        let Some(date) = text.and_then(FhirDate::parse) else {
            return Self::unknown();
        };
        Self {
            year: last(date.year.parse().ok()),
            month: last(date.month),
            day: last(date.day),
            time: Reverse(date.time.unwrap_or_default().to_owned()),
        }
    }

    /// Without a date.
    pub fn unknown() -> Self {
        Self {
            year: last(None),
            month: last(None),
            day: last(None),
            time: Reverse(String::new()),
        }
    }

    /// The year, when that is known.
    pub fn year(&self) -> Option<i32> {
        let (_, Reverse(year)) = self.year;
        year
    }

    /// How much is known: `None` without a date.
    pub fn precision(&self) -> Option<Precision> {
        self.year()?;
        let (_, Reverse(month)) = self.month;
        let (_, Reverse(day)) = self.day;
        Some(match (month, day) {
            (None, _) => Precision::Year,
            (Some(_), None) => Precision::Month,
            _ if self.time.0.is_empty() => Precision::Day,
            _ => Precision::Time,
        })
    }

    /// The day as `YYYY-MM-DD`; `None` when it is vaguer than that.
    pub fn day(&self) -> Option<String> {
        let (_, Reverse(month)) = self.month;
        let (_, Reverse(day)) = self.day;
        Some(format!("{:04}-{:02}-{:02}", self.year()?, month?, day?))
    }
}

/// Years in the order they come, with how many of `all` (in order) are in each.
pub fn years<'a>(all: impl IntoIterator<Item = &'a When>) -> Vec<(Option<i32>, usize)> {
    let mut years: Vec<(Option<i32>, usize)> = Vec::new();
    for when in all {
        match years.last_mut() {
            Some((year, count)) if *year == when.year() => *count += 1,
            _ => years.push((when.year(), 1)),
        }
    }
    years
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATES: [&str; 9] = [
        "2012",
        "2013-01-01",
        "2012-03",
        "",
        "2012-03-04T09:00:00+01:00",
        "2012-12-31T23:30:00-02:00",
        "2012-03-04",
        "niet bekend",
        "2012-03-04T21:15:00+01:00",
    ];

    #[test]
    fn vague_dates_stand_below_what_is_known_and_undated_ones_apart() {
        let mut dates = DATES;
        dates.sort_by_key(|text| When::of(Some(text)));
        insta::assert_snapshot!(dates.join("\n"), @r"
        2013-01-01
        2012-12-31T23:30:00-02:00
        2012-03-04T21:15:00+01:00
        2012-03-04T09:00:00+01:00
        2012-03-04
        2012-03
        2012

        niet bekend
        ");
    }

    #[test]
    fn years_are_counted_in_order_with_the_undated_last() {
        let mut all: Vec<When> = DATES.iter().map(|text| When::of(Some(text))).collect();
        all.sort();
        assert_eq!(years(&all), [(Some(2013), 1), (Some(2012), 6), (None, 2)]);
    }

    #[test]
    fn nothing_is_known_that_was_not_said() {
        let precision = |text| When::of(Some(text)).precision();
        assert_eq!(precision("2012"), Some(Precision::Year));
        assert_eq!(precision("2012-03"), Some(Precision::Month));
        assert_eq!(precision("vroeger"), None);
        assert_eq!(When::of(Some("2012-03")).day(), None);
        assert_eq!(
            When::of(Some("2012-03-04")).day().as_deref(),
            Some("2012-03-04")
        );
    }
}
