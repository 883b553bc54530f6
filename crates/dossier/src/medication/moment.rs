//! Where in a day a dosage falls.

use chrono::{Datelike, NaiveDate};
use inzage_fhir::FhirDate;
use inzage_zib::{DoseTiming, MedicationDosage};

use super::day::{DayDose, Slot, line};
use super::span::{Cover, cover, days};

/// Where one dosage falls on `day`.
pub(super) fn place(dosage: &MedicationDosage, day: NaiveDate) -> Vec<DayDose> {
    let timing = &dosage.timing;
    let with_dose = |line: DayDose| DayDose {
        dose: dosage.dose.clone(),
        ..line
    };
    let bounded = timing.bounds.as_ref().map(|period| cover(period, day));
    match bounded {
        Some(Cover::Before | Cover::After) => return vec![line(Slot::NotToday)],
        Some(Cover::Maybe) => return vec![line(Slot::Unclear)],
        Some(Cover::Within | Cover::None) | None => {}
    }
    if !timing.days.is_empty() && !timing.days.contains(&day.weekday()) {
        return vec![line(Slot::NotToday)];
    }
    if dosage.as_needed {
        return vec![with_dose(line(Slot::AsNeeded))];
    }
    let found = if timing.events.is_empty() {
        moments(timing)
    } else {
        events(timing, day)
    };
    found.into_iter().map(with_dose).collect()
}

/// Exact moments that fall on `day`.
fn events(timing: &DoseTiming, day: NaiveDate) -> Vec<DayDose> {
    let on = |text: &&String| days(text).is_some_and(|(first, last)| first <= day && day <= last);
    let found: Vec<DayDose> = timing
        .events
        .iter()
        .filter(on)
        .map(|text| {
            let time = FhirDate::parse(text).and_then(|date| date.time);
            match time.map(|time| time.chars().take(5).collect::<String>()) {
                Some(time) => at_time(&time),
                None => line(Slot::Unplaced),
            }
        })
        .collect();
    if found.is_empty() {
        vec![line(Slot::NotToday)]
    } else {
        found
    }
}

/// The moments of a day on which it is taken.
fn moments(timing: &DoseTiming) -> Vec<DayDose> {
    let moments = timing.when.len() + timing.times.len();
    let each = match rhythm(timing) {
        Rhythm::Daily => timing.frequency,
        Rhythm::OnTheseDays => per_day(timing),
        Rhythm::SomeDays => return vec![line(Slot::SomeDays)],
        Rhythm::Other => return vec![line(Slot::Unplaced)],
    };
    let at_meals = matches!(timing.when.as_slice(), [meal] if slot_of(meal) == Slot::Meal);
    let counted = each.is_none_or(|times| usize::try_from(times).is_ok_and(|n| n == moments));
    if timing.more || timing.frequency_max.is_some() || moments == 0 || !(counted || at_meals) {
        return vec![line(Slot::Unplaced)];
    }
    let times = each.filter(|times| *times > 1 && at_meals && moments == 1);
    let whens = timing.when.iter().map(|code| DayDose {
        when: Some(code.clone()),
        times,
        ..line(slot_of(code))
    });
    whens
        .chain(timing.times.iter().map(|time| at_time(time)))
        .collect()
}

/// How a schedule repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rhythm {
    /// Every day.
    Daily,
    /// On the days of the week that it names.
    OnTheseDays,
    /// Not every day; it does not say on which.
    SomeDays,
    /// By the hour, or in a way that says nothing of moments.
    Other,
}

fn rhythm(timing: &DoseTiming) -> Rhythm {
    let single = timing.period.as_deref().is_none_or(|p| p == "1") && !timing.period_varies;
    match (timing.unit.as_deref(), timing.days.is_empty()) {
        (None, true) if timing.frequency.is_none() || timing.period.is_none() => Rhythm::Daily,
        (Some("d"), true) if single => Rhythm::Daily,
        (None | Some("d" | "wk"), false) if single => Rhythm::OnTheseDays,
        (Some("h" | "min" | "s") | None, _) => Rhythm::Other,
        (Some("d"), true)
            if timing
                .period
                .as_deref()
                .is_some_and(|p| p.starts_with("0.")) =>
        {
            Rhythm::Other
        }
        _ => Rhythm::SomeDays,
    }
}

/// Times a day of a schedule that names its days: the frequency of a week is
/// shared among them.
fn per_day(timing: &DoseTiming) -> Option<u32> {
    let times = timing.frequency?;
    let days = u32::try_from(timing.days.len()).ok()?;
    match timing.unit.as_deref() {
        Some("wk") if days > 0 && times.is_multiple_of(days) => Some(times / days),
        _ => Some(times),
    }
}

fn at_time(time: &str) -> DayDose {
    let hour: u32 = time
        .split(':')
        .next()
        .and_then(|h| h.parse().ok())
        .unwrap_or(0);
    let slot = match hour {
        0..6 => Slot::Night,
        6..12 => Slot::Morning,
        12..18 => Slot::Afternoon,
        _ => Slot::Evening,
    };
    DayDose {
        time: Some(time.to_owned()),
        ..line(slot)
    }
}

/// The part of the day of a moment (HL7 `event-timing`).
fn slot_of(code: &str) -> Slot {
    match code {
        "MORN" | "MORN.early" | "MORN.late" | "WAKE" | "PHS" | "CM" | "ACM" | "PCM" | "ICM" => {
            Slot::Morning
        }
        "NOON" | "AFT" | "AFT.early" | "AFT.late" | "CD" | "ACD" | "PCD" | "ICD" => Slot::Afternoon,
        "EVE" | "EVE.early" | "EVE.late" | "CV" | "ACV" | "PCV" | "ICV" => Slot::Evening,
        "NIGHT" | "HS" => Slot::Night,
        "C" | "AC" | "PC" | "IC" => Slot::Meal,
        _ => Slot::Unplaced,
    }
}
