//! The coded things of a resource: to look up what they mean.

use crate::Known;
use crate::reader::list;
use crate::view::Lang;
use inzage_fhir::{Resource, Value};

/// One coded thing: its codes, and everything it is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concept {
    /// System and code of each coding.
    pub codes: Vec<(String, String)>,
    /// The text of the source, the displays, and our own labels, in that order.
    pub names: Vec<String>,
}

/// Members that say what a resource is, the first that is there counts.
const WHAT: &[&str] = &[
    "code",
    "vaccineCode",
    "medicationCodeableConcept",
    "medication",
    "type",
];
/// Members that point at the thing it is about.
const WHAT_ELSEWHERE: &[&str] = &[
    "medicationReference",
    "medication",
    "device",
    "suppliedItemReference",
];

/// What `resource` is about, itself or by the medicine or device it points at;
/// `None` when no code and no text says so.
pub fn main_concept(resource: &Resource, known: &dyn Known, lang: Lang) -> Option<Concept> {
    let own = |value: &Value| {
        let found = WHAT.iter().flat_map(|key| list(value.get(key)));
        found
            .map(|concept| read(concept, lang))
            .find(|c| !c.is_empty())
    };
    if let Some(found) = own(resource.value()) {
        return Some(found);
    }
    WHAT_ELSEWHERE.iter().find_map(|key| {
        let reference = resource.value().get(key)?.get("reference")?.as_str()?;
        match reference.strip_prefix('#') {
            Some(id) => list(resource.get("contained"))
                .iter()
                .find(|inside| inside.get("id").and_then(Value::as_str) == Some(id))
                .and_then(own),
            None => own(known.find(reference)?.value()),
        }
    })
}

/// Every coded thing within `resource`, each once, in the order of the source.
pub fn concepts(resource: &Resource, lang: Lang) -> Vec<Concept> {
    let mut found = Vec::new();
    collect(resource.value(), lang, &mut found);
    found
}

fn collect(value: &Value, lang: Lang, found: &mut Vec<Concept>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, lang, found)),
        Value::Object(members) => {
            if members.contains_key("coding") || is_short_text(value) {
                let concept = read(value, lang);
                if !concept.is_empty() && !found.contains(&concept) {
                    found.push(concept);
                }
            }
            members.values().for_each(|item| collect(item, lang, found));
        }
        _ => {}
    }
}

/// Longest text that is taken for the name of something.
const LONGEST_NAME: usize = 60;

/// A `CodeableConcept` without a code: a name and nothing else. Longer texts are notes.
fn is_short_text(value: &Value) -> bool {
    let text = value.get("text").and_then(Value::as_str);
    text.is_some_and(|text| text.len() <= LONGEST_NAME)
        && value.as_object().is_some_and(|members| members.len() == 1)
}

pub(crate) fn read(concept: &Value, lang: Lang) -> Concept {
    let text = |value: &Value, key: &str| {
        let text = value.get(key)?.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    let mut read = Concept {
        names: text(concept, "text").into_iter().collect(),
        ..Concept::default()
    };
    for coding in list(concept.get("coding")) {
        let system = text(coding, "system").unwrap_or_default();
        read.names.extend(text(coding, "display"));
        if let Some(code) = text(coding, "code") {
            let label = inzage_words::concept(&system, &code, lang);
            read.names.extend(label.map(str::to_owned));
            read.codes.push((system, code));
        }
    }
    read
}

impl Concept {
    fn is_empty(&self) -> bool {
        self.codes.is_empty() && self.names.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NothingKnown;
    use serde_json::json;

    fn resource(value: Value) -> Resource {
        Resource::from_value(value).expect("a resource")
    }

    #[test]
    fn a_medicine_is_what_its_own_or_a_contained_resource_says() {
        let contained = resource(json!({
            "resourceType": "MedicationStatement",
            "medicationReference": {"reference": "#m"},
            "contained": [{"resourceType": "Medication", "id": "m", "code": {"text": "METOPROLOL 50MG"}}]
        }));
        let main = main_concept(&contained, &NothingKnown, Lang::Nl).expect("a concept");
        assert_eq!(main.names, ["METOPROLOL 50MG"]);
        let own = resource(json!({
            "resourceType": "MedicationStatement",
            "medicationCodeableConcept": {"coding": [{"system": "http://www.whocc.no/atc", "code": "C07AB02"}]}
        }));
        let main = main_concept(&own, &NothingKnown, Lang::Nl).expect("a concept");
        assert_eq!(
            main.codes,
            [("http://www.whocc.no/atc".to_owned(), "C07AB02".to_owned())]
        );
    }

    #[test]
    fn a_resource_of_any_shape_gives_no_more_than_it_says() {
        for odd in [
            json!({"resourceType": "Condition"}),
            json!({"resourceType": "Condition", "code": 7}),
            json!({"resourceType": "Condition", "code": {"coding": [3, null, {}]}}),
            json!({"resourceType": "MedicationRequest", "medicationReference": {"reference": "#none"}}),
        ] {
            assert_eq!(main_concept(&resource(odd), &NothingKnown, Lang::En), None);
        }
    }

    #[test]
    fn every_coded_thing_is_found_once() {
        let problem = resource(json!({
            "resourceType": "Condition",
            "code": {"coding": [{"system": "http://snomed.info/sct", "code": "7771000"}]},
            "bodySite": [{"coding": [{"system": "http://snomed.info/sct", "code": "7771000"}]}],
            "severity": {"coding": [{"display": "Ernstig"}], "text": "erg"}
        }));
        let names: Vec<_> = concepts(&problem, Lang::Nl)
            .into_iter()
            .map(|c| c.names)
            .collect();
        assert_eq!(
            names,
            [
                vec!["Links".to_owned()],
                vec!["erg".into(), "Ernstig".into()]
            ]
        );
    }
}
