//! Basisgegevens: Zorg (48), GGZ (50) and Langdurige Zorg (61). What they have in
//! common stands once.

use super::{Gegevensdienst, Query, q, stu3};

/// 48, Basisgegevens Zorg 3.0 (`BgZ` 2017): 28 searches.
pub(super) const ZORG: Gegevensdienst = stu3(
    "48",
    &[
        PATIENT,
        PAYER,
        TREATMENT_DIRECTIVE,
        ADVANCE_DIRECTIVE,
        q(
            "functional-status",
            "Observation/$lastn?category=http://snomed.info/sct%7C118228005,http://snomed.info/sct%7C384821006",
        ),
        PROBLEM,
        LIVING_SITUATION,
        DRUG_USE,
        ALCOHOL_USE,
        TOBACCO_USE,
        q("nutrition-advice", "NutritionOrder"),
        q("alert", "Flag"),
        q("allergy", "AllergyIntolerance"),
        q(
            "medication-use",
            "MedicationStatement?category=urn:oid:2.16.840.1.113883.2.4.3.11.60.20.77.5.3%7C6&_include=MedicationStatement:medication",
        ),
        q(
            "medication-agreement",
            "MedicationRequest?category=http://snomed.info/sct%7C16076005&_include=MedicationRequest:medication",
        ),
        q(
            "administration-agreement",
            "MedicationDispense?category=http://snomed.info/sct%7C422037009&_include=MedicationDispense:medication",
        ),
        q(
            "device",
            "DeviceUseStatement?_include=DeviceUseStatement:device",
        ),
        q("vaccination", "Immunization?status=completed"),
        q(
            "blood-pressure",
            "Observation/$lastn?code=http://loinc.org%7C85354-9",
        ),
        q(
            "weight",
            "Observation/$lastn?code=http://loinc.org%7C29463-7",
        ),
        q(
            "height",
            "Observation/$lastn?code=http://loinc.org%7C8302-2,http://loinc.org%7C8306-3,http://loinc.org%7C8308-9",
        ),
        LABORATORY,
        q(
            "procedure",
            "Procedure?category=http://snomed.info/sct%7C387713003",
        ),
        q(
            "encounter",
            "Encounter?class=http://hl7.org/fhir/v3/ActCode%7CIMP,http://hl7.org/fhir/v3/ActCode%7CACUTE,http://hl7.org/fhir/v3/ActCode%7CNONAC",
        ),
        q("planned-procedure", "ProcedureRequest?status=active"),
        q("planned-vaccination", "ImmunizationRecommendation"),
        q(
            "planned-device",
            "DeviceRequest?status=active&_include=DeviceRequest:device",
        ),
        q("appointment", "Appointment?status=booked,pending,proposed"),
    ],
);

/// 50, Basisgegevens GGZ 2.0: 18 searches.
pub(super) const GGZ: Gegevensdienst = stu3(
    "50",
    &[
        PATIENT,
        PAYER,
        TREATMENT_DIRECTIVE,
        ADVANCE_DIRECTIVE,
        q(
            "functional-status",
            "Observation?category=http://snomed.info/sct%7C118228005,http://snomed.info/sct%7C384821006",
        ),
        PROBLEM,
        DRUG_USE,
        ALCOHOL_USE,
        TOBACCO_USE,
        LIVING_SITUATION,
        q(
            "family-situation",
            "Observation?code=http://snomed.info/sct%7C365470003",
        ),
        q(
            "participation",
            "Observation?code=http://snomed.info/sct%7C314845004",
        ),
        q(
            "help-from-others",
            "CarePlan?category=http://snomed.info/sct%7C243114000",
        ),
        LABORATORY,
        q(
            "measurement",
            "Observation?category=http://hl7.org/fhir/observation-category%7Csurvey",
        ),
        q("procedure", "Procedure"),
        q("report", "DiagnosticReport"),
        CARE_TEAM,
    ],
);

/// 61, Basisgegevens Langdurige Zorg 3.0: 9 searches.
pub(super) const LANGDURIGE_ZORG: Gegevensdienst = stu3(
    "61",
    &[
        PATIENT,
        TREATMENT_DIRECTIVE,
        ADVANCE_DIRECTIVE,
        PROBLEM,
        q("allergy", "AllergyIntolerance"),
        LABORATORY,
        q("procedure", "Procedure"),
        q(
            "care-plan",
            "CarePlan?_include=CarePlan:activity-goal:Goal&_include=CarePlan:activity-outcomereference:Observation&_include=CarePlan:activity-medicaldevice:DeviceUseStatement&_include:recurse=DeviceUseStatement:device:Device",
        ),
        CARE_TEAM,
    ],
);

const PATIENT: Query = q("patient", "Patient?_include=Patient:general-practitioner");
const PAYER: Query = q(
    "payer",
    "Coverage?_include=Coverage:payor:Patient&_include=Coverage:payor:Organization",
);
const TREATMENT_DIRECTIVE: Query = q(
    "treatment-directive",
    "Consent?category=http://snomed.info/sct%7C11291000146105",
);
const ADVANCE_DIRECTIVE: Query = q(
    "advance-directive",
    "Consent?category=http://snomed.info/sct%7C11341000146107",
);
const PROBLEM: Query = q("problem", "Condition");
const LIVING_SITUATION: Query = q(
    "living-situation",
    "Observation/$lastn?code=http://snomed.info/sct%7C365508006",
);
const DRUG_USE: Query = q(
    "drug-use",
    "Observation?code=http://snomed.info/sct%7C228366006",
);
const ALCOHOL_USE: Query = q(
    "alcohol-use",
    "Observation?code=http://snomed.info/sct%7C228273003",
);
const TOBACCO_USE: Query = q(
    "tobacco-use",
    "Observation?code=http://snomed.info/sct%7C365980008",
);
const LABORATORY: Query = q(
    "laboratory",
    "Observation/$lastn?category=http://snomed.info/sct%7C275711006&_include=Observation:related-target&_include=Observation:specimen",
);
const CARE_TEAM: Query = q("care-team", "CareTeam?_include=CareTeam:participant");
