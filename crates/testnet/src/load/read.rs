//! From files to resources: Bundles opened, ids and references made local.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

/// A resource and what tells whose it is.
#[derive(Debug)]
pub(super) struct Item {
    /// The resource; always with type and id.
    pub(super) resource: Value,
    /// Ids of the Patients in the same Bundle.
    pub(super) beside: Vec<String>,
    /// Names of the folders it lies in, below the service.
    pub(super) folders: Vec<String>,
}

/// All resources below a folder; the same `Type/id` once.
pub(super) fn folder(dir: &Path, report: &mut impl FnMut(&str)) -> Vec<Item> {
    let mut files = Vec::new();
    collect(dir, &mut files);
    // Single resources before Bundles: where both are, the single one counts.
    files.sort_by_key(|path| (path.components().count(), path.clone()));
    let mut items: Vec<Item> = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for path in files {
        let read = fs::read(&path)
            .map_err(|error| error.to_string())
            .and_then(|bytes| {
                let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
                serde_json::from_slice::<Value>(bytes).map_err(|error| error.to_string())
            });
        let value = match read {
            Ok(value) => value,
            Err(error) => {
                report(&format!("{}: {error}", path.display()));
                continue;
            }
        };
        let found = open(&value, &stem(&path));
        if found.is_empty() && kind(&value) != Some("Bundle") {
            report(&format!("{}: no FHIR resource in it", path.display()));
        }
        let folders = below(dir, &path);
        let patients: Vec<String> = found.iter().filter_map(patient_id).collect();
        let is_bundle = kind(&value) == Some("Bundle");
        for resource in found {
            let Some(key) = key(&resource) else { continue };
            let beside = if is_bundle {
                patients.clone()
            } else {
                Vec::new()
            };
            if let Some(item) = seen.get(&key).and_then(|at| items.get_mut(*at)) {
                item.beside.extend(beside);
                item.folders.extend(folders.clone());
                continue;
            }
            seen.insert(key, items.len());
            items.push(Item {
                resource,
                beside,
                folders: folders.clone(),
            });
        }
    }
    items
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
    {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("json"))
        {
            files.push(path);
        }
    }
}

fn stem(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    stem.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '.' {
                c
            } else {
                '-'
            }
        })
        .take(64)
        .collect()
}

fn below(dir: &Path, path: &Path) -> Vec<String> {
    let inside = path.strip_prefix(dir).ok().and_then(Path::parent);
    let parts = inside.into_iter().flat_map(Path::components);
    parts
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect()
}

pub(super) fn kind(value: &Value) -> Option<&str> {
    value.get("resourceType")?.as_str()
}

/// `Type/id`.
pub(super) fn key(resource: &Value) -> Option<String> {
    Some(format!(
        "{}/{}",
        kind(resource)?,
        resource.get("id")?.as_str()?
    ))
}

fn patient_id(resource: &Value) -> Option<String> {
    (kind(resource)? == "Patient").then(|| resource.get("id")?.as_str().map(str::to_owned))?
}

/// The resources of a file: itself, or what is in the Bundle, also when nested.
fn open(value: &Value, name: &str) -> Vec<Value> {
    if kind(value) != Some("Bundle") {
        let mut resource = value.clone();
        if let (Some(fields), None) = (resource.as_object_mut(), value.get("id")) {
            fields.insert("id".to_owned(), json!(name));
        }
        return kind(value).map(|_| resource).into_iter().collect();
    }
    let entries = value.get("entry").and_then(Value::as_array);
    let mut renamed = BTreeMap::new();
    let mut found = Vec::new();
    for (at, entry) in entries.into_iter().flatten().enumerate() {
        let Some(inner) = entry.get("resource") else {
            continue;
        };
        let full = entry
            .get("fullUrl")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let urn = full
            .strip_prefix("urn:uuid:")
            .or_else(|| full.strip_prefix("urn:oid:"));
        let fallback = urn.map_or_else(|| format!("{name}-{at}"), str::to_owned);
        for resource in open(inner, &fallback) {
            if let (false, Some(key)) = (full.is_empty(), key(&resource)) {
                renamed.insert(full.to_owned(), key);
            }
            found.push(resource);
        }
    }
    for resource in &mut found {
        rename(resource, &renamed);
    }
    found
}

/// References to a `fullUrl` of the same Bundle become `Type/id`.
fn rename(value: &mut Value, renamed: &BTreeMap<String, String>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, renamed)),
        Value::Object(fields) => {
            if let Some(Value::String(reference)) = fields.get_mut("reference")
                && let Some(key) = renamed.get(reference.as_str())
            {
                reference.clone_from(key);
            }
            fields.values_mut().for_each(|field| rename(field, renamed));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transaction_without_ids_gets_ids_and_references_from_its_full_urls() {
        let bundle = json!({"resourceType": "Bundle", "type": "transaction", "entry": [
            {"fullUrl": "urn:uuid:aa", "resource": {"resourceType": "Patient"}},
            {"fullUrl": "urn:uuid:bb", "resource": {"resourceType": "Observation",
                "subject": {"reference": "urn:uuid:aa"}}},
            {"resource": {"resourceType": "Bundle", "entry": [
                {"resource": {"resourceType": "Condition", "id": "c"}}]}},
        ]});
        let found = open(&bundle, "bestand");
        let keys: Vec<_> = found.iter().filter_map(key).collect();
        assert_eq!(keys, ["Patient/aa", "Observation/bb", "Condition/c"]);
        assert_eq!(found[1]["subject"]["reference"], "Patient/aa");
    }

    #[test]
    fn what_is_no_resource_gives_nothing() {
        assert!(open(&json!([1, 2]), "x").is_empty());
        assert!(open(&json!({"resourceType": "Bundle"}), "x").is_empty());
    }
}
