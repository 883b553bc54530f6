//! Huisartsgegevens (49).

use super::{Gegevensdienst, q, stu3};

/// 49, Huisartsgegevens 2.0.
pub(super) const HUISARTSGEGEVENS: Gegevensdienst = stu3(
    "49",
    &[
        q("patient", "Patient?_include=Patient:general-practitioner"),
        q("episode", "EpisodeOfCare"),
        q(
            "current-medication",
            "MedicationRequest?periodofuse=ge{today}&category=http://snomed.info/sct%7C16076005&_include=MedicationRequest:medication",
        ),
        q("drug-allergy", "AllergyIntolerance?category=medication"),
        q(
            "result",
            "Observation?code=https://referentiemodel.nhg.org/tabellen/nhg-tabel-45-diagnostische-bepalingen%7C&_include=Observation:related-target&_include=Observation:specimen&date=ge{today-14m}",
        ),
        q(
            "contact-report",
            "Composition?type=http://loinc.org%7C67781-5",
        ),
        q("contact", "Encounter"),
    ],
);
