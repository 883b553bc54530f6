//! Medicatietoediening (zib-MedicationAdministration, mp-MedicationAdministration2).

use super::Block;
use super::medicine::{agreed, medicine};
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["MedicationAdministration"],
    profiles: &[
        "zib-MedicationAdministration",
        "mp-MedicationAdministration2",
    ],
    codes: &[],
    chapter: Chapter::Medication,
    title,
    date: &["effective*"],
    status,
    fields: &[
        ("medicine", "medicationReference"),
        ("medicine", "medicationCodeableConcept"),
        ("dosage", "ext:ext-RenderedDosageInstruction"),
        ("administered", "effective*"),
        ("dosage", "dosage"),
        ("status", "status"),
        ("statusReason", "statusReason"),
        ("notDone", "notGiven"),
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
        (
            "reasonForDeviation",
            "ext:ext-MedicationAdministration2.ReasonForDeviation",
        ),
        (
            "injectionSite",
            "ext:ext-MedicationAdministration2.InjectionPatchSite",
        ),
        ("administeredBy", "performer"),
        ("device", "device"),
        ("request", "request"),
        ("request", "prescription"),
        (
            "relatedAdministration",
            "ext:ext-RelationAdministrationAgreement",
        ),
        ("registered", "ext:ext-RegistrationDateTime"),
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
