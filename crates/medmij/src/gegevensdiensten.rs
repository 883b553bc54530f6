//! The gegevensdiensten that Inzage collects, as data: adding one is adding a
//! table. Queries as in the qualification scripts and the client
//! `CapabilityStatements` (`BgZ` 3.0, Huisartsgegevens 2.0, PDF/A 3.0, Vaccinaties 1.0).

use chrono::{Datelike as _, Months, NaiveDate};

/// FHIR version of a service, as its `Accept` header says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FhirVersion {
    /// FHIR 3.0 (STU3).
    Stu3,
    /// FHIR 4.0 (R4).
    R4,
}

impl FhirVersion {
    /// Value of the `Accept` header for this version.
    pub fn accept(self) -> &'static str {
        match self {
            Self::Stu3 => "application/fhir+json; fhirVersion=3.0",
            Self::R4 => "application/fhir+json; fhirVersion=4.0",
        }
    }
}

/// One search of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Query {
    /// Short stable name, unique within the service: key for progress, retry
    /// and labels.
    pub id: &'static str,
    /// Path and parameters under the service's base, percent-encoded where
    /// needed; `{today}` and `{today-14m}` stand for dates (`YYYY-MM-DD`).
    pub path: &'static str,
    /// A source may answer that it does not know this search, and has then still
    /// given everything it has.
    pub optional: bool,
}

/// A gegevensdienst for collecting (Verzamelen).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gegevensdienst {
    /// `GegevensdienstId`.
    pub id: &'static str,
    /// FHIR version it speaks.
    pub fhir: FhirVersion,
    /// Its searches, in the order they are sent; the patient first where there
    /// is one, because the person is checked by it.
    pub queries: &'static [Query],
    /// Resource types that its resources refer to and that are then read one by
    /// one, because no search includes them.
    pub reads: &'static [&'static str],
}

impl Query {
    /// The path to send on the day `today`, with its dates filled in.
    pub fn path_on(&self, today: NaiveDate) -> String {
        let fourteen_months_ago = today.checked_sub_months(Months::new(14)).unwrap_or(today);
        self.path
            .replace("{today}", &day(today))
            .replace("{today-14m}", &day(fourteen_months_ago))
    }
}

impl Gegevensdienst {
    /// The service with this id, when Inzage collects it.
    pub fn find(id: &str) -> Option<&'static Self> {
        GEGEVENSDIENSTEN.iter().find(|g| g.id == id)
    }

    /// Whether `path` (below the service's base, without its query string) is
    /// one that this service may be asked: a search of a resource type that its
    /// table names, a `$lastn`, or reading a document.
    pub fn may_ask(&self, path: &str) -> bool {
        let known = |wanted: &str| {
            self.queries
                .iter()
                .any(|q| q.path.split('?').next() == Some(wanted))
        };
        known(path)
            || path
                .split_once('/')
                .is_some_and(|(kind, id)| READABLE.contains(&kind) && is_fhir_id(id))
    }
}

/// `YYYY-MM-DD`, without the whole of chrono's formatting: this runs in the page.
fn day(date: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// Resource types that may be read by id: what a document list points at, and
/// what vaccinations name.
const READABLE: &[&str] = &["Binary", "DocumentReference", "Medication"];

/// A FHIR logical id: 1 to 64 of `A-Za-z0-9-.` (FHIR datatypes, `id`).
fn is_fhir_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
}

const fn q(id: &'static str, path: &'static str) -> Query {
    Query {
        id,
        path,
        optional: false,
    }
}

/// Every gegevensdienst that Inzage collects.
pub const GEGEVENSDIENSTEN: &[Gegevensdienst] = &[
    Gegevensdienst {
        id: "48",
        fhir: FhirVersion::Stu3,
        queries: BASISGEGEVENS_ZORG,
        reads: &[],
    },
    Gegevensdienst {
        id: "49",
        fhir: FhirVersion::Stu3,
        queries: HUISARTSGEGEVENS,
        reads: &[],
    },
    Gegevensdienst {
        id: "51",
        fhir: FhirVersion::Stu3,
        queries: DOCUMENTEN,
        reads: &[],
    },
    Gegevensdienst {
        id: "63",
        fhir: FhirVersion::R4,
        queries: VACCINATIES,
        reads: &["Medication"],
    },
];

/// 48, Basisgegevens Zorg 3.0: 28 searches.
const BASISGEGEVENS_ZORG: &[Query] = &[
    q("patient", "Patient?_include=Patient:general-practitioner"),
    q(
        "payer",
        "Coverage?_include=Coverage:payor:Patient&_include=Coverage:payor:Organization",
    ),
    q(
        "treatment-directive",
        "Consent?category=http://snomed.info/sct%7C11291000146105",
    ),
    q(
        "advance-directive",
        "Consent?category=http://snomed.info/sct%7C11341000146107",
    ),
    q(
        "functional-status",
        "Observation/$lastn?category=http://snomed.info/sct%7C118228005,http://snomed.info/sct%7C384821006",
    ),
    q("problem", "Condition"),
    q(
        "living-situation",
        "Observation/$lastn?code=http://snomed.info/sct%7C365508006",
    ),
    q(
        "drug-use",
        "Observation?code=http://snomed.info/sct%7C228366006",
    ),
    q(
        "alcohol-use",
        "Observation?code=http://snomed.info/sct%7C228273003",
    ),
    q(
        "tobacco-use",
        "Observation?code=http://snomed.info/sct%7C365980008",
    ),
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
    q(
        "laboratory",
        "Observation/$lastn?category=http://snomed.info/sct%7C275711006&_include=Observation:related-target&_include=Observation:specimen",
    ),
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
];

/// 49, Huisartsgegevens 2.0.
const HUISARTSGEGEVENS: &[Query] = &[
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
];

/// 51, Documenten 3.0 (PDF/A).
const DOCUMENTEN: &[Query] = &[
    q("document", "DocumentReference?status=current"),
    Query {
        id: "document-set",
        path: "DocumentManifest?status=current",
        optional: true,
    },
];

/// 63, Vaccinaties 1.0 (R4).
const VACCINATIES: &[Query] = &[q("vaccination", "Immunization")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn query_ids_are_unique_within_a_service() {
        for service in GEGEVENSDIENSTEN {
            let mut ids: Vec<_> = service.queries.iter().map(|query| query.id).collect();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), service.queries.len(), "service {}", service.id);
        }
    }

    #[test]
    fn dates_in_queries_are_filled_in() {
        let query = |id| {
            HUISARTSGEGEVENS
                .iter()
                .find(|query| query.id == id)
                .unwrap()
        };
        let today = NaiveDate::from_ymd_opt(2026, 4, 30).unwrap();
        assert!(
            query("current-medication")
                .path_on(today)
                .contains("periodofuse=ge2026-04-30&")
        );
        assert!(
            query("result")
                .path_on(today)
                .ends_with("&date=ge2025-02-28")
        );
    }

    #[test]
    fn only_the_paths_of_the_table_may_be_asked() {
        let bgz = Gegevensdienst::find("48").unwrap();
        assert!(bgz.may_ask("Condition"));
        assert!(bgz.may_ask("Observation/$lastn"));
        assert!(bgz.may_ask("Binary/a-1"));
        assert!(!bgz.may_ask("Composition"));
        assert!(!bgz.may_ask("Patient/1"));
        assert!(!bgz.may_ask("../admin"));
        assert!(!bgz.may_ask("Binary/../x"));
    }
}
