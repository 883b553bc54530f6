//! What providers take from people (Delen).

use serde_json::{Value, json};

use crate::pgo::*;

fn weight(number: u32) -> Value {
    json!({
        "fullUrl": format!("urn:uuid:00000000-0000-4000-8000-{number:012}"),
        "resource": {
            "resourceType": "Observation",
            "meta": {"profile": ["http://nictiz.nl/fhir/StructureDefinition/zib-BodyWeight"]},
            "identifier": [{"system": "urn:ietf:rfc:3986", "value": format!("urn:uuid:{number}")}],
            "status": "final",
            "category": [{"coding": [{"system": "http://hl7.org/fhir/observation-category", "code": "vital-signs"}]}],
            "code": {"coding": [{"system": "http://loinc.org", "code": "29463-7", "display": "Gewicht"}]},
            "subject": {"reference": "urn:uuid:p"},
            "effectiveDateTime": "2026-05-26T08:00:00+02:00",
            "valueQuantity": {"value": 70.5, "unit": "kg", "system": "http://unitsofmeasure.org", "code": "kg"},
        },
        "request": {"method": "POST", "url": "Observation"},
    })
}

fn person() -> Value {
    json!({
        "fullUrl": "urn:uuid:p",
        "resource": {
            "resourceType": "Patient",
            "meta": {"profile": ["http://fhir.nl/fhir/StructureDefinition/nl-core-patient"]},
            "name": [{"text": "Riet"}],
        },
        "request": {"method": "POST", "url": "Patient"},
    })
}

fn batch(weights: u32) -> Value {
    let mut entries = vec![person()];
    entries.extend((1..=weights).map(weight));
    json!({"resourceType": "Bundle", "type": "batch", "entry": entries})
}

async fn weights_kept(net: &Net) -> usize {
    let kept = net.seen("received").await;
    let all = kept.as_array().unwrap();
    all.iter()
        .filter(|taken| taken["resource"]["resourceType"] == "Observation")
        .count()
}

fn statuses(answer: &Value) -> Vec<String> {
    let entries = answer["entry"].as_array().unwrap();
    let status = |entry: &Value| {
        entry["response"]["status"]
            .as_str()
            .unwrap()
            .chars()
            .take(3)
            .collect()
    };
    entries.iter().map(status).collect()
}

#[tokio::test]
async fn a_batch_is_taken_entry_by_entry() {
    let net = network().await;
    let grant = net.login_to_send(DIALYSIS, MEASUREMENTS, "riet").await;
    assert_eq!(grant.scope, MEASUREMENTS);
    assert!(grant.refresh.is_none(), "no lasting consent to send");
    let mut bundle = batch(3);
    bundle["entry"][2]["resource"]["valueQuantity"]["code"] = Value::Null;
    let answer = net
        .send(&grant, (DIALYSIS, MEASUREMENTS), &bundle)
        .await
        .unwrap();
    let answer: Value = answer.json().await.unwrap();
    assert_eq!(answer["type"], "batch-response");
    assert_eq!(statuses(&answer), ["201", "201", "422", "201"]);
    let why = &answer["entry"][2]["response"]["outcome"]["issue"][0]["diagnostics"];
    assert_eq!(why, "no value with a UCUM unit");
    assert_eq!(weights_kept(&net).await, 2);
    let screen = format!("{}/screen", net.running.control());
    let html = net
        .browser
        .get(screen)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(html.contains("70.5 kg"), "the provider sees it");
}

#[tokio::test]
async fn what_may_not_be_sent_is_refused() {
    let net = network().await;
    let grant = net.login_to_send(DIALYSIS, MEASUREMENTS, "riet").await;
    let mut bsn = batch(1);
    bsn["entry"][0]["resource"]["identifier"] =
        json!([{"system": "http://fhir.nl/fhir/NamingSystem/bsn", "value": "999999990"}]);
    let answer = net
        .send(&grant, (DIALYSIS, MEASUREMENTS), &bsn)
        .await
        .unwrap();
    assert_eq!(statuses(&answer.json().await.unwrap()), ["422", "201"]);
    for bad in [
        json!({"resourceType": "Bundle", "type": "transaction", "entry": [person()]}),
        json!([]),
        json!({"resourceType": "Bundle", "type": "batch"}),
    ] {
        let answer = net
            .send(&grant, (DIALYSIS, MEASUREMENTS), &bad)
            .await
            .unwrap();
        assert_eq!(answer.status(), 400, "{bad}");
    }
    // A login to collect sends nothing, and a login to send reads nothing.
    let collect = net.login(DIALYSIS, "48", "riet").await;
    let answer = net
        .send(&collect, (DIALYSIS, MEASUREMENTS), &batch(1))
        .await
        .unwrap();
    assert_eq!(answer.status(), 403);
    assert_eq!(net.fhir(&grant, DIALYSIS, "48", "Condition").await.0, 403);
}

