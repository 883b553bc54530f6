//! A Bundle of made-up resources as the services send them.

use serde_json::{Value, json};

/// A searchset with this many resources, numbered from `first`, as bytes.
///
/// It repeats made-up reference data with new ids and dates.
pub fn of(resources: usize, first: usize) -> Vec<u8> {
    let kinds: [fn(usize) -> Value; 5] = [laboratory, pressure, medication, problem, allergy];
    let entries: Vec<Value> = (first..first + resources)
        .zip(kinds.iter().cycle())
        .map(|(number, kind)| json!({ "resource": kind(number), "search": { "mode": "match" } }))
        .collect();
    json!({ "resourceType": "Bundle", "type": "searchset", "total": resources, "entry": entries })
        .to_string()
        .into_bytes()
}

fn subject() -> Value {
    json!({ "reference": "Patient/p1", "display": "Mevrouw R. van den Berg" })
}

fn coded(system: &str, code: &str, display: &str) -> Value {
    json!({ "coding": [{ "system": system, "code": code, "display": display }], "text": display })
}

fn day(number: usize) -> String {
    format!(
        "20{:02}-{:02}-{:02}T09:15:00+01:00",
        20 + number % 6,
        1 + number % 12,
        1 + number % 28
    )
}

fn laboratory(number: usize) -> Value {
    json!({
        "resourceType": "Observation",
        "id": format!("lab-{number}"),
        "meta": { "profile": ["http://nictiz.nl/fhir/StructureDefinition/zib-LaboratoryTestResult-Observation"] },
        "identifier": [{ "system": "urn:oid:2.16.840.1.113883.2.4.3.99", "value": format!("L{number}") }],
        "status": "final",
        "category": [coded("http://snomed.info/sct", "49581000146104", "Laboratory test finding")],
        "code": coded("http://loinc.org", "2823-3", "Kalium"),
        "subject": subject(),
        "effectiveDateTime": day(number),
        "valueQuantity": { "value": 3 + number % 3, "unit": "mmol/L", "system": "http://unitsofmeasure.org", "code": "mmol/L" },
        "interpretation": coded("http://hl7.org/fhir/v2/0078", "N", "Normal"),
        "referenceRange": [{ "low": { "value": 3.5, "unit": "mmol/L" }, "high": { "value": 5.0, "unit": "mmol/L" } }]
    })
}

fn pressure(number: usize) -> Value {
    let part = |code: &str, name: &str, value: usize| {
        json!({
            "code": coded("http://loinc.org", code, name),
            "valueQuantity": { "value": value, "unit": "mmHg", "system": "http://unitsofmeasure.org", "code": "mm[Hg]" }
        })
    };
    json!({
        "resourceType": "Observation",
        "id": format!("rr-{number}"),
        "meta": { "profile": ["http://nictiz.nl/fhir/StructureDefinition/zib-BloodPressure"] },
        "status": "final",
        "category": [coded("http://hl7.org/fhir/observation-category", "vital-signs", "Vital Signs")],
        "code": coded("http://loinc.org", "85354-9", "Bloeddruk"),
        "subject": subject(),
        "effectiveDateTime": day(number),
        "comment": "Voor de dialyse, zittend gemeten.",
        "component": [part("8480-6", "Systolisch", 120 + number % 40), part("8462-4", "Diastolisch", 70 + number % 20)]
    })
}

fn medication(number: usize) -> Value {
    json!({
        "resourceType": "MedicationRequest",
        "id": format!("ma-{number}"),
        "meta": { "profile": ["http://nictiz.nl/fhir/StructureDefinition/zib-MedicationAgreement"] },
        "status": "active",
        "intent": "order",
        "category": coded("http://snomed.info/sct", "16076005", "Prescription"),
        "medicationCodeableConcept": coded("urn:oid:2.16.840.1.113883.2.4.4.10", "67903", "Metoprolol tablet mga 50mg"),
        "subject": subject(),
        "authoredOn": day(number),
        "requester": { "agent": { "display": "dr. S. Benali" } },
        "dosageInstruction": [{
            "text": "1 tablet om 8 uur",
            "timing": { "repeat": { "frequency": 1, "period": 1, "periodUnit": "d" } },
            "route": coded("urn:oid:2.16.840.1.113883.2.4.4.9", "9", "oraal")
        }]
    })
}

fn problem(number: usize) -> Value {
    json!({
        "resourceType": "Condition",
        "id": format!("prob-{number}"),
        "meta": { "profile": ["http://nictiz.nl/fhir/StructureDefinition/zib-Problem"] },
        "clinicalStatus": "active",
        "verificationStatus": "confirmed",
        "category": [coded("http://snomed.info/sct", "282291009", "Diagnose")],
        "code": coded("http://snomed.info/sct", "709044004", "Chronische nierziekte"),
        "subject": subject(),
        "onsetDateTime": "2019-04",
        "note": [{ "text": format!("Besproken op het spreekuur, regel {number}.") }]
    })
}

fn allergy(number: usize) -> Value {
    json!({
        "resourceType": "AllergyIntolerance",
        "id": format!("all-{number}"),
        "meta": { "profile": ["http://nictiz.nl/fhir/StructureDefinition/zib-AllergyIntolerance"] },
        "clinicalStatus": "active",
        "verificationStatus": "confirmed",
        "category": ["medication"],
        "criticality": "high",
        "code": coded("http://snomed.info/sct", "764146007", "Penicilline"),
        "patient": subject(),
        "assertedDate": day(number),
        "reaction": [{ "manifestation": [coded("http://snomed.info/sct", "271807003", "Huiduitslag")], "severity": "moderate" }]
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn all_of_it_is_read() {
        let opened = inzage_fhir::open(&super::of(25, 0));
        assert_eq!(opened.resources.len(), 25);
        assert!(opened.findings.is_empty());
    }
}
