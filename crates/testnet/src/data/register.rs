//! The vaccination register: R4 (63).

use serde_json::{Value, json};

use super::make::{NICTIZ, Source, concept, quantity};
use super::patient;
use crate::network::Record;

/// Vaccinaties.
pub(super) fn vaccinations(source: &Source<'_>) -> Option<Record> {
    let given: &[(&str, (&str, &str), i32, u32)] = match source.person.id {
        "riet" => &[
            ("griep-1", ("J07BB02", "Influenzavaccin"), 1, 10),
            ("griep-2", ("J07BB02", "Influenzavaccin"), 2, 10),
            ("pneumokokken", ("J07AL02", "Pneumokokkenvaccin"), 3, 11),
            ("corona", ("J07BN01", "COVID-19-vaccin, mRNA"), 1, 9),
            (
                "hepatitis",
                ("", "Hepatitis B-vaccin, merk niet bekend"),
                3,
                3,
            ),
        ],
        "daan" => &[
            ("dktp", ("J07CA01", "DKTP-vaccin"), 30, 5),
            ("bmr", ("J07BD52", "BMR-vaccin"), 25, 5),
        ],
        "eva" => &[("kinkhoest", ("J07AJ51", "Kinkhoestvaccin"), 9, 2)],
        "lotte" => &[("bmr", ("J07BD52", "BMR-vaccin"), 7, 1)],
        _ => return None,
    };
    let mut resources = patient::patient_r4(source);
    for (name, vaccine, years, month) in given {
        resources.extend(vaccination(
            source,
            name,
            *vaccine,
            &source.month(*years, *month),
        ));
    }
    if source.person.id == "riet" {
        resources.push(not_given(source));
    }
    Some(Record {
        resources,
        ..Record::default()
    })
}

/// imm-Vaccination-event with its product, to be read by id.
fn vaccination(
    source: &Source<'_>,
    name: &str,
    (atc, vaccine): (&str, &str),
    when: &str,
) -> [Value; 2] {
    let product = format!("product-{name}");
    let code = if atc.is_empty() {
        json!({
            "extension": [{
                "url": "http://hl7.org/fhir/StructureDefinition/iso21090-nullFlavor",
                "valueCode": "OTH",
            }],
            "text": vaccine,
        })
    } else {
        concept("http://www.whocc.no/atc", atc, vaccine)
    };
    let event = source.zib("Immunization", "imm-Vaccination-event", name, json!({
        "contained": [{
            "resourceType": "Location", "id": "locatie",
            "address": {"city": "Amersfoort", "country": "Nederland"},
        }],
        "extension": [{
            "url": format!("{NICTIZ}/ext-imm-Vaccination.PharmaceuticalProduct"),
            "valueReference": source.refer("Medication", &product, vaccine),
        }],
        "status": "completed",
        "vaccineCode": code,
        "occurrenceDateTime": when,
        "primarySource": true,
        "location": {"reference": "#locatie", "type": "Location", "display": "Amersfoort"},
        "lotNumber": format!("P{}", vaccine.len()),
        "doseQuantity": quantity("0.5", "ml", "mL"),
        "performer": [{
            "function": concept("http://terminology.hl7.org/CodeSystem/v2-0443", "AP", "Toediener"),
            "actor": source.organisation(),
        }],
    }));
    let medication = source.zib(
        "Medication",
        "nl-core-PharmaceuticalProduct",
        &product,
        json!({
            "code": {"text": vaccine},
            "form": {"text": "injectievloeistof"},
        }),
    );
    [event, medication]
}

/// A vaccination that was not given, with the reason.
fn not_given(source: &Source<'_>) -> Value {
    source.zib("Immunization", "imm-Vaccination-event", "gordelroos", json!({
        "status": "not-done",
        "statusReason": concept("http://terminology.hl7.org/CodeSystem/v3-ActReason", "PATOBJ", "Patiënt wilde niet"),
        "vaccineCode": concept("http://www.whocc.no/atc", "J07BK03", "Gordelroosvaccin"),
        "occurrenceDateTime": source.date(260),
        "note": [{"text": "Mevrouw wil eerst overleggen met haar nefroloog."}],
    }))
}
