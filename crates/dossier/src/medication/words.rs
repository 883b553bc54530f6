//! What the medication overview says, in words.

use chrono::{Datelike, NaiveDate, Weekday};
use inzage_words::{Lang, medication as word};
use inzage_zib::{MedicationBlock as Block, UsePeriod, date_text};

use super::differences::DifferenceKind;
use super::standing::{Standing, Why};
use super::treatment::{Part, Place, Treatment};
use super::{DayDose, Slot};

/// Whose voice a building block is, in the order in which they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Voice {
    /// Afgesproken door de arts.
    Doctor,
    /// Afgeleverd, of toediening afgesproken, door de apotheek.
    Pharmacist,
    /// U gebruikt.
    You,
    /// Toegediend.
    Given,
}

impl Voice {
    /// Whose voice `block` is.
    pub fn of(block: Block) -> Self {
        match block {
            Block::Agreement | Block::VariableDosing | Block::DispenseRequest => Self::Doctor,
            Block::AdministrationAgreement | Block::Dispense => Self::Pharmacist,
            Block::Use => Self::You,
            Block::Administration => Self::Given,
        }
    }

    /// In words.
    pub fn words(self, lang: Lang) -> &'static str {
        let key = match self {
            Self::Doctor => "doctor",
            Self::Pharmacist => "pharmacist",
            Self::You => "you",
            Self::Given => "given",
        };
        word(key, lang)
    }
}

/// What a building block is called.
pub fn block_words(block: Block, lang: Lang) -> &'static str {
    let key = match block {
        Block::Agreement => "block_agreement",
        Block::VariableDosing => "block_variable",
        Block::DispenseRequest => "block_request",
        Block::AdministrationAgreement => "block_administration_agreement",
        Block::Dispense => "block_dispense",
        Block::Use => "block_use",
        Block::Administration => "block_administration",
    };
    word(key, lang)
}

/// The heading of a place in the list.
pub fn place_words(place: Place, lang: Lang) -> &'static str {
    let key = match place {
        Place::InUse => "place_in_use",
        Place::Unclear => "place_unclear",
        Place::Later => "place_later",
        Place::Interrupted => "place_interrupted",
        Place::Stopped => "place_stopped",
        Place::Once => "place_once",
        Place::Void => "place_void",
    };
    word(key, lang)
}

/// What differs.
pub fn difference_words(kind: DifferenceKind, lang: Lang) -> &'static str {
    let key = match kind {
        DifferenceKind::Standing => "difference_standing",
        DifferenceKind::Strength => "difference_strength",
        DifferenceKind::Dose => "difference_dose",
        DifferenceKind::Wording => "difference_wording",
    };
    word(key, lang)
}

/// The heading of a part of the day.
pub fn slot_words(slot: Slot, lang: Lang) -> &'static str {
    let key = match slot {
        Slot::Morning => "slot_morning",
        Slot::Afternoon => "slot_afternoon",
        Slot::Evening => "slot_evening",
        Slot::Night => "slot_night",
        Slot::Meal => "slot_meal",
        Slot::Unplaced => "slot_unplaced",
        Slot::SomeDays => "slot_some_days",
        Slot::AsNeeded => "slot_as_needed",
        Slot::Unclear => "slot_unclear",
        Slot::NotToday => "slot_not_today",
    };
    word(key, lang)
}

/// How a treatment stands: as its speaker says, or that sources differ.
pub fn treatment_words(treatment: &Treatment, lang: Lang) -> String {
    let counting = || treatment.parts.iter().filter(|part| part.counts());
    let differs = counting().any(|p| p.standing.is_off()) && counting().any(|p| p.standing.runs());
    if differs {
        return word("conflict", lang).to_owned();
    }
    let speaker = treatment.speaker();
    speaker
        .map(|part| standing_words(part, lang))
        .unwrap_or_default()
}

