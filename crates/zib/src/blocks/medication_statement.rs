//! Medicatiegebruik (zib-MedicationUse, mp-MedicationUse2).

use super::medicine::{EPISODE, PERIOD_OF_USE, PRODUCT, REASONS, agreed, medicine};
use super::{Block, NOTES};
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["MedicationStatement"],
    profiles: &["zib-MedicationUse", "mp-MedicationUse2", "mp-MedicationUse"],
    codes: &[],
    chapter: Chapter::Medication,
    title: medicine,
    date: &[
        "effective*",
        "ext:zib-Medication-PeriodOfUse",
        "dateAsserted",
    ],
    status: agreed,
    fields: &[
        PRODUCT,
        &[("periodOfUse", "effective*")],
        PERIOD_OF_USE,
        &[
            ("taken", "taken"),
            ("status", "status"),
            ("statusReason", "statusReason"),
            ("asAgreed", "ext:zib-MedicationUse-AsAgreedIndicator"),
            ("asAgreed", "ext:ext-AsAgreedIndicator"),
        ],
        REASONS,
        &[
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
        ],
        EPISODE,
        NOTES,
    ],
};
