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
fn a_row_says_in_words_what_the_source_abbreviates_and_nothing_less() {
    let often = json!({"repeat": {"frequency": 2, "period": 1, "periodUnit": "d"}});
    let said = |text: &str, more: &Value| {
        let dose = json!({"value": 1, "unit": "stuk"});
        let dosage = json!([{"text": text, "timing": often, "doseQuantity": dose}]);
        used(&dosage, more)
    };
    let nothing = json!({});
    assert_eq!(said("2 maal per dag 1T", &nothing), "2 keer per dag 1 stuk");
    let needed = json!([{"asNeededCodeableConcept": {"text": "Zo nodig bij pijn"},
        "timing": often, "doseQuantity": {"value": 1, "unit": "stuk"}}]);
    assert_eq!(
        used(&needed, &nothing),
        "2 keer per dag 1 stuk, zo nodig bij pijn"
    );
    // What only the text says is not lost.
    for text in [
        "2 maal per dag 1T, zo nodig",
        "Vanaf 28 november, 2 maal per dag 1T",
    ] {
        assert_eq!(said(text, &nothing), text);
    }
    // What stands beside it is no reason to show the abbreviations.
    let period = json!({"extension": [
        {"url": "http://nictiz.nl/fhir/StructureDefinition/zib-Medication-PeriodOfUse",
         "valuePeriod": {"start": "2022-11-28"}},
        {"url": "http://nictiz.nl/fhir/StructureDefinition/zib-MedicationUse-Duration",
         "valueDuration": {"value": 14, "unit": "dag", "code": "d"}}
    ]});
    assert_eq!(
        said(
            "Vanaf 28 november, gedurende 14 dagen, 2 maal per dag 1T",
            &period
        ),
        "2 keer per dag 1 stuk · gedurende 14 dagen"
    );
}

#[test]
fn what_is_shielded_in_a_schedule_is_never_read_as_once_a_day() {
    let why = json!({"extension": [{
        "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "masked"
    }]});
    let dosage = json!([{
        "timing": {"repeat": {"_frequency": why, "period": 1, "periodUnit": "d"}},
        "doseQuantity": {"value": 1, "_unit": why}
    }]);
    let said = "Aantal keer (afgeschermd) per dag 1 (eenheid afgeschermd)";
    assert_eq!(used(&dosage, &json!({})), said);
}