/// How a building block stands, with the date that matters.
pub fn standing_words(part: &Part, lang: Lang) -> String {
    let medication = &part.told.medication;
    let UsePeriod { start, end, .. } = &medication.period;
    let say = |key: &'static str, joint: &'static str, date: Option<&str>| {
        let said = word(key, lang);
        date.map_or_else(
            || said.to_owned(),
            |date| format!("{said} {} {}", word(joint, lang), day_words(date, lang)),
        )
    };
    let (start, end) = (start.as_deref(), end.as_deref());
    let mut text = match part.standing {
        Standing::InUse => {
            let mut text = say("in_use", "since", start);
            if let Some(end) = end {
                text = format!("{text} {} {}", word("until", lang), day_words(end, lang));
            }
            text
        }
        Standing::Later => say("later", "on", start),
        Standing::Interrupted => say("interrupted", "on", end.or(medication.said.as_deref())),
        Standing::Stopped => say("stopped", "on", end),
        Standing::Ended => say("ended", "on", end),
        Standing::NotTaken => word("not_taken", lang).to_owned(),
        Standing::Cancelled => word("cancelled", lang).to_owned(),
        Standing::Wrong => word("wrong", lang).to_owned(),
        Standing::Once => say(once(medication.block), "on", medication.said.as_deref()),
        Standing::Unclear(why) => format!("{}: {}", word("unclear", lang), why_words(why, lang)),
    };
    if part.replaced {
        text = format!("{} ({text})", word("replaced", lang));
    }
    text
}

fn once(block: Block) -> &'static str {
    match block {
        Block::DispenseRequest => "once_asked",
        Block::Administration => "once_given",
        _ => "once_dispensed",
    }
}

fn why_words(why: Why, lang: Lang) -> &'static str {
    let key = match why {
        Why::NoPeriod => "why_no_period",
        Why::NoStatus => "why_no_status",
        Why::Vague => "why_vague",
        Why::Proposed => "why_proposed",
        Why::Completed => "why_completed",
        Why::StopUnknown => "why_stop",
    };
    word(key, lang)
}

/// The period of use; empty when there is none.
pub fn period_words(period: &UsePeriod, lang: Lang) -> String {
    let date = |text: &Option<String>| text.as_deref().map(|text| day_words(text, lang));
    match (date(&period.start), date(&period.end)) {
        (Some(start), Some(end)) => {
            format!(
                "{} {start} {} {end}",
                word("from", lang),
                word("until", lang)
            )
        }
        (Some(start), None) => format!("{} {start}", word("from", lang)),
        (None, Some(end)) => format!("{} {end}", word("until", lang)),
        (None, None) => String::new(),
    }
}

/// The day of a received date in words; its time of the day left out.
pub fn day_words(text: &str, lang: Lang) -> String {
    let day = text.split_once('T').map_or(text, |(day, _)| day);
    date_text(day, lang)
}

/// A day with its name: `maandag 16 maart 2026`.
pub fn weekday_words(day: NaiveDate, lang: Lang) -> String {
    let key = match day.weekday() {
        Weekday::Mon => "monday",
        Weekday::Tue => "tuesday",
        Weekday::Wed => "wednesday",
        Weekday::Thu => "thursday",
        Weekday::Fri => "friday",
        Weekday::Sat => "saturday",
        Weekday::Sun => "sunday",
    };
    format!("{} {}", word(key, lang), date_text(&day.to_string(), lang))
}

/// How much and at which moment, in words: `1 tablet, voor het ontbijt`.
pub fn dose_words(line: &DayDose, lang: Lang) -> String {
    let mut said: Vec<String> = line.dose.iter().cloned().collect();
    said.extend(
        line.times
            .map(|times| format!("{times} {}", word("times", lang))),
    );
    let when = line.when.as_deref();
    let moment = when.and_then(|code| inzage_words::code("", "when", code, lang));
    said.extend(moment.map(str::to_owned));
    said.join(", ")
}
