//! How medicines are used, in words; and days of which only the bounds were sent.
#![expect(
    clippy::unwrap_used,
    reason = "the helpers of these tests may fail loudly"
)]

use inzage_fhir::{Resource, Value};
use inzage_zib::view::Lang;
use inzage_zib::{NothingKnown, entry, row};
use serde_json::json;

fn resource(value: Value) -> Resource {
    Resource::from_value(value).unwrap()
}

/// What the row says of a prescription with these dosages.
fn used(dosages: &Value, more: &Value) -> String {
    let mut prescription = json!({
        "resourceType": "MedicationRequest", "status": "active",
        "medicationCodeableConcept": {"text": "Middel"}, "dosageInstruction": dosages
    });
    if let (Some(all), Some(more)) = (prescription.as_object_mut(), more.as_object()) {
        all.extend(more.clone());
    }
    row(&resource(prescription), &NothingKnown, Lang::Nl).status
}

#[test]
fn dosages_without_text_are_said_in_words() {
    let pieces = |value: u8| json!({"value": value, "unit": "stuk"});
    let days = |value: u8| json!({"value": value, "unit": "dag", "code": "d"});
    let often = |times: u8| json!({"repeat": {"frequency": times, "period": 1, "periodUnit": "d"}});
    let twice = json!([{"timing": {"repeat": {"when": ["MORN", "EVE"], "frequency": 2, "period": 1, "periodUnit": "d"}},
        "doseQuantity": pieces(2)}]);
    assert_eq!(
        used(&twice, &json!({})),
        "2 stuks 's ochtends en 2 stuks 's avonds"
    );
    let mut bounded = often(1);
    bounded["repeat"]["boundsDuration"] = days(21);
    let cycle = json!({"modifierExtension": [{
        "url": "http://nictiz.nl/fhir/StructureDefinition/zib-Medication-RepeatPeriodCyclicalSchedule",
        "valueDuration": days(28)
    }]});
    assert_eq!(
        used(
            &json!([{"timing": bounded, "doseQuantity": pieces(1)}]),
            &cycle
        ),
        "Cyclus van 28 dagen: 1 keer per dag 1 stuk, steeds gedurende 21 dagen"
    );
    let needed = json!([{"timing": often(3), "asNeededCodeableConcept": {"text": "Bij pijn"},
        "doseRange": {"low": pieces(1), "high": pieces(2)}}]);
    assert_eq!(
        used(&needed, &json!({})),
        "3 keer per dag 1 – 2 stuks, zo nodig: bij pijn"
    );
    let steps = json!([
        {"sequence": 1, "timing": often(2), "doseQuantity": pieces(1)},
        {"sequence": 2, "timing": often(1), "doseQuantity": pieces(1)}
    ]);
    assert_eq!(
        used(&steps, &json!({})),
        "Eerst 2 keer per dag 1 stuk; dan 1 keer per dag 1 stuk"
    );
}

#[test]
fn an_end_of_use_stands_behind_it_with_its_day() {
    let period = |end: &str| {
        json!({"extension": [{
            "url": "http://nictiz.nl/fhir/StructureDefinition/zib-Medication-PeriodOfUse",
            "valuePeriod": {"start": "2026-05-01T00:00:00+02:00", "end": end}
        }]})
    };
    let text = json!([{"text": "1 tablet 's ochtends"}]);
    assert_eq!(
        used(&text, &period("2026-06-01T23:59:59+02:00")),
        "1 tablet 's ochtends · tot en met 1 juni 2026"
    );
    let mut stopped = period("2026-06");
    stopped["modifierExtension"] = json!([{
        "url": "http://nictiz.nl/fhir/StructureDefinition/ext-StopType",
        "valueCodeableConcept": {"coding": [{"system": "http://snomed.info/sct", "code": "410546004"}]}
    }]);
    assert_eq!(
        used(&text, &stopped),
        "1 tablet 's ochtends · definitief gestopt in juni 2026"
    );
    assert_eq!(
        used(&text, &json!({"status": "entered-in-error"})),
        "Foutief ingevoerd: telt niet"
    );
}

#[test]
fn hours_that_only_bound_a_day_are_kept_with_the_source() {
    let visit = resource(json!({
        "resourceType": "Encounter",
        "period": {"start": "2026-05-01T00:00:00+02:00", "end": "2026-05-03T23:59:59+02:00"}
    }));
    let (page, _) = entry(&visit, &NothingKnown, Lang::Nl);
    let of = |label: &str| {
        page.fields
            .iter()
            .find(|field| field.label == label)
            .map(|f| f.value.clone())
    };
    assert_eq!(
        of("Periode").as_deref(),
        Some("1 mei 2026 tot en met 3 mei 2026")
    );
    assert!(
        page.source
            .iter()
            .any(|field| field.value.contains("2026-05-03T23:59:59+02:00"))
    );
}
