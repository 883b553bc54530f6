//! Toedieningsafspraak and verstrekking (zib-AdministrationAgreement, zib-Dispense, mp-AdministrationAgreement, mp-MedicationDispense).

use super::Block;
use super::medicine::{agreed, medicine};
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["MedicationDispense"],
    profiles: &[
        "zib-AdministrationAgreement",
        "zib-Dispense",
        "mp-AdministrationAgreement",
        "mp-MedicationDispense",
    ],
    codes: &[],
    chapter: Chapter::Medication,
    title,
    date: &[
        "ext:zib-Medication-PeriodOfUse",
        "ext:ext-TimeInterval.Period",
        "ext:zib-AdministrationAgreement-AuthoredOn",
        "whenHandedOver",
        "whenPrepared",
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
        ("quantity", "quantity"),
        ("daysSupply", "daysSupply"),
        ("whenPrepared", "whenPrepared"),
        ("whenHandedOver", "whenHandedOver"),
        ("status", "status"),
        ("statusReason", "statusReason*"),
        ("notDone", "notDone"),
        ("notDoneReason", "notDoneReason*"),
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
        ("authoredOn", "ext:zib-AdministrationAgreement-AuthoredOn"),
        ("authoredOn", "ext:ext-AdministrationAgreement.AuthoredOn"),
        ("requestDate", "ext:zib-Dispense-RequestDate"),
        ("requestDate", "ext:ext-MedicationDispense.RequestDate"),
        ("dispenser", "performer"),
        ("dispenseLocation", "ext:zib-Dispense-Location"),
        ("destination", "destination"),
        ("location", "location"),
        ("distributionForm", "ext:zib-Dispense-DistributionForm"),
        (
            "distributionForm",
            "ext:ext-MedicationDispense.DistributionForm",
        ),
        ("authorizingPrescription", "authorizingPrescription"),
        ("substitution", "substitution"),
        ("registered", "ext:ext-RegistrationDateTime"),
        ("copy", "ext:ext-CopyIndicator"),
        ("dispenseType", "type"),
        ("receiver", "receiver"),
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
