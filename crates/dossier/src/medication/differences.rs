//! Where sources say different things about one treatment, or about the same
//! product at the same time. Both sides are named; neither wins.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use inzage_zib::{Identifier, Medication, MedicationBlock, MedicationDosage, UsePeriod};

use super::span::may_overlap;
use super::standing::off_since;
use super::treatment::{Part, Treatment, treatments};
use super::{Said, Told, folded};

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifferenceKind {
    /// Going on here, stopped or not used there.
    Standing,
    /// Another strength of the product.
    Strength,
    /// Another dose or another schedule.
    Dose,
    /// The use is described in other words; whether it differs is not known.
    Wording,
}

/// A difference between two entries.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// What.
    pub kind: DifferenceKind,
    /// Number of the entry on one side.
    pub one: String,
    /// Number of the entry on the other side.
    pub other: String,
}

/// Every difference in the medication of a record on `day`: within a treatment,
/// and between treatments that share a product code while their periods overlap; not
/// between what the person said is not one medicine.
pub fn differences(told: &[Told], day: NaiveDate, said: &Said) -> Vec<Difference> {
    let mut found = between(&treatments(told, day, said));
    found.retain(|found| {
        let (one, other) = (found.one.as_str(), found.other.as_str());
        !said.parts(&[one], &[other])
    });
    found
}

/// The differences among `all`.
pub(super) fn between(all: &[Treatment]) -> Vec<Difference> {
    let mut found = BTreeSet::new();
    let mut by_code: BTreeMap<&Identifier, Vec<&Part>> = BTreeMap::new();
    for treatment in all {
        let parts: Vec<&Part> = treatment.parts.iter().filter(|p| speaks(p)).collect();
        for part in &parts {
            for code in &part.told.medication.codes {
                by_code.entry(code).or_default().push(part);
            }
        }
        found.extend(pairs(&parts).filter_map(|(one, other)| compared(one, other)));
    }
    for parts in by_code.values() {
        let overlapping = pairs(parts).filter(|(one, other)| overlap(one, other));
        found.extend(overlapping.filter_map(|(one, other)| compared(one, other)));
    }
    found.into_iter().collect()
}

/// Whether a part says how something is used now.
fn speaks(part: &Part) -> bool {
    part.counts() && part.told.medication.block != MedicationBlock::VariableDosing
}

/// Every pair of different parts.
fn pairs<'a>(parts: &'a [&'a Part]) -> impl Iterator<Item = (&'a Part, &'a Part)> {
    parts.iter().enumerate().flat_map(move |(at, one)| {
        let rest = parts.iter().skip(at + 1);
        rest.map(move |other| (*one, *other))
    })
}

/// Whether two parts are used at the same time.
fn overlap(one: &Part, other: &Part) -> bool {
    may_overlap(&used(one), &used(other))
}

/// The period of a part; what is off without an end ended when it was said.
fn used(part: &Part) -> UsePeriod {
    let mut period = part.told.medication.period.clone();
    if part.standing.is_off() && period.end.is_none() {
        period.end = off_since(&part.told.medication).map(str::to_owned);
    }
    period
}

fn compared(one: &Part, other: &Part) -> Option<Difference> {
    let (a, b) = (&one.told.medication, &other.told.medication);
    let off = one.standing.is_off() || other.standing.is_off();
    let kind = if off {
        let one_runs = one.standing.runs() && other.standing.is_off();
        let other_runs = other.standing.runs() && one.standing.is_off();
        (one_runs || other_runs).then_some(DifferenceKind::Standing)
    } else {
        strength_differs(a, b)
            .then_some(DifferenceKind::Strength)
            .or_else(|| use_differs(a, b))
    }?;
    let (first, second) = (&one.told.number, &other.told.number);
    Some(Difference {
        kind,
        one: first.min(second).clone(),
        other: first.max(second).clone(),
    })
}

/// Whether both names hold a strength, and another one.
fn strength_differs(a: &Medication, b: &Medication) -> bool {
    let (a, b) = (strengths(&a.product), strengths(&b.product));
    !a.is_empty() && !b.is_empty() && a != b
}

