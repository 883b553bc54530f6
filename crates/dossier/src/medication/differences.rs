//! Where sources say different things about one treatment, or about the same
//! product at the same time. Both sides are named; neither wins.

use std::collections::{BTreeMap, BTreeSet};

use inzage_zib::{Identifier, Medication, MedicationBlock, MedicationDosage, UsePeriod};

use super::span::Reach;
use super::standing::off_since;
use super::treatment::{Part, Treatment};
use super::{Said, folded};

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

/// Every difference in the medication of a record, of its treatments on a day: within
/// a treatment, and between treatments that share a product code while their periods
/// overlap; not between what the person said is not one medicine.
pub fn differences(all: &[Treatment], said: &Said) -> Vec<Difference> {
    let mut found = between(all);
    found.retain(|found| {
        let (one, other) = (found.one.as_str(), found.other.as_str());
        !said.parts(&[one], &[other])
    });
    found
}

/// With how many others an entry is said to differ; a record in which there are
/// more says the same of each of them.
const MOST: usize = 20;

/// The differences among `all`.
pub(super) fn between(all: &[Treatment]) -> Vec<Difference> {
    let spoken: Vec<Vec<Spoken<'_>>> = all
        .iter()
        .map(|treatment| treatment.parts.iter().filter_map(Spoken::of).collect())
        .collect();
    let mut found = BTreeSet::new();
    let mut by_code: BTreeMap<&Identifier, Vec<&Spoken<'_>>> = BTreeMap::new();
    for parts in &spoken {
        let within: Vec<&Spoken<'_>> = parts.iter().collect();
        found.extend(pairs(&within, |_, _| true));
        for part in parts {
            for code in &part.part.told.medication.codes {
                by_code.entry(code).or_default().push(part);
            }
        }
    }
    for parts in by_code.values() {
        found.extend(pairs(parts, |one, other| one.used.may_overlap(other.used)));
    }
    found.into_iter().collect()
}

/// A part that says how something is used now, with what is compared of it.
struct Spoken<'a> {
    part: &'a Part,
    used: Reach,
    strengths: Vec<String>,
    scheme: Option<Vec<Scheme>>,
    usage: String,
}

impl<'a> Spoken<'a> {
    fn of(part: &'a Part) -> Option<Self> {
        let medication = &part.told.medication;
        let speaks = part.counts() && medication.block != MedicationBlock::VariableDosing;
        speaks.then(|| Self {
            part,
            used: Reach::of(&used(part)),
            strengths: strengths(&medication.product),
            scheme: scheme(medication),
            usage: folded(&medication.usage),
        })
    }

    /// What [`differ`] looks at, but for the scheme, which has no order.
    fn sign(&self) -> (bool, bool, &[String], &str) {
        let standing = self.part.standing;
        (
            standing.is_off(),
            standing.runs(),
            &self.strengths,
            &self.usage,
        )
    }
}

/// The differences between every two of `parts` that `compares` lets compare.
///
/// One medicine may be in a record a thousand times, said in a few ways: the ways are
/// compared, and of the entries only whether they may be compared at all.
fn pairs(
    parts: &[&Spoken<'_>],
    compares: impl Fn(&Spoken<'_>, &Spoken<'_>) -> bool,
) -> Vec<Difference> {
    let (ways, way_of) = ways(parts);
    let mut found = Vec::new();
    for (one, differing) in ways.iter().map(|one| differing(one, &ways)).enumerate() {
        if differing.iter().all(Option::is_none) {
            continue;
        }
        let of_it = way_of.iter().enumerate().filter(|(_, way)| **way == one);
        for (at, _) in of_it {
            let Some(part) = parts.get(at) else { continue };
            let others = parts.iter().zip(&way_of).skip(at + 1);
            let others = others
                .filter_map(|(other, way)| Some((other, (*differing.get(*way)?)?)))
                .filter(|(other, _)| compares(part, other));
            found.extend(
                others
                    .take(MOST)
                    .map(|(other, kind)| named(kind, part, other)),
            );
        }
    }
    found
}

/// One part for each way in which something is said, and of every part which way.
fn ways<'p, 'a>(parts: &[&'p Spoken<'a>]) -> (Vec<&'p Spoken<'a>>, Vec<usize>) {
    let mut ways: Vec<&Spoken<'_>> = Vec::new();
    let mut known: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    let way_of = parts.iter().map(|part| {
        let alike = known.entry(part.sign()).or_default();
        let same = |way: &&usize| ways.get(**way).is_some_and(|one| one.scheme == part.scheme);
        if let Some(way) = alike.iter().find(same) {
            return *way;
        }
        alike.push(ways.len());
        ways.push(part);
        ways.len() - 1
    });
    let way_of = way_of.collect();
    (ways, way_of)
}

/// How one way of saying it differs from each.
fn differing(one: &Spoken<'_>, ways: &[&Spoken<'_>]) -> Vec<Option<DifferenceKind>> {
    ways.iter().map(|other| differ(one, other)).collect()
}

fn named(kind: DifferenceKind, one: &Spoken<'_>, other: &Spoken<'_>) -> Difference {
    let (first, second) = (&one.part.told.number, &other.part.told.number);
    Difference {
        kind,
        one: first.min(second).clone(),
        other: first.max(second).clone(),
    }
}

/// The period of a part; what is off without an end ended when it was said.
fn used(part: &Part) -> UsePeriod {
    let mut period = part.told.medication.period.clone();
    if part.standing.is_off() && period.end.is_none() {
        period.end = off_since(&part.told.medication).map(str::to_owned);
    }
    period
}

fn differ(one: &Spoken<'_>, other: &Spoken<'_>) -> Option<DifferenceKind> {
    let (a, b) = (one.part.standing, other.part.standing);
    if a.is_off() || b.is_off() {
        let runs_here = a.runs() && b.is_off();
        let off_here = a.is_off() && b.runs();
        return (runs_here || off_here).then_some(DifferenceKind::Standing);
    }
    strength_differs(one, other)
        .then_some(DifferenceKind::Strength)
        .or_else(|| use_differs(one, other))
}

/// Whether both names hold a strength, and another one.
fn strength_differs(a: &Spoken<'_>, b: &Spoken<'_>) -> bool {
    !a.strengths.is_empty() && !b.strengths.is_empty() && a.strengths != b.strengths
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
fn use_differs(a: &Spoken<'_>, b: &Spoken<'_>) -> Option<DifferenceKind> {
    if let (Some(a), Some(b)) = (&a.scheme, &b.scheme) {
        return (a != b).then_some(DifferenceKind::Dose);
    }
    let told = !a.usage.is_empty() && !b.usage.is_empty();
    (told && a.usage != b.usage).then_some(DifferenceKind::Wording)
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
