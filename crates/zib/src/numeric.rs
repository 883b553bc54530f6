//! The numbers of an Observation (FHIR STU3 and R4, `value[x]` and `component`),
//! typed: what is drawn, compared and converted.

use crate::NothingKnown;
use crate::reader::{Node, Reader, children, list, select};
use crate::view::{Code, Decimal, Field, Lang, Numeric, ReferenceRange, Unit, When, Worded};
use inzage_fhir::{FhirDate, Resource, Value, decimal};
use inzage_words::phrase;

const UCUM: &str = "http://unitsofmeasure.org";

/// Every number that `resource` holds as a measurement: its own value first, then
/// those of its components. Empty for what is no Observation and for results that
/// are no number; a text such as `"negatief"` is none.
pub fn numeric(resource: &Resource, lang: Lang) -> Vec<Numeric> {
    if !reads(resource.kind()) {
        return Vec::new();
    }
    let reader = Reader::new(resource, &NothingKnown, lang);
    let root = root(resource);
    let mut found: Vec<Numeric> = reader.number(root, "").into_iter().collect();
    let whole = reader.measurement(root);
    for part in children(root, "component") {
        found.extend(reader.number(part, &whole));
    }
    found
}

/// Every result of `resource` that is no number (`"negatief"`, a code, why there is
/// none), of the whole and of its components. Empty for what is no Observation.
pub fn worded(resource: &Resource, lang: Lang) -> Vec<Worded> {
    if resource.kind() != "Observation" {
        return Vec::new();
    }
    let reader = Reader::new(resource, &NothingKnown, lang);
    let root = root(resource);
    let mut found: Vec<Worded> = reader.worded(root, "").into_iter().collect();
    let whole = reader.measurement(root);
    for part in children(root, "component") {
        found.extend(reader.worded(part, &whole));
    }
    found
}

fn root(resource: &Resource) -> Node<'_> {
    Node {
        holder: "",
        key: resource.kind(),
        value: resource.value(),
        beside: None,
    }
}

/// Whether resources of this type hold measured numbers.
pub(crate) fn reads(kind: &str) -> bool {
    kind == "Observation"
}

impl<'a> Reader<'a> {
    /// The number of an Observation or component; `None` where it has none.
    fn number(&self, node: Node<'a>, of: &str) -> Option<Numeric> {
        let value = value_of(node)?;
        let number = number_of(value)?;
        let unit = self.unit_of(value);
        Some(Numeric {
            codes: codes(node, "code"),
            name: self.measurement(node),
            of: of.to_owned(),
            number,
            comparator: written(value, "comparator"),
            ranges: self.ranges(node, &unit),
            unit,
            flags: codes(node, "interpretation"),
            interpretation: self.part(node, "interpretation").unwrap_or_default(),
            when: self.when(),
            circumstances: self.circumstances(),
            wrong: self.is_one("status", &["entered-in-error"]),
            status: self.provisional(),
            note: self.noted(),
        })
    }

    /// A result in words of an Observation or component; `None` where it is a
    /// number, or says nothing at all.
    fn worded(&self, node: Node<'a>, of: &str) -> Option<Worded> {
        if value_of(node).and_then(number_of).is_some() {
            return None;
        }
        let value = select(node.value, node.key, "value*")
            .into_iter()
            .find_map(|value| self.text(value));
        let text = value.or_else(|| self.part(node, "dataAbsentReason"))?;
        Some(Worded {
            codes: codes(node, "code"),
            name: self.measurement(node),
            of: of.to_owned(),
            text,
            interpretation: self.part(node, "interpretation").unwrap_or_default(),
            when: self.when(),
            wrong: self.is_one("status", &["entered-in-error"]),
            status: self.provisional(),
            note: self.noted(),
        })
    }

    fn noted(&self) -> String {
        let found = ["comment", "note"].into_iter().flat_map(|key| self.at(key));
        let texts: Vec<String> = found.filter_map(|node| self.text(node)).collect();
        texts.join("; ")
    }

