//! What was typed, checked: refused with a reason, asked about, or a reading.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::reading::MOST_NOTE;
use crate::week::Slot;
use crate::{Amount, GlucoseMoment, Kind, Moment, Part, Phase, Reading, Session, Side};

/// mg/dL in one mmol/L of glucose (molar mass 180.156 g/mol), in ten-thousandths.
const MG_PER_MMOL: i64 = 180_156;
/// A reading is at most this long ago, in years.
const MOST_YEARS: i64 = 120;
/// Seconds by which clocks may differ.
const CLOCKS_DIFFER: i64 = 120;

/// What stands in the form of one reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    /// What was measured.
    pub kind: Kind,
    /// When: RFC 3339 with offset.
    pub at: String,
    /// The numbers as typed.
    pub numbers: BTreeMap<Part, String>,
    /// Glucose was typed in mg/dL.
    pub milligrams: bool,
    /// When around meals and sleep.
    pub moment: Option<GlucoseMoment>,
    /// Its place in a blood-pressure week.
    pub slot: Option<Slot>,
    /// The note.
    pub note: String,
}

/// A field of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Field {
    /// A number; of a session at one side.
    Number(Option<Phase>, Part),
    /// The time; of a session at one side.
    At(Option<Phase>),
    /// The note.
    Note,
}

/// Why a field is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// Nothing is there.
    Missing,
    /// It is no number.
    NotANumber,
    /// It cannot be: lowest and highest possible, in thousandths of the unit typed.
    Impossible(i64, i64),
    /// The diastolic pressure is not below the systolic.
    NotBelow,
    /// It lies in the future.
    Future,
    /// It is no moment, or longer ago than people live.
    NoMoment,
    /// It is before the other side of the session.
    BeforeOther,
    /// It is too long.
    TooLong,
    /// A blood-pressure week has no empty place at that moment.
    NoPlace,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Checked<T> {
    /// It can be kept.
    Good(T),
    /// It can be kept when the person says that these numbers are right.
    Ask(T, Vec<Field>),
    /// It cannot be kept.
    Wrong(BTreeMap<Field, Problem>),
}

/// The fields found wrong or unlikely so far.
#[derive(Default)]
struct Found {
    wrong: BTreeMap<Field, Problem>,
    unlikely: Vec<Field>,
}

impl Found {
    fn checked<T>(self, value: Option<T>) -> Checked<T> {
        match value {
            Some(value) if self.wrong.is_empty() && self.unlikely.is_empty() => {
                Checked::Good(value)
            }
            Some(value) if self.wrong.is_empty() => Checked::Ask(value, self.unlikely),
            _ => Checked::Wrong(self.wrong),
        }
    }

    fn number(&mut self, field: Field, part: Part, text: &str) -> Option<Amount> {
        let Some(amount) = Amount::parse(text) else {
            self.wrong.insert(field, Problem::NotANumber);
            return None;
        };
        let limits = part.limits();
        if !limits.allows(&amount) {
            let (low, high) = limits.possible;
            self.wrong.insert(field, Problem::Impossible(low, high));
            return None;
        }
        if limits.asks_about(&amount) {
            self.unlikely.push(field);
        }
        Some(amount)
    }

    fn below(&mut self, phase: Option<Phase>, amounts: &BTreeMap<Part, Amount>) {
        let pressures = amounts
            .get(&Part::Systolic)
            .zip(amounts.get(&Part::Diastolic));
        if pressures.is_some_and(|(high, low)| low.thousandths() >= high.thousandths()) {
            let field = Field::Number(phase, Part::Diastolic);
            self.wrong.insert(field, Problem::NotBelow);
        }
    }

    fn moment(&mut self, field: Field, text: &str, now: Moment) -> Option<Moment> {
        let at = Moment::parse(text);
        let years = |at: &Moment| (now.seconds() - at.seconds()) / (365 * 24 * 3600);
        match at {
            Some(at) if at.seconds() > now.seconds() + CLOCKS_DIFFER => {
                self.wrong.insert(field, Problem::Future);
            }
            Some(at) if years(&at) <= MOST_YEARS => return Some(at),
            _ => {
                self.wrong.insert(field, Problem::NoMoment);
            }
        }
        None
    }

    fn note(&mut self, note: &str) -> String {
        if note.chars().count() > MOST_NOTE {
            self.wrong.insert(Field::Note, Problem::TooLong);
        }
        note.trim().to_owned()
    }
}

