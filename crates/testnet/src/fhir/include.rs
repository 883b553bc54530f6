//! `_include`: what comes along with the matches.

use std::collections::BTreeSet;

use serde_json::Value;

use super::parameters::{Include, Search};
use super::search::kind_of;
use super::values::references;

/// Resources that the matches refer to, as the search asks; none twice, none
/// that is a match itself.
pub(super) fn included<'a>(
    held: &'a [Value],
    matches: &[&'a Value],
    search: &Search,
) -> Vec<&'a Value> {
    let mut seen: BTreeSet<String> = matches.iter().map(|found| key(found)).collect();
    let mut all = Vec::new();
    let mut fresh: Vec<&Value> = matches.to_vec();
    let mut first = true;
    while !fresh.is_empty() {
        let rules = search.includes.iter().filter(|rule| first || rule.again);
        let wanted: Vec<String> = rules
            .flat_map(|rule| fresh.iter().flat_map(|resource| targets(resource, rule)))
            .collect();
        fresh = held
            .iter()
            .filter(|resource| wanted.contains(&key(resource)))
            .filter(|resource| seen.insert(key(resource)))
            .collect();
        all.extend(fresh.iter().copied());
        first = false;
    }
    all
}

fn key(resource: &Value) -> String {
    let id = resource
        .get("id")
        .and_then(Value::as_str)
        .unwrap_or_default();
    format!("{}/{id}", kind_of(resource))
}

/// `Type/id` of what a resource refers to under a rule.
fn targets(resource: &Value, rule: &Include) -> Vec<String> {
    if rule.source != "*" && rule.source != kind_of(resource) {
        return Vec::new();
    }
    references(resource, &rule.parameter)
        .iter()
        .map(|reference| short(reference))
        .filter(|reference| {
            let wanted = rule.target.as_deref();
            wanted.is_none_or(|kind| reference.split('/').next() == Some(kind))
        })
        .collect()
}

/// The last two parts of a reference: `Type/id`.
pub(crate) fn short(reference: &str) -> String {
    let versionless = reference.split("/_history/").next().unwrap_or_default();
    let mut parts = versionless.rsplitn(3, '/');
    let id = parts.next().unwrap_or_default();
    parts
        .next()
        .map_or_else(|| id.to_owned(), |kind| format!("{kind}/{id}"))
}

#[cfg(test)]
mod tests {
    use super::super::parameters::read;
    use super::*;
    use serde_json::json;

    #[test]
    fn includes_come_once_and_recursion_goes_on_only_when_asked() {
        let panel = |id: &str, member: &str| {
            json!({"resourceType": "Observation", "id": id,
                "related": [{"target": {"reference": format!("Observation/{member}")}}]})
        };
        let held = vec![panel("a", "b"), panel("b", "c"), panel("c", "a")];
        let count = |query: &str| {
            let search = read("Observation", false, query).unwrap();
            included(&held, &[&held[0]], &search).len()
        };
        assert_eq!(count("_include=Observation:related-target"), 1);
        assert_eq!(count("_include:recurse=Observation:related-target"), 2);
        assert_eq!(count("_include=Observation:specimen"), 0);
    }
}
