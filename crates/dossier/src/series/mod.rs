//! Repeated measurements as series: by what they mean and their unit, across
//! providers. Units that differ are put together only by a documented conversion,
//! and that is said with the value; else they are series of their own.

mod begins;
mod judge;
mod meaning;
mod reading;
#[cfg(test)]
mod tests;
mod units;

use std::collections::{BTreeMap, BTreeSet};

use inzage_chart::{Group, Noun, Point, Series};
use inzage_fhir::Resource;
use inzage_words::Lang;
use inzage_zib::view::Chapter;

pub use begins::begins;
use meaning::Meaning;
use reading::{Reading, convert, converted_range, pair_pressures, pressure_parts, readings};
use units::Conversion;

/// A received resource as the series take it.
#[derive(Clone, Debug)]
pub struct Held<'a> {
    /// Its entry number.
    pub number: &'a str,
    /// Number of the entry that it is one thing with, or its own: what both say
    /// is one point.
    pub lead: &'a str,
    /// Who delivered it.
    pub provider: &'a str,
    /// Gegevensdienst that it came with.
    pub service: &'a str,
    /// Chapter it stands in.
    pub chapter: Chapter,
    /// Its newest version.
    pub resource: &'a Resource,
    /// Earlier versions, newest first. A service that gives only the latest
    /// measurement may give each under the same id: then these are measurements
    /// of their own.
    pub earlier: Vec<Resource>,
}

/// One series.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What is drawn; where it begins is to be filled in.
    pub series: Series,
    /// Chapter of most of its points.
    pub chapter: Chapter,
    /// Entry of its newest point.
    pub number: String,
    /// Provider and service that its points came with.
    pub from: BTreeSet<(String, String)>,
    meaning: Meaning,
    /// Its unit as it is compared.
    unit: String,
}

/// Every series of a record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalogue {
    series: Vec<Found>,
    /// Of each entry its series, and which of its points.
    by_number: BTreeMap<String, Vec<(usize, usize)>>,
}

