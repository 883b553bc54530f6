//! Medicatieproces 9 3.0 (R4): what the pharmacy keeps of a course of medicine.

use serde_json::{Value, json};

use super::make::{ATC, NICTIZ, SCT, Source, concept, extension, number};
use super::patient;
use crate::network::Record;

/// What the box says.
const PRODUCT: &str = "Nitrofurantoïne capsule mga 100 mg";
/// The treatment that all of it belongs to.
const TREATMENT: &str = "nitrofurantoine-kuur";

/// Medicatiegegevens (R4) of the dialysis patient: an agreement of the pharmacy on a
/// course that has ended, what was handed out, and what she told of its use.
pub(super) fn medication(source: &Source<'_>) -> Option<Record> {
    if source.person.id != "riet" {
        return None;
    }
    let mut resources = patient::patient_r4(source);
    resources.push(product(source));
    resources.push(agreement(source));
    resources.push(handed_out(source));
    resources.push(used(source));
    Some(Record {
        resources,
        ..Record::default()
    })
}

/// mp-PharmaceuticalProduct.
fn product(source: &Source<'_>) -> Value {
    let fields = json!({
        "code": {
            "coding": [{"system": ATC, "code": "J01XE01", "display": "nitrofurantoïne"}],
            "text": PRODUCT,
        },
        "form": {"text": "capsule met gereguleerde afgifte"},
    });
    let name = "mp9-product";
    source.zib("Medication", "mp-PharmaceuticalProduct", name, fields)
}

/// mp-AdministrationAgreement.
fn agreement(source: &Source<'_>) -> Value {
    let mut fields = common(source, "422037009", "toedieningsafspraak");
    fields["extension"] = json!([
        treatment(source),
        period(source),
        registered(source, 41),
        said()
    ]);
    fields["status"] = json!("completed");
    fields["performer"] = json!([{"actor": source.organisation()}]);
    fields["dosageInstruction"] = dosage();
    source.zib(
        "MedicationDispense",
        "mp-AdministrationAgreement",
        "mp9-ta",
        fields,
    )
}

/// mp-MedicationDispense.
fn handed_out(source: &Source<'_>) -> Value {
    let mut fields = common(source, "373784005", "medicatieverstrekking");
    fields["extension"] = json!([treatment(source), registered(source, 41)]);
    fields["status"] = json!("completed");
    fields["performer"] = json!([{"actor": source.organisation()}]);
    fields["quantity"] = json!({
        "value": 10, "unit": "capsule", "system": "http://unitsofmeasure.org", "code": "1",
    });
    fields["daysSupply"] = json!({
        "value": 5, "unit": "dag", "system": "http://unitsofmeasure.org", "code": "d",
    });
    fields["whenHandedOver"] = json!(source.moment(41, "16:10"));
    source.zib(
        "MedicationDispense",
        "mp-MedicationDispense",
        "mp9-mve",
        fields,
    )
}

/// mp-MedicationUse2.
fn used(source: &Source<'_>) -> Value {
    let mut fields = common(
        source,
        "422979000",
        "bevinding betreffende medicatiegebruik",
    );
    fields["extension"] = json!([
        treatment(source),
        extension("ext-AsAgreedIndicator", "valueBoolean", json!(true)),
    ]);
    fields["status"] = json!("completed");
    fields["effectivePeriod"] = between(source);
    fields["dateAsserted"] = json!(source.moment(34, "11:00"));
    fields["informationSource"] = source.patient();
    fields["dosage"] = dosage();
    source.zib(
        "MedicationStatement",
        "mp-MedicationUse2",
        "mp9-mgb",
        fields,
    )
}

/// What they have in common.
fn common(source: &Source<'_>, category: &str, means: &str) -> Value {
    json!({
        "category": concept(SCT, category, means),
        "medicationReference": source.refer("Medication", "mp9-product", PRODUCT),
    })
}

fn treatment(source: &Source<'_>) -> Value {
    let identifier = source.identifier(&source.id(TREATMENT));
    extension(
        "ext-PharmaceuticalTreatment.Identifier",
        "valueIdentifier",
        identifier,
    )
}

fn period(source: &Source<'_>) -> Value {
    extension("ext-TimeInterval.Period", "valuePeriod", between(source))
}

fn between(source: &Source<'_>) -> Value {
    json!({"start": source.moment(41, "18:00"), "end": source.moment(36, "18:00")})
}

fn registered(source: &Source<'_>, days_ago: i64) -> Value {
    let when = json!(source.moment(days_ago, "16:05"));
    extension("ext-RegistrationDateTime", "valueDateTime", when)
}

fn said() -> Value {
    let words = json!("2 keer per dag 1 capsule, 5 dagen");
    json!({"url": format!("{NICTIZ}/ext-RenderedDosageInstruction"), "valueString": words})
}

fn dosage() -> Value {
    json!([{
        "sequence": 1,
        "timing": {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d"}},
        "route": concept("urn:oid:2.16.840.1.113883.2.4.4.9", "9", "Oraal"),
        "doseAndRate": [{"doseQuantity": {
            "value": number("1"), "unit": "capsule",
            "system": "http://unitsofmeasure.org", "code": "1",
        }}],
    }])
}
