//! Choosing a part of the log.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Event, Kind};

/// Which lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// About what; none: all.
    pub kind: Option<Kind>,
    /// About which provider; none: all, and what is about none.
    pub provider: Option<String>,
    /// From when.
    pub period: Period,
}

/// From when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Period {
    /// Everything.
    #[default]
    All,
    /// The last so many days, today with them.
    Days(u16),
    /// A year of the calendar.
    Year(i32),
}

impl Period {
    /// Whether a day lies in it; what has no day only lies in everything.
    pub(crate) fn holds(self, day: Option<NaiveDate>, today: NaiveDate) -> bool {
        match self {
            Self::All => true,
            Self::Days(days) => {
                let first = today.checked_sub_days(Days::new(u64::from(days).saturating_sub(1)));
                day.is_some_and(|day| first.is_none_or(|first| day >= first))
            }
            Self::Year(year) => day.is_some_and(|day| chrono::Datelike::year(&day) == year),
        }
    }
}

impl Filter {
    /// Whether it keeps a line.
    pub fn keeps(&self, event: &Event, today: NaiveDate) -> bool {
        let party = event.what.party().map(|party| &party.id);
        self.kind.is_none_or(|kind| kind == event.what.kind())
            && (self.provider.is_none() || self.provider.as_ref() == party)
            && self.period.holds(event.day(), today)
    }
}

impl Event {
    /// The day on the clock of the device then.
    pub fn day(&self) -> Option<NaiveDate> {
        NaiveDate::parse_from_str(self.at.get(..10)?, "%Y-%m-%d").ok()
    }
}
