//! Means and ranges of the person's own values. Nothing here says what is high or
//! low: the lowest and the highest are of her own readings.

use chrono::NaiveDate;
use std::collections::BTreeMap;

use crate::amount::mean_of;
use crate::{Amount, Moment, Part, PartOfDay};

/// Mean and range of some values of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// How many values.
    pub count: usize,
    /// The arithmetic mean, rounded (half up) to the decimals that a device for it
    /// shows, at least those of the coarsest reading.
    pub mean: Amount,
    /// The lowest value.
    pub low: Amount,
    /// The highest value.
    pub high: Amount,
}

/// Mean and range; none of no values.
pub fn figures<'a>(part: Part, amounts: impl IntoIterator<Item = &'a Amount>) -> Option<Figures> {
    let mut amounts: Vec<&Amount> = amounts.into_iter().collect();
    amounts.sort();
    let sum = amounts.iter().map(|amount| amount.thousandths()).sum();
    let decimals = match part {
        Part::Weight => 1,
        other => other.limits().decimals,
    };
    Some(Figures {
        count: amounts.len(),
        mean: Amount::rounded(mean_of(sum, amounts.len(), decimals)?, decimals),
        low: (*amounts.first()?).clone(),
        high: (*amounts.last()?).clone(),
    })
}

/// Whether a day lies in a stretch of days: its first, and the first after it; none
/// is everything.
pub fn within(day: NaiveDate, stretch: Option<(NaiveDate, NaiveDate)>) -> bool {
    stretch.is_none_or(|(from, until)| from <= day && day < until)
}

/// Mean and range per part of the day, by the wall clock of each reading.
pub fn by_part_of_day<'a>(
    part: Part,
    values: impl IntoIterator<Item = (Moment, &'a Amount)>,
) -> BTreeMap<PartOfDay, Figures> {
    let mut of: BTreeMap<PartOfDay, Vec<&Amount>> = BTreeMap::new();
    for (at, amount) in values {
        of.entry(at.part_of_day()).or_default().push(amount);
    }
    of.into_iter()
        .filter_map(|(time, amounts)| Some((time, figures(part, amounts)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::PartOfDay::{Evening, Night};
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_week_over_the_change_of_the_clock_has_seven_days_and_every_reading_once() {
        // Amsterdam: on 25 October 2026 the clock goes back from 3:00 to 2:00.
        let readings = [
            at("2026-10-19T00:00:00+02:00"),
            at("2026-10-24T23:59:00+02:00"),
            at("2026-10-25T02:30:00+02:00"),
            at("2026-10-25T02:30:00+01:00"),
            at("2026-10-25T23:59:00+01:00"),
        ];
        let week = Some((day("2026-10-19"), day("2026-10-26")));
        assert!(readings.iter().all(|at| within(at.day(), week)));
        assert!(!within(at("2026-10-18T23:59:59+02:00").day(), week));
        assert!(!within(at("2026-10-26T00:00:00+01:00").day(), week));
        assert_eq!(readings[3].seconds() - readings[2].seconds(), 3600);
        let parts: Vec<PartOfDay> = readings.iter().map(Moment::part_of_day).collect();
        assert_eq!(parts, [Night, Evening, Night, Night, Evening]);
    }

    #[test]
    fn in_spring_an_hour_is_missing_and_no_reading_is() {
        let before = at("2026-03-29T01:59:00+01:00");
        let after = at("2026-03-29T03:00:00+02:00");
        assert_eq!(after.seconds() - before.seconds(), 60);
        assert_eq!(before.day(), after.day());
    }

    #[test]
    fn the_mean_of_nothing_is_none() {
        assert_eq!(figures(Part::Weight, []), None);
    }

    fn hundredths() -> impl Strategy<Value = Vec<(u32, u8)>> {
        proptest::collection::vec((3_000_u32..20_000, 0_u8..24), 1..60)
    }

    proptest! {
        /// Against plain floating-point arithmetic over what was typed.
        #[test]
        fn means_and_ranges_agree_with_an_independent_computation(values in hundredths()) {
            let typed: Vec<(f64, Moment, Amount)> = values.iter().map(|(value, hour)| {
                let text = format!("{}.{:02}", value / 100, value % 100);
                let moment = at(&format!("2026-05-26T{hour:02}:30:00+02:00"));
                (text.parse().unwrap(), moment, Amount::parse(&text).unwrap())
            }).collect();
            let found = figures(Part::Weight, typed.iter().map(|(_, _, amount)| amount)).unwrap();
            let numbers: Vec<f64> = typed.iter().map(|(number, _, _)| *number).collect();
            let mean = numbers.iter().sum::<f64>() / f64::from(u32::try_from(numbers.len()).unwrap());
            let shown: f64 = found.mean.plain().parse().unwrap();
            prop_assert!((shown - mean).abs() <= 0.05 + 1e-9, "{shown} {mean}");
            let low: f64 = found.low.plain().parse().unwrap();
            let high: f64 = found.high.plain().parse().unwrap();
            prop_assert_eq!(low.to_bits(), numbers.iter().copied().fold(f64::MAX, f64::min).to_bits());
            prop_assert_eq!(high.to_bits(), numbers.iter().copied().fold(0.0, f64::max).to_bits());
            let parts = by_part_of_day(Part::Weight, typed.iter().map(|(_, at, amount)| (*at, amount)));
            let counted: usize = parts.values().map(|part| part.count).sum();
            prop_assert_eq!(counted, typed.len());
            for (part, found) in parts {
                let hours = match part {
                    PartOfDay::Night => 0..6,
                    PartOfDay::Morning => 6..12,
                    PartOfDay::Afternoon => 12..18,
                    PartOfDay::Evening => 18..24,
                };
                let expected = values.iter().filter(|(_, hour)| hours.contains(hour)).count();
                prop_assert_eq!(found.count, expected);
            }
        }
    }
}
