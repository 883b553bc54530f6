//! Readings beside the limits: the only way to a judgement.

use chrono::NaiveDate;

use crate::limits::{Bound, Figure, Limit, Limits};
use crate::rules::{Withheld, allowed, withheld};
use crate::{Person, Reading};

/// Where something lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Above the limit.
    Above,
    /// Below the limit.
    Below,
    /// Within the limit.
    Within,
}

impl Word {
    /// How it is named in the words.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Above => "above",
            Self::Below => "below",
            Self::Within => "within",
        }
    }
}

/// What a limit says of some readings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement<'a> {
    /// The limit, with its source.
    pub limit: &'a Limit,
    /// Readings that could stand beside it, by their place in what was given.
    pub of: Vec<usize>,
    /// The figure in thousandths, as it is told: rounded. None with too few
    /// readings and for single values.
    pub thousandths: Option<i64>,
    /// Decimals that the figure is told with.
    pub decimals: usize,
    /// Where the figure lies; none for a share.
    pub word: Option<Word>,
    /// Of single values: where each of `of` lies.
    pub each: Vec<Word>,
    /// How many of `of` lie within.
    pub inside: usize,
}

/// Sets readings beside the limits that are meant for a person: one judgement per
/// limit that has a reading.
///
/// # Errors
/// Why no general limit is applied to her.
pub fn judge<'a>(
    limits: &'a Limits,
    person: &Person,
    readings: &[Reading],
    today: NaiveDate,
) -> Result<Vec<Judgement<'a>>, Withheld> {
    if let Some(why) = withheld(person, today) {
        return Err(why);
    }
    let found = limits
        .meant_for(person)
        .map(|limit| beside(limit, readings));
    Ok(found.filter(|found| !found.of.is_empty()).collect())
}

fn beside<'a>(limit: &'a Limit, readings: &[Reading]) -> Judgement<'a> {
    let fits = |reading: &Reading| {
        allowed(reading)
            && reading.quantity == limit.quantity
            && (limit.moment.is_none() || reading.moment == limit.moment)
    };
    let (of, values): (Vec<usize>, Vec<i64>) = readings
        .iter()
        .enumerate()
        .filter(|(_, reading)| fits(reading))
        .map(|(place, reading)| (place, reading.thousandths))
        .unzip();
    let words: Vec<Word> = values.iter().map(|value| word(limit, *value)).collect();
    let inside = words.iter().filter(|word| **word == Word::Within).count();
    let enough = of.len() >= limit.least;
    let decimals = match limit.figure {
        Figure::Mean | Figure::Value => limit.quantity.decimals(),
        Figure::Share | Figure::Variation => 0,
    };
    let figure = enough
        .then(|| figure(limit.figure, &values, inside))
        .flatten();
    let thousandths = figure.map(|figure| rounded(figure, decimals));
    let judged = matches!(limit.figure, Figure::Mean | Figure::Variation);
    Judgement {
        limit,
        of,
        thousandths,
        decimals,
        word: thousandths
            .filter(|_| judged)
            .map(|value| word(limit, value)),
        each: if limit.figure == Figure::Value {
            words
        } else {
            Vec::new()
        },
        inside,
    }
}

/// Where a value lies.
fn word(limit: &Limit, value: i64) -> Word {
    let over = |bound: &Bound| {
        value > bound.thousandths || (value == bound.thousandths && !bound.included)
    };
    let under = |bound: &Bound| {
        value < bound.thousandths || (value == bound.thousandths && !bound.included)
    };
    match (&limit.low, &limit.high) {
        (_, Some(high)) if over(high) => Word::Above,
        (Some(low), _) if under(low) => Word::Below,
        _ => Word::Within,
    }
}

/// The figure over some values, in thousandths (of the unit, or of a per cent).
fn figure(figure: Figure, values: &[i64], inside: usize) -> Option<i64> {
    let count = i64::try_from(values.len()).ok()?;
    let sum: i64 = values.iter().sum();
    match figure {
        Figure::Value => None,
        Figure::Mean => (2 * sum + count).checked_div(2 * count),
        Figure::Share => (100_000 * i64::try_from(inside).ok()?).checked_div(count),
        Figure::Variation => variation(values),
    }
}

/// Standard deviation (of a sample) over the mean, in thousandths of a per cent:
/// √(n·Σx² − (Σx)²) · √(n ∕ (n − 1)) ∕ Σx.
fn variation(values: &[i64]) -> Option<i64> {
    let count = i128::try_from(values.len()).ok()?;
    let sum: i128 = values.iter().map(|value| i128::from(*value)).sum();
    let squares: i128 = values.iter().map(|value| i128::from(*value).pow(2)).sum();
    let spread = count * squares - sum * sum;
    let scaled = spread.checked_mul(count)?.checked_mul(10_i128.pow(10))?;
    let root = scaled.checked_div(count - 1)?.checked_isqrt()?;
    i64::try_from(root.checked_div(sum)?).ok()
}

/// To a number of decimals, half up.
fn rounded(thousandths: i64, decimals: usize) -> i64 {
    let step = if decimals == 0 { 1000 } else { 100 };
    (thousandths + step / 2).div_euclid(step) * step
}

#[cfg(test)]
mod tests;
