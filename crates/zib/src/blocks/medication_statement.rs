//! Medicatiegebruik (zib-MedicationUse, mp-MedicationUse2).

use super::Block;
use super::medicine::{agreed, medicine};
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["MedicationStatement"],
    profiles: &["zib-MedicationUse", "mp-MedicationUse2", "mp-MedicationUse"],
    codes: &[],
    chapter: Chapter::Medication,
    title,
    date: &[
        "effective*",
        "ext:zib-Medication-PeriodOfUse",
        "dateAsserted",
    ],
    status,
    fields: &[
        ("medicine", "medicationReference"),
        ("medicine", "medicationCodeableConcept"),
        ("dosage", "ext:ext-RenderedDosageInstruction"),
        ("dosage", "dosageInstruction"),
        ("dosage", "dosage"),
        ("periodOfUse", "effective*"),
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
        ("taken", "taken"),
        ("status", "status"),
        ("statusReason", "statusReason"),
        ("asAgreed", "ext:zib-MedicationUse-AsAgreedIndicator"),
        ("asAgreed", "ext:ext-AsAgreedIndicator"),
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
        ("reasonNotTaken", "reasonNotTaken"),
        ("prescriber", "ext:zib-MedicationUse-Prescriber"),
        ("prescriber", "ext:ext-MedicationUse2.Prescriber"),
        ("informant", "informationSource"),
        ("author", "ext:zib-MedicationUse-Author"),
        ("author", "ext:ext-MedicationUse2.Author"),
        (
            "relatedAdministration",
            "ext:ext-RelationAdministrationAgreement",
        ),
        ("copy", "ext:ext-CopyIndicator"),
        ("derivedFrom", "derivedFrom"),
        ("episode", "ext:extension-context-nl-core-episodeofcare"),
        ("episode", "ext:ext-Context-EpisodeOfCare"),
        ("note", "note"),
        ("note", "comment"),
        ("note", "ext:Comment"),
        ("note", "ext:ext-Comment"),
    ],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    medicine(reader)
}

fn status(reader: &Reader<'_>) -> Option<String> {
    agreed(reader)
}
