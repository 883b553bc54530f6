//! The gegevensdiensten that Inzage collects, as data: adding one is adding a
//! table here, its words in `crates/words` (`services`, `scope_notes`, `queries`) and
//! the chapters that a new query fills in `crates/dossier`. Queries as in the
//! qualification scripts and the client `CapabilityStatements`.

mod appointments;
mod basic;
mod documents;
mod general_practice;
mod medication;
mod results;

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

/// Every gegevensdienst that Inzage collects.
pub const GEGEVENSDIENSTEN: &[Gegevensdienst] = &[
    basic::ZORG,
    basic::GGZ,
    basic::LANGDURIGE_ZORG,
    general_practice::HUISARTSGEGEVENS,
    documents::DOCUMENTEN,
    results::LABORATORIUM,
    results::VITALE_FUNCTIES,
    results::OVERGEVOELIGHEDEN,
    results::MEDICATIE_OVERGEVOELIGHEDEN,
    results::VACCINATIES,
    medication::MP_9_0,
    medication::MP_9_A,
    medication::MP_9_R4,
    appointments::AFSPRAKEN,
];

const fn stu3(id: &'static str, queries: &'static [Query]) -> Gegevensdienst {
    Gegevensdienst {
        id,
        fhir: FhirVersion::Stu3,
        queries,
        reads: &[],
    }
}

const fn q(id: &'static str, path: &'static str) -> Query {
    Query {
        id,
        path,
        optional: false,
    }
}

/// A query that a source need not know.
const fn optional(id: &'static str, path: &'static str) -> Query {
    Query {
        id,
        path,
        optional: true,
    }
}

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
    fn service_ids_are_unique_and_paths_are_safe() {
        let mut ids: Vec<_> = GEGEVENSDIENSTEN.iter().map(|service| service.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), GEGEVENSDIENSTEN.len());
        for query in GEGEVENSDIENSTEN.iter().flat_map(|service| service.queries) {
            // The patient comes from the token, never from the address.
            for word in ["patient=", "subject=", "|", " "] {
                assert!(!query.path.contains(word), "{}", query.path);
            }
        }
    }

    #[test]
    fn dates_in_queries_are_filled_in() {
        let query = |id| {
            general_practice::HUISARTSGEGEVENS
                .queries
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
