//! Prints what is sent as a request for correction, one JSON line each, for the
//! models of FHIR to judge (`cargo xtask check fhir`); and one that they must refuse.
#![expect(clippy::print_stdout, reason = "that is what it is for")]

use inzage_request::{Asked, Key, Kind, Provider, Sender, Target, Way, correction};
use serde_json::{Value, json};

fn main() {
    let plain = sent(None);
    let about = sent(Some(target()));
    print("a correction", true, &plain);
    print("a correction about an entry", true, &about);
    let mut none = about;
    let communication = none.pointer_mut("/entry/0/resource");
    if let Some(fields) = communication.and_then(Value::as_object_mut) {
        fields.insert("sent".to_owned(), json!("gisteren"));
    }
    print("a moment that is none", false, &none);
}

fn target() -> Target {
    let key = |value: &str| Key {
        system: "urn:oid:2.16.840.1.113883.2.4.3.11.999.77.1".to_owned(),
        value: value.to_owned(),
    };
    Target {
        entry: "0f3a9c".to_owned(),
        reference: "MedicationRequest/ma-1".to_owned(),
        source: "ziekenhuis@medmij".to_owned(),
        identifiers: vec![key("ma-1")],
        treatment: Some(key("mbh-1")),
        display: "Metoprolol 50 mg".to_owned(),
        says: "2 maal per dag 1 tablet".to_owned(),
    }
}

fn sent(target: Option<Target>) -> Value {
    let provider = Provider {
        id: "ziekenhuis@medmij".to_owned(),
        name: "Ziekenhuis De Linde".to_owned(),
        number: None,
    };
    let way = Way::Correction {
        group: "g".to_owned(),
        service: "967".to_owned(),
    };
    let at = "2026-05-26T08:10:00+02:00".to_owned();
    let text = "De dosis is 25 mg 🩺 <b>, niet 50.\nGraag verbeteren.".to_owned();
    let mut asked = Asked::new(Kind::Wrong, provider, way, text, at.clone());
    asked.target = target;
    let sender = Sender {
        name: "Riet van Doorn".to_owned(),
        given: vec!["Margaretha".to_owned()],
        family: "van Doorn".to_owned(),
        sex: "female".to_owned(),
        birth: "1955-03-09".to_owned(),
        number: None,
    };
    let id = "6f0a1a52-8f4a-4a1e-9d57-0c5d7d1f0a11";
    correction::bundle(&asked, id, &sender, &at)
}

fn print(name: &str, valid: bool, resource: &Value) {
    let line = json!({"name": name, "version": "R4", "valid": valid, "resource": resource});
    println!("{line}");
}
