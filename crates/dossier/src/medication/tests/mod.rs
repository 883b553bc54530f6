//! Medication as sources send it, read and put together.

use chrono::NaiveDate;
use inzage_fhir::Resource;
use inzage_zib::NothingKnown;
use inzage_zib::view::Lang;
use serde_json::{Value, json};

use super::*;

mod differences;
mod overview;
mod schedule;
mod standing;
mod treatments;

const ZIB: &str = "http://nictiz.nl/fhir/StructureDefinition/";
const SNOMED: &str = "http://snomed.info/sct";
const ATC: &str = "http://www.whocc.no/atc";

/// The differences in what was told.
fn differing(told: &[Told], day: NaiveDate, said: &Said) -> Vec<Difference> {
    super::differences(&treatments(told, day, said), said)
}

/// A medicatieafspraak (STU3) that is in use on 15 March 2026.
fn agreement() -> Value {
    json!({
        "resourceType": "MedicationRequest",
        "id": "ma",
        "meta": {"profile": [format!("{ZIB}zib-MedicationAgreement")]},
        "extension": [period("2026-01-01", ""), treatment("mbh-1")],
        "status": "active",
        "intent": "order",
        "category": {"coding": [{"system": SNOMED, "code": "16076005"}]},
        "medicationCodeableConcept": {
            "text": "Metoprolol tablet mga 50 mg",
            "coding": [{"system": ATC, "code": "C07AB02", "display": "metoprolol"}],
        },
        "authoredOn": "2026-01-01",
        "requester": {"agent": {"display": "Dr. De Boer, nefroloog"}},
        "dosageInstruction": [{
            "text": "1 tablet 's ochtends",
            "timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d", "when": ["MORN"]}},
            "doseQuantity": {"value": 1, "unit": "tablet"},
        }],
    })
}

/// The same as a toedieningsafspraak.
fn administration() -> Value {
    let mut value = agreement();
    value["resourceType"] = json!("MedicationDispense");
    value["id"] = json!("ta");
    value["meta"]["profile"] = json!([format!("{ZIB}zib-AdministrationAgreement")]);
    value["status"] = json!("in-progress");
    value["category"]["coding"][0]["code"] = json!("422037009");
    value["performer"] = json!([{"actor": {"display": "Apotheek Het Plein"}}]);
    value
}

/// The same as medicatiegebruik.
fn used() -> Value {
    let mut value = agreement();
    value["resourceType"] = json!("MedicationStatement");
    value["id"] = json!("mgb");
    value["meta"]["profile"] = json!([format!("{ZIB}zib-MedicationUse")]);
    value["extension"] = json!([treatment("mbh-1")]);
    value["effectivePeriod"] = json!({"start": "2026-01-01"});
    value["taken"] = json!("y");
    value["dateAsserted"] = json!("2026-02-01");
    value["informationSource"] = json!({"display": "Mevrouw Riet van Dam"});
    value["dosage"] = value["dosageInstruction"].take();
    value
}

fn period(start: &str, end: &str) -> Value {
    let mut period = json!({"start": start});
    if !end.is_empty() {
        period["end"] = json!(end);
    }
    json!({"url": format!("{ZIB}zib-Medication-PeriodOfUse"), "valuePeriod": period})
}

fn treatment(value: &str) -> Value {
    json!({
        "url": format!("{ZIB}zib-Medication-MedicationTreatment"),
        "valueIdentifier": {"system": "urn:oid:1.2.3", "value": value},
    })
}

fn stop_type(code: &str, display: &str) -> Value {
    json!([{
        "url": format!("{ZIB}zib-Medication-StopType"),
        "valueCodeableConcept": {"coding": [{
            "system": "urn:oid:2.16.840.1.113883.2.4.3.11.60.20.77.5.2.1",
            "code": code, "display": display,
        }]},
    }])
}

fn told_by(provider: &str, number: &str, value: &Value) -> Told {
    let resource = Resource::from_value(value.clone()).unwrap();
    Told {
        number: number.to_owned(),
        provider: provider.to_owned(),
        key: resource.key(),
        medication: inzage_zib::medication(&resource, &NothingKnown, Lang::Nl).unwrap(),
    }
}

fn told(number: &str, value: &Value) -> Told {
    told_by("a@medmij", number, value)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn today() -> NaiveDate {
    day("2026-03-15")
}

/// `base` with `more` over it.
fn with(mut base: Value, more: Value) -> Value {
    let Value::Object(more) = more else {
        panic!("members")
    };
    for (key, item) in more {
        base[key] = item;
    }
    base
}

fn stands(value: &Value) -> Standing {
    standing(&told("1", value).medication, today())
}
