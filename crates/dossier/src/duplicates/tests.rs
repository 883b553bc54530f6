//! The table of the functional design, chapter by chapter, and its traps.

mod always;

use inzage_fhir::Resource;
use inzage_zib::{NothingKnown, identity};
use serde_json::{Value, json};

use super::*;

/// A resource of a provider: `("a", "48", json)`.
struct Given {
    number: String,
    thing: Thing,
    identity: Identity,
    bytes: Vec<u8>,
}

fn given(provider: &str, service: &str, id: &str, mut value: Value) -> Given {
    value["id"] = json!(id);
    let bytes = value.to_string().into_bytes();
    let resource = Resource::from_value(value).unwrap();
    let thing = Thing {
        provider: provider.into(),
        service: service.into(),
        kind: resource.kind().into(),
        id: id.into(),
    };
    Given {
        number: format!("{provider}-{service}-{id}"),
        thing,
        identity: identity(&resource, &NothingKnown),
        bytes,
    }
}

fn candidates(all: &[Given]) -> Vec<Candidate<'_>> {
    all.iter()
        .map(|given| Candidate {
            number: &given.number,
            thing: given.thing.clone(),
            identity: given.identity.clone(),
            bytes: &given.bytes,
        })
        .collect()
}

fn found(all: &[Given]) -> Groups {
    find(&candidates(all), &Decisions::default())
}

/// What two entries of two providers are to each other.
fn between(a: Value, b: Value) -> (Vec<Reason>, Vec<Reason>) {
    of(&[given("a", "48", "1", a), given("b", "48", "2", b)])
}

fn of(all: &[Given]) -> (Vec<Reason>, Vec<Reason>) {
    let groups = found(all);
    let first = &all[0].number;
    (
        groups.reasons(first).collect(),
        groups.suggestions().map(|(_, _, reason)| reason).collect(),
    )
}

const NOTHING: (Vec<Reason>, Vec<Reason>) = (Vec::new(), Vec::new());

fn together(reason: Reason) -> (Vec<Reason>, Vec<Reason>) {
    (vec![reason], Vec::new())
}

fn maybe(reason: Reason) -> (Vec<Reason>, Vec<Reason>) {
    (Vec::new(), vec![reason])
}

fn profile(name: &str) -> Value {
    json!({"profile": [format!("http://nictiz.nl/fhir/StructureDefinition/{name}")]})
}

fn code(code: &str) -> Value {
    json!({"coding": [{"system": "http://snomed.info/sct", "code": code}]})
}

fn numbered(mut value: Value, number: &str) -> Value {
    value["identifier"] =
        json!([{"system": "urn:oid:2.16.840.1.113883.2.4.3.11.999.7", "value": number}]);
    value
}

fn dated(mut value: Value, key: &str, date: &str) -> Value {
    value[key] = json!(date);
    value
}

fn allergy(substance: &str) -> Value {
    json!({"resourceType": "AllergyIntolerance", "code": code(substance)})
}

fn problem(what: &str) -> Value {
    json!({"resourceType": "Condition", "code": code(what)})
}

fn weight(at: &str, kilos: u8) -> Value {
    let value = json!({"value": kilos, "unit": "kg"});
    json!({"resourceType": "Observation", "meta": profile("zib-BodyWeight"),
        "code": code("29463-7"), "effectiveDateTime": at, "valueQuantity": value})
}

fn result(at: &str, value: u8) -> Value {
    let quantity = json!({"value": value, "unit": "mmol/l"});
    json!({"resourceType": "Observation", "meta": profile("zib-LaboratoryTestResult-Observation"),
        "status": "final", "code": code("14749-6"), "effectiveDateTime": at,
        "valueQuantity": quantity, "specimen": {"reference": "Specimen/s"}})
}

#[test]
fn an_identifier_with_the_same_code_stands_together_across_providers() {
    let vaccination =
        || json!({"resourceType": "Immunization", "vaccineCode": code("1"), "date": "2020"});
    assert_eq!(
        between(numbered(vaccination(), "x"), numbered(vaccination(), "x")),
        together(Reason::Identifier)
    );
    assert_eq!(
        between(numbered(vaccination(), "x"), numbered(vaccination(), "y")),
        NOTHING
    );
}

