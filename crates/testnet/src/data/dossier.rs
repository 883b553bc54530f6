//! The test dossiers of `docs/testnet.md`, counted from the data themselves, and
//! what must hold of every resource.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use chrono::NaiveDate;
use inzage_medmij::gegevensdiensten::Gegevensdienst;
use serde_json::Value;

use crate::fhir::ask;
use crate::network::{APPOINTMENTS, MP9_R4, Network, Record};

const BEGIN: &str = "<!-- dossiers: begin -->\n";
const END: &str = "<!-- dossiers: end -->\n";

fn today() -> NaiveDate {
    "2026-05-26".parse().unwrap()
}

fn network() -> Network {
    super::network(today())
}

fn dated(path: &str) -> String {
    path.replace("{today}", "2026-05-26")
        .replace("{today-14m}", "2025-03-26")
}

/// How much each query of a service gives.
fn counts(record: &Record, service: &str) -> Vec<(&'static str, usize)> {
    let table = match service {
        APPOINTMENTS => "eafspraak",
        MP9_R4 => "mp9-r4",
        listed => listed,
    };
    let queries = Gegevensdienst::find(table).unwrap().queries;
    let count = |path: &str| ask(record, &dated(path)).unwrap().0.len();
    queries
        .iter()
        .map(|query| (query.id, count(query.path)))
        .collect()
}

fn dossiers(network: &Network) -> String {
    let mut text = String::new();
    for persona in &network.personas {
        writeln!(
            text,
            "### {} (`{}`), born {}\n",
            persona.name, persona.id, persona.birth_date
        )
        .unwrap();
        writeln!(
            text,
            "| provider | service | what each query gives |\n|---|---|---|"
        )
        .unwrap();
        for provider in &network.providers {
            for service in &provider.services {
                let Some(record) = service.records.get(&persona.id) else {
                    continue;
                };
                let some: Vec<String> = counts(record, &service.id)
                    .into_iter()
                    .filter(|(_, count)| *count > 0)
                    .map(|(id, count)| format!("{id} {count}"))
                    .collect();
                writeln!(
                    text,
                    "| {} | {} | {} |",
                    provider.display,
                    service.id,
                    some.join(", ")
                )
                .unwrap();
            }
        }
        text.push('\n');
    }
    text
}

#[test]
fn the_dossiers_in_the_documentation_are_those_of_the_data() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/testnet.md");
    let page = std::fs::read_to_string(path).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (written, after) = rest.split_once(END).unwrap();
    let counted = dossiers(&network());
    if std::env::var_os("INZAGE_WRITE_DOSSIERS").is_some() {
        std::fs::write(path, format!("{before}{BEGIN}{counted}{END}{after}")).unwrap();
        return;
    }
    assert_eq!(
        written, counted,
        "run again with INZAGE_WRITE_DOSSIERS=1 to write them"
    );
}

fn every_record(network: &Network) -> impl Iterator<Item = (&str, &str, &Record)> {
    network.providers.iter().flat_map(|provider| {
        provider.services.iter().flat_map(|service| {
            let records = service.records.iter();
            records.map(|(id, record)| (service.id.as_str(), id.as_str(), record))
        })
    })
}

fn walk<'a>(value: &'a Value, visit: &mut dyn FnMut(&'a serde_json::Map<String, Value>)) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| walk(item, visit)),
        Value::Object(fields) => {
            visit(fields);
            fields.values().for_each(|field| walk(field, visit));
        }
        _ => {}
    }
}

#[test]
fn every_resource_has_an_id_of_its_own_a_profile_and_no_bsn() {
    let network = network();
    for (service, persona, record) in every_record(&network) {
        let mut keys = BTreeSet::new();
        for resource in &record.resources {
            let id = resource["id"].as_str().unwrap();
            assert!(id.len() <= 64 && !id.is_empty(), "{id}");
            let key = format!("{}/{id}", resource["resourceType"].as_str().unwrap());
            assert!(keys.insert(key.clone()), "{service} {persona}: {key} twice");
            assert!(resource["meta"]["profile"][0].is_string(), "{key}");
            walk(resource, &mut |fields| {
                let bsn = "http://fhir.nl/fhir/NamingSystem/bsn";
                if fields.get("system").and_then(Value::as_str) == Some(bsn) {
                    assert!(fields.get("value").is_none(), "{key}");
                }
            });
        }
    }
}