/// The strengths in the name of a product: `50mg` and `50 mg` are the same.
pub(super) fn strengths(product: &str) -> Vec<String> {
    let spaced = apart(&product.to_lowercase().replace(',', "."));
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut found: Vec<String> = words
        .iter()
        .zip(words.iter().skip(1))
        .filter(|(number, _)| number.parse::<f64>().is_ok())
        .filter_map(|(number, unit)| {
            let unit = STRENGTH_UNITS.iter().find(|(name, _)| name == unit)?.1;
            Some(format!("{number} {unit}"))
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

/// Numbers and letters with a space between them.
fn apart(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for c in text.chars() {
        let number = |c: char| c.is_ascii_digit() || c == '.';
        let edge = (number(before) && !number(c)) || (number(c) && before.is_alphabetic());
        if edge || matches!(c, '/' | '(' | ')') {
            out.push(' ');
        }
        out.push(if matches!(c, '/' | '(' | ')') { ' ' } else { c });
        before = c;
    }
    out
}

/// Units of strengths in names, with the one form that they compare by.
const STRENGTH_UNITS: &[(&str, &str)] = &[
    ("mg", "mg"),
    ("g", "g"),
    ("gram", "g"),
    ("milligram", "mg"),
    ("microgram", "ug"),
    ("mcg", "ug"),
    ("ug", "ug"),
    ("µg", "ug"),
    ("ie", "ie"),
    ("iu", "ie"),
    ("mmol", "mmol"),
    ("%", "%"),
];

/// Whether the use differs: by structure where both have it, else by words.
fn use_differs(a: &Medication, b: &Medication) -> Option<DifferenceKind> {
    let told = |m: &Medication| !m.usage.is_empty();
    if let (Some(a), Some(b)) = (scheme(a), scheme(b)) {
        return (a != b).then_some(DifferenceKind::Dose);
    }
    let same = folded(&a.usage) == folded(&b.usage);
    (told(a) && told(b) && !same).then_some(DifferenceKind::Wording)
}

/// The structure of a use, when every dosage has a dose and a schedule.
pub(super) fn scheme(medication: &Medication) -> Option<Vec<Scheme>> {
    let schemes: Option<Vec<_>> = medication.dosages.iter().map(of_dosage).collect();
    schemes.filter(|schemes| !schemes.is_empty())
}

/// Dose, moments and how often, comparable.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scheme {
    dose: String,
    as_needed: bool,
    timing: inzage_zib::DoseTiming,
}

fn of_dosage(dosage: &MedicationDosage) -> Option<Scheme> {
    let mut timing = dosage.timing.clone();
    let says = timing.frequency.is_some()
        || !timing.when.is_empty()
        || !timing.times.is_empty()
        || !timing.days.is_empty()
        || timing.unit.is_some();
    if !says || timing.more {
        return None;
    }
    timing.when.sort();
    timing.times.sort();
    // How long it lasts is the period, which is compared by itself.
    timing.bounds = None;
    timing.length = None;
    Some(Scheme {
        dose: folded(&plain_unit(dosage.dose.as_deref()?)),
        as_needed: dosage.as_needed,
        timing,
    })
}

/// One word for what is counted: `1 stuk` of tablets is `1 tablet`.
pub(super) fn plain_unit(dose: &str) -> String {
    let words = dose
        .split_whitespace()
        .map(|word| match word.to_lowercase().as_str() {
            "stuk" | "stuks" | "tablet" | "tabletten" | "capsule" | "capsules" | "piece"
            | "pieces" | "tablets" => "stuk",
            _ => word,
        });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strengths_are_found_in_names_however_they_are_written() {
        assert_eq!(strengths("Metoprolol tablet mga 50 mg"), ["50 mg"]);
        assert_eq!(strengths("METOPROLOLSUCC RET 50MG"), ["50 mg"]);
        assert_eq!(
            strengths("Alfacalcidol capsule 0,25 microgram"),
            ["0.25 ug"]
        );
        assert_eq!(strengths("DESOGESTREL TABLET 30/150UG"), ["150 ug"]);
        assert_eq!(
            strengths("Macrogol poeder voor drank"),
            Vec::<String>::new()
        );
        assert_eq!(strengths("IJzersacharose 20 mg/ml"), ["20 mg"]);
    }
}
