//! The measurements of one received resource.

use chrono::{NaiveDate, NaiveTime};
use inzage_chart::{Limit, Moment, Point, Precision, Range, Value};
use inzage_fhir::{FhirDate, Resource};
use inzage_words::Lang;
use inzage_zib::view::{Decimal, Numeric, ReferenceRange, Worded};

use super::judge::{judge, range_of};
use super::meaning::Meaning;
use super::units::{Conversion, canonical, written};

/// LOINC codes of a blood pressure and of its two values.
pub(super) const PRESSURE: &str = "85354-9";
const SYSTOLIC: &str = "8480-6";
const DIASTOLIC: &str = "8462-4";

/// One measurement as it stands in a series.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) meaning: Meaning,
    /// What it is called.
    pub(super) name: String,
    /// Its unit as it is compared; empty also for a result in words.
    pub(super) unit: String,
    /// Its unit for people.
    pub(super) unit_text: String,
    /// What its range is in, as it is compared.
    range_unit: String,
    /// The point; its group is set when the series is made.
    pub(super) point: Point,
    /// Who delivered it.
    pub(super) provider: String,
    /// The entries it stands in.
    pub(super) numbers: Vec<String>,
    /// When, as received: what the two halves of a blood pressure share.
    start: String,
}

/// Every measurement in `resource`: numbers first, then what is said in words.
pub(super) fn readings(
    resource: &Resource,
    provider: &str,
    number: &str,
    lang: Lang,
) -> Vec<Reading> {
    let numbers = inzage_zib::numeric(resource, lang);
    let words = inzage_zib::worded(resource, lang);
    let numbers = numbers
        .iter()
        .map(|one| Reading::of_number(one, provider, number, lang));
    let words = words
        .iter()
        .map(|one| Reading::of_words(one, provider, number));
    numbers.chain(words).collect()
}

impl Reading {
    fn of_number(number: &Numeric, provider: &str, entry: &str, lang: Lang) -> Self {
        let said = judge(number, lang);
        let range = range_of(number);
        Self {
            meaning: Meaning::of(provider, &number.codes, &number.of, &number.name),
            name: named(&number.of, &number.name),
            unit: canonical(&number.unit),
            unit_text: number.unit.text.clone(),
            range_unit: range.map_or_else(String::new, |range| canonical(&range.unit)),
            point: Point {
                at: moment(&number.when.start),
                values: vec![Value {
                    number: number.number.value,
                    text: number.number.text.clone(),
                    limit: Limit::of(&number.comparator),
                }],
                said: Some(said.text).filter(|text| !text.is_empty()),
                outside: said.outside,
                range: range.map(drawn_range),
                note: Some(number.note.clone()).filter(|note| !note.is_empty()),
                wrong: number.wrong,
                link: Some(entry.to_owned()),
                ..Point::default()
            },
            provider: provider.to_owned(),
            numbers: vec![entry.to_owned()],
            start: number.when.start.clone(),
        }
    }

    fn of_words(words: &Worded, provider: &str, entry: &str) -> Self {
        let said = [words.interpretation.as_str(), words.status.as_str()];
        let said: Vec<&str> = said.into_iter().filter(|part| !part.is_empty()).collect();
        Self {
            meaning: Meaning::of(provider, &words.codes, &words.of, &words.name),
            name: named(&words.of, &words.name),
            unit: String::new(),
            unit_text: String::new(),
            range_unit: String::new(),
            point: Point {
                at: moment(&words.when.start),
                written: Some(words.text.clone()),
                said: Some(said.join(", ")).filter(|text| !text.is_empty()),
                note: Some(words.note.clone()).filter(|note| !note.is_empty()),
                wrong: words.wrong,
                link: Some(entry.to_owned()),
                ..Point::default()
            },
            provider: provider.to_owned(),
            numbers: vec![entry.to_owned()],
            start: words.when.start.clone(),
        }
    }

    /// Whether it is a number.
    pub(super) fn is_number(&self) -> bool {
        !self.point.values.is_empty()
    }

