//! Means and ranges of own readings, and glucose by the moments of the day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use inzage_measure::{Amount, Kind, Moment, Part, Phase, SEVEN_POINTS, by_part_of_day, figures};
use inzage_zib::view::Lang;

use super::super::protocol::measure::{Figures, PartFigures};
use super::{Owned, words};

/// The figures of each number of a kind, over these readings.
pub(super) fn figures_of(kind: Kind, all: &[&Owned], lang: Lang) -> Vec<PartFigures> {
    let shown = |part, figures: inzage_measure::Figures| Figures {
        count: figures.count,
        mean: words::with_unit(part, &figures.mean, lang),
        low: words::with_unit(part, &figures.low, lang),
        high: words::with_unit(part, &figures.high, lang),
    };
    let of_part = |part: &Part| {
        let values: Vec<(Moment, &Amount)> = all
            .iter()
            .filter_map(|owned| Some((owned.reading.at, owned.reading.amount(*part)?)))
            .collect();
        let whole = figures(*part, values.iter().map(|(_, amount)| *amount))?;
        let phases = Phase::ALL.into_iter();
        let by_phase = phases.filter_map(|phase| {
            let of_it = all.iter().filter(|owned| owned.phase == Some(phase));
            let amounts = of_it.filter_map(|owned| owned.reading.amount(*part));
            Some((phase, shown(*part, figures(*part, amounts)?)))
        });
        let parts = by_part_of_day(*part, values);
        let parts = parts
            .into_iter()
            .map(|(time, figures)| (time, shown(*part, figures)));
        Some(PartFigures {
            part: *part,
            whole: shown(*part, whole),
            by_part_of_day: parts.collect(),
            by_phase: by_phase.collect(),
        })
    };
    kind.parts().iter().filter_map(of_part).collect()
}

/// Days with at least two of the seven moments, newest first.
pub(super) fn seven_points(all: &[&Owned], lang: Lang) -> Vec<(String, Vec<Option<String>>)> {
    let mut days: BTreeMap<NaiveDate, BTreeMap<_, (Moment, String)>> = BTreeMap::new();
    for owned in all {
        let reading = &owned.reading;
        let Some(moment) = reading.moment.filter(|one| SEVEN_POINTS.contains(one)) else {
            continue;
        };
        let amount = reading.amount(Part::Glucose);
        let text = amount.map(|amount| words::number(amount, lang));
        let place = days.entry(reading.at.day()).or_default();
        let newer = place.get(&moment).is_none_or(|(at, _)| *at < reading.at);
        if let Some(text) = text.filter(|_| newer) {
            place.insert(moment, (reading.at, text));
        }
    }
    let rows = days.into_iter().rev().filter(|(_, day)| day.len() > 1);
    rows.map(|(date, day)| {
        let cells = SEVEN_POINTS.iter();
        let cells = cells.map(|moment| day.get(moment).map(|(_, text)| text.clone()));
        (words::day(date, lang), cells.collect())
    })
    .collect()
}
