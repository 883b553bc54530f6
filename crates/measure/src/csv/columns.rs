//! The columns and the words in them. Part of the format: never change one.

use ::csv::StringRecord;

use crate::source::FileProblem;
use crate::{GlucoseMoment, Kind, Part, Phase};

/// The columns that are written, in order.
pub(super) const HEADER: [&str; 12] = [
    "id",
    "soort",
    "tijdstip",
    "waarde",
    "onderdruk",
    "hartslag",
    "eenheid",
    "moment",
    "dialyse",
    "sessie",
    "notitie",
    "door",
];

/// Other names for a column.
const ALIASES: [(&str, &str); 13] = [
    ("kind", "soort"),
    ("type", "soort"),
    ("time", "tijdstip"),
    ("datum en tijd", "tijdstip"),
    ("date", "datum"),
    ("value", "waarde"),
    ("bovendruk", "waarde"),
    ("systolic", "waarde"),
    ("diastolic", "onderdruk"),
    ("pulse", "hartslag"),
    ("pols", "hartslag"),
    ("unit", "eenheid"),
    ("note", "notitie"),
];

/// Where each column stands in a file.
pub(super) struct Columns(Vec<String>);

impl Columns {
    /// Finds the columns by their heading, in any order.
    pub(super) fn find(heading: &StringRecord) -> Result<Self, FileProblem> {
        let names: Vec<String> = heading.iter().map(named).collect();
        let has = |name: &str| names.iter().any(|other| other == name);
        let mut missing: Vec<&'static str> = ["soort", "waarde"]
            .into_iter()
            .filter(|name| !has(name))
            .collect();
        if !has("tijdstip") && !has("datum") {
            missing.push("tijdstip");
        }
        if missing.is_empty() {
            Ok(Self(names))
        } else {
            Err(FileProblem::NoColumns(missing))
        }
    }

    /// What stands in a column; empty when it is not there.
    pub(super) fn cell<'a>(&self, record: &'a StringRecord, name: &str) -> &'a str {
        let at = self.0.iter().position(|other| other == name);
        at.and_then(|at| record.get(at)).unwrap_or_default().trim()
    }
}

fn named(heading: &str) -> String {
    let name = heading.trim().to_lowercase();
    let alias = ALIASES.iter().find(|(alias, _)| *alias == name);
    alias.map_or(name, |(_, name)| (*name).to_owned())
}

/// The unit as it stands in a file.
pub(super) const fn unit(part: Part) -> &'static str {
    match part {
        Part::Systolic | Part::Diastolic => "mmHg",
        Part::Temperature => "°C",
        other => other.ucum(),
    }
}

const KINDS: [(Kind, &str, &str); 7] = [
    (Kind::Weight, "gewicht", "weight"),
    (Kind::BloodPressure, "bloeddruk", "blood pressure"),
    (Kind::Glucose, "glucose", "bloedsuiker"),
    (Kind::HeartRate, "hartslag", "heart rate"),
    (Kind::Temperature, "temperatuur", "temperature"),
    (Kind::OxygenSaturation, "saturatie", "oxygen saturation"),
    (Kind::Height, "lengte", "height"),
];

const MOMENTS: [(GlucoseMoment, &str); 10] = [
    (GlucoseMoment::Fasting, "nuchter"),
    (GlucoseMoment::AfterBreakfast, "na ontbijt"),
    (GlucoseMoment::BeforeLunch, "voor lunch"),
    (GlucoseMoment::AfterLunch, "na lunch"),
    (GlucoseMoment::BeforeDinner, "voor avondeten"),
    (GlucoseMoment::AfterDinner, "na avondeten"),
    (GlucoseMoment::Bedtime, "voor slapen"),
    (GlucoseMoment::Night, "nacht"),
    (GlucoseMoment::BeforeMeal, "voor eten"),
    (GlucoseMoment::AfterMeal, "na eten"),
];

const PHASES: [(Phase, &str, &str); 2] = [
    (Phase::Before, "voor", "before"),
    (Phase::After, "na", "after"),
];

fn is(word: &str, text: &str) -> bool {
    text.trim().to_lowercase() == word
}

/// The kind that a word names.
pub(super) fn kind(text: &str) -> Option<Kind> {
    let found = KINDS
        .iter()
        .find(|(_, nl, en)| is(nl, text) || is(en, text));
    found.map(|(kind, ..)| *kind)
}

/// The word for a kind.
pub(super) fn kind_word(kind: Kind) -> &'static str {
    let found = KINDS.iter().find(|(other, ..)| *other == kind);
    found.map_or("", |(_, word, _)| word)
}

/// The moment that a word names.
pub(super) fn moment(text: &str) -> Option<GlucoseMoment> {
    let found = MOMENTS.iter().find(|(_, word)| is(word, text));
    found.map(|(moment, _)| *moment)
}

/// The word for a moment.
pub(super) fn moment_word(moment: GlucoseMoment) -> &'static str {
    let found = MOMENTS.iter().find(|(other, _)| *other == moment);
    found.map_or("", |(_, word)| word)
}

/// The side of a session that a word names.
pub(super) fn phase(text: &str) -> Option<Phase> {
    let found = PHASES
        .iter()
        .find(|(_, nl, en)| is(nl, text) || is(en, text));
    found.map(|(phase, ..)| *phase)
}

/// The word for a side.
pub(super) fn phase_word(phase: Phase) -> &'static str {
    let found = PHASES.iter().find(|(other, ..)| *other == phase);
    found.map_or("", |(_, word, _)| word)
}
