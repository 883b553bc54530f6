//! Whatever comes in, every value of it stands on the page, and nothing panics.

use inzage_fhir::{FhirDate, Resource, Value};
use inzage_zib::view::{Entry, Lang};
use inzage_zib::{NothingKnown, attachments, date_text, entry, person, references, row, sort_key};
use proptest::prelude::*;
use serde_json::{Map, json};
use std::fmt::Write;

/// Names that make datatypes, building blocks and odd shapes alike.
const NAMES: &[&str] = &[
    "code",
    "coding",
    "text",
    "system",
    "display",
    "value",
    "unit",
    "comparator",
    "status",
    "div",
    "valueQuantity",
    "valueString",
    "valueCodeableConcept",
    "effectiveDateTime",
    "period",
    "start",
    "end",
    "reference",
    "identifier",
    "name",
    "family",
    "given",
    "_given",
    "_family",
    "_status",
    "extension",
    "modifierExtension",
    "url",
    "component",
    "section",
    "entry",
    "contained",
    "id",
    "resourceType",
    "meta",
    "profile",
    "dosageInstruction",
    "timing",
    "repeat",
    "frequency",
    "low",
    "high",
    "numerator",
    "denominator",
    "medicationReference",
    "medicationCodeableConcept",
    "line",
    "city",
    "country",
    "_country",
    "use",
    "type",
    "category",
    "subject",
    "note",
    "content",
    "attachment",
    "contentType",
    "data",
    "title",
    "notGiven",
    "deceasedBoolean",
    "onsetString",
    "flightNumber",
    "bodySite",
    "verificationStatus",
    "clinicalStatus",
    "_value",
    "relationship",
];

const KINDS: &[&str] = &[
    "Patient",
    "Condition",
    "AllergyIntolerance",
    "Flag",
    "MedicationRequest",
    "MedicationDispense",
    "MedicationStatement",
    "Medication",
    "Observation",
    "Immunization",
    "Procedure",
    "Encounter",
    "DocumentReference",
    "Consent",
    "Coverage",
    "EpisodeOfCare",
    "Composition",
    "DeviceUseStatement",
    "Appointment",
    "NutritionOrder",
    "Practitioner",
    "Binary",
    "Spaceship",
    "",
];

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,12}( [A-Z][a-z<>&]{1,9}){0,3}",
        "[ -~]{1,30}",
        "\\PC{1,12}",
        Just("2026-05-26T08:15:00+02:00".to_owned()),
        Just("2026-05".to_owned()),
        Just("1987".to_owned()),
        Just("08:30:00".to_owned()),
        Just("active".to_owned()),
        Just("entered-in-error".to_owned()),
        Just("http://snomed.info/sct".to_owned()),
        Just("85354-9".to_owned()),
        Just("http://hl7.org/fhir/StructureDefinition/data-absent-reason".to_owned()),
        Just("http://nictiz.nl/fhir/StructureDefinition/code-specification".to_owned()),
        Just("#a".to_owned()),
        Just("mm[Hg]".to_owned()),
        Just("Fractuur van pols (aandoening)".to_owned()),
        Just("<div>a <b>bold</b> &amp; \"x\"</div>".to_owned()),
    ]
}

fn number() -> impl Strategy<Value = Value> {
    prop_oneof![
        "-?[1-9][0-9]{0,30}",
        "-?[0-9]\\.[0-9]{1,20}",
        Just("1e999999".to_owned()),
        Just("0.50".to_owned()),
    ]
    .prop_map(|text| serde_json::from_str(&text).unwrap_or(Value::Null))
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        4 => word().prop_map(Value::from),
        2 => number(),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    leaf.prop_recursive(5, 60, 5, |inner| {
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            4 => members(inner),
        ]
    })
}

fn members(inner: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    prop::collection::vec((prop::sample::select(NAMES), inner), 1..6).prop_map(|pairs| {
        let pairs = pairs
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value));
        Value::Object(pairs.collect::<Map<_, _>>())
    })
}

fn resource() -> impl Strategy<Value = Value> {
    let parts = prop::collection::vec((prop::sample::select(NAMES), value()), 0..8);
    (prop::sample::select(KINDS), parts).prop_map(|(kind, parts)| {
        let mut resource: Map<String, Value> = parts
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        resource.insert("resourceType".to_owned(), json!(kind));
        Value::Object(resource)
    })
}

fn page(entry: &Entry) -> String {
    let mut text = format!("{}\n{}\n{}\n", entry.title, entry.date, entry.status);
    for field in entry.fields.iter().chain(&entry.source).chain(&entry.other) {
        let _ = writeln!(text, "{}\n{}", field.label, field.value);
    }
    squashed(&text)
}

fn squashed(text: &str) -> String {
    // A word that begins a sentence has a capital.
    let text = text.to_lowercase();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a value stands in the text of a page, in one of the forms it may have.
fn stands(key: &str, value: &Value, page: &str) -> bool {
    match value {
        Value::String(text) if text.trim().is_empty() => true,
        Value::String(text) => {
            let forms = [
                text.clone(),
                inzage_fhir::plain_text(text),
                date_text(text, Lang::Nl),
                text.trim_end_matches(":00").to_owned(),
            ];
            let binary = matches!(key, "data" | "content");
            binary || forms.iter().any(|form| page.contains(&squashed(form)))
        }
        Value::Number(number) => {
            let text = number.to_string().replace("e+", "e");
            let text = text.to_lowercase();
            page.contains(&text) || page.contains(&text.replace('.', ","))
        }
        Value::Bool(flag) => {
            page.contains(if *flag { "ja" } else { "nee" }) || page.contains(&flag.to_string())
        }
        _ => true,
    }
}

fn missing(key: &str, value: &Value, page: &str) -> Option<String> {
    match value {
        Value::Array(items) => items.iter().find_map(|item| missing(key, item, page)),
        Value::Object(members) => members
            .iter()
            .filter(|(key, value)| *key != "resourceType" || !value.is_string())
            .find_map(|(key, value)| missing(key, value, page)),
        leaf => (!stands(key, leaf, page)).then(|| format!("{key}: {leaf}")),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_value_of_any_resource_stands_on_its_page(json in resource()) {
        let resource = Resource::from_value(json.clone()).unwrap();
        let (entry, _) = entry(&resource, &NothingKnown, Lang::Nl);
        let page = page(&entry);
        prop_assert_eq!(missing("", &json, &page), None, "{}", page);
        prop_assert!(!entry.title.trim().is_empty());
        prop_assert!(entry.fields.iter().chain(&entry.other).all(|f| !f.value.trim().is_empty()));
    }

    #[test]
    fn no_json_makes_any_reading_panic(json in value()) {
        let bytes = serde_json::to_vec(&json).unwrap();
        for received in inzage_fhir::open(&bytes).resources {
            for lang in [Lang::Nl, Lang::En] {
                let resource = &received.resource;
                let (entry, _) = entry(resource, &NothingKnown, lang);
                prop_assert_eq!(row(resource, &NothingKnown, lang).title, entry.title);
                let _ = (sort_key(resource), attachments(resource), person(resource, lang), references(resource));
            }
        }
    }

    #[test]
    fn no_bytes_make_opening_panic(text in "[\\[\\]{}\":,a-z0-9 \\\\.-]{0,80}") {
        let _ = inzage_fhir::open(text.as_bytes());
    }
}

#[test]
fn dates_that_are_none_are_shown_as_written() {
    assert!(FhirDate::parse("2026-13-01").is_none());
    assert_eq!(date_text("2026-13-01", Lang::Nl), "2026-13-01");
}