    /// The same in another unit; none where that conversion is not documented.
    pub(super) fn converted(&self, unit: &str, unit_text: &str, lang: Lang) -> Option<Self> {
        let loinc = self.meaning.loinc();
        let conversion = Conversion::between(&self.unit, unit, loinc)?;
        let mut other = self.clone();
        convert(&mut other.point, conversion, &self.unit_text, lang);
        let limits = Conversion::between(&self.range_unit, unit, loinc);
        let range = limits.zip(self.point.range.as_ref());
        other.point.range = range.map(|(to, range)| converted_range(range, to));
        unit.clone_into(&mut other.unit);
        unit_text.clone_into(&mut other.unit_text);
        other.range_unit.clone_from(&other.unit);
        Some(other)
    }

    /// Without the range when that is in another unit than the number.
    pub(super) fn with_fitting_range(mut self) -> Self {
        if self.range_unit != self.unit {
            self.point.range = None;
        }
        self
    }

    /// Whether both say exactly the same of the same moment.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        self.is_of_the_same_moment(other)
            && self.unit == other.unit
            && self.point.values == other.point.values
            && self.point.written == other.point.written
            && self.point.wrong == other.point.wrong
    }

    /// Whether both tell of the same thing at the same moment.
    pub(super) fn is_of_the_same_moment(&self, other: &Self) -> bool {
        self.meaning == other.meaning && self.start == other.start
    }

    /// The upper half of a blood pressure with its lower half.
    fn paired(&self, under: &Self, whole: &str, lang: Lang) -> Self {
        let mut pair = self.clone();
        pair.meaning = Meaning::of_loinc(PRESSURE);
        whole.clone_into(&mut pair.name);
        pair.point.values.extend(under.point.values.clone());
        pair.point.range = None;
        pair.point.outside |= under.point.outside;
        pair.point.wrong |= under.point.wrong;
        pair.point.said = both_said(self, under, lang);
        pair.numbers.extend(under.numbers.clone());
        pair.numbers.dedup();
        pair
    }
}

/// The values of a point in another unit; what they were stands with them.
pub(super) fn convert(point: &mut Point, to: Conversion, unit_text: &str, lang: Lang) {
    let from = lang.pick("omgerekend van", "converted from");
    let was = inzage_chart::values_text(point, lang);
    let had_values = !point.values.is_empty();
    for value in &mut point.values {
        value.number = to.of(value.number);
        value.text = written(value.number);
    }
    if had_values {
        point.written = Some(format!("{from} {was} {unit_text}"));
    }
}

/// A range in another unit.
pub(super) fn converted_range(range: &Range, to: Conversion) -> Range {
    let limit = |limit: &Option<(f64, String)>| {
        let (number, _) = limit.as_ref()?;
        let number = to.of(*number);
        Some((number, written(number)))
    };
    Range {
        low: limit(&range.low),
        high: limit(&range.high),
    }
}

/// What is said of both halves: once when it is the same, else of which.
fn both_said(over: &Reading, under: &Reading, lang: Lang) -> Option<String> {
    let (one, other) = (&over.point.said, &under.point.said);
    if one == other {
        return one.clone();
    }
    let names = pressure_parts(lang).map(str::to_lowercase);
    let parts = names.iter().zip([one, other]);
    let told = parts.filter_map(|(name, said)| Some(format!("{name} {}", said.as_ref()?)));
    Some(told.collect::<Vec<_>>().join(", "))
}

/// What the two values of a blood pressure are called.
pub(super) fn pressure_parts(lang: Lang) -> [&'static str; 2] {
    [
        lang.pick("Bovendruk", "Upper pressure"),
        lang.pick("Onderdruk", "Lower pressure"),
    ]
}