impl Catalogue {
    /// Reads the measurements of `held`; `name` is what a provider is called.
    pub fn read<'a>(
        held: impl IntoIterator<Item = Held<'a>>,
        name: impl Fn(&str) -> String,
        lang: Lang,
    ) -> Self {
        let mut places = BTreeMap::new();
        let mut things: BTreeMap<String, Vec<Reading>> = BTreeMap::new();
        for one in held {
            let found = of_versions(&one, lang);
            if !found.is_empty() {
                let place = (one.chapter, one.service.to_owned());
                places.insert(one.number.to_owned(), place);
            }
            let thing = things.entry(one.lead.to_owned()).or_default();
            for reading in found {
                match thing.iter_mut().find(|known| known.says_the_same(&reading)) {
                    Some(known) => known.numbers.extend(reading.numbers),
                    None => thing.push(reading),
                }
            }
        }
        let mut all: Vec<Reading> = things.into_values().flatten().collect();
        pair_pressures(&mut all, lang);
        let mut by_meaning: BTreeMap<Meaning, Vec<Reading>> = BTreeMap::new();
        for reading in all {
            by_meaning
                .entry(reading.meaning.clone())
                .or_default()
                .push(reading);
        }
        let mut found: Vec<(Found, Vec<Vec<String>>)> = by_meaning
            .into_values()
            .flat_map(|readings| in_units(readings, lang))
            .filter_map(|readings| made(readings, &places, &name, lang))
            .collect();
        found.sort_by(|(a, _), (b, _)| {
            let key = |found: &Found| (found.chapter, found.series.title.to_lowercase());
            (key(a), &a.meaning).cmp(&(key(b), &b.meaning))
        });
        let mut catalogue = Self::default();
        for (one, numbers) in found {
            catalogue.add(one, numbers);
        }
        catalogue
    }

    /// Adds a series; `numbers` are the entries of each of its points. Of an entry
    /// with several points, the newest counts.
    fn add(&mut self, found: Found, numbers: Vec<Vec<String>>) {
        let nth = self.series.len();
        let instant = |point: usize| {
            let point = found.series.points.get(point)?;
            Some(point.at?.instant())
        };
        for (point, numbers) in numbers.into_iter().enumerate() {
            for number in numbers {
                let known = self.by_number.entry(number).or_default();
                match known.iter_mut().find(|(series, _)| *series == nth) {
                    Some((_, before)) if instant(*before) < instant(point) => *before = point,
                    Some(_) => {}
                    None => known.push((nth, point)),
                }
            }
        }
        self.series.push(found);
    }

    /// Every series with more than one point, in the order of chapter and name.
    pub fn repeated(&self) -> impl Iterator<Item = &Found> {
        self.series.iter().filter(|found| found.is_repeated())
    }

    /// The series that an entry has points in, and which point that is.
    pub fn of_entry(&self, number: &str) -> impl Iterator<Item = (&Found, &Point)> {
        let places = self.by_number.get(number).into_iter().flatten();
        places.filter_map(|(series, point)| {
            let found = self.series.get(*series)?;
            Some((found, found.series.points.get(*point)?))
        })
    }

    /// Which of the series of its newest entry a series is.
    pub fn place(&self, found: &Found) -> usize {
        let mut all = self.of_entry(&found.number);
        all.position(|(other, _)| other.meaning == found.meaning && other == found)
            .unwrap_or_default()
    }

    /// The same measurement in units that could not be converted.
    pub fn beside<'s>(&'s self, found: &'s Found) -> impl Iterator<Item = &'s Found> {
        self.series
            .iter()
            .filter(move |other| other.meaning == found.meaning && *other != found)
    }

    /// What was measured under any of these LOINC codes, in one unit (UCUM, litre
    /// small) where a documented conversion leads there, and the series for which
    /// none does.
    pub fn measured(&self, codes: &[&str], unit: &str, lang: Lang) -> (Vec<Series>, Vec<&Found>) {
        let meanings: Vec<Meaning> = codes.iter().map(|code| Meaning::of_loinc(code)).collect();
        let of_it = |found: &&Found| meanings.contains(&found.meaning);
        let (mut inside, mut beside) = (Vec::new(), Vec::new());
        for found in self.series.iter().filter(of_it) {
            match found.in_unit(unit, lang) {
                Some(series) => inside.push(series),
                None => beside.push(found),
            }
        }
        (inside, beside)
    }

    /// The series of a LOINC code in its most used unit.
    pub fn of_loinc(&self, code: &str) -> Option<&Found> {
        let meaning = Meaning::of_loinc(code);
        let same = self.series.iter().filter(|found| found.meaning == meaning);
        same.max_by_key(|found| found.series.points.len())
    }
}

impl Found {
    /// Whether it has more than one point with a place in a chart.
    pub fn is_repeated(&self) -> bool {
        self.series.drawn() > 1
    }

    /// Its points in another unit; none where that conversion is not documented.
    fn in_unit(&self, unit: &str, lang: Lang) -> Option<Series> {
        if self.unit == unit {
            return Some(self.series.clone());
        }
        let conversion = Conversion::between(&self.unit, unit, self.meaning.loinc())?;
        let mut series = self.series.clone();
        for point in &mut series.points {
            let was = std::mem::take(&mut point.range);
            point.range = was.map(|range| converted_range(&range, conversion));
            convert(point, conversion, &self.series.unit, lang);
        }
        Some(series)
    }
}

/// The measurements of a resource and of its earlier versions. An earlier version
/// counts where it tells of another moment; of the same moment the newest holds.
fn of_versions(held: &Held<'_>, lang: Lang) -> Vec<Reading> {
    let read = |resource| readings(resource, held.provider, held.number, lang);
    let mut found = read(held.resource);
    for version in &held.earlier {
        let other: Vec<Reading> = read(version)
            .into_iter()
            .filter(|old| !found.iter().any(|new| new.is_of_the_same_moment(old)))
            .collect();
        found.extend(other);
    }
    found
}

