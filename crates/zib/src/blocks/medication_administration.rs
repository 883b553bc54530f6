//! Medicatietoediening (zib-MedicationAdministration, mp-MedicationAdministration2).

use super::medicine::{EPISODE, REASONS, agreed, medicine};
use super::{Block, NOTES};
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["MedicationAdministration"],
    profiles: &[
        "zib-MedicationAdministration",
        "mp-MedicationAdministration2",
    ],
    codes: &[],
    chapter: Chapter::Medication,
    title: medicine,
    date: &["effective*"],
    status: agreed,
    fields: &[
        &[
            ("medicine", "medicationReference"),
            ("medicine", "medicationCodeableConcept"),
            ("dosage", "ext:ext-RenderedDosageInstruction"),
            ("administered", "effective*"),
            ("dosage", "dosage"),
            ("status", "status"),
            ("statusReason", "statusReason"),
            ("notDone", "notGiven"),
        ],
        REASONS,
        &[
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
        ],
        EPISODE,
        NOTES,
    ],
};
