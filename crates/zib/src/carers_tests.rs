use super::*;
use crate::NothingKnown;
use serde_json::json;

fn found(value: Value) -> Vec<Carer> {
    let resource = Resource::from_value(value).expect("a resource");
    carers(&resource, &NothingKnown, Lang::Nl)
}

#[test]
fn a_contained_role_gives_the_person_the_function_and_the_place() {
    let all = found(json!({
        "resourceType": "Procedure",
        "subject": {"reference": "Patient/p", "display": "Mevrouw Vermeulen"},
        "performer": [{"actor": {"reference": "#role"}}],
        "contained": [
            {"resourceType": "PractitionerRole", "id": "role",
             "practitioner": {"reference": "#doctor"}, "organization": {"display": "Ziekenhuis De Brug"},
             "specialty": [{"text": "Cardioloog"}],
             "telecom": [{"system": "phone", "value": "020-1234567"}, {"system": "fax", "value": "1"}]},
            {"resourceType": "Practitioner", "id": "doctor", "name": [{"text": "J. de Boer"}],
             "identifier": [{"system": "http://fhir.nl/fhir/NamingSystem/agb-z", "value": "01234567"},
                            {"system": "http://fhir.nl/fhir/NamingSystem/uzi-nr-pers", "value": "000000000"}]}
        ]
    }));
    let [doctor] = all.as_slice() else {
        panic!("{all:?}")
    };
    assert_eq!((doctor.person, doctor.name.as_str()), (true, "J. de Boer"));
    assert_eq!(
        doctor.numbers,
        [(Register::Agb, "01234567".to_owned())],
        "all zeros is no number"
    );
    assert_eq!(doctor.roles, ["Cardioloog"]);
    assert_eq!(doctor.organisation.as_deref(), Some("Ziekenhuis De Brug"));
    assert_eq!(doctor.phones, ["020-1234567"]);
}

#[test]
fn a_name_alone_counts_where_a_carer_is_meant_and_nowhere_else() {
    let all = found(json!({
        "resourceType": "Observation",
        "subject": {"display": "De patiënt"},
        "performer": [{"display": "Haar Scherp || Cardioloog || De Brug"},
                      {"reference": "Patient/p", "display": "De patiënt"},
                      {"reference": "https://x.example/fhir/Organization/o", "display": "Lab Noord"}],
        "specimen": {"display": "Bloed"},
        "code": {"coding": [{"code": "1", "display": "Kreatinine"}]}
    }));
    let names: Vec<_> = all.iter().map(|c| (c.person, c.name.as_str())).collect();
    assert_eq!(names, [(true, "Haar Scherp"), (false, "Lab Noord")]);
    assert_eq!(all[0].roles, ["cardioloog"]);
    assert_eq!(all[0].organisation.as_deref(), Some("De Brug"));
}

#[test]
fn odd_shapes_name_nobody() {
    for odd in [
        json!({"resourceType": "Practitioner"}),
        json!({"resourceType": "Organization", "name": 7}),
        json!({"resourceType": "PractitionerRole", "practitioner": "x", "organization": [1]}),
        json!({"resourceType": "CareTeam", "participant": {"member": {"reference": 3, "display": ""}}}),
    ] {
        assert_eq!(found(odd), Vec::new());
    }
}

#[test]
fn a_contained_id_says_nothing_outside_its_resource() {
    let letter = |name: &str| {
        found(json!({
            "resourceType": "DocumentReference",
            "author": [{"reference": "#p1"}],
            "contained": [{"resourceType": "Practitioner", "id": "p1", "name": [{"text": name}]}]
        }))
    };
    assert_eq!(letter("A. Janssen")[0].key, None);
    assert_eq!(letter("F. Kiek")[0].key, None);
}

#[test]
fn a_number_or_unknown_is_no_name_and_an_insurer_is_no_carer() {
    let all = found(json!({
        "resourceType": "Encounter",
        "participant": [{"individual": {"display": "onbekend"}}, {"individual": {"display": "10000012"}}],
        "serviceProvider": {"reference": "#payer"},
        "contained": [{"resourceType": "Organization", "id": "payer", "name": "Verzekeraar N.V.",
            "identifier": [{"system": "http://fhir.nl/fhir/NamingSystem/uzovi", "value": "1903"}]}]
    }));
    assert_eq!(all, []);
    let role = found(json!({
        "resourceType": "PractitionerRole", "id": "r",
        "practitioner": {"display": "10000012"}, "specialty": [{"text": "Cardioloog"}],
        "telecom": [{"system": "phone", "value": "021-9990104"}]
    }));
    let said = (
        role[0].name.as_str(),
        role[0].roles.len(),
        role[0].phones.len(),
    );
    assert_eq!(said, ("Cardioloog", 0, 1));
}

#[test]
fn a_role_with_a_comma_is_no_place() {
    let all = found(json!({
        "resourceType": "Encounter",
        "participant": [
            {"individual": {"display": "R. van Heck || Medisch specialisten, cardiologie || De Brug"}},
            {"individual": {"display": "P. Pulver || Huisartsen, niet nader gespecificeerd"}}]
    }));
    let said: Vec<_> = all
        .iter()
        .map(|c| (c.roles.clone(), c.organisation.as_deref()))
        .collect();
    let role = |text: &str| vec![text.to_owned()];
    assert_eq!(
        said,
        [
            (role("medisch specialisten, cardiologie"), Some("De Brug")),
            (role("Huisartsen"), None)
        ]
    );
}