    fn measurement(&self, node: Node<'a>) -> String {
        let name = children(node, "code")
            .into_iter()
            .find_map(|code| self.concept_name(code.value));
        crate::entry::sentence(&name.unwrap_or_else(|| {
            let measurement = inzage_words::kind("Observation", self.lang);
            measurement
                .unwrap_or_else(|| phrase("unnamed_item", self.lang))
                .to_owned()
        }))
    }

    fn unit_of(&self, quantity: Node<'a>) -> Unit {
        let ucum = if written(quantity, "system") == UCUM {
            written(quantity, "code")
        } else {
            String::new()
        };
        Unit {
            ucum,
            text: self.unit(quantity).unwrap_or_default(),
        }
    }

    fn ranges(&self, node: Node<'a>, unit: &Unit) -> Vec<ReferenceRange> {
        let limit = |range, key| children(range, key).into_iter().next();
        children(node, "referenceRange")
            .into_iter()
            .map(|range| {
                let (low, high) = (limit(range, "low"), limit(range, "high"));
                let own = [low, high]
                    .into_iter()
                    .flatten()
                    .map(|limit| self.unit_of(limit))
                    .find(|unit| !unit.text.is_empty());
                ReferenceRange {
                    low: low.and_then(number_of),
                    high: high.and_then(number_of),
                    unit: own.unwrap_or_else(|| unit.clone()),
                    text: self.reference_range(range).unwrap_or_default(),
                }
            })
            .collect()
    }

    fn when(&self) -> When {
        let text = |path| {
            let found = self.at(path).into_iter();
            found
                .filter_map(|node| node.value.as_str())
                .find(|text| FhirDate::parse(text).is_some())
                .unwrap_or_default()
                .to_owned()
        };
        let start = [
            "effectiveDateTime",
            "effectivePeriod/start",
            "effectiveInstant",
        ]
        .into_iter()
        .map(text)
        .find(|text| !text.is_empty());
        When {
            start: start.unwrap_or_else(|| text("issued")),
            end: text("effectivePeriod/end"),
        }
    }

    /// What stands beside the numbers in words: components and places.
    fn circumstances(&self) -> Vec<Field> {
        let coded = self.at("component").into_iter().filter_map(|part| {
            let value = children(part, "valueCodeableConcept").into_iter().next()?;
            Some(Field {
                label: self.measurement(part),
                value: self.text(value)?,
            })
        });
        let own = ["bodySite", "method"].into_iter().filter_map(|key| {
            let value = self.at(key).into_iter().find_map(|node| self.text(node))?;
            let label = inzage_words::element(key, self.lang);
            Some(Field { label, value })
        });
        coded.chain(own).collect()
    }

    fn provisional(&self) -> String {
        if self.is_one("status", &["final"]) {
            return String::new();
        }
        self.first(&["status"]).unwrap_or_default()
    }
}