#[tokio::test]
async fn somebody_who_is_not_known_there_cannot_send() {
    let net = network().await;
    let scope = format!("{GP}~{MEASUREMENTS}");
    let form = [("keuze", "ja"), ("dienst", MEASUREMENTS)];
    let known: Vec<String> = net
        .running
        .personas()
        .iter()
        .map(|p| p.id.clone())
        .collect();
    let mut refused = 0;
    for persona in known {
        let back = net
            .consent_with(GP, MEASUREMENTS, &persona, &form, &scope)
            .await;
        refused += usize::from(back.error.as_deref() == Some("access_denied"));
    }
    assert!(
        refused > 0,
        "there is somebody whom this practice does not know"
    );
}

#[tokio::test]
async fn faults_leave_open_what_was_kept() {
    let net = network().await;
    for (kind, kept) in [
        ("no_body", 4),
        ("lost_answer", 8),
        ("half", 9),
        ("status", 9),
        ("refuse_entries", 11),
    ] {
        let grant = net.login_to_send(DIALYSIS, MEASUREMENTS, "riet").await;
        net.fault(json!({"kind": kind, "provider": DIALYSIS, "service": MEASUREMENTS, "times": 1}))
            .await;
        let answer = net.send(&grant, (DIALYSIS, MEASUREMENTS), &batch(4)).await;
        match kind {
            "no_body" => assert!(answer.unwrap().bytes().await.unwrap().is_empty()),
            "status" => assert_eq!(answer.unwrap().status(), 500),
            "refuse_entries" => {
                let answer = answer.unwrap().json().await.unwrap();
                assert_eq!(statuses(&answer), ["201", "201", "422", "201", "422"]);
            }
            _ => assert!(
                match answer {
                    Ok(answer) => answer.bytes().await.is_err(),
                    Err(_) => true,
                },
                "{kind}"
            ),
        }
        assert_eq!(weights_kept(&net).await, kept, "{kind}");
    }
}

fn correction() -> Value {
    let system = "https://hl7.org/fhir/uv/fhir-patient-correction/CodeSystem/PatientCorrectionCommunicationTypes";
    json!({
        "resourceType": "Bundle",
        "type": "transaction",
        "entry": [
            {
                "fullUrl": "urn:uuid:c",
                "resource": {
                    "resourceType": "Communication",
                    "meta": {"profile": ["http://nictiz.nl/fhir/StructureDefinition/dwv-PatientCorrectionsCommunication"]},
                    "identifier": [{"system": "urn:ietf:rfc:3986", "value": "urn:uuid:c"}],
                    "status": "completed",
                    "category": [{"coding": [{"system": system, "code": "medRecCxReq"}]}],
                    "subject": {"reference": "urn:uuid:p"},
                    "sender": {"reference": "urn:uuid:p"},
                    "recipient": [{"reference": "urn:uuid:o"}],
                    "topic": {"text": "Telefoonnummer"},
                    "sent": "2026-05-26T08:00:00+02:00",
                    "payload": [{"contentString": "Mijn nummer klopt niet <b>"}],
                },
                "request": {"method": "POST", "url": "Communication"},
            },
            person(),
        ],
    })
}

#[tokio::test]
async fn a_request_for_correction_is_taken_whole_with_a_receipt() {
    let net = network().await;
    let grant = net.login_to_send(HOSPITAL, CORRECTIONS, "riet").await;
    let answer = net
        .send(&grant, (HOSPITAL, CORRECTIONS), &correction())
        .await
        .unwrap();
    let answer: Value = answer.json().await.unwrap();
    assert_eq!(answer["type"], "transaction-response");
    let outcomes: Vec<&Value> = answer["entry"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| &e["resource"])
        .filter(|r| r["resourceType"] == "OperationOutcome")
        .collect();
    assert_eq!(outcomes.len(), 1);
    assert_eq!(outcomes[0]["issue"][0]["code"], "informational");
    assert_eq!(outcomes[0]["issue"][0]["severity"], "information");
    let mut broken = correction();
    broken["entry"][0]["resource"]["topic"] = Value::Null;
    let answer = net
        .send(&grant, (HOSPITAL, CORRECTIONS), &broken)
        .await
        .unwrap();
    assert_eq!(answer.status(), 422);
    assert_eq!(
        net.seen("received").await.as_array().unwrap().len(),
        2,
        "nothing of the broken one"
    );
    let screen = format!("{}/screen", net.running.control());
    let html = net
        .browser
        .get(screen)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(html.contains("klopt niet &lt;b&gt;"));
}