/// Checks one reading. `now` comes from the clock of the device.
pub fn check(typed: &Typed, now: Moment) -> Checked<Reading> {
    let mut found = Found::default();
    let mut amounts = BTreeMap::new();
    let mut milligrams = None;
    for part in typed.kind.parts() {
        let field = Field::Number(None, *part);
        let text = typed.numbers.get(part).map_or("", |text| bare(text, *part));
        if text.is_empty() {
            if !part.is_optional() {
                found.wrong.insert(field, Problem::Missing);
            }
            continue;
        }
        let amount = if *part == Part::Glucose && typed.milligrams {
            milligrams = Amount::parse(text);
            converted(&mut found, field, milligrams.as_ref())
        } else {
            found.number(field, *part, text)
        };
        amounts.extend(amount.map(|amount| (*part, amount)));
    }
    found.below(None, &amounts);
    let at = found.moment(Field::At(None), &typed.at, now);
    let note = found.note(&typed.note);
    let reading = at.map(|at| Reading {
        kind: typed.kind,
        at,
        amounts,
        milligrams,
        moment: typed.moment.filter(|_| typed.kind == Kind::Glucose),
        slot: typed.slot.clone(),
        note,
    });
    found.checked(reading)
}

/// Glucose typed in mg/dL, in mmol/L with one decimal.
fn converted(found: &mut Found, field: Field, typed: Option<&Amount>) -> Option<Amount> {
    let Some(typed) = typed else {
        found.wrong.insert(field, Problem::NotANumber);
        return None;
    };
    let limits = Part::Glucose.limits();
    let (low, high) = limits.possible;
    let exact = typed.thousandths() * 10_000 / MG_PER_MMOL;
    let amount = Amount::rounded(exact, 1);
    if !limits.allows(&amount) {
        let in_mg = |mmol: i64| mmol * MG_PER_MMOL / 10_000 / 1000 * 1000;
        found
            .wrong
            .insert(field, Problem::Impossible(in_mg(low), in_mg(high)));
        return None;
    }
    if limits.asks_about(&amount) {
        found.unlikely.push(field);
    }
    Some(amount)
}

/// The number without spaces and without the unit, which some people type too.
fn bare(text: &str, part: Part) -> &str {
    let text = text.trim();
    let end = text
        .find(|letter: char| letter.is_alphabetic() || matches!(letter, '%' | '°' | '/'))
        .unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end).unwrap_or((text, ""));
    let unit = unit.to_lowercase();
    let known: &[&str] = match part {
        Part::Weight => &["kg", "kilo"],
        Part::Systolic | Part::Diastolic => &["mmhg", "mm hg"],
        Part::Pulse | Part::HeartRate => &["/min", "per minuut", "bpm"],
        Part::Glucose => &["mmol/l", "mmol", "mg/dl"],
        Part::Temperature => &["°c", "c", "graden"],
        Part::OxygenSaturation => &["%", "procent"],
        Part::Height => &["cm"],
    };
    if known.contains(&unit.as_str()) {
        number.trim_end()
    } else {
        text
    }
}

/// One side of a session as typed: when, and the numbers.
pub type TypedSide = (String, BTreeMap<Part, String>);

/// Checks a dialysis session; a side without numbers is not there yet.
pub fn check_session(
    sides: &BTreeMap<Phase, TypedSide>,
    note: &str,
    now: Moment,
) -> Checked<Session> {
    let mut found = Found::default();
    let mut side = |phase| {
        let (at, numbers) = sides.get(&phase)?;
        check_side(&mut found, phase, at, numbers, now)
    };
    let (before, after) = (side(Phase::Before), side(Phase::After));
    if let (Some(before), Some(after)) = (&before, &after)
        && after.at.seconds() < before.at.seconds()
    {
        let field = Field::At(Some(Phase::After));
        found.wrong.insert(field, Problem::BeforeOther);
    }
    if before.is_none() && after.is_none() && found.wrong.is_empty() {
        let field = Field::Number(Some(Phase::Before), Part::Weight);
        found.wrong.insert(field, Problem::Missing);
    }
    let note = found.note(note);
    found.checked(Some(Session {
        before,
        after,
        note,
    }))
}

fn check_side(
    found: &mut Found,
    phase: Phase,
    at: &str,
    numbers: &BTreeMap<Part, String>,
    now: Moment,
) -> Option<Side> {
    let phase = Some(phase);
    let mut amounts = BTreeMap::new();
    let mut typed = false;
    for part in [Part::Weight, Part::Systolic, Part::Diastolic, Part::Pulse] {
        let text = numbers.get(&part).map_or("", |text| bare(text, part));
        if text.is_empty() {
            continue;
        }
        typed = true;
        let amount = found.number(Field::Number(phase, part), part, text);
        amounts.extend(amount.map(|amount| (part, amount)));
    }
    if !typed {
        return None;
    }
    found.below(phase, &amounts);
    for (one, other) in [
        (Part::Systolic, Part::Diastolic),
        (Part::Diastolic, Part::Systolic),
        (Part::Pulse, Part::Systolic),
    ] {
        let field = Field::Number(phase, other);
        if amounts.contains_key(&one)
            && !amounts.contains_key(&other)
            && !found.wrong.contains_key(&field)
        {
            found.wrong.insert(field, Problem::Missing);
        }
    }
    let at = found.moment(Field::At(phase), at, now)?;
    Some(Side { at, amounts })
}

#[cfg(test)]
mod tests;
