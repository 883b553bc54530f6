//! Where the values of search parameters and references are in a resource.

use serde_json::Value;

/// Kind of a search parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Codes and identifiers.
    Token,
    /// Dates and periods.
    Date,
}

/// The kind of a search parameter and the elements it reads, for a resource
/// type; `None`: not supported for this type.
pub(super) fn parameter(kind: &str, name: &str) -> Option<(Kind, Vec<&'static str>)> {
    let token = |elements: &[&'static str]| Some((Kind::Token, elements.to_vec()));
    let date = |elements: &[&'static str]| Some((Kind::Date, elements.to_vec()));
    match (kind, name) {
        (_, "_id") => token(&["id"]),
        (_, "identifier") => token(&["identifier", "masterIdentifier"]),
        (_, "status") => token(&["status"]),
        (_, "category") => token(&["category"]),
        (_, "code") => token(&["code", "medicationCodeableConcept"]),
        (_, "class") => token(&["class"]),
        (
            "DocumentReference" | "Composition" | "Encounter" | "EpisodeOfCare"
            | "DocumentManifest" | "Coverage",
            "type",
        ) => token(&["type"]),
        (_, "clinical-status") => token(&["clinicalStatus"]),
        (_, "verification-status") => token(&["verificationStatus"]),
        (_, "vaccine-code") => token(&["vaccineCode"]),
        (_, "intent") => token(&["intent"]),
        ("MedicationRequest" | "MedicationDispense" | "MedicationStatement", "periodofuse") => {
            date(&[PERIOD_OF_USE, "effectivePeriod"])
        }
        ("DocumentReference", "indexed") => date(&["indexed"]),
        ("DocumentManifest" | "DocumentReference", "created") => date(&["created"]),
        ("MedicationRequest", "authoredon") => date(&["authoredOn"]),
        (_, "date") => date(dates(kind)),
        _ => None,
    }
}

/// zib-Medication-PeriodOfUse.
pub(super) const PERIOD_OF_USE: &str =
    "http://nictiz.nl/fhir/StructureDefinition/zib-Medication-PeriodOfUse";

/// Elements of the search parameter `date`.
fn dates(kind: &str) -> &'static [&'static str] {
    match kind {
        "Observation" | "DiagnosticReport" => &["effectiveDateTime", "effectivePeriod"],
        "Encounter" | "EpisodeOfCare" | "Flag" => &["period"],
        "Appointment" => &["start"],
        "AllergyIntolerance" => &["assertedDate"],
        "Condition" => &["assertedDate", "onsetDateTime"],
        "Procedure" => &["performedDateTime", "performedPeriod"],
        "Immunization" => &["date", "occurrenceDateTime"],
        "Consent" => &["dateTime"],
        "ImmunizationRecommendation" => &["recommendation"],
        _ => &["date"],
    }
}

/// The values of an element, arrays flattened; an address of an extension gives
/// its values.
pub(super) fn at<'a>(resource: &'a Value, element: &str) -> Vec<&'a Value> {
    if element.starts_with("http") {
        return extensions(resource, element);
    }
    match resource.get(element) {
        Some(Value::Array(items)) => items.iter().collect(),
        Some(value) => vec![value],
        None => Vec::new(),
    }
}

fn extensions<'a>(resource: &'a Value, url: &str) -> Vec<&'a Value> {
    at(resource, "extension")
        .into_iter()
        .chain(at(resource, "modifierExtension"))
        .filter(|extension| extension.get("url").and_then(Value::as_str) == Some(url))
        .filter_map(|extension| {
            let fields = extension.as_object()?;
            fields
                .iter()
                .find(|(name, _)| name.starts_with("value"))
                .map(|(_, value)| value)
        })
        .collect()
}