#[test]
fn an_identifier_without_a_system_or_with_another_code_says_nothing() {
    let bare = |substance| {
        let mut value = allergy(substance);
        value["identifier"] = json!([{"value": "x"}]);
        value
    };
    assert_eq!(between(bare("1"), bare("1")), maybe(Reason::Substance));
    assert_eq!(
        between(numbered(allergy("1"), "x"), numbered(allergy("2"), "x")),
        NOTHING
    );
}

#[test]
fn a_panel_that_shares_its_identifier_with_its_members_stays_apart_from_them() {
    let panel = |what: &str| json!({"resourceType": "Observation", "status": "final", "code": code(what), "effectiveDateTime": "2020-01-01"});
    let all =
        ["1", "2", "3"].map(|at| given("a", "48", at, numbered(panel(at), "patA-labResult1")));
    assert_eq!(of(&all), NOTHING);
    // Nor does the same number at another provider say which of them is meant.
    let mut all = Vec::from(all);
    all.push(given(
        "b",
        "48",
        "9",
        numbered(panel("1"), "patA-labResult1"),
    ));
    assert_eq!(of(&all), NOTHING);
}

#[test]
fn documents_with_one_reference_number_are_not_one_document() {
    let document = |master: &str| {
        let master = json!({"system": "urn:ietf:rfc:3986", "value": master});
        numbered(
            json!({"resourceType": "DocumentReference", "masterIdentifier": master}),
            "852852",
        )
    };
    assert_eq!(
        between(document("urn:oid:1.2.3"), document("urn:oid:1.2.4")),
        NOTHING
    );
    assert_eq!(
        between(document("urn:oid:1.2.3"), document("urn:oid:1.2.3")),
        together(Reason::Document)
    );
}

#[test]
fn one_number_on_a_temperature_and_on_a_saturation_is_two_measurements() {
    let measured =
        |what| json!({"resourceType": "Observation", "code": code(what), "status": "final"});
    let all = [
        given("a", "52", "1", numbered(measured("8310-5"), "m1")),
        given("b", "52", "2", numbered(measured("59408-5"), "m1")),
    ];
    assert_eq!(of(&all), NOTHING);
}

#[test]
fn one_result_in_two_code_systems_stays_two() {
    let coded = |system: &str, code: &str, value: u16| {
        let coding = json!([{"system": system, "code": code}]);
        numbered(
            json!({"resourceType": "Observation", "status": "final", "code": {"coding": coding},
            "effectiveDateTime": "2020-01-01T10:00:00+01:00", "valueQuantity": {"value": value}}),
            "96666",
        )
    };
    let all = [
        given("a", "46", "1", coded("http://loinc.org", "2947-0", 164)),
        given(
            "a",
            "46",
            "2",
            coded(
                "https://referentiemodel.nhg.org/tabellen/nhg-tabel-45",
                "624",
                1640,
            ),
        ),
    ];
    assert_eq!(of(&all), NOTHING);
}

#[test]
fn one_resource_in_two_services_stands_together_when_every_byte_is_equal() {
    let two = |substance: &str| {
        [
            given("a", "48", "x", allergy("1")),
            given("a", "49", "x", allergy(substance)),
        ]
    };
    assert_eq!(of(&two("1")).0, [Reason::SameResource]);
    assert_eq!(of(&two("2")), maybe(Reason::SameResource));
    // A logical id says nothing at another provider.
    let other = [
        given("a", "48", "x", allergy("1")),
        given("b", "48", "x", allergy("2")),
    ];
    assert_eq!(of(&other), NOTHING);
}

#[test]
fn who_she_is_and_how_she_is_insured_is_shown_per_provider() {
    let patient = || {
        numbered(
            json!({"resourceType": "Patient", "birthDate": "1950-01-01"}),
            "1",
        )
    };
    assert_eq!(between(patient(), patient()), NOTHING);
    let payer = || numbered(json!({"resourceType": "Coverage"}), "1");
    assert_eq!(between(payer(), payer()), NOTHING);
}