#[test]
fn a_stop_in_a_code_without_words_still_says_that_it_stopped() {
    let stop = json!({"modifierExtension": [{
        "url": "http://nictiz.nl/fhir/StructureDefinition/zib-Medication-StopType",
        "valueCodeableConcept": {"coding": [{"system": "urn:oid:1.2.3", "code": "X9"}]}
    }]});
    let dosage = json!([{"text": "1 per dag"}]);
    assert_eq!(used(&dosage, &stop), "1 per dag · gestopt of onderbroken");
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

/// The fields of a prescription that say how it is used.
fn fields_of_use(dosage: &Value, lang: Lang) -> Vec<String> {
    let value = json!({"resourceType": "MedicationRequest", "dosageInstruction": dosage});
    let (page, _) = entry(&resource(value), &NothingKnown, lang);
    assert!(page.other.is_empty(), "{:?}", page.other);
    let label = lang.pick("Gebruik", "Use");
    page.fields
        .into_iter()
        .filter(|f| f.label.starts_with(label))
        .map(|f| {
            if f.label == label {
                f.value
            } else {
                format!("{}: {}", f.label, f.value)
            }
        })
        .collect()
}

#[test]
fn a_schedule_without_text_is_one_sentence() {
    let tablets = |n: u8| json!({"value": n, "unit": "tablet"});
    let twice = json!([{
        "timing": {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d", "when": ["MORN", "EVE"]}},
        "doseQuantity": tablets(1)
    }]);
    assert_eq!(
        fields_of_use(&twice, Lang::Nl),
        ["1 tablet 's ochtends en 1 tablet 's avonds"]
    );
    assert_eq!(
        fields_of_use(&twice, Lang::En),
        ["1 tablet in the morning and 1 tablet in the evening"]
    );
    let every = json!([{
        "timing": {"repeat": {"frequency": 1, "period": 4, "periodUnit": "h"}},
        "doseAndRate": [{"doseQuantity": tablets(2)}],
        "asNeededCodeableConcept": {"text": "Bij pijn"},
        "maxDosePerPeriod": {"numerator": tablets(6), "denominator": {"value": 1, "unit": "d"}},
        "route": {"text": "Oraal"}
    }]);
    assert_eq!(
        fields_of_use(&every, Lang::Nl),
        ["Elke 4 uur 2 tabletten, zo nodig: bij pijn, hoogstens 6 tabletten per dag, oraal"]
    );
    assert_eq!(
        fields_of_use(&every, Lang::En)[0].split(',').next(),
        Some("2 tablets every 4 hours")
    );
    let days = json!([{
        "timing": {"repeat": {
            "frequency": 1, "period": 1, "periodUnit": "wk", "dayOfWeek": ["mon", "thu"],
            "timeOfDay": ["08:00:00"], "boundsDuration": {"value": 3, "unit": "wk"}
        }},
        "doseQuantity": tablets(1)
    }]);
    assert_eq!(
        fields_of_use(&days, Lang::Nl),
        ["1 tablet om 08:00, 1 keer per week, op maandag en donderdag, gedurende 3 weken"]
    );
    let thrice = json!([{"timing": {"repeat": {"frequency": 3, "frequencyMax": 4, "period": 1, "periodUnit": "d"}}}]);
    assert_eq!(fields_of_use(&thrice, Lang::Nl), ["3 tot 4 keer per dag"]);
}

#[test]
fn the_text_of_a_dosage_is_said_once() {
    let told = json!([{
        "text": "2 maal per dag 1 stuk, oraal, voor het eten",
        "timing": {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d"}},
        "doseQuantity": {"value": 1, "unit": "stuk"},
        "route": {"text": "Oraal"},
        "additionalInstruction": [{"text": "Voor het eten"}, {"text": "Heel doorslikken"}]
    }]);
    assert_eq!(
        fields_of_use(&told, Lang::Nl),
        [
            "2 maal per dag 1 stuk, oraal, voor het eten",
            "Gebruik › Extra aanwijzing: Heel doorslikken"
        ]
    );
    let other = json!([{
        "text": "Volgens afspraak",
        "doseQuantity": {"value": 1, "unit": "stuk"}
    }]);
    assert_eq!(
        fields_of_use(&other, Lang::Nl),
        ["Volgens afspraak", "Gebruik › Schema: 1 stuk"]
    );
}

#[test]
fn a_number_below_zero_and_an_amount_in_another_unit_are_not_taken_for_said() {
    let below = json!([{
        "text": "3 maal per dag 1 stuk",
        "timing": {"repeat": {"frequency": 3, "period": 1, "periodUnit": "d"}},
        "doseQuantity": {"value": -1, "unit": "stuk"}
    }]);
    assert_eq!(used(&below, &json!({})), "3 maal per dag 1 stuk");
    assert_eq!(
        fields_of_use(&below, Lang::Nl),
        [
            "3 maal per dag 1 stuk",
            "Gebruik › Schema: 3 keer per dag -1 stuks"
        ]
    );
    let translation = "http://hl7.org/fhir/StructureDefinition/iso21090-PQ-translation";
    let range = json!([{"doseRange": {
        "low": {"value": 1, "unit": "ml", "extension": [{"url": translation,
            "valueQuantity": {"value": 1, "comparator": ">", "unit": "maatschep"}}]},
        "high": {"value": 2, "unit": "ml"}
    }}]);
    let [shown] = fields_of_use(&range, Lang::Nl).try_into().unwrap();
    assert_eq!(shown, "1 ml (> 1 maatschep) – 2 ml");
}
