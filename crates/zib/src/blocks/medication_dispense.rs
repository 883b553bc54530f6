//! Toedieningsafspraak and verstrekking (zib-AdministrationAgreement, zib-Dispense, mp-AdministrationAgreement, mp-MedicationDispense).

use super::medicine::{EPISODE, PERIOD_OF_USE, PRODUCT, REASONS, agreed, medicine};
use super::{Block, NOTES};
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
    title: medicine,
    date: &[
        "ext:zib-Medication-PeriodOfUse",
        "ext:ext-TimeInterval.Period",
        "ext:zib-AdministrationAgreement-AuthoredOn",
        "whenHandedOver",
        "whenPrepared",
    ],
    status: agreed,
    fields: &[
        PRODUCT,
        PERIOD_OF_USE,
        &[
            ("quantity", "quantity"),
            ("daysSupply", "daysSupply"),
            ("whenPrepared", "whenPrepared"),
            ("whenHandedOver", "whenHandedOver"),
            ("status", "status"),
            ("statusReason", "statusReason*"),
            ("notDone", "notDone"),
            ("notDoneReason", "notDoneReason*"),
        ],
        REASONS,
        &[
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
        ],
        EPISODE,
        NOTES,
    ],
};
