//! The schedule of a day, from structured timing only. What the structure does
//! not place is not placed: its text stands apart, as received.

use chrono::NaiveDate;
use inzage_zib::MedicationBlock;

use super::differences::strengths;
use super::standing::Standing;
use super::steps::lines;
use super::treatment::{Part, Place, Treatment};

/// A part of the day, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// 06:00 until 12:00.
    Morning,
    /// 12:00 until 18:00.
    Afternoon,
    /// 18:00 until 24:00.
    Evening,
    /// 00:00 until 06:00, and before sleep.
    Night,
    /// With a meal; it does not say which.
    Meal,
    /// Today, but the source does not say when.
    Unplaced,
    /// Not every day, and the source does not say on which.
    SomeDays,
    /// Only when needed.
    AsNeeded,
    /// Not clear whether it holds, or sources say different things.
    Unclear,
    /// Not on this day, by its schedule.
    NotToday,
}

/// One line of the schedule of a day.
#[derive(Clone, Debug, PartialEq)]
pub struct DayDose {
    /// Number of the treatment (its first part).
    pub treatment: String,
    /// Where in the day.
    pub slot: Slot,
    /// Clock time, `HH:MM`.
    pub time: Option<String>,
    /// FHIR code of the moment (`HS`, `ACM` …).
    pub when: Option<String>,
    /// How many times, when more than once at this moment (three meals).
    pub times: Option<u32>,
    /// How much at a time, in words.
    pub dose: Option<String>,
    /// Numbers of the entries that say so.
    pub told_by: Vec<String>,
    /// Another line of this day may be the same medicine.
    pub perhaps_same: bool,
}

/// What of `treatments` (as they stand on `day`) is used on `day`, by part of the
/// day. Treatments that may be the same and fall at the same moment in the same
/// dose are one line, told by all of them.
pub fn schedule(treatments: &[Treatment], day: NaiveDate) -> Vec<DayDose> {
    let mut lines: Vec<(&Treatment, DayDose)> = Vec::new();
    for treatment in treatments {
        for line in of_treatment(treatment, day) {
            let twin = lines.iter_mut().find(|(other, known)| {
                treatment.perhaps_same.iter().any(|n| n == other.number())
                    && is_twin((other, known), (treatment, &line))
            });
            match twin {
                Some((_, known)) => known.told_by.extend(line.told_by),
                None => lines.push((treatment, line)),
            }
        }
    }
    suspect(&mut lines);
    let mut all: Vec<DayDose> = lines.into_iter().map(|(_, line)| line).collect();
    all.sort_by(|a, b| (a.slot, &a.time).cmp(&(b.slot, &b.time)));
    all
}

/// Whether two lines of treatments that may be the same say the same.
fn is_twin(one: (&Treatment, &DayDose), other: (&Treatment, &DayDose)) -> bool {
    let said = |(treatment, line): (&Treatment, &DayDose)| {
        let speaker = treatment.speaker().map(|part| &part.told.medication);
        let strength = speaker.map(|m| strengths(&m.product));
        // Where the structure places nothing, the words are all there is.
        let placed = line.slot <= Slot::Meal;
        let words = speaker.filter(|_| !placed).map(|m| super::folded(&m.usage));
        let dose = line.dose.as_deref().map(super::differences::plain_unit);
        (
            line.slot,
            line.time.clone(),
            line.when.clone(),
            line.times,
            dose,
            strength,
            words,
        )
    };
    said(one) == said(other)
}

/// Marks the lines that may be the same medicine as another line of the day.
fn suspect(lines: &mut [(&Treatment, DayDose)]) {
    let there: Vec<&Treatment> = lines.iter().map(|(treatment, _)| *treatment).collect();
    for (treatment, line) in lines {
        let mut others = treatment.perhaps_same.iter();
        let elsewhere = others.any(|n| there.iter().any(|other| other.number() == n));
        line.perhaps_same = elsewhere;
    }
}

/// The lines of one treatment. Sources that place it differently are not chosen
/// from: it stands once under unclear.
fn of_treatment(treatment: &Treatment, day: NaiveDate) -> Vec<DayDose> {
    let counting = || treatment.parts.iter().filter(|part| part.counts());
    let numbers = |parts: &[&Part]| parts.iter().map(|p| p.told.number.clone()).collect();
    if treatment.place == Place::Unclear {
        return vec![unplaced(
            treatment,
            Slot::Unclear,
            numbers(&counting().collect::<Vec<_>>()),
        )];
    }
    let used: Vec<&Part> = counting()
        .filter(|p| p.standing == Standing::InUse)
        .collect();
    let doses: Vec<&Part> = used
        .iter()
        .copied()
        .filter(|part| part.told.medication.block != MedicationBlock::VariableDosing)
        .collect();
    let variable = used.len() != doses.len();
    let Some(first) = doses.first() else {
        let slot = Slot::Unplaced;
        return if used.is_empty() {
            Vec::new()
        } else {
            vec![unplaced(treatment, slot, numbers(&used))]
        };
    };
    let lines = |part: &Part| lines(&part.told.medication, day);
    let placed = lines(first);
    let agree = doses
        .iter()
        .all(|part| agrees(first, part) && lines(part) == placed);
    if !agree || variable {
        return vec![unplaced(treatment, Slot::Unclear, numbers(&used))];
    }
    placed
        .into_iter()
        .map(|line| DayDose {
            treatment: treatment.number().to_owned(),
            told_by: numbers(&doses),
            ..line
        })
        .collect()
}

/// Whether two parts describe the same use.
fn agrees(one: &Part, other: &Part) -> bool {
    let (a, b) = (&one.told.medication, &other.told.medication);
    match (super::differences::scheme(a), super::differences::scheme(b)) {
        (Some(x), Some(y)) => {
            let (a, b) = (strengths(&a.product), strengths(&b.product));
            x == y && (a == b || a.is_empty() || b.is_empty())
        }
        _ => super::folded(&a.usage) == super::folded(&b.usage),
    }
}

fn unplaced(treatment: &Treatment, slot: Slot, told_by: Vec<String>) -> DayDose {
    DayDose {
        treatment: treatment.number().to_owned(),
        told_by,
        ..line(slot)
    }
}

/// A line that says no more than its place.
pub(super) fn line(slot: Slot) -> DayDose {
    DayDose {
        treatment: String::new(),
        slot,
        time: None,
        when: None,
        times: None,
        dose: None,
        told_by: Vec::new(),
        perhaps_same: false,
    }
}
