//! Dossierwijzigingsverzoek: Nictiz `PatientCorrections` 1.0, a FHIR R4 Bundle
//! `transaction` with a Communication, the Patient and the Organization, without a
//! BSN; and the receipt that comes back.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::Sender;
use crate::model::Asked;
use crate::said::{in_words, topic};
use crate::state::Receipt;

const TYPES: &str = "https://hl7.org/fhir/uv/fhir-patient-correction/CodeSystem/PatientCorrectionCommunicationTypes";
/// Longest receipt that is kept, in characters.
const LONGEST_RECEIPT: usize = 2_000;

/// The Bundle of a request. `id` is its UUID: the identifier of the Communication,
/// and what the addresses within the Bundle are made of. `sent`: RFC 3339.
pub fn bundle(asked: &Asked, id: &str, sender: &Sender, sent: &str) -> Value {
    let space = Uuid::parse_str(id).unwrap_or(Uuid::NAMESPACE_OID);
    let address = |name: &str| format!("urn:uuid:{}", Uuid::new_v5(&space, name.as_bytes()));
    let (patient, organization) = (address("patient"), address("organization"));
    let person = refer(&patient, "Patient", &sender.name);
    let mut communication = json!({
        "resourceType": "Communication",
        "meta": {"profile": ["http://nictiz.nl/fhir/StructureDefinition/dwv-PatientCorrectionsCommunication"]},
        "identifier": [{"system": "urn:ietf:rfc:3986", "value": format!("urn:uuid:{id}")}],
        "status": "completed",
        "category": [{"coding": [{
            "system": TYPES,
            "code": "medRecCxReq",
            "display": "Correction request by the Patient or RelatedPerson",
        }]}],
        "subject": person,
        "topic": {"text": topic(asked)},
        "sent": sent,
        "recipient": [refer(&organization, "Organization", &asked.provider.name)],
        "sender": person,
        "payload": [{"contentString": in_words(asked)}],
    });
    if let (Some(about), Some(fields)) = (about(asked), communication.as_object_mut()) {
        fields.insert("about".to_owned(), json!([about]));
    }
    json!({
        "resourceType": "Bundle",
        "type": "transaction",
        "entry": [
            entry(&address("communication"), "Communication", &communication),
            entry(&patient, "Patient", &patient_of(sender)),
            entry(&organization, "Organization", &organization_of(asked)),
        ],
    })
}

fn refer(address: &str, kind: &str, name: &str) -> Value {
    json!({"reference": address, "type": kind, "display": name})
}

fn entry(address: &str, kind: &str, resource: &Value) -> Value {
    json!({
        "fullUrl": address,
        "resource": resource,
        "request": {"method": "POST", "url": kind},
    })
}

/// The entry at the provider that delivered it; receivers need not follow it, so
/// the words say it too. To another provider its address there means nothing.
pub(crate) fn reference(asked: &Asked) -> Option<&str> {
    let target = asked.target.as_ref()?;
    let here = target.source == asked.provider.id && !target.reference.is_empty();
    here.then_some(target.reference.as_str())
}

fn about(asked: &Asked) -> Option<Value> {
    let target = asked.target.as_ref()?;
    let mut about = Map::new();
    if let Some(reference) = reference(asked) {
        about.insert("reference".to_owned(), json!(reference));
        if let Some((kind, _)) = reference.split_once('/') {
            about.insert("type".to_owned(), json!(kind));
        }
    }
    if let Some(key) = target.identifiers.first() {
        let key = json!({"system": key.system, "value": key.value});
        about.insert("identifier".to_owned(), key);
    }
    about.insert("display".to_owned(), json!(target.display));
    Some(Value::Object(about))
}

fn patient_of(sender: &Sender) -> Value {
    let masked = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
    let mut name = Map::from_iter([
        ("use".to_owned(), json!("official")),
        ("text".to_owned(), json!(sender.name)),
    ]);
    if !sender.family.is_empty() {
        name.insert("family".to_owned(), json!(sender.family));
    }
    if !sender.given.is_empty() {
        name.insert("given".to_owned(), json!(sender.given));
    }
    let mut identifiers = vec![json!({
        "system": "http://fhir.nl/fhir/NamingSystem/bsn",
        "_value": {"extension": [{"url": masked, "valueCode": "masked"}]},
    })];
    let number = sender.number.iter();
    identifiers.extend(number.map(|key| json!({"system": key.system, "value": key.value})));
    let mut patient = json!({
        "resourceType": "Patient",
        "meta": {"profile": ["http://nictiz.nl/fhir/StructureDefinition/nl-core-Patient"]},
        "identifier": identifiers,
        "name": [name],
    });
    for (field, value) in [("gender", &sender.sex), ("birthDate", &sender.birth)] {
        if let Some(fields) = patient.as_object_mut().filter(|_| !value.is_empty()) {
            fields.insert(field.to_owned(), json!(value));
        }
    }
    patient
}

fn organization_of(asked: &Asked) -> Value {
    let profile =
        "http://nictiz.nl/fhir/StructureDefinition/nl-core-HealthcareProvider-Organization";
    let mut organization = json!({
        "resourceType": "Organization",
        "meta": {"profile": [profile]},
        "name": asked.provider.name,
    });
    if let (Some(key), Some(fields)) = (&asked.provider.number, organization.as_object_mut()) {
        let key = json!([{"system": key.system, "value": key.value}]);
        fields.insert("identifier".to_owned(), key);
    }
    organization
}

/// The receipt: the informational `OperationOutcome` of a Bundle that answers, with
/// the number of the Communication. None: this answer does not say that it was
/// taken.
pub fn receipt(answer: &[u8]) -> Option<Receipt> {
    let bundle: Value = serde_json::from_slice(answer).ok()?;
    if bundle.get("resourceType")?.as_str()? != "Bundle" {
        return None;
    }
    let resources: Vec<&Value> = bundle
        .get("entry")?
        .as_array()?
        .iter()
        .filter_map(|entry| entry.get("resource"))
        .collect();
    let of = |kind: &str| {
        resources
            .iter()
            .copied()
            .find(|resource| resource.get("resourceType").and_then(Value::as_str) == Some(kind))
    };
    let issue = of("OperationOutcome")?.pointer("/issue/0")?;
    if issue.get("severity")?.as_str()? != "information" {
        return None;
    }
    let said = issue.pointer("/details/text").and_then(Value::as_str)?;
    let number = of("Communication").and_then(|taken| taken.get("id")?.as_str());
    Some(Receipt {
        number: number.unwrap_or_default().to_owned(),
        text: said.chars().take(LONGEST_RECEIPT).collect(),
    })
}
