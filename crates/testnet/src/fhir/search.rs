//! Finding what a search asks for.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use axum::http::StatusCode;
use serde_json::Value;

use super::date;
use super::outcome::Refusal;
use super::parameters::Search;
use super::values::{Kind, at, codes, parameter};

/// The resources that match, in the order in which they are held (with `$lastn`:
/// newest first per code).
pub(super) fn find<'a>(held: &'a [Value], search: &Search) -> Result<Vec<&'a Value>, Refusal> {
    let mut found: Vec<&Value> = held
        .iter()
        .filter(|resource| kind_of(resource) == search.kind)
        .collect();
    for (name, condition) in &search.filters {
        let Some((kind, elements)) = parameter(&search.kind, name) else {
            // FHIR: a server may ignore parameters it does not know, and leaves
            // them out of the self link.
            continue;
        };
        let mut kept = Vec::new();
        for resource in found {
            if holds(resource, kind, &elements, condition)? {
                kept.push(resource);
            }
        }
        found = kept;
    }
    Ok(match search.lastn {
        Some(most) => newest_per_code(found, most),
        None => found,
    })
}

/// The resource type of a resource.
pub(super) fn kind_of(resource: &Value) -> &str {
    resource
        .get("resourceType")
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// Commas mean or (FHIR search, "Composite").
fn holds(
    resource: &Value,
    kind: Kind,
    elements: &[&str],
    condition: &str,
) -> Result<bool, Refusal> {
    let values = || elements.iter().flat_map(|element| at(resource, element));
    match kind {
        Kind::Token => Ok(condition.split(',').any(|wanted| {
            values()
                .flat_map(codes)
                .any(|held| token_fits(&held, wanted))
        })),
        Kind::Date => {
            let mut any = false;
            for wanted in condition.split(',') {
                for value in values().filter_map(date::of_value) {
                    any |= date::fits(&value, wanted).ok_or_else(not_a_date)?;
                }
                if date::fits(
                    &date::Interval {
                        from: None,
                        until: None,
                    },
                    wanted,
                )
                .is_none()
                {
                    return Err(not_a_date());
                }
            }
            Ok(any)
        }
    }
}

fn not_a_date() -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, "value", "a date was expected")
}

/// `code`, `system|code`, `|code` (no system) and `system|` (any code of it).
/// Codes of FHIR itself (`status`) have no system in JSON and fit any.
fn token_fits((system, code): &(String, String), wanted: &str) -> bool {
    match wanted.split_once('|') {
        None => code == wanted,
        Some(("", only_code)) => system.is_empty() && code == only_code,
        Some((wanted_system, "")) => system == wanted_system,
        Some((wanted_system, wanted_code)) => {
            code == wanted_code && (system == wanted_system || system.is_empty())
        }
    }
}

/// `Observation/$lastn`: per code the newest `most`.
fn newest_per_code(found: Vec<&Value>, most: usize) -> Vec<&Value> {
    let mut groups: BTreeMap<Vec<(String, String)>, Vec<&Value>> = BTreeMap::new();
    for resource in found {
        let mut key: Vec<_> = at(resource, "code").into_iter().flat_map(codes).collect();
        if key.is_empty() {
            let text = resource
                .pointer("/code/text")
                .and_then(Value::as_str)
                .unwrap_or_default();
            key.push((String::new(), text.to_owned()));
        }
        key.sort();
        groups.entry(key).or_default().push(resource);
    }
    groups
        .into_values()
        .flat_map(|mut group| {
            group.sort_by_key(|resource| Reverse(moment(resource)));
            group.into_iter().take(most)
        })
        .collect()
}

fn moment(resource: &Value) -> Option<chrono::DateTime<chrono::Utc>> {
    ["effectiveDateTime", "effectivePeriod", "issued"]
        .iter()
        .flat_map(|element| at(resource, element))
        .find_map(|value| date::of_value(value)?.from)
}

#[cfg(test)]
mod tests {
    use super::super::parameters::read;
    use super::*;
    use serde_json::json;

    fn held() -> Vec<Value> {
        let weight = |id: &str, day: &str| {
            json!({"resourceType": "Observation", "id": id, "effectiveDateTime": day,
                "status": "final",
                "category": [{"coding": [{"system": "c", "code": "vital-signs"}]}],
                "code": {"coding": [{"system": "http://loinc.org", "code": "29463-7"}]}})
        };
        vec![
            weight("old", "2025-01-01"),
            weight("new", "2026-01-01"),
            json!({"resourceType": "Observation", "id": "tekst", "code": {"text": "Iets"}}),
            json!({"resourceType": "Condition", "id": "c", "category": [{"text": "x"}]}),
        ]
    }

    fn ids(kind: &str, lastn: bool, query: &str) -> Vec<String> {
        let search = read(kind, lastn, query).unwrap();
        let held = held();
        let found = find(&held, &search).unwrap();
        found
            .iter()
            .map(|r| r["id"].as_str().unwrap().to_owned())
            .collect()
    }

    #[test]
    fn a_token_may_be_a_code_a_pair_a_system_or_a_list() {
        assert_eq!(ids("Observation", false, "code=29463-7").len(), 2);
        assert_eq!(
            ids("Observation", false, "code=http://loinc.org%7C29463-7").len(),
            2
        );
        assert_eq!(
            ids("Observation", false, "code=http://loinc.org%7C").len(),
            2
        );
        assert_eq!(
            ids(
                "Observation",
                false,
                "code=x%7C1,http://loinc.org%7C29463-7"
            )
            .len(),
            2
        );
        assert!(
            ids(
                "Observation",
                false,
                "code=http://snomed.info/sct%7C29463-7"
            )
            .is_empty()
        );
        assert!(ids("Observation", false, "code=%7C29463-7").is_empty());
        assert_eq!(ids("Observation", false, "status=final").len(), 2);
    }

    #[test]
    fn lastn_gives_the_newest_of_each_code_and_max_more() {
        assert_eq!(ids("Observation", true, ""), ["tekst", "new"]);
        assert_eq!(ids("Observation", true, "max=2").len(), 3);
    }

    #[test]
    fn two_dates_narrow_and_a_bad_date_is_refused() {
        assert_eq!(
            ids("Observation", false, "date=ge2025-06&date=le2026-01-01"),
            ["new"]
        );
        let search = read("Observation", false, "date=gisteren").unwrap();
        assert!(find(&held(), &search).is_err());
    }
}
