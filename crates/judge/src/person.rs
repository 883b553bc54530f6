//! For whom: what is known of the person, and what she said herself.

use chrono::{Days, NaiveDate};
use std::collections::BTreeSet;

/// Days that what a person said holds; then she is asked again.
const HOLDS_DAYS: u64 = 90;
/// Between the date and the circumstances of a kept answer.
const BETWEEN: char = ' ';

/// Something that decides which limits there are, if any.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Circumstance {
    /// Pregnant.
    Pregnant,
    /// On dialysis.
    Dialysis,
    /// Type 1 diabetes.
    Diabetes1,
    /// Type 2 diabetes.
    Diabetes2,
}

impl Circumstance {
    /// Every circumstance, in the order in which they are asked.
    pub const ALL: [Self; 4] = [
        Self::Dialysis,
        Self::Pregnant,
        Self::Diabetes1,
        Self::Diabetes2,
    ];

    /// How it is kept and named in the words.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Pregnant => "pregnant",
            Self::Dialysis => "dialysis",
            Self::Diabetes1 => "diabetes-1",
            Self::Diabetes2 => "diabetes-2",
        }
    }

    /// From its key.
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }
}

/// What the person said of herself, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The day.
    pub on: NaiveDate,
    /// What holds; empty: none of these.
    pub what: BTreeSet<Circumstance>,
}

impl Said {
    /// As it is kept: `2026-05-26 pregnant diabetes-2`.
    pub fn kept(&self) -> String {
        let mut text = self.on.to_string();
        for one in &self.what {
            text.push(BETWEEN);
            text.push_str(one.key());
        }
        text
    }

    /// Reads what was kept; none of something else.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(BETWEEN);
        let on = parts.next()?.parse().ok()?;
        let what = parts.map(Circumstance::parse).collect::<Option<_>>()?;
        Some(Self { on, what })
    }

    /// Whether it still holds.
    pub fn holds(&self, today: NaiveDate) -> bool {
        let until = self.on.checked_add_days(Days::new(HOLDS_DAYS));
        until.is_some_and(|until| today <= until)
    }
}

/// The person whose readings they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Her age in whole years today; none when her birth date is not known. Of a
    /// vague birth date the lowest age that it allows.
    pub age: Option<u32>,
    /// A source of hers, or what she measures, tells of dialysis.
    pub dialysis: bool,
    /// A source tells of a pregnancy now.
    pub pregnant: bool,
    /// What she said of herself.
    pub said: Option<Said>,
}

impl Person {
    /// Whether she said that something holds.
    pub fn said(&self, circumstance: Circumstance) -> bool {
        let said = self.said.as_ref();
        said.is_some_and(|said| said.what.contains(&circumstance))
    }
}

/// Whole years from a birth date as received (`1955`, `1955-03`, `1955-03-09`) to
/// a day; of a vague one the lowest.
pub fn age(birth: &str, today: NaiveDate) -> Option<u32> {
    let mut parts = birth.get(..10).unwrap_or(birth).split('-');
    let year: i32 = parts.next()?.parse().ok()?;
    let month = parts.next().map_or(Some(12), |month| month.parse().ok())?;
    let day = parts.next().map(|day| day.parse().ok());
    let born = match day {
        Some(day) => NaiveDate::from_ymd_opt(year, month, day?)?,
        None => last_day(year, month)?,
    };
    today.years_since(born)
}

fn last_day(year: i32, month: u32) -> Option<NaiveDate> {
    let (year, month) = if month == 12 {
        (year + 1, 1)
    } else {
        (year, month + 1)
    };
    NaiveDate::from_ymd_opt(year, month, 1)?.pred_opt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn of_a_vague_birth_date_the_lowest_age_counts() {
        let today = day("2026-05-26");
        assert_eq!(age("2008-05-26", today), Some(18));
        assert_eq!(age("2008-05-27", today), Some(17));
        assert_eq!(age("2008-05", today), Some(17));
        assert_eq!(age("2008-04", today), Some(18));
        assert_eq!(age("2008", today), Some(17));
        assert_eq!(age("2007", today), Some(18));
        assert_eq!(age("", today), None);
        assert_eq!(age("2030", today), None);
        assert_eq!(age("2008-13", today), None);
    }

    #[test]
    fn what_was_said_is_kept_and_read_back_and_holds_three_months() {
        let said = Said {
            on: day("2026-05-26"),
            what: [Circumstance::Pregnant, Circumstance::Diabetes2].into(),
        };
        assert_eq!(said.kept(), "2026-05-26 pregnant diabetes-2");
        assert_eq!(Said::read(&said.kept()), Some(said.clone()));
        assert!(Said::read("2026-05-26").unwrap().what.is_empty());
        assert_eq!(Said::read("2026-05-26 something"), None);
        assert!(said.holds(day("2026-08-24")));
        assert!(!said.holds(day("2026-08-25")));
    }
}