#[test]
fn wishes_function_and_way_of_living_are_never_taken_together() {
    let smoking = || json!({"resourceType": "Observation", "meta": profile("zib-TobaccoUse"), "code": code("365980008")});
    assert_eq!(between(smoking(), smoking()), NOTHING);
    assert_eq!(
        between(numbered(smoking(), "1"), numbered(smoking(), "1")),
        maybe(Reason::Identifier)
    );
}

#[test]
fn problems_are_only_suggested_and_only_in_overlapping_periods() {
    let from = |what: &str, date: &str| dated(problem(what), "onsetDateTime", date);
    assert_eq!(
        between(from("38341003", "2015"), from("38341003", "2015-06")),
        maybe(Reason::Problem)
    );
    assert_eq!(
        between(numbered(problem("1"), "x"), numbered(problem("1"), "x")).0,
        []
    );
    let over = dated(from("1", "2001"), "abatementDateTime", "2002");
    assert_eq!(between(over, from("1", "2010")), NOTHING);
    assert_eq!(between(problem("1"), problem("2")), NOTHING);
}

#[test]
fn alerts_and_allergies_are_suggested_on_their_code() {
    let alert = || json!({"resourceType": "Flag", "code": code("1")});
    assert_eq!(between(alert(), alert()), maybe(Reason::Alert));
    assert_eq!(
        between(allergy("1"), allergy("1")),
        maybe(Reason::Substance)
    );
    let text = || json!({"resourceType": "AllergyIntolerance", "code": {"text": "Pinda"}});
    assert_eq!(between(text(), text()), NOTHING);
}

#[test]
fn an_allergy_confirmed_here_and_refuted_there_never_becomes_one_row() {
    let said = |word| dated(numbered(allergy("1"), "x"), "verificationStatus", word);
    assert_eq!(
        between(said("confirmed"), said("confirmed")),
        together(Reason::Identifier)
    );
    assert_eq!(between(said("confirmed"), said("refuted")).0, []);
}

#[test]
fn a_product_is_a_suspicion_within_overlapping_periods() {
    let agreement = |from: &str, to: &str| {
        json!({"resourceType": "MedicationStatement", "meta": profile("zib-MedicationUse"),
            "medicationCodeableConcept": code("1"), "effectivePeriod": {"start": from, "end": to}})
    };
    assert_eq!(
        between(agreement("2020", "2021"), agreement("2021", "2022")),
        maybe(Reason::Product)
    );
    assert_eq!(
        between(agreement("2019", "2019"), agreement("2021", "2022")),
        NOTHING
    );
}

#[test]
fn a_device_is_one_when_product_and_serial_number_are_equal() {
    let device = |serial: &str| json!({"resourceType": "Device", "udi": {"deviceIdentifier": "0802"}, "serialNumber": serial});
    // Of itself a product stands in no chapter; its use does.
    let with = |serial: &str| {
        let mut device = device(serial);
        device["id"] = json!("d");
        json!({"resourceType": "DeviceUseStatement", "contained": [device], "device": {"reference": "#d"}})
    };
    assert_eq!(between(with("7"), with("7")).0, [Reason::Device]);
    assert_eq!(between(with("7"), with("8")), maybe(Reason::DeviceProduct));
}

#[test]
fn a_vaccination_on_the_same_day_is_suggested_and_a_vague_date_says_nothing() {
    let on = |date: &str| json!({"resourceType": "Immunization", "vaccineCode": code("1"), "date": date});
    assert_eq!(
        between(on("2020-01-02"), on("2020-01-02T10:00:00+01:00")),
        maybe(Reason::Vaccination)
    );
    assert_eq!(between(on("2020-01"), on("2020-01")), NOTHING);
}

