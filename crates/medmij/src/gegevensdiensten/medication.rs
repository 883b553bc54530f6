//! Medicatiegegevens: MP 9.0.7 (31), converted from 6.12 (35), MP9 3.0 (R4).

use super::{FhirVersion, Gegevensdienst, Query, q, stu3};

/// 31, Medicatiegegevens 9.0 (MP 9.0.7).
pub(super) const MP_9_0: Gegevensdienst = stu3(
    "31",
    &[
        q(
            "medication-agreement",
            "MedicationRequest?category=http://snomed.info/sct%7C16076005&_include=MedicationRequest:medication",
        ),
        q(
            "dispense-request",
            "MedicationRequest?category=http://snomed.info/sct%7C52711000146108&_include=MedicationRequest:medication",
        ),
        q(
            "administration-agreement",
            "MedicationDispense?category=http://snomed.info/sct%7C422037009&_include=MedicationDispense:medication",
        ),
        q(
            "dispense",
            "MedicationDispense?category=http://snomed.info/sct%7C373784005&_include=MedicationDispense:medication",
        ),
        MEDICATION_USE,
    ],
);

/// 35, Medicatiegegevens 9.A: what older systems recorded (6.12), converted.
pub(super) const MP_9_A: Gegevensdienst = stu3(
    "35",
    &[q(
        "dispense",
        "MedicationDispense?category=http://snomed.info/sct%7C373784005,http://snomed.info/sct%7C422037009&_include=MedicationDispense:medication&_include=MedicationDispense:patient&_include=MedicationDispense:performer",
    )],
);

const MEDICATION_USE: Query = q(
    "medication-use",
    "MedicationStatement?category=urn:oid:2.16.840.1.113883.2.4.3.11.60.20.77.5.3%7C6&_include=MedicationStatement:medication",
);

/// Medicatieproces 9 3.0 (R4). Its number in the lists of `MedMij` is the operator's to
/// give (ADR 0060).
pub(super) const MP_9_R4: Gegevensdienst = Gegevensdienst {
    id: "mp9-r4",
    fhir: FhirVersion::R4,
    queries: &[
        q(
            "medication-agreement",
            "MedicationRequest?category=http://snomed.info/sct%7C33633005&_include=MedicationRequest:medication&_include=MedicationRequest:reason&_include=MedicationRequest:next-practitioner&_include=MedicationRequest:requester&_include:iterate=PractitionerRole:organization&_include:iterate=PractitionerRole:practitioner&_include:iterate=PractitionerRole:location",
        ),
        q(
            "dosing-schedule",
            "MedicationRequest?category=http://snomed.info/sct%7C395067002&_include=MedicationRequest:medication",
        ),
        q(
            "dispense-request",
            "MedicationRequest?category=http://snomed.info/sct%7C52711000146108&_include=MedicationRequest:medication",
        ),
        q(
            "administration-agreement",
            "MedicationDispense?category=http://snomed.info/sct%7C422037009&_include=MedicationDispense:medication",
        ),
        q(
            "dispense",
            "MedicationDispense?category=http://snomed.info/sct%7C373784005&_include=MedicationDispense:medication",
        ),
        q(
            "medication-use",
            "MedicationStatement?category=http://snomed.info/sct%7C422979000&_include=MedicationStatement:medication",
        ),
        q(
            "administration",
            "MedicationAdministration?category=http://snomed.info/sct%7C18629005&_include=MedicationAdministration:medication",
        ),
    ],
    reads: &["Medication"],
};
