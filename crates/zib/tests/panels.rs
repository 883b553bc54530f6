//! What a row says of something that has no short value of its own.
#![expect(
    clippy::unwrap_used,
    reason = "the helpers of these tests may fail loudly"
)]

use inzage_fhir::{Resource, Value};
use inzage_zib::view::Lang;
use inzage_zib::{Known, NothingKnown, row};
use serde_json::json;

struct Received(Vec<Resource>);

impl Known for Received {
    fn find(&self, reference: &str) -> Option<&Resource> {
        self.0.iter().find(|resource| resource.key() == reference)
    }
}

fn resource(value: Value) -> Resource {
    Resource::from_value(value).unwrap()
}

fn result(id: &str, name: &str, value: f64) -> Resource {
    resource(json!({
        "resourceType": "Observation", "id": id, "status": "final", "code": {"text": name},
        "valueQuantity": {"value": value, "unit": "mmol/l"}
    }))
}

fn panel(members: &Value) -> Resource {
    let mut panel = json!({
        "resourceType": "Observation", "status": "final", "code": {"text": "Zouten"},
        "category": [{"coding": [{"code": "laboratory"}]}]
    });
    let all = panel.as_object_mut().unwrap();
    all.extend(members.as_object().unwrap().clone());
    resource(panel)
}

#[test]
fn the_row_of_a_panel_says_what_its_members_found() {
    let known = Received(vec![
        result("k", "Kalium", 5.1),
        result("na", "Natrium", 138.5),
    ]);
    let r4 = panel(&json!({"hasMember": [
        {"reference": "Observation/k"}, {"reference": "Observation/na"}
    ]}));
    let stu3 = panel(&json!({"related": [
        {"type": "has-member", "target": {"reference": "Observation/k"}},
        {"type": "has-member", "target": {"reference": "Observation/na"}}
    ]}));
    for panel in [r4, stu3] {
        let row = row(&panel, &known, Lang::Nl);
        assert_eq!(row.title, "Zouten");
        assert_eq!(row.status, "Kalium: 5,1 mmol/l · Natrium: 138,5 mmol/l");
    }
}

#[test]
fn what_a_source_says_of_a_panel_goes_before_its_members() {
    let wrong = panel(&json!({
        "status": "entered-in-error", "hasMember": [{"reference": "Observation/k"}]
    }));
    let known = Received(vec![result("k", "Kalium", 5.1)]);
    assert_eq!(
        row(&wrong, &known, Lang::Nl).status,
        "Foutief ingevoerd: telt niet"
    );
}

#[test]
fn the_row_of_components_says_each_with_its_value() {
    let parts = panel(&json!({"component": [
        {"code": {"text": "Lopen"}, "valueString": "Hulp nodig"},
        {"code": {"text": "Zonder waarde"}}
    ]}));
    assert_eq!(
        row(&parts, &NothingKnown, Lang::Nl).status,
        "Lopen: Hulp nodig"
    );
}

#[test]
fn a_text_too_long_for_a_title_begins_beside_it() {
    let long = "Wakker geworden met hartkloppingen, geen beklemdheid, verder geen klachten.";
    let line = resource(json!({
        "resourceType": "Observation", "status": "final", "code": {"text": "Subjectief"},
        "valueString": long
    }));
    let row = row(&line, &NothingKnown, Lang::Nl);
    assert_eq!(
        (row.title.as_str(), row.status.as_str()),
        ("Subjectief", long)
    );
}

#[test]
fn an_alert_that_only_points_at_a_problem_is_called_after_it() {
    let alert = resource(json!({
        "resourceType": "Flag", "status": "active",
        "code": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/data-absent-reason",
            "code": "not-applicable", "display": "Not Applicable"}]},
        "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/flag-detail",
            "valueReference": {"reference": "Condition/1", "display": "Problem, type: Klacht"}}]
    }));
    let known = Received(vec![resource(json!({
        "resourceType": "Condition", "id": "1", "code": {"text": "Zwangerschap"}
    }))]);
    assert_eq!(row(&alert, &known, Lang::Nl).title, "Zwangerschap");
}
