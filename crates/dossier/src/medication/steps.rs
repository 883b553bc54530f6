//! Which dosages hold on a day: steps that follow each other, and cycles.

use chrono::NaiveDate;
use inzage_zib::{Length, Medication, MedicationDosage};

use super::day::{DayDose, Slot, line};
use super::moment::place;
use super::span::{days_since, first_day};

/// The lines of one building block that is in use on `day`.
pub(super) fn lines(medication: &Medication, day: NaiveDate) -> Vec<DayDose> {
    let Some(steps) = steps(medication, day) else {
        return vec![line(Slot::Unclear)];
    };
    if steps.is_empty() {
        let without = medication.dosages.is_empty();
        return vec![line(if without {
            Slot::Unplaced
        } else {
            Slot::NotToday
        })];
    }
    let mut found: Vec<DayDose> = steps.iter().flat_map(|dosage| place(dosage, day)).collect();
    // A step that is not for today is no news beside one that is.
    if found.iter().any(|l| l.slot != Slot::NotToday) {
        found.retain(|l| l.slot != Slot::NotToday);
    }
    found.dedup();
    found
}

/// The dosages that hold on `day`: of steps that follow each other the one whose
/// turn it is, counted from the first day and within its cycle. `None`: the source
/// gives too little to tell.
fn steps(medication: &Medication, day: NaiveDate) -> Option<Vec<&MedicationDosage>> {
    let dosages: Vec<&MedicationDosage> = medication.dosages.iter().collect();
    let mut numbers: Vec<Option<u32>> = dosages.iter().map(|d| d.sequence).collect();
    numbers.sort();
    numbers.dedup();
    let timed = dosages.iter().any(|d| d.timing.length.is_some());
    if numbers.len() <= 1 && !timed && medication.cycle.is_none() {
        return Some(dosages);
    }
    let mut at = days_since(first_day(&medication.period)?, day)?;
    let cycle = match medication.cycle {
        None => None,
        Some(Length::Days(days)) if days > 0 => Some(days),
        Some(_) => return None,
    };
    let all = rounds(&dosages, &numbers)?;
    if let Some(days) = cycle {
        let whole: u32 = all.iter().map(|(length, _)| length.unwrap_or(0)).sum();
        // Steps that do not fit in their cycle contradict it; steps without an
        // end leave no rest that a cycle could give.
        if whole > days || all.iter().any(|(length, _)| length.is_none()) {
            return None;
        }
        at %= days;
    }
    let mut begins = 0;
    for (length, step) in all {
        let ends = length.map_or(u32::MAX, |length| begins + length);
        if (begins..ends).contains(&at) {
            return Some(step);
        }
        begins = ends;
    }
    Some(Vec::new())
}

/// Dosages that hold together, and for how many days; `None`: without an end.
type Round<'a> = (Option<u32>, Vec<&'a MedicationDosage>);

/// The steps in their order. Only the last may be without an end.
fn rounds<'a>(dosages: &[&'a MedicationDosage], numbers: &[Option<u32>]) -> Option<Vec<Round<'a>>> {
    if numbers.len() > 1 && numbers.contains(&None) {
        return None;
    }
    let mut all = Vec::new();
    for (place, number) in numbers.iter().enumerate() {
        let step: Vec<&MedicationDosage> = dosages
            .iter()
            .copied()
            .filter(|d| d.sequence == *number)
            .collect();
        let mut lengths: Vec<Option<Length>> = step.iter().map(|d| d.timing.length).collect();
        lengths.dedup();
        let length = match lengths.as_slice() {
            [Some(Length::Days(days))] => Some(*days),
            [None] if place + 1 == numbers.len() => None,
            _ => return None,
        };
        all.push((length, step));
    }
    Some(all)
}
