//! Medicatieafspraak and verstrekkingsverzoek (zib-MedicationAgreement, zib-DispenseRequest, mp-MedicationAgreement …).

use super::Block;
use super::medicine::{agreed, medicine};
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["MedicationRequest"],
    profiles: &[
        "zib-MedicationAgreement",
        "zib-DispenseRequest",
        "mp-MedicationAgreement",
        "mp-DispenseRequest",
        "mp-VariableDosingRegimen",
    ],
    codes: &[],
    chapter: Chapter::Medication,
    title,
    date: &[
        "ext:zib-Medication-PeriodOfUse",
        "ext:ext-TimeInterval.Period",
        "authoredOn",
    ],
    status,
    fields: &[
        ("medicine", "medicationReference"),
        ("medicine", "medicationCodeableConcept"),
        ("dosage", "ext:ext-RenderedDosageInstruction"),
        ("dosage", "dosageInstruction"),
        ("dosage", "dosage"),
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
        ("status", "status"),
        ("statusReason", "statusReason"),
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
        ("authoredOn", "authoredOn"),
        ("prescriber", "requester"),
        ("prescriber", "ext:zib-MedicationAgreement-RequesterRole"),
        (
            "nextPractitioner",
            "ext:ext-MedicationAgreement.NextPractitioner",
        ),
        (
            "basedOnAgreement",
            "ext:zib-MedicationAgreement-BasedOnAgreementOrUse",
        ),
        (
            "relatedAgreement",
            "ext:zib-DispenseRequest-RelatedMedicationAgreement",
        ),
        ("dispenseRequest", "dispenseRequest"),
        ("performer", "performer"),
        (
            "dispenseLocation",
            "ext:ext-DispenseRequest.DispenseLocation",
        ),
        ("wishes", "ext:ext-DispenseRequest.AdditionalWishes"),
        (
            "financial",
            "ext:ext-DispenseRequest.FinancialIndicationCode",
        ),
        ("substitution", "substitution"),
        ("priority", "priority"),
        ("doNotPerform", "doNotPerform"),
        ("priorPrescription", "priorPrescription"),
        (
            "relatedAdministration",
            "ext:ext-RelationAdministrationAgreement",
        ),
        ("registered", "ext:ext-RegistrationDateTime"),
        ("copy", "ext:ext-CopyIndicator"),
        ("supportingInformation", "supportingInformation"),
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