/// A quantity, or an integer (R4).
fn value_of(node: Node<'_>) -> Option<Node<'_>> {
    ["valueQuantity", "valueInteger", "valueDecimal"]
        .into_iter()
        .flat_map(|key| children(node, key))
        .find(|value| number_of(*value).is_some())
}

fn written(node: Node<'_>, key: &str) -> String {
    let text = node.value.get(key).and_then(Value::as_str);
    text.map(|text| text.trim().to_owned()).unwrap_or_default()
}

/// The number of a quantity, or a number itself.
fn number_of(node: Node<'_>) -> Option<Decimal> {
    let value = match node.value {
        Value::Object(members) => members.get("value")?,
        value => value,
    };
    let Value::Number(number) = value else {
        return None;
    };
    let value = number.as_f64().filter(|value| value.is_finite())?;
    Some(Decimal {
        text: decimal(number, '.'),
        value,
    })
}

fn codes(node: Node<'_>, path: &'static str) -> Vec<Code> {
    select(node.value, node.key, path)
        .into_iter()
        .flat_map(|concept| list(concept.value.get("coding")))
        .map(|coding| {
            let text = |key| coding.get(key).and_then(Value::as_str).unwrap_or_default();
            Code {
                system: text("system").to_owned(),
                code: text("code").to_owned(),
            }
        })
        .filter(|code| !code.code.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(value: Value) -> Vec<Numeric> {
        Resource::from_value(value).map_or_else(Vec::new, |r| numeric(&r, Lang::Nl))
    }

    fn coded(code: &str) -> Value {
        json!({"coding": [{"system": "http://loinc.org", "code": code}]})
    }

    #[test]
    fn a_result_keeps_its_number_as_written_with_limits_and_flag() {
        let quantity = |value: f64| json!({"value": value, "unit": "mmol/L", "system": UCUM, "code": "mmol/L"});
        let found = read(json!({
            "resourceType": "Observation", "status": "preliminary",
            "code": {"text": "Kalium in plasma", "coding": [{"system": "urn:oid:1", "code": "2823-3"}]},
            "effectiveDateTime": "2026-03-03T08:15:00+01:00",
            "valueQuantity": {"comparator": ">", "value": 5.1, "unit": "mmol/L", "system": UCUM, "code": "mmol/L"},
            "interpretation": {"coding": [{"code": "H", "display": "High"}]},
            "referenceRange": [{"low": quantity(3.5), "high": quantity(5.0)}]
        }));
        let [one] = found.as_slice() else {
            panic!("one number, not {}", found.len())
        };
        assert_eq!(
            (one.name.as_str(), one.of.as_str()),
            ("Kalium in plasma", "")
        );
        assert_eq!(
            (one.number.text.as_str(), one.comparator.as_str()),
            ("5.1", ">")
        );
        assert_eq!(one.unit.ucum, "mmol/L");
        let range = one.ranges.first().and_then(|range| range.low.as_ref());
        assert_eq!(range.map(|low| low.text.as_str()), Some("3.5"));
        assert_eq!(one.flags.first().map(|flag| flag.code.as_str()), Some("H"));
        assert_eq!(one.when.start, "2026-03-03T08:15:00+01:00");
        assert!(!one.status.is_empty() && !one.wrong);
    }

    #[test]
    fn both_numbers_of_a_blood_pressure_know_how_it_was_measured() {
        let part = |code: &str, value: u8| json!({"code": coded(code), "valueQuantity": {"value": value, "unit": "mm[Hg]"}});
        let found = read(json!({
            "resourceType": "Observation", "status": "entered-in-error", "code": coded("85354-9"),
            "component": [part("8480-6", 138), part("8462-4", 86), {
                "code": {"text": "Houding"}, "valueCodeableConcept": {"text": "zittend"}
            }]
        }));
        let numbers: Vec<f64> = found.iter().map(|one| one.number.value).collect();
        assert_eq!(numbers, [138.0, 86.0]);
        for one in &found {
            assert!(one.wrong && one.unit.text == "mmHg");
            let how = one.circumstances.iter().map(|field| field.value.as_str());
            assert_eq!(how.collect::<Vec<_>>(), ["zittend"]);
        }
    }

    #[test]
    fn a_result_in_words_keeps_them_with_its_note() {
        let result = json!({
            "resourceType": "Observation", "status": "final", "code": coded("2823-3"),
            "valueString": "niet te bepalen", "comment": "hemolytisch",
            "component": [{"code": coded("1"), "dataAbsentReason": {"text": "niet gevraagd"}}]
        });
        let found = Resource::from_value(result).map_or_else(Vec::new, |r| worded(&r, Lang::Nl));
        let told: Vec<_> = found
            .iter()
            .map(|one| (one.text.as_str(), one.note.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                ("niet te bepalen", "hemolytisch"),
                ("niet gevraagd", "hemolytisch")
            ]
        );
    }

    #[test]
    fn what_is_no_number_gives_none() {
        for value in [
            json!({"resourceType": "Observation", "valueString": "negatief"}),
            json!({"resourceType": "Observation", "valueQuantity": {"value": "5"}}),
            json!({"resourceType": "Condition", "valueQuantity": {"value": 5}}),
        ] {
            assert_eq!(read(value).len(), 0);
        }
    }
}
