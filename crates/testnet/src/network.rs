//! Who is in the network: providers, the parties that connect them (DVA), the
//! people who log in, and what is held about them.

use std::collections::BTreeMap;

use inzage_medmij::gegevensdiensten::FhirVersion;
use serde::Serialize;
use serde_json::Value;

use crate::letter::Letter;

/// Somebody who can log in at the `DigiD` look-alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Persona {
    /// Short name, the value of the radio button.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Birth date as received: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    #[serde(rename = "birthDate")]
    pub birth_date: String,
    /// What this person is there to test, in one Dutch sentence.
    pub about: String,
}

/// A Dienstverlener Aanbieder: one authorization server, one token endpoint and
/// one FHIR server, for one or more providers.
#[derive(Clone, Debug)]
pub(crate) struct Dva {
    /// Front channel host name.
    pub(crate) front: String,
    /// Back channel host names; the second, when there is one, serves files.
    pub(crate) back: Vec<String>,
    /// Back channel port on loopback, known when it listens.
    pub(crate) port: u16,
    /// Name for people.
    pub(crate) name: String,
    /// Telephone number on the "Technische storing" page.
    pub(crate) phone: String,
    /// Whether next pages stand under the base (`?_getpages=`) rather than under
    /// the searched type: both are found in the field.
    pub(crate) pages_under_base: bool,
}

impl Dva {
    /// `https://host:port` of the back channel.
    pub(crate) fn back_origin(&self) -> String {
        let host = self.back.first().map_or("localhost", String::as_str);
        format!("https://{host}:{}", self.port)
    }

    /// `https://host:port` where files are: the second host, or the first.
    pub(crate) fn file_origin(&self) -> String {
        let host = self.back.last().map_or("localhost", String::as_str);
        format!("https://{host}:{}", self.port)
    }
}

/// A care provider.
#[derive(Clone, Debug)]
pub(crate) struct Provider {
    /// `MedMij` name without `@medmij`.
    pub(crate) name: String,
    /// Name for people.
    pub(crate) display: String,
    /// Other names.
    pub(crate) aliases: Vec<String>,
    /// Town.
    pub(crate) place: String,
    /// Postal code.
    pub(crate) postcode: String,
    /// Kind of care, in Dutch.
    pub(crate) kind: String,
    /// AGB code of the organisation.
    pub(crate) agb: String,
    /// Not a care provider by law, but offering as one (`BAZB`).
    pub(crate) bazb: bool,
    /// `InterfaceversieId` in the Zorgaanbiederslijst.
    pub(crate) interface: &'static str,
    /// The service whose login opens the API of its own system, when it has one.
    pub(crate) vendor: Option<String>,
    /// Services; none: in the directory, but not connected to `MedMij`.
    pub(crate) services: Vec<Service>,
}

impl Provider {
    /// Name with `@medmij`.
    pub(crate) fn zorgaanbiedernaam(&self) -> String {
        format!("{}@medmij", self.name)
    }

    /// The service with this id.
    pub(crate) fn service(&self, id: &str) -> Option<&Service> {
        self.services.iter().find(|service| service.id == id)
    }

    /// Whether it can give data about this person, or takes something and knows
    /// this person.
    pub(crate) fn serves(&self, service: &str, persona: &str) -> bool {
        let knows = || {
            let mut all = self.services.iter();
            all.any(|s| s.records.contains_key(persona))
        };
        self.service(service).is_some_and(|found| {
            found.records.contains_key(persona) || (found.takes.is_some() && knows())
        })
    }

    /// Whether it speaks 1.x: scopes are `name~id` then.
    pub(crate) fn old_scopes(&self) -> bool {
        self.interface.starts_with('1')
    }
}