#[test]
fn a_measurement_is_one_to_the_minute_in_whatever_time_zone() {
    let minute = weight("2020-01-02T10:00:05+01:00", 80);
    assert_eq!(
        between(minute.clone(), weight("2020-01-02T09:00:40Z", 80)),
        together(Reason::Measurement)
    );
    assert_eq!(
        between(minute.clone(), weight("2020-01-02T10:01:05+01:00", 80)),
        NOTHING
    );
    assert_eq!(
        between(minute, weight("2020-01-02T10:00:05+01:00", 81)),
        NOTHING
    );
    assert_eq!(
        between(weight("2020-01-02", 80), weight("2020-01-02", 80)),
        maybe(Reason::MeasurementDay)
    );
}

#[test]
fn a_result_is_one_within_a_provider_and_another_status_is_a_version() {
    let at = "2020-01-02T10:00:00+01:00";
    let two = |b: Value| {
        of(&[
            given("a", "48", "1", result(at, 5)),
            given("a", "49", "2", b),
        ])
    };
    assert_eq!(two(result(at, 5)), together(Reason::Result));
    assert_eq!(two(result(at, 6)), maybe(Reason::ResultVersion));
    let corrected = dated(result(at, 6), "status", "corrected");
    assert_eq!(two(corrected), maybe(Reason::ResultVersion));
    assert_eq!(
        between(result(at, 5), result(at, 5)),
        NOTHING,
        "another provider"
    );
}

#[test]
fn a_procedure_is_suggested_on_code_day_and_side() {
    let done = |date: &str, side: &str| {
        let side = json!([{"url": "http://nictiz.nl/fhir/StructureDefinition/BodySite-Qualifier",
            "valueCodeableConcept": code(side)}]);
        json!({"resourceType": "Procedure", "code": code("1"), "performedDateTime": date,
            "bodySite": [{"extension": side}]})
    };
    assert_eq!(
        between(done("2020-01-02", "L"), done("2020-01-02", "L")),
        maybe(Reason::Procedure)
    );
    assert_eq!(
        between(done("2020-01-02", "L"), done("2020-01-02", "R")),
        NOTHING
    );
}

#[test]
fn a_contact_is_suggested_on_place_kind_and_time() {
    let visit = |place: &str| {
        json!({"resourceType": "Encounter", "class": {"code": "IMP"},
            "period": {"start": "2020-01-02", "end": "2020-01-05"}, "serviceProvider": {"display": place}})
    };
    assert_eq!(
        between(visit("De Brug"), visit("de brug")),
        maybe(Reason::Encounter)
    );
    assert_eq!(between(visit("De Brug"), visit("De Linde")), NOTHING);
}

#[test]
fn a_contact_person_within_a_patient_may_be_one_of_the_same_server() {
    let person = || {
        json!({"resourceType": "RelatedPerson", "name": [{"family": "Bos"}],
            "telecom": [{"system": "phone", "value": "06 12345678"}]})
    };
    let mut within = given("a", "48", "p/bos", person());
    within.thing.kind = "Patient.contact".into();
    let apart = given("a", "48", "r", person());
    assert_eq!(of(&[within, apart]), maybe(Reason::Contact));
    let two = [
        given("a", "48", "r1", person()),
        given("a", "48", "r2", person()),
    ];
    assert_eq!(of(&two), NOTHING);
}

#[test]
fn a_professional_is_one_on_a_register_number_with_one_name() {
    let doctor = |name: &str, number: &str| {
        let identifier =
            json!([{"system": "http://fhir.nl/fhir/NamingSystem/agb-z", "value": number}]);
        json!({"resourceType": "Practitioner", "identifier": identifier, "name": [{"family": name}]})
    };
    assert_eq!(
        between(doctor("Bos", "1"), doctor("Bos", "1")),
        together(Reason::Registry)
    );
    assert_eq!(
        between(doctor("Bos", "1"), doctor("Vos", "1")),
        maybe(Reason::RegistryOtherName)
    );
    let local = || {
        numbered(
            json!({"resourceType": "Practitioner", "name": [{"family": "Bos"}]}),
            "1",
        )
    };
    assert_eq!(between(local(), local()), NOTHING);
}
