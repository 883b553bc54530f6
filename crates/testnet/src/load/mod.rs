//! `--data`: FHIR resources from a folder, as published, instead of the
//! network's own data.
//!
//! `DIR/<zorgaanbieder>/<gegevensdienst>/**/*.json`, single resources or Bundles
//! of any kind; `DIR/<zorgaanbieder>/provider.toml` may tell more.

mod owners;
mod read;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use inzage_medmij::gegevensdiensten::{FhirVersion, Gegevensdienst};
use inzage_medmij::lists::is_zorgaanbiedernaam;
use serde::Deserialize;
use serde_json::Value;

use crate::network::{Dva, Network, Persona, Provider, Record, Service};
use crate::run::StartError;

/// `provider.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct About {
    /// Name for people.
    name: Option<String>,
    /// Town.
    place: Option<String>,
    /// Kind of care.
    kind: Option<String>,
    /// Per gegevensdienst id.
    #[serde(default)]
    services: BTreeMap<String, AboutService>,
}

/// One service in `provider.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AboutService {
    /// `stu3` or `r4`.
    fhir: Version,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Version {
    Stu3,
    R4,
}

/// The network that a folder describes. What cannot be read is reported and
/// passed over.
pub(crate) fn network(folder: &Path, mut report: impl FnMut(&str)) -> Result<Network, StartError> {
    let data = |error| StartError::Data(folder.to_owned(), error);
    let mut network = Network::default();
    let mut people = BTreeMap::new();
    for dir in folders(folder).map_err(data)? {
        let name = file_name(&dir);
        if !is_zorgaanbiedernaam(&format!("{name}@medmij")) {
            report(&format!(
                "{}: not a MedMij name, passed over",
                dir.display()
            ));
            continue;
        }
        if let Some(provider) = provider(&dir, &name, network.dvas.len(), &mut people, &mut report)
        {
            network.dvas.push(dva(&provider));
            network.providers.push(provider);
        }
    }
    network.personas = people.into_values().collect();
    if network.providers.is_empty() {
        return Err(StartError::NoData(folder.to_owned()));
    }
    Ok(network)
}

/// One provider, when it has services.
fn provider(
    dir: &Path,
    name: &str,
    dva: usize,
    people: &mut BTreeMap<String, Persona>,
    report: &mut impl FnMut(&str),
) -> Option<Provider> {
    let about = about(dir, report);
    let mut services = Vec::new();
    for dir in folders(dir).unwrap_or_default() {
        let id = file_name(&dir);
        let found = read::folder(&dir, report);
        if found.is_empty() {
            report(&format!("{}: no FHIR resources", dir.display()));
            continue;
        }
        let fhir = match (about.services.get(&id), Gegevensdienst::find(&id)) {
            (Some(told), _) => match told.fhir {
                Version::Stu3 => FhirVersion::Stu3,
                Version::R4 => FhirVersion::R4,
            },
            (None, Some(known)) => known.fhir,
            (None, None) => FhirVersion::Stu3,
        };
        let records = owners::records(&found);
        for patient in found.iter().filter_map(|item| persona(&item.resource)) {
            people.entry(patient.id.clone()).or_insert(patient);
        }
        services.push(Service {
            id,
            dva,
            fhir,
            records: records
                .into_iter()
                .map(|(id, resources)| (id, record(resources)))
                .collect(),
            takes: None,
        });
    }
    (!services.is_empty()).then(|| Provider {
        name: name.to_owned(),
        display: about.name.unwrap_or_else(|| name.to_owned()),
        aliases: Vec::new(),
        place: about.place.unwrap_or_default(),
        postcode: String::new(),
        kind: about.kind.unwrap_or_default(),
        agb: String::new(),
        bazb: false,
        interface: "2",
        vendor: None,
        services,
    })
}

fn record(resources: Vec<Value>) -> Record {
    Record {
        resources,
        files: BTreeMap::new(),
    }
}

fn about(dir: &Path, report: &mut impl FnMut(&str)) -> About {
    let path = dir.join("provider.toml");
    let Ok(text) = fs::read_to_string(&path) else {
        return About::default();
    };
    toml::from_str(&text).unwrap_or_else(|error| {
        report(&format!("{}: {error}", path.display()));
        About::default()
    })
}

/// Every provider is its own DVA.
fn dva(provider: &Provider) -> Dva {
    let label: String = provider
        .name
        .chars()
        .map(|c| if c == '.' { '-' } else { c })
        .collect();
    Dva {
        front: format!("{label}.localhost"),
        back: vec![format!("{label}-koppeling.localhost")],
        port: 0,
        name: provider.display.clone(),
        phone: "088 000 00 00".to_owned(),
        pages_under_base: false,
    }
}

/// A Patient as somebody who can log in.
fn persona(resource: &Value) -> Option<Persona> {
    if resource.get("resourceType")?.as_str()? != "Patient" {
        return None;
    }
    let id = resource.get("id")?.as_str()?.to_owned();
    let text = |pointer: &str| resource.pointer(pointer).and_then(Value::as_str);
    let joined = || {
        let given = text("/name/0/given/0").unwrap_or_default();
        let family = text("/name/0/family").unwrap_or_default();
        format!("{given} {family}").trim().to_owned()
    };
    let name = text("/name/0/text").map_or_else(joined, str::to_owned);
    Some(Persona {
        name: if name.is_empty() { id.clone() } else { name },
        birth_date: text("/birthDate").unwrap_or_default().to_owned(),
        about: format!("Patient/{id}"),
        id,
    })
}

/// Folders in a folder, sorted by name.
fn folders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    Ok(found)
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