/// One gegevensdienst of one provider.
#[derive(Clone, Debug)]
pub(crate) struct Service {
    /// `GegevensdienstId`.
    pub(crate) id: String,
    /// Index in [`Network::dvas`].
    pub(crate) dva: usize,
    /// FHIR version.
    pub(crate) fhir: FhirVersion,
    /// What is held, by persona id.
    pub(crate) records: BTreeMap<String, Record>,
    /// What it takes instead of giving (Delen).
    pub(crate) takes: Option<Takes>,
}

/// What a service takes from the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Takes {
    /// Measurements made at home: STU3 Bundle `batch`.
    Measurements,
    /// Requests to correct the record: R4 Bundle `transaction`.
    Corrections,
}

/// The gegevensdienst of [`Takes::Measurements`].
pub(crate) const MEASUREMENTS: &str = "53";
/// The gegevensdienst of [`Takes::Corrections`]. The id is made up: that of the
/// real one is not published.
pub(crate) const CORRECTIONS: &str = "967";
/// Afspraken (eAfspraak 2.0), with an id that is made up for the same reason.
pub(crate) const APPOINTMENTS: &str = "964";
/// Medicatiegegevens 3.0 (R4), likewise.
pub(crate) const MP9_R4: &str = "965";

/// What one service of one provider holds about one person.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    /// FHIR resources; the patient among them.
    pub(crate) resources: Vec<Value>,
    /// Files by the id of their Binary.
    pub(crate) files: BTreeMap<String, Letter>,
}

/// The whole network.
#[derive(Clone, Debug, Default)]
pub(crate) struct Network {
    /// All parties that connect.
    pub(crate) dvas: Vec<Dva>,
    /// All providers, also those that are not connected.
    pub(crate) providers: Vec<Provider>,
    /// Everybody who can log in.
    pub(crate) personas: Vec<Persona>,
}

impl Network {
    /// Provider by `MedMij` name, with or without `@medmij`.
    pub(crate) fn provider(&self, name: &str) -> Option<&Provider> {
        let bare = name.strip_suffix("@medmij").unwrap_or(name);
        self.providers.iter().find(|provider| provider.name == bare)
    }

    /// Persona by id.
    pub(crate) fn persona(&self, id: &str) -> Option<&Persona> {
        self.personas.iter().find(|persona| persona.id == id)
    }

    /// Index of the DVA with this front channel host name.
    pub(crate) fn dva_by_front(&self, host: &str) -> Option<usize> {
        self.dvas.iter().position(|dva| dva.front == host)
    }
}

/// Name of a gegevensdienst as the Gegevensdienstnamenlijst shows it.
pub(crate) fn weergavenaam(id: &str) -> String {
    match id {
        "48" => "Basisgegevens zorg",
        "49" => "Huisartsgegevens",
        "50" => "Basisgegevens GGZ",
        "51" => "Documenten",
        "52" => "Meetwaarden vitale functies",
        MEASUREMENTS => "Zelfmetingen delen",
        CORRECTIONS => "Dossierwijzigingsverzoek",
        APPOINTMENTS => "Afspraken",
        MP9_R4 => "Medicatiegegevens",
        "61" => "Basisgegevens langdurige zorg",
        "63" => "Vaccinaties",
        other => return format!("Gegevensdienst {other}"),
    }
    .to_owned()
}

/// Systeemrolcodes of a gegevensdienst; the second, when there is one, is where
/// its files are.
pub(crate) fn systeemrollen(id: &str) -> Vec<String> {
    match id {
        "48" => vec!["MM-3.0-BZB-FHIR".to_owned()],
        "49" => vec!["MM-2.0-HGB-FHIR".to_owned()],
        "51" => vec!["MM-3.0-PLB-FHIR".to_owned(), "MM-3.0-PDB-FHIR".to_owned()],
        "63" => vec!["MM-1.0-VAB-FHIR".to_owned()],
        MEASUREMENTS => vec!["MM-2.0-MVO-FHIR".to_owned()],
        other => vec![format!("MM-{other}-B-FHIR")],
    }
}
