//! Services of one kind of data: laboratory (46), vital functions (52), allergies (54,
//! 58), vaccinations (63).

use super::{FhirVersion, Gegevensdienst, optional, q, stu3};

/// 46, Laboratoriumresultaten 2.0.
pub(super) const LABORATORIUM: Gegevensdienst = stu3(
    "46",
    &[q(
        "laboratory",
        "Observation?category=http://snomed.info/sct%7C49581000146104",
    )],
);

/// 52, Meetwaarden vitale functies 2.0. Blood glucose is no vital sign by its
/// category; a source may not know that search.
pub(super) const VITALE_FUNCTIES: Gegevensdienst = stu3(
    "52",
    &[
        q(
            "vital-signs",
            "Observation?category=http://hl7.org/fhir/observation-category%7Cvital-signs",
        ),
        optional(
            "glucose",
            "Observation?code=http://loinc.org%7C14743-9,http://loinc.org%7C14770-2,http://loinc.org%7C14760-3",
        ),
    ],
);

/// 54, Overgevoeligheden 2.0.
pub(super) const OVERGEVOELIGHEDEN: Gegevensdienst =
    stu3("54", &[q("allergy", "AllergyIntolerance")]);

/// 58, Medicatiegerelateerde Overgevoeligheden 2.A.
pub(super) const MEDICATIE_OVERGEVOELIGHEDEN: Gegevensdienst =
    stu3("58", &[q("drug-allergy", "AllergyIntolerance")]);

/// 63, Vaccinaties 1.0 (R4).
pub(super) const VACCINATIES: Gegevensdienst = Gegevensdienst {
    id: "63",
    fhir: FhirVersion::R4,
    queries: &[q("vaccination", "Immunization")],
    reads: &["Medication"],
};
