//! Medicatieafspraak and verstrekkingsverzoek (zib-MedicationAgreement, zib-DispenseRequest, mp-MedicationAgreement …).

use super::medicine::{EPISODE, PERIOD_OF_USE, PRODUCT, REASONS, agreed, medicine};
use super::{Block, NOTES};
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
    title: medicine,
    date: &[
        "ext:zib-Medication-PeriodOfUse",
        "ext:ext-TimeInterval.Period",
        "authoredOn",
    ],
    status: agreed,
    fields: &[
        PRODUCT,
        PERIOD_OF_USE,
        &[("status", "status"), ("statusReason", "statusReason")],
        REASONS,
        &[
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
        ],
        EPISODE,
        NOTES,
    ],
};
