//! Numbers as typed: the decimal text stays, and thousandths are for computing.

use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// Most decimals that a reading has.
const MOST_DECIMALS: usize = 3;
/// Most digits before the decimals.
const MOST_DIGITS: usize = 6;

/// A positive number with the decimals that were typed: `72.40` is not `72.4`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Amount {
    thousandths: i64,
    decimals: usize,
}

impl Amount {
    /// Reads a number with a comma or a point, and spaces around it.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().replace(',', ".");
        let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let fits = (1..=MOST_DIGITS).contains(&whole.len()) && rest.len() <= MOST_DECIMALS;
        let point_alone = text.ends_with('.');
        if !fits || point_alone || !digits(whole) || !digits(rest) {
            return None;
        }
        let thousandths = format!("{whole}{rest:0<MOST_DECIMALS$}").parse().ok()?;
        Some(Self {
            thousandths,
            decimals: rest.len(),
        })
    }

    /// From thousandths, rounded (half up) to a number of decimals.
    pub fn rounded(thousandths: i64, decimals: usize) -> Self {
        let decimals = decimals.min(MOST_DECIMALS);
        let step = step(decimals);
        Self {
            thousandths: (thousandths + step / 2).div_euclid(step) * step,
            decimals,
        }
    }

    /// In thousandths of the unit.
    pub const fn thousandths(&self) -> i64 {
        self.thousandths
    }

    /// How many decimals were typed.
    pub const fn decimals(&self) -> usize {
        self.decimals
    }

    /// The difference to another amount, with the decimals of the finer one.
    pub fn minus(&self, other: &Self) -> Difference {
        Difference {
            thousandths: self.thousandths - other.thousandths,
            decimals: self.decimals.max(other.decimals),
        }
    }

    /// With a point: `72.40`.
    pub fn plain(&self) -> String {
        written(self.thousandths, self.decimals)
    }

    /// With a comma, as the Dutch write it: `72,40`.
    pub fn dutch(&self) -> String {
        self.plain().replace('.', ",")
    }
}

/// A signed difference between two amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    thousandths: i64,
    decimals: usize,
}

impl Difference {
    /// In thousandths of the unit.
    pub const fn thousandths(&self) -> i64 {
        self.thousandths
    }

    /// The mean of differences, with the decimals of the finest; none of none.
    pub fn mean(all: &[Self]) -> Option<Self> {
        let decimals = all.iter().map(|one| one.decimals).max()?;
        let sum: i64 = all.iter().map(|one| one.thousandths).sum();
        let mean = mean_of(sum, all.len(), decimals)?;
        let thousandths = mean;
        Some(Self {
            thousandths,
            decimals,
        })
    }

    /// This as a share of an amount, in per cent with one decimal; none of zero.
    pub fn percent_of(&self, whole: &Amount) -> Option<Self> {
        let (part, whole) = (self.thousandths.checked_mul(100_000)?, whole.thousandths);
        if whole == 0 {
            return None;
        }
        // Thousandths of a per cent, to the nearest, then to one decimal.
        let exact = (2 * part + whole).div_euclid(2 * whole);
        let thousandths = (exact + 50).div_euclid(100) * 100;
        let decimals = 1;
        Some(Self {
            thousandths,
            decimals,
        })
    }

    /// With a comma, and a sign unless it is nothing: `+1,8`, `−0,3`, `0,0`.
    pub fn dutch(&self) -> String {
        let sign = match self.thousandths {
            0 => "",
            1.. => "+",
            _ => "\u{2212}",
        };
        let written = written(self.thousandths.abs(), self.decimals);
        format!("{sign}{}", written.replace('.', ","))
    }
}

/// The mean of `count` thousandths that add up to `sum`, rounded (half up) to
/// `decimals`; none of none.
pub(crate) fn mean_of(sum: i64, count: usize, decimals: usize) -> Option<i64> {
    let count = i64::try_from(count).ok().filter(|count| *count > 0)?;
    let step = step(decimals);
    Some((2 * sum + count * step).div_euclid(2 * count * step) * step)
}

/// Thousandths in one unit of the last decimal.
fn step(decimals: usize) -> i64 {
    match decimals {
        0 => 1000,
        1 => 100,
        2 => 10,
        _ => 1,
    }
}

fn written(thousandths: i64, decimals: usize) -> String {
    let mut text = (thousandths / 1000).to_string();
    if decimals > 0 {
        let rest = format!("{:03}", thousandths % 1000);
        // Formatting into a string cannot fail.
        let _ = write!(text, ".{}", rest.get(..decimals).unwrap_or(&rest));
    }
    text
}

impl TryFrom<String> for Amount {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a number of a reading")
    }
}

impl From<Amount> for String {
    fn from(amount: Amount) -> Self {
        amount.plain()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn comma_and_point_are_the_same_and_precision_stays() {
        assert_eq!(Amount::parse("72,40"), Amount::parse(" 72.40 "));
        assert_eq!(Amount::parse("72,40").unwrap().dutch(), "72,40");
        assert_eq!(Amount::parse("072").unwrap().plain(), "72");
        assert_ne!(Amount::parse("72.4"), Amount::parse("72.40"));
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in [
            "", ",", "7,", ",5", "-3", "7 2", "1e3", "7,2,1", "1234567", "1,2345", "٣",
        ] {
            assert_eq!(Amount::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_difference_shows_its_sign() {
        let (a, b) = (
            Amount::parse("74,3").unwrap(),
            Amount::parse("72,15").unwrap(),
        );
        assert_eq!(a.minus(&b).dutch(), "+2,15");
        assert_eq!(b.minus(&a).dutch(), "\u{2212}2,15");
        assert_eq!(a.minus(&a).dutch(), "0,0");
        let share = a.minus(&b).percent_of(&Amount::parse("72").unwrap());
        assert_eq!(share.unwrap().dutch(), "+3,0");
        assert_eq!(a.minus(&b).percent_of(&Amount::parse("0").unwrap()), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(whole in 0_u32..999_999, rest in "[0-9]{0,3}") {
            let text = if rest.is_empty() { whole.to_string() } else { format!("{whole}.{rest}") };
            let amount = Amount::parse(&text).unwrap();
            prop_assert_eq!(amount.plain(), text);
            prop_assert_eq!(Amount::parse(&amount.dutch()), Some(amount));
        }
    }
}
