//! The network's own data: made-up people at made-up providers, the same for the
//! same day.
#![expect(
    clippy::indexing_slicing,
    reason = "only JSON objects made here are indexed, by key: that inserts and cannot fail"
)]

mod dialysis;
#[cfg(test)]
mod dossier;
mod gp;
mod gp_contacts;
mod hospital;
mod lab;
mod letters;
mod make;
mod medication;
mod mp9;
mod observations;
mod patient;
mod people;
mod pharmacy;
mod places;
mod plans;
mod problems;
mod register;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use inzage_medmij::gegevensdiensten::FhirVersion;
use serde_json::Value;

use crate::network::{
    APPOINTMENTS, CORRECTIONS, MEASUREMENTS, MP9_R4, Network, Provider, Record, Service, Takes,
};
use make::Source;
use people::Person;
use places::Place;

/// Fills the record of one person at one place; `None`: not known there.
type Fill = fn(&Source<'_>) -> Option<Record>;

/// The network on a day.
pub(crate) fn network(today: NaiveDate) -> Network {
    let people = people::all(today);
    let provider = |place: &'static Place, services: &[(&str, usize, Fill)]| {
        let services = services
            .iter()
            .map(|(id, dva, fill)| service(id, *dva, *fill, place, &people, today));
        Provider {
            services: services.collect(),
            ..place.provider()
        }
    };
    let mut network = Network {
        dvas: places::dvas(),
        providers: vec![
            provider(
                &places::DIALYSIS,
                &[
                    ("48", places::DIALYSIS_DVA, dialysis::bgz),
                    ("51", places::DIALYSIS_DVA, dialysis::documents),
                ],
            ),
            provider(
                &places::HOSPITAL,
                &[
                    ("48", places::HOSPITAL_DVA, hospital::bgz),
                    ("51", places::DOCUMENTS_DVA, hospital::documents),
                ],
            ),
            provider(
                &places::GP,
                &[
                    ("49", places::PRIMARY_DVA, gp::data),
                    ("51", places::PRIMARY_DVA, gp::documents),
                ],
            ),
            provider(
                &places::PHARMACY,
                &[
                    ("48", places::PRIMARY_DVA, pharmacy::bgz),
                    (APPOINTMENTS, places::PRIMARY_DVA, pharmacy::appointments),
                    (MP9_R4, places::PRIMARY_DVA, mp9::medication),
                ],
            ),
            provider(
                &places::REGISTER,
                &[("63", places::REGISTER_DVA, register::vaccinations)],
            ),
            provider(&places::PHYSIO, &[]),
        ],
        personas: people.iter().map(Person::persona).collect(),
    };
    for (place, service) in [
        (
            &places::DIALYSIS,
            taking(MEASUREMENTS, places::DIALYSIS_DVA, Takes::Measurements),
        ),
        (
            &places::GP,
            taking(MEASUREMENTS, places::PRIMARY_DVA, Takes::Measurements),
        ),
        (
            &places::HOSPITAL,
            taking(CORRECTIONS, places::HOSPITAL_DVA, Takes::Corrections),
        ),
    ] {
        let mut providers = network.providers.iter_mut();
        if let Some(provider) = providers.find(|provider| provider.name == place.name) {
            provider.services.push(service);
        }
    }
    network
}

fn service(
    id: &str,
    dva: usize,
    fill: Fill,
    place: &'static Place,
    people: &[Person],
    today: NaiveDate,
) -> Service {
    let records = people.iter().filter_map(|person| {
        let source = Source {
            today,
            person,
            place,
        };
        Some((person.id.to_owned(), fill(&source)?))
    });
    Service {
        id: id.to_owned(),
        dva,
        fhir: if ["63", MP9_R4].contains(&id) {
            FhirVersion::R4
        } else {
            FhirVersion::Stu3
        },
        records: records.collect(),
        takes: None,
    }
}

/// A service that takes something from the person.
fn taking(id: &str, dva: usize, takes: Takes) -> Service {
    Service {
        id: id.to_owned(),
        dva,
        fhir: match takes {
            Takes::Measurements => FhirVersion::Stu3,
            Takes::Corrections => FhirVersion::R4,
        },
        records: BTreeMap::new(),
        takes: Some(takes),
    }
}

/// Stands for the address of a file until the ports are known.
pub(crate) const FILES: &str = "{bestanden}";

/// Fills in what depends on ports: absolute attachment addresses.
pub(crate) fn finish(network: &mut Network) {
    let dvas = network.dvas.clone();
    for provider in &mut network.providers {
        for service in &mut provider.services {
            let origin = dvas.get(service.dva).map(crate::network::Dva::file_origin);
            let files = format!(
                "{}/bestanden/{}/{}",
                origin.unwrap_or_default(),
                provider.name,
                service.id
            );
            for record in service.records.values_mut() {
                record
                    .resources
                    .iter_mut()
                    .for_each(|resource| address(resource, &files));
            }
        }
    }
}

fn address(value: &mut Value, files: &str) {
    match value {
        Value::String(text) if text.starts_with(FILES) => *text = text.replacen(FILES, files, 1),
        Value::Array(items) => items.iter_mut().for_each(|item| address(item, files)),
        Value::Object(fields) => fields.values_mut().for_each(|field| address(field, files)),
        _ => {}
    }
}