/// Puts the halves of blood pressures together: those of one entry, and those
/// that one provider gave for exactly the same moment, where it is plain which
/// belongs to which (a GP delivers both as results of their own).
pub(super) fn pair_pressures(readings: &mut Vec<Reading>, lang: Lang) {
    use std::collections::{BTreeMap, BTreeSet};
    let halves_of = [SYSTOLIC, DIASTOLIC].map(Meaning::of_loinc);
    let mut halves: BTreeMap<(String, String), [Vec<usize>; 2]> = BTreeMap::new();
    for (nth, reading) in readings.iter().enumerate() {
        let mut sides = halves_of.iter();
        let side = sides.position(|half| reading.is_number() && reading.meaning == *half);
        let Some(side) = side else { continue };
        let key = (reading.provider.clone(), reading.start.clone());
        let sides = halves.entry(key).or_default();
        if let Some(side) = sides.get_mut(side) {
            side.push(nth);
        }
    }
    let whole = lang.pick("Bloeddruk", "Blood pressure");
    let mut gone = BTreeSet::new();
    let mut pairs = Vec::new();
    for [overs, unders] in halves.into_values() {
        for over in &overs {
            let of = |nth: &usize| readings.get(*nth);
            let Some(upper) = of(over) else { continue };
            let mut same_entry = unders
                .iter()
                .filter(|under| of(under).is_some_and(|under| under.numbers == upper.numbers));
            let under = match (same_entry.next(), same_entry.next()) {
                (Some(under), None) => under,
                _ => match (overs.as_slice(), unders.as_slice()) {
                    ([_], [under]) if !upper.start.is_empty() => under,
                    _ => continue,
                },
            };
            if let Some(lower) = of(under).filter(|lower| lower.unit == upper.unit) {
                pairs.push(upper.paired(lower, whole, lang));
                gone.extend([*over, *under]);
            }
        }
    }
    let mut nth = 0;
    readings.retain(|_| {
        nth += 1;
        !gone.contains(&(nth - 1))
    });
    readings.append(&mut pairs);
}

fn named(of: &str, name: &str) -> String {
    if of.is_empty() || of == name {
        return name.to_owned();
    }
    format!("{of}: {name}")
}

fn drawn_range(range: &ReferenceRange) -> Range {
    let limit = |limit: &Option<Decimal>| {
        let limit = limit.as_ref()?;
        Some((limit.value, limit.text.clone()))
    };
    Range {
        low: limit(&range.low),
        high: limit(&range.high),
    }
}

/// A FHIR date or dateTime as a moment on the source's own wall clock. Midnight
/// to the second mostly means that only the day is known.
pub(super) fn moment(text: &str) -> Option<Moment> {
    let date = FhirDate::parse(text)?;
    let year: i32 = date.year.parse().ok()?;
    let first = |month: Option<u8>, day: Option<u8>| {
        let number = |part: Option<u8>| u32::from(part.unwrap_or(1));
        NaiveDate::from_ymd_opt(year, number(month), number(day))
    };
    let day = first(date.month, date.day)?;
    let precision = match date.precision() {
        inzage_fhir::Precision::Year => Precision::Year,
        inzage_fhir::Precision::Month => Precision::Month,
        inzage_fhir::Precision::Day => Precision::Day,
        inzage_fhir::Precision::Time => {
            let clock = clock(date.time?)?;
            if clock != NaiveTime::MIN {
                return Some(Moment::exact(day.and_time(clock), offset(date.offset)));
            }
            Precision::Day
        }
    };
    Some(Moment::vague(day, precision))
}

fn clock(text: &str) -> Option<NaiveTime> {
    let mut parts = text
        .split(':')
        .map(|part| part.split('.').next()?.parse().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().flatten().unwrap_or(0);
    NaiveTime::from_hms_opt(hour, minute, second)
}

/// Seconds that a wall clock with this offset (`+02:00`) is ahead of UTC.
fn offset(text: &str) -> i32 {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.trim_start_matches('+')),
    };
    let mut parts = rest.split(':').map(|part| part.parse().unwrap_or(0));
    let (hours, minutes) = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    sign * (hours * 3600 + minutes * 60)
}