/// The readings of one meaning, per unit that cannot be converted into another;
/// what is said in words goes with the most used unit.
fn in_units(readings: Vec<Reading>, lang: Lang) -> Vec<Vec<Reading>> {
    let (numbers, words): (Vec<Reading>, Vec<Reading>) =
        readings.into_iter().partition(Reading::is_number);
    let mut by_unit: BTreeMap<String, Vec<Reading>> = BTreeMap::new();
    for reading in numbers {
        by_unit
            .entry(reading.unit.clone())
            .or_default()
            .push(reading);
    }
    let mut units: Vec<Vec<Reading>> = by_unit.into_values().collect();
    units.sort_by_key(|readings| std::cmp::Reverse(readings.len()));
    let mut found: Vec<Vec<Reading>> = Vec::new();
    for readings in units {
        let into = found.iter_mut().find_map(|taken| {
            let main = taken.first()?;
            let converted = readings
                .iter()
                .map(|one| one.converted(&main.unit, &main.unit_text, lang));
            let converted = converted.collect::<Option<Vec<Reading>>>()?;
            Some((taken, converted))
        });
        match into {
            Some((taken, converted)) => taken.extend(converted),
            None => found.push(readings),
        }
    }
    if let Some(most) = found.first_mut() {
        most.extend(words);
    }
    found
}

/// A series of readings in one unit, and the entries of each of its points.
fn made(
    readings: Vec<Reading>,
    places: &BTreeMap<String, (Chapter, String)>,
    name: &impl Fn(&str) -> String,
    lang: Lang,
) -> Option<(Found, Vec<Vec<String>>)> {
    let newest = readings
        .iter()
        .filter(|reading| reading.is_number())
        .max_by_key(|reading| reading.point.at.map(|at| at.instant()))?;
    let meaning = newest.meaning.clone();
    let number = newest.numbers.first()?.clone();
    let title = most_common(readings.iter().map(|reading| reading.name.as_str()))?;
    let compared = newest.unit.clone();
    let units = readings.iter().filter(|reading| reading.is_number());
    let unit = most_common(units.map(|reading| reading.unit_text.as_str()))?;
    let pair = newest.point.values.len() > 1;
    let chapter = places.get(&number)?.0;
    let providers: BTreeSet<String> = readings.iter().map(|one| one.provider.clone()).collect();
    let providers: Vec<String> = providers.into_iter().collect();
    let numbers = readings.iter().map(|one| one.numbers.clone()).collect();
    let from = readings.iter().flat_map(|reading| {
        let numbers = reading.numbers.iter();
        numbers.filter_map(|number| {
            let (_, service) = places.get(number)?;
            Some((reading.provider.clone(), service.clone()))
        })
    });
    let from = from.collect();
    let points = readings.into_iter().map(|reading| {
        let group = providers
            .iter()
            .position(|known| *known == reading.provider);
        let mut point = reading.with_fitting_range().point;
        point.group = group.unwrap_or(0);
        point
    });
    let series = Series {
        title,
        unit,
        noun: if chapter == Chapter::Results {
            Noun::Results
        } else {
            Noun::Readings
        },
        parts: if pair {
            pressure_parts(lang).map(str::to_owned).to_vec()
        } else {
            Vec::new()
        },
        points: points.collect(),
        groups: providers
            .iter()
            .map(|provider| Group {
                name: name(provider),
                ..Group::default()
            })
            .collect(),
        ..Series::default()
    };
    let found = Found {
        series,
        chapter,
        number,
        from,
        meaning,
        unit: compared,
    };
    Some((found, numbers))
}

/// The text that occurs most; of several the first in the alphabet.
fn most_common<'t>(texts: impl Iterator<Item = &'t str>) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for text in texts {
        *counts.entry(text).or_default() += 1;
    }
    let most = counts
        .into_iter()
        .max_by(|(a, many), (b, more)| many.cmp(more).then(b.cmp(a)))?;
    Some(most.0.to_owned())
}
