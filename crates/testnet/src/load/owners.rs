//! Whose a resource is: by its reference to a Patient, by the Bundle or folder
//! it came in, by who refers to it; what is left belongs to everybody.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::read::{Item, key, kind};
use crate::fhir::short;

/// Resources by patient id, in the order in which they were found.
pub(super) fn records(items: &[Item]) -> BTreeMap<String, Vec<Value>> {
    let patients: BTreeSet<String> = items
        .iter()
        .filter(|item| kind(&item.resource) == Some("Patient"))
        .filter_map(|item| Some(item.resource.get("id")?.as_str()?.to_owned()))
        .collect();
    let mut owners: Vec<BTreeSet<String>> =
        items.iter().map(|item| direct(item, &patients)).collect();
    pass_on(items, &mut owners);
    let mut records: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for (item, owners) in items.iter().zip(&owners) {
        let all = if owners.is_empty() { &patients } else { owners };
        for owner in all {
            records
                .entry(owner.clone())
                .or_default()
                .push(item.resource.clone());
        }
    }
    records
}

/// Owners that the resource or its place names.
fn direct(item: &Item, patients: &BTreeSet<String>) -> BTreeSet<String> {
    let resource = &item.resource;
    let own = match kind(resource) {
        Some("Patient") => resource
            .get("id")
            .and_then(Value::as_str)
            .map(str::to_owned),
        _ => None,
    };
    if let Some(id) = own {
        return BTreeSet::from([id]);
    }
    let mut named = BTreeSet::new();
    for element in [
        "patient",
        "subject",
        "beneficiary",
        "participant",
        "for",
        "sender",
    ] {
        if let Some(value) = resource.get(element) {
            patient_references(value, &mut named);
        }
    }
    named.retain(|id| patients.contains(id));
    if named.is_empty() && !is_shared(resource) {
        let place = item.beside.iter().chain(&item.folders);
        named = place
            .filter(|name| patients.contains(*name))
            .cloned()
            .collect();
    }
    named
}

/// Types that are about no patient by themselves.
fn is_shared(resource: &Value) -> bool {
    let about_somebody = ["patient", "subject"]
        .iter()
        .any(|name| resource.get(name).is_some());
    !about_somebody
        && matches!(
            kind(resource),
            Some(
                "Organization"
                    | "Practitioner"
                    | "PractitionerRole"
                    | "Location"
                    | "Medication"
                    | "Device"
                    | "Substance"
                    | "Endpoint"
                    | "HealthcareService"
            )
        )
}

fn patient_references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items
            .iter()
            .for_each(|item| patient_references(item, found)),
        Value::Object(fields) => {
            if let Some(Value::String(reference)) = fields.get("reference")
                && let Some(id) = short(reference).strip_prefix("Patient/")
            {
                found.insert(id.to_owned());
            }
            if let Some(actor) = fields.get("actor") {
                patient_references(actor, found);
            }
        }
        _ => {}
    }
}

/// Gives resources without an owner to the owners of what refers to them, until
/// nothing changes.
fn pass_on(items: &[Item], owners: &mut [BTreeSet<String>]) {
    let unowned: Vec<usize> = (0..items.len())
        .filter(|at| owners.get(*at).is_some_and(BTreeSet::is_empty))
        .collect();
    let keys: BTreeMap<String, usize> = unowned
        .iter()
        .filter_map(|at| Some((key(&items.get(*at)?.resource)?, *at)))
        .collect();
    let references: Vec<Vec<usize>> = items
        .iter()
        .map(|item| {
            let all = crate::fhir::references(&item.resource, "*");
            all.iter()
                .filter_map(|reference| keys.get(&short(reference)).copied())
                .collect()
        })
        .collect();
    let mut changed = true;
    while changed {
        changed = false;
        for (from, targets) in references.iter().enumerate() {
            let give = owners.get(from).cloned().unwrap_or_default();
            for target in targets {
                if let Some(held) = owners.get_mut(*target) {
                    let before = held.len();
                    held.extend(give.iter().cloned());
                    changed |= held.len() != before;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn item(resource: Value) -> Item {
        Item {
            resource,
            beside: Vec::new(),
            folders: Vec::new(),
        }
    }

    fn keys(records: &BTreeMap<String, Vec<Value>>, id: &str) -> Vec<String> {
        records[id].iter().filter_map(key).collect()
    }

    #[test]
    fn resources_go_with_their_subject_and_shared_ones_with_who_refers_to_them() {
        let mut by_folder = item(json!({"resourceType": "Binary", "id": "b"}));
        by_folder.folders.push("two".to_owned());
        let items = [
            item(json!({"resourceType": "Patient", "id": "one"})),
            item(json!({"resourceType": "Patient", "id": "two"})),
            item(json!({"resourceType": "MedicationRequest", "id": "m",
                "subject": {"reference": "Patient/one"},
                "medicationReference": {"reference": "Medication/p"}})),
            item(json!({"resourceType": "Medication", "id": "p",
                "manufacturer": {"reference": "Organization/o"}})),
            item(json!({"resourceType": "Organization", "id": "o"})),
            item(json!({"resourceType": "Organization", "id": "nobodys"})),
            item(json!({"resourceType": "Appointment", "id": "a",
                "participant": [{"actor": {"reference": "https://x/fhir/Patient/two"}}]})),
            by_folder,
        ];
        let records = records(&items);
        assert_eq!(
            keys(&records, "one"),
            [
                "Patient/one",
                "MedicationRequest/m",
                "Medication/p",
                "Organization/o",
                "Organization/nobodys"
            ]
        );
        assert_eq!(
            keys(&records, "two"),
            [
                "Patient/two",
                "Organization/nobodys",
                "Appointment/a",
                "Binary/b"
            ]
        );
    }
}
