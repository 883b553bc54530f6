//! What the medication building blocks have in common.

use super::Fields;
use crate::reader::Reader;
use crate::show::{END_OF_USE, LENGTH_OF_USE, STOP_TYPE, day_text, small};
use inzage_words::phrase;

/// What is used, and how.
pub(super) const PRODUCT: Fields = &[
    ("medicine", "medicationReference"),
    ("medicine", "medicationCodeableConcept"),
    ("dosage", "ext:ext-RenderedDosageInstruction"),
    ("dosage", "dosageInstruction"),
    ("dosage", "dosage"),
];

/// From when until when, and what interrupts it (zib Gebruiksperiode, `StopType`,
/// `HerhaalperiodeCyclischSchema`).
pub(super) const PERIOD_OF_USE: Fields = &[
    ("periodOfUse", "ext:zib-Medication-PeriodOfUse"),
    ("periodOfUse", "ext:ext-TimeInterval.Period"),
    ("usageDuration", "ext:zib-MedicationUse-Duration"),
    ("usageDuration", "ext:ext-TimeInterval.Duration"),
    ("periodCondition", "ext:ext-PeriodOfUse.Condition"),
    ("stopType", "mod:zib-Medication-StopType"),
    ("stopType", "mod:ext-StopType"),
    (
        "cyclicalSchedule",
        "mod:zib-Medication-RepeatPeriodCyclicalSchedule",
    ),
    ("cyclicalSchedule", "mod:ext-RepeatPeriodCyclicalSchedule"),
    (
        "cyclicalSchedule",
        "mod:ext-InstructionsForUse.RepeatPeriodCyclicalSchedule",
    ),
    (
        "cyclicalSchedule",
        "ext:ext-InstructionsForUse.RepeatPeriodCyclicalSchedule",
    ),
];

/// Why it is used, changed or stopped, and what else was agreed.
pub(super) const REASONS: Fields = &[
    ("reason", "reasonCode"),
    ("reason", "reasonReference"),
    ("reason", "reasonCodeableConcept"),
    (
        "reasonForChange",
        "ext:zib-MedicationUse-ReasonForChangeOrDiscontinuationOfUse",
    ),
    (
        "reasonForChange",
        "ext:ext-MedicationUse2.ReasonModificationOrDiscontinuation",
    ),
    (
        "reasonForChange",
        "ext:ext-AdministrationAgreement.ReasonModificationOrDiscontinuation",
    ),
    (
        "agreementReason",
        "ext:zib-AdministrationAgreement-AgreementReason",
    ),
    (
        "reasonForChange",
        "ext:ext-MedicationAgreement.ReasonModificationOrDiscontinuation",
    ),
    (
        "additionalInformation",
        "ext:zib-Medication-AdditionalInformation",
    ),
    (
        "additionalInformation",
        "ext:ext-MedicationAgreement.MedicationAgreementAdditionalInformation",
    ),
    (
        "additionalInformation",
        "ext:ext-AdministrationAgreement.AdministrationAgreementAdditionalInformation",
    ),
    (
        "additionalInformation",
        "ext:ext-MedicationDispense.MedicationDispenseAdditionalInformation",
    ),
];

/// The episode that it belongs to.
pub(super) const EPISODE: Fields = &[
    ("episode", "ext:extension-context-nl-core-episodeofcare"),
    ("episode", "ext:ext-Context-EpisodeOfCare"),
];

/// The name of the medicine: of the Medication it points at, else its display.
pub(super) fn medicine(reader: &Reader<'_>) -> Option<String> {
    reader.named(&[
        "medicationReference",
        "medicationCodeableConcept",
        "dosageInstruction/text",
    ])
}

/// Whether it is used, stopped, given; then how much and when.
pub(super) fn agreed(reader: &Reader<'_>) -> Option<String> {
    if reader.is_one("status", &["entered-in-error"]) {
        return reader.state(&[]);
    }
    let mut said = Vec::new();
    if reader.is_one("taken", &["n"]) {
        said.push(phrase("not_used", reader.lang).to_owned());
    }
    // Not given, cancelled: before anything else.
    if !reader.is_one("status", USUAL) && !reader.is_one("status", STOPPED) {
        said.extend(reader.first(&["status"]));
    }
    said.extend(reader.usage().or_else(|| handed_over(reader)).map(brief));
    let before = said.join(" ").to_lowercase();
    said.extend(ended(reader).filter(|end| !before.contains(end.as_str())));
    (!said.is_empty()).then(|| said.join(" · "))
}

/// Longest sentence of use in a row: whether it was stopped stands behind it.
const LONGEST_USE: usize = 110;

fn brief(text: String) -> String {
    match text.char_indices().nth(LONGEST_USE) {
        None => text,
        Some((end, _)) => {
            let (head, _) = text.split_at(end);
            let head = head.rsplit_once(' ').map_or(head, |(head, _)| head);
            format!("{head} …")
        }
    }
}

/// Statuses that need no word, and those that say that the use ended.
const USUAL: &[&str] = &["active", "completed", "in-progress", "unknown"];
const STOPPED: &[&str] = &["stopped", "on-hold"];

/// That it was stopped or interrupted, and on which day; or until when.
fn ended(reader: &Reader<'_>) -> Option<String> {
    let word = reader
        .first(STOP_TYPE)
        .or_else(|| {
            reader
                .first(&["status"])
                .filter(|_| reader.is_one("status", STOPPED))
        })
        .map(|word| small(&word))
        // Something stopped it, in a code without words.
        .or_else(|| {
            let odd = STOP_TYPE.iter().any(|path| !reader.at(path).is_empty());
            odd.then(|| phrase("stopped_somehow", reader.lang).to_owned())
        });
    let end = END_OF_USE
        .iter()
        .flat_map(|path| reader.at(path))
        .find_map(|node| node.value.as_str());
    let on = |end: &str| {
        // A month or a year has no day to stop on.
        let key = if end.len() < 10 {
            "within"
        } else {
            "stopped_on"
        };
        format!(
            "{} {}",
            phrase(key, reader.lang),
            day_text(end, reader.lang)
        )
    };
    match (word, end) {
        (Some(word), Some(end)) => Some(format!("{word} {}", on(end))),
        (None, Some(end)) => Some(format!(
            "{} {}",
            phrase("until", reader.lang),
            day_text(end, reader.lang)
        )),
        (Some(word), None) => Some(word),
        (None, None) => {
            let length = reader.first(LENGTH_OF_USE)?;
            Some(format!("{} {length}", phrase("during", reader.lang)))
        }
    }
}

/// How much was dispensed (verstrekking), or is to be (verstrekkingsverzoek).
fn handed_over(reader: &Reader<'_>) -> Option<String> {
    let amount = |path, key| {
        let amount = reader.first(&[path])?;
        Some(format!("{amount} {}", phrase(key, reader.lang)))
    };
    amount("quantity", "dispensed_amount")
        .or_else(|| amount("dispenseRequest/quantity", "to_dispense"))
}