#[test]
fn codings_have_a_system_concepts_have_words_and_references_a_display() {
    let network = network();
    for (_, _, record) in every_record(&network) {
        for resource in &record.resources {
            let id = resource["id"].as_str().unwrap();
            walk(resource, &mut |fields| {
                if let Some(Value::Array(codings)) = fields.get("coding") {
                    for coding in codings {
                        assert!(
                            coding["system"].is_string() && coding["code"].is_string(),
                            "{id}"
                        );
                        assert!(coding["display"].is_string(), "{id}");
                    }
                }
                if let Some(Value::String(reference)) = fields.get("reference") {
                    assert!(fields.contains_key("display"), "{id}: {reference}");
                }
                assert!(!fields.values().any(Value::is_null), "{id}: a null");
            });
        }
    }
}

#[test]
fn each_file_is_a_pdf_that_declares_pdf_a_and_belongs_to_a_document() {
    let network = network();
    let mut letters = 0;
    for (_, _, record) in every_record(&network) {
        let text = serde_json::to_string(&record.resources).unwrap();
        for (id, letter) in &record.files {
            let pdf = letter.pdf();
            assert!(pdf.starts_with(b"%PDF"), "{id}");
            assert!(
                String::from_utf8_lossy(&pdf).contains("pdfaid:part"),
                "{id}"
            );
            assert!(text.contains(id.as_str()), "{id}");
            letters += 1;
        }
    }
    assert_eq!(letters, 8);
}

#[test]
fn the_same_day_gives_the_same_data_and_another_day_moves_with_it() {
    let text = |day: &str| {
        let network = super::network(day.parse().unwrap());
        let records: Vec<_> = every_record(&network)
            .map(|(_, _, r)| r.resources.clone())
            .collect();
        serde_json::to_string(&records).unwrap()
    };
    assert_eq!(text("2026-05-26"), text("2026-05-26"));
    assert_ne!(text("2026-05-26"), text("2026-05-27"));
}

#[test]
fn the_dialysis_patient_has_what_the_story_says() {
    let network = network();
    let record = |provider: &str, service: &str| {
        let provider = network.provider(provider).unwrap();
        provider.service(service).unwrap().records["riet"].clone()
    };
    let dialysis = record("dialysecentrumwaterlelie", "48");
    let count = |record: &Record, path: &str| ask(record, path).unwrap().0.len();
    assert!(count(&dialysis, "MedicationRequest?status=active") >= 14);
    assert!(count(&dialysis, "Observation?code=http://loinc.org%7C85354-9") >= 2 * 300);
    assert_eq!(
        count(&dialysis, "Observation?code=http://loinc.org%7C2823-3"),
        24
    );
    let dose = |record: &Record| {
        let (found, _) = ask(record, "MedicationRequest").unwrap();
        let metoprolol = found
            .iter()
            .find(|r| r["id"].as_str().unwrap().contains("metoprolol"));
        metoprolol.unwrap()["medicationReference"]["display"].clone()
    };
    let hospital = record("ziekenhuisvennebos", "48");
    assert_ne!(
        dose(&dialysis),
        dose(&hospital),
        "the same medicine in another dose"
    );
    let smoking = |record: &Record| {
        let (found, _) = ask(record, "Observation?code=365980008").unwrap();
        found[0]["valueCodeableConcept"]["coding"][0]["code"].clone()
    };
    assert_ne!(
        smoking(&dialysis),
        smoking(&hospital),
        "a smoker here and not there"
    );
    let gp = record("huisartsenpraktijkdelinde", "49");
    let pharmacy = record("apotheekdevijzel", "48");
    for source in [&dialysis, &hospital, &gp, &pharmacy] {
        assert!(
            serde_json::to_string(&source.resources)
                .unwrap()
                .contains("Penicilline")
        );
    }
    let all = serde_json::to_string(&hospital.resources).unwrap();
    for mark in [
        "entered-in-error",
        "refuted",
        "\"comparator\":\"<\"",
        "NullFlavor",
        "JA_MAAR",
    ] {
        assert!(all.contains(mark), "{mark}");
    }
}
