//! FHIR `date`, `dateTime`, `instant` of any precision.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};

/// How much of a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// `YYYY`
    Year,
    /// `YYYY-MM`
    Month,
    /// `YYYY-MM-DD`
    Day,
    /// With a time.
    Time,
}

/// A date of any precision, as written: the wall clock of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FhirDate<'a> {
    /// Four digits.
    pub year: &'a str,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31.
    pub day: Option<u8>,
    /// `HH:MM`, `HH:MM:SS` or with a fraction, without offset.
    pub time: Option<&'a str>,
    /// `Z`, `+01:00` …; empty when there is none.
    pub offset: &'a str,
    source: &'a str,
}

impl<'a> FhirDate<'a> {
    /// Reads a date; `None` when the text is not entirely one.
    pub fn parse(text: &'a str) -> Option<Self> {
        let (date, clock) = match text.split_once('T') {
            Some((date, clock)) => (date, Some(clock)),
            None => (text, None),
        };
        let mut parts = date.split('-');
        let year = parts.next().filter(|y| y.len() == 4 && digits(y))?;
        let mut number = |most: u8| match parts.next() {
            None => Some(None),
            Some(p) if p.len() == 2 && digits(p) => {
                let n: u8 = p.parse().ok()?;
                (1..=most).contains(&n).then_some(Some(n))
            }
            Some(_) => None,
        };
        let (month, day) = (number(12)?, number(31)?);
        if parts.next().is_some() || (clock.is_some() && day.is_none()) {
            return None;
        }
        let (time, offset) = match clock {
            None => (None, ""),
            Some(clock) => {
                let at = clock.find(['Z', '+', '-']).unwrap_or(clock.len());
                let (time, offset) = clock.split_at(at);
                if !is_time(time) || !is_offset(offset) {
                    return None;
                }
                (Some(time), offset)
            }
        };
        Some(Self {
            year,
            month,
            day,
            time,
            offset,
            source: text,
        })
    }

    /// How much is known.
    pub fn precision(&self) -> Precision {
        match (self.month, self.day, self.time) {
            (_, _, Some(_)) => Precision::Time,
            (_, Some(_), None) => Precision::Day,
            (Some(_), None, None) => Precision::Month,
            (None, None, None) => Precision::Year,
        }
    }

    /// Text that compares as time does: an instant in UTC where an offset is
    /// known, else as written. A vague date comes before what lies within it.
    pub fn sort_key(&self) -> String {
        if self.time.is_some() {
            if let Ok(instant) = DateTime::parse_from_rfc3339(self.source) {
                return instant
                    .with_timezone(&Utc)
                    .to_rfc3339_opts(SecondsFormat::Millis, true);
            }
            let (date, time) = self.source.split_once('T').unwrap_or((self.source, ""));
            let time = time.strip_suffix(self.offset).unwrap_or(time);
            return format!("{date}T{time}");
        }
        self.source.to_owned()
    }

    /// The day, when it is known and exists in the calendar.
    pub fn day(&self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(
            self.year.parse().ok()?,
            u32::from(self.month?),
            u32::from(self.day?),
        )
    }
}

/// Sort key of a received date; `None` when it is none.
pub fn sort_key(text: &str) -> Option<String> {
    FhirDate::parse(text).map(|date| date.sort_key())
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_time(text: &str) -> bool {
    let (clock, fraction) = match text.split_once('.') {
        Some((clock, fraction)) => (clock, Some(fraction)),
        None => (text, None),
    };
    let parts: Vec<&str> = clock.split(':').collect();
    (2..=3).contains(&parts.len())
        && parts.iter().all(|p| p.len() == 2 && digits(p))
        && fraction.is_none_or(digits)
}

fn is_offset(text: &str) -> bool {
    text.is_empty()
        || text == "Z"
        || text
            .strip_prefix(['+', '-'])
            .and_then(|t| t.split_once(':'))
            .is_some_and(|(h, m)| h.len() == 2 && m.len() == 2 && digits(h) && digits(m))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_precision_is_read_and_nothing_else() {
        let precision = |t| FhirDate::parse(t).map(|d| d.precision());
        assert_eq!(precision("2012"), Some(Precision::Year));
        assert_eq!(precision("2012-03"), Some(Precision::Month));
        assert_eq!(precision("2012-03-05"), Some(Precision::Day));
        assert_eq!(
            precision("2012-03-05T08:15:00.123+01:00"),
            Some(Precision::Time)
        );
        assert_eq!(precision("2012-03-05T08:15"), Some(Precision::Time));
        for other in [
            "",
            "12",
            "2012-13",
            "2012-00-01",
            "2012-03-32",
            "2012-03T08:15",
            "2012-3-5",
            "nu",
        ] {
            assert_eq!(precision(other), None, "{other}");
        }
    }

    #[test]
    fn sorting_uses_the_instant_and_vague_dates_come_first() {
        let mut dates = [
            "2026-05-26T10:00:00+02:00",
            "2026-05-26T09:00:00Z",
            "2026",
            "2026-05",
            "2025-12-31",
        ];
        dates.sort_by_key(|d| sort_key(d));
        assert_eq!(
            dates,
            [
                "2025-12-31",
                "2026",
                "2026-05",
                "2026-05-26T10:00:00+02:00",
                "2026-05-26T09:00:00Z",
            ]
        );
    }
}
