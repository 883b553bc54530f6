//! A large record made of a small one: every resource of a folder, again and again,
//! with new ids and dates.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use chrono::{Days, NaiveDate};
use serde_json::{Map, Value, json};

/// Over how many days the copies are spread: ten years.
const DAYS: u64 = 3_653;
/// A step that meets every one of those days before it comes back.
const STEP: u64 = 1_597;
/// Bytes of a resource that has no narrative: one is made, as servers do.
const USUAL: usize = 2_600;

/// Resources to repeat.
pub struct Reference(Vec<Value>);

impl Reference {
    /// Every resource of the JSON files below a folder, by the names of the files;
    /// those of a Bundle each.
    ///
    /// # Errors
    /// When a file cannot be read, or none of them holds a resource.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let mut all = Vec::new();
        add_folder(folder, &mut all)?;
        if all.is_empty() {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "no resources"));
        }
        all.iter_mut().for_each(add_narrative);
        Ok(Self(all))
    }

    /// The first patient among them, whose record it is.
    pub fn patient(&self) -> Option<&Value> {
        self.0.iter().find(|one| is_patient(one))
    }

    /// Resource number `at` of the large record.
    pub fn repeated(&self, at: usize) -> Value {
        let count = self.0.len();
        let mut resource = self.0.get(at % count).cloned().unwrap_or_default();
        let copy = Copy {
            ending: format!("-{}", at / count),
            back: u64::try_from(at).unwrap_or_default() * STEP % DAYS,
        };
        copy.renew(&mut resource);
        resource
    }
}

/// Whether it is a Patient.
pub fn is_patient(resource: &Value) -> bool {
    resource.get("resourceType").and_then(Value::as_str) == Some("Patient")
}

/// A searchset of these resources, as bytes.
pub fn bundle(resources: impl Iterator<Item = Value>) -> Vec<u8> {
    let entries: Vec<Value> = resources
        .map(|resource| json!({ "resource": resource, "search": { "mode": "match" } }))
        .collect();
    json!({ "resourceType": "Bundle", "type": "searchset", "total": entries.len(), "entry": entries })
        .to_string()
        .into_bytes()
}

fn add_folder(folder: &Path, all: &mut Vec<Value>) -> io::Result<()> {
    let mut paths: Vec<_> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            add_folder(&path, all)?;
        } else if path.extension().is_some_and(|ending| ending == "json") {
            // A file that is no JSON on purpose is nothing to repeat.
            add_file(serde_json::from_slice(&fs::read(&path)?).ok(), all);
        }
    }
    Ok(())
}

fn add_file(file: Option<Value>, all: &mut Vec<Value>) {
    let Some(file) = file.filter(|file| file.get("resourceType").is_some()) else {
        return;
    };
    if file.get("resourceType").and_then(Value::as_str) != Some("Bundle") {
        return all.push(file);
    }
    let entries = file.get("entry").and_then(Value::as_array);
    let resources = entries
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.get("resource"));
    all.extend(resources.cloned());
}

/// The narrative that a server makes of a resource: a table of its values.
fn add_narrative(resource: &mut Value) {
    let said = resource.to_string();
    let Some(fields) = resource.as_object_mut() else {
        return;
    };
    if fields.contains_key("text") || said.len() >= USUAL {
        return;
    }
    let mut rows = String::new();
    for (name, value) in fields.iter() {
        leaves(name, value, &mut |name, value| {
            let _ = write!(rows, "<tr><td>{name}</td><td>{value}</td></tr>");
        });
    }
    let room = USUAL.saturating_sub(said.len());
    while rows.len() < room {
        rows.push_str(
            "<tr><td>toelichting</td><td>Opgenomen in het dossier van de zorgaanbieder.</td></tr>",
        );
    }
    let div = format!("<div xmlns=\"http://www.w3.org/1999/xhtml\"><table>{rows}</table></div>");
    fields.insert(
        "text".to_owned(),
        json!({ "status": "generated", "div": div }),
    );
}

fn leaves(name: &str, value: &Value, found: &mut impl FnMut(&str, &str)) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| leaves(name, item, found)),
        Value::Object(fields) => fields
            .iter()
            .for_each(|(name, value)| leaves(name, value, found)),
        Value::String(text) => found(name, text),
        _ => {}
    }
}

/// What is new in one copy.
struct Copy {
    ending: String,
    /// Days that its dates lie back.
    back: u64,
}

impl Copy {
    fn renew(&self, resource: &mut Value) {
        if is_patient(resource) {
            return;
        }
        if let Some(Value::String(id)) = resource.get_mut("id") {
            id.push_str(&self.ending);
        }
        self.renew_below(resource);
    }

    fn renew_below(&self, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.renew_below(item)),
            Value::Object(fields) => {
                self.renew_names(fields);
                fields
                    .values_mut()
                    .for_each(|field| self.renew_below(field));
            }
            Value::String(text) => {
                if let Some(moved) = self.moved(text) {
                    *text = moved;
                }
            }
            _ => {}
        }
    }

    /// References to other resources, and identifiers.
    fn renew_names(&self, fields: &mut Map<String, Value>) {
        if let Some(Value::String(to)) = fields.get_mut("reference")
            && to.contains('/')
            && !to.contains("Patient/")
        {
            to.push_str(&self.ending);
        }
        let is_identifier = fields
            .get("system")
            .and_then(Value::as_str)
            .is_some_and(|system| system.contains(':'));
        if is_identifier && let Some(Value::String(number)) = fields.get_mut("value") {
            number.push_str(&self.ending);
        }
    }

    /// A date, or the day of a moment, as many days back.
    fn moved(&self, text: &str) -> Option<String> {
        let (day, rest) = text.split_at_checked(10)?;
        let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
        let is_date = rest.is_empty() || rest.starts_with('T');
        let day = is_date.then(|| day.checked_sub_days(Days::new(self.back)))??;
        Some(format!("{day}{rest}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_has_new_ids_and_dates_and_the_same_patient() {
        let observation = json!({
            "resourceType": "Observation", "id": "o",
            "identifier": [{ "system": "urn:oid:1.2", "value": "7" }],
            "subject": { "reference": "Patient/p" }, "performer": [{ "reference": "Practitioner/d" }],
            "effectiveDateTime": "2026-05-20T08:00:00+02:00", "valueString": "2026-05 of eerder"
        });
        let patient = json!({ "resourceType": "Patient", "id": "p", "birthDate": "1953-04-01" });
        let reference = Reference(vec![observation, patient.clone()]);
        assert_eq!(reference.repeated(3), patient);
        let copy = reference.repeated(2);
        assert_eq!(copy["id"], "o-1");
        assert_eq!(copy["identifier"][0]["value"], "7-1");
        assert_eq!(copy["subject"]["reference"], "Patient/p");
        assert_eq!(copy["performer"][0]["reference"], "Practitioner/d-1");
        assert_eq!(copy["valueString"], "2026-05 of eerder");
        let day = copy["effectiveDateTime"].as_str().unwrap();
        assert!(day < "2026-05-20" && day.ends_with("T08:00:00+02:00"));
    }

    #[test]
    fn what_is_made_is_read() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../zib/tests/resources");
        let reference = Reference::read(&folder).unwrap();
        assert!(reference.patient().is_some());
        let bytes = bundle((0..120).map(|at| reference.repeated(at)));
        let read = crate::jobs::Read::new(&bytes);
        assert_eq!(read.len(), 120);
        assert!((0..120).all(|at| read.page(at) < 1_000));
    }
}
