//! What the medication building blocks have in common.

use super::Fields;
use super::titles::shortened;
use crate::reader::Reader;

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
        said.push(inzage_words::phrase("not_used", reader.lang).to_owned());
    }
    said.extend(reader.first(&["mod:zib-Medication-StopType", "mod:ext-StopType"]));
    if !reader.is_one("status", &["active", "completed", "in-progress", "unknown"]) {
        said.extend(reader.first(&["status"]));
    }
    said.extend(used(reader));
    said.dedup();
    (!said.is_empty()).then(|| shortened(said.join(", ")))
}

/// How it is used: as the source wrote it, else the sentence of its parts.
fn used(reader: &Reader<'_>) -> Option<String> {
    if let Some(rendered) = reader.first(&["ext:ext-RenderedDosageInstruction"]) {
        return Some(rendered);
    }
    let mut said: Vec<String> = Vec::new();
    for dosage in ["dosageInstruction", "dosage"]
        .iter()
        .flat_map(|path| reader.at(path))
    {
        let text = reader
            .part(dosage, "text")
            .or_else(|| reader.dosage(dosage));
        said.extend(text.filter(|text| !said.contains(text)));
    }
    (!said.is_empty()).then(|| said.join("; "))
}