/// (system, code) of every code in a value: plain code, Coding, `CodeableConcept`
/// or Identifier.
pub(super) fn codes(value: &Value) -> Vec<(String, String)> {
    let text = |value: &Value, name: &str| {
        value
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    if let Some(plain) = value.as_str() {
        return vec![(String::new(), plain.to_owned())];
    }
    if let Some(Value::Array(codings)) = value.get("coding") {
        return codings.iter().flat_map(codes).collect();
    }
    let code = [text(value, "code"), text(value, "value")]
        .into_iter()
        .find(|c| !c.is_empty());
    code.map(|code| (text(value, "system"), code))
        .into_iter()
        .collect()
}

/// References (`Type/id`, `#id` or absolute) under a search parameter such as
/// `medication` or `general-practitioner`; `*` for all in the resource.
pub(crate) fn references(resource: &Value, parameter: &str) -> Vec<String> {
    let mut found = Vec::new();
    if parameter == "*" {
        collect(resource, &mut found);
        return found;
    }
    for element in reference_elements(parameter) {
        for value in at(resource, &element) {
            named(value, &mut found);
        }
    }
    found
}

/// Elements that a reference parameter reads. Most are the parameter's name in
/// camel case, with or without `Reference`.
fn reference_elements(parameter: &str) -> Vec<String> {
    let camel = parameter
        .split('-')
        .enumerate()
        .fold(String::new(), |mut name, (at, part)| {
            let mut letters = part.chars();
            match (at, letters.next()) {
                (0, Some(first)) => name.push(first),
                (_, Some(first)) => name.extend(first.to_uppercase()),
                (_, None) => {}
            }
            name.extend(letters);
            name
        });
    let special: &[&str] = match parameter {
        "related-target" => &["related"],
        "device" => &["device", "codeReference"],
        "patient" => &["patient", "subject"],
        "performer" => &["performer"],
        "organization" => &["organization", "managingOrganization"],
        "practitioner" => &["practitioner"],
        "item" => &["content"],
        _ => &[],
    };
    let mut elements = vec![camel.clone(), format!("{camel}Reference")];
    elements.extend(special.iter().map(|name| (*name).to_owned()));
    elements.dedup();
    elements
}

/// References of an element itself, not of its extensions.
fn named(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| named(item, found)),
        Value::Object(fields) => {
            if let Some(Value::String(reference)) = fields.get("reference") {
                found.push(reference.clone());
            }
            let inner = fields.iter().filter(|(name, _)| *name != "extension");
            inner.for_each(|(_, field)| named(field, found));
        }
        _ => {}
    }
}

/// Every reference there is.
fn collect(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Object(fields) => {
            if let Some(Value::String(reference)) = fields.get("reference") {
                found.push(reference.clone());
            }
            fields.values().for_each(|field| collect(field, found));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn codes_are_found_in_plain_codes_codings_concepts_and_identifiers() {
        let pair = |s: &str, c: &str| (s.to_owned(), c.to_owned());
        assert_eq!(codes(&json!("active")), [pair("", "active")]);
        assert_eq!(
            codes(&json!({"system": "s", "code": "c"})),
            [pair("s", "c")]
        );
        assert_eq!(
            codes(&json!({"coding": [{"code": "a"}, {"system": "s", "code": "b"}]})),
            [pair("", "a"), pair("s", "b")]
        );
        assert_eq!(
            codes(&json!({"system": "s", "value": "v"})),
            [pair("s", "v")]
        );
        assert!(codes(&json!({"text": "alleen tekst"})).is_empty());
    }

    #[test]
    fn references_are_found_by_their_parameter() {
        let patient = json!({"generalPractitioner": [{"reference": "Practitioner/1",
            "extension": [{"valueReference": {"reference": "PractitionerRole/1"}}]}]});
        assert_eq!(
            references(&patient, "general-practitioner"),
            ["Practitioner/1"]
        );
        let panel = json!({"related": [{"target": {"reference": "Observation/2"}}]});
        assert_eq!(references(&panel, "related-target"), ["Observation/2"]);
        let request = json!({"medicationReference": {"reference": "Medication/3"}});
        assert_eq!(references(&request, "medication"), ["Medication/3"]);
    }
}
