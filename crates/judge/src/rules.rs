//! Where no general limit is applied, whatever the table says.

use chrono::NaiveDate;

use crate::{Circumstance, Person, Quantity, Reading};

/// The youngest age at which a general limit is applied.
const ADULT: u32 = 18;

/// Why no general limit is applied to anything of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withheld {
    /// Under 18.
    Minor,
    /// Her birth date is not known.
    AgeUnknown,
    /// A dialysis source, or she said so.
    Dialysis,
    /// In pregnancy.
    Pregnant,
    /// She has not said what holds for her.
    NotAsked,
    /// What she said is too old.
    AskAgain,
}

impl Withheld {
    /// How it is named in the words.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Minor => "withheld.minor",
            Self::AgeUnknown => "withheld.age",
            Self::Dialysis => "withheld.dialysis",
            Self::Pregnant => "withheld.pregnant",
            Self::NotAsked => "ask",
            Self::AskAgain => "again",
        }
    }
}

/// Why no general limit is applied to a person; none when there may be one.
pub fn withheld(person: &Person, today: NaiveDate) -> Option<Withheld> {
    if person.dialysis || person.said(Circumstance::Dialysis) {
        return Some(Withheld::Dialysis);
    }
    match person.age {
        None => return Some(Withheld::AgeUnknown),
        Some(age) if age < ADULT => return Some(Withheld::Minor),
        Some(_) => {}
    }
    if person.pregnant {
        return Some(Withheld::Pregnant);
    }
    match &person.said {
        None => Some(Withheld::NotAsked),
        Some(said) if !said.holds(today) => Some(Withheld::AskAgain),
        Some(_) if person.said(Circumstance::Pregnant) => Some(Withheld::Pregnant),
        Some(_) => None,
    }
}

/// Whether a reading may stand beside a general limit.
pub const fn allowed(reading: &Reading) -> bool {
    let moment_known = reading.moment.is_some() || !matches!(reading.quantity, Quantity::Glucose);
    moment_known && !reading.around_dialysis
}
