//! Where an entry comes from, in plain words: who recorded, told, asked and did
//! it, where it was first, its dates and numbers (functional design of the `BgZ`,
//! 3.2.9: metadata). Who delivered it is not in the resource.

use inzage_fhir::{FhirDate, Resource, Value};
use inzage_words::{Lang, phrase};

use crate::Known;
use crate::blocks;
use crate::reader::{Node, Reader};
use crate::view::Field;

/// Label and paths, STU3 and R4 alike.
const PEOPLE: &[(&str, &[&str])] = &[
    (
        "originRecordedBy",
        &[
            "recorder",
            "author",
            "ext:zib-MedicationUse-Author",
            "ext:ext-MedicationUse2.Author",
            "custodian",
        ],
    ),
    (
        "originToldBy",
        &[
            "asserter",
            "informationSource",
            "reportedReference",
            "ext:informant",
            "ext:Informant",
            "ext:zib-Informant",
            "ext:zib-TreatmentDirective-Verification/ext:VerifiedWith",
            "verification/verifiedWith",
        ],
    ),
    (
        "originAskedBy",
        &[
            "requester/agent",
            "requester",
            "ext:zib-MedicationUse-Prescriber",
            "ext:ext-MedicationUse2.Prescriber",
        ],
    ),
    (
        "originDoneBy",
        &[
            "performer/actor",
            "performer",
            "practitioner/actor",
            "practitioner",
        ],
    ),
];
const RECORDED_ON: &[&str] = &[
    "recordedDate",
    "assertedDate",
    "dateAsserted",
    "recordedOn",
    "recorded",
    "authoredOn",
    "ext:zib-AdministrationAgreement-AuthoredOn",
    "issued",
    "indexed",
    "created",
];

/// What the source says of the origin of `resource`; `provenances` are the
/// Provenance resources that are about it.
pub fn origin(
    resource: &Resource,
    provenances: &[&Resource],
    known: &dyn Known,
    lang: Lang,
) -> Vec<Field> {
    let reader = Reader::new(resource, known, lang);
    let mut rows = Rows {
        lang,
        rows: Vec::new(),
    };
    for (label, paths) in PEOPLE {
        for node in paths.iter().flat_map(|path| reader.at(path)) {
            rows.add(label, who(&reader, node));
        }
    }
    if resource.kind() == "DeviceUseStatement" {
        for node in reader.at("source") {
            rows.add("originToldBy", who(&reader, node));
        }
    }
    if rows.rows.is_empty() && provenances.is_empty() {
        rows.add(
            "originRecordedBy",
            Some(phrase("origin_silent", lang).to_owned()),
        );
    }
    first(&reader, &mut rows);
    rows.add(
        "originHappened",
        reader
            .first_date(blocks::find(resource).date)
            .map(|(text, _)| text),
    );
    for node in RECORDED_ON.iter().flat_map(|path| reader.at(path)) {
        rows.add("originRecordedOn", moment(node, lang));
    }
    for node in reader.at("meta/lastUpdated") {
        rows.add("originUpdated", moment(node, lang));
    }
    for provenance in provenances {
        rows.add("originTold", told(provenance, known, lang));
    }
    for node in ["masterIdentifier", "identifier"]
        .iter()
        .flat_map(|path| reader.at(path))
    {
        rows.add(
            "originNumber",
            node.value
                .get("value")
                .and_then(Value::as_str)
                .map(str::to_owned),
        );
    }
    rows.rows
}

/// The organisations that a Composition or a set of documents names as who
/// composed it.
pub fn composers(resource: &Resource, known: &dyn Known, lang: Lang) -> Vec<String> {
    if !matches!(resource.kind(), "Composition" | "DocumentManifest") {
        return Vec::new();
    }
    let reader = Reader::new(resource, known, lang);
    let named = ["custodian", "author"]
        .iter()
        .flat_map(|path| reader.at(path));
    let organisations = named.filter(|node| {
        let to = node.value.get("reference").and_then(Value::as_str);
        to.is_some_and(|to| to.contains("Organization/"))
    });
    organisations.filter_map(|node| reader.text(node)).collect()
}

/// What a Provenance is about, as received.
pub fn targets(provenance: &Resource) -> Vec<&str> {
    let targets = crate::reader::list(provenance.get("target")).iter();
    targets
        .filter_map(|target| target.get("reference")?.as_str())
        .collect()
}

struct Rows {
    lang: Lang,
    rows: Vec<Field>,
}

impl Rows {
    /// Adds what is said, once, under its label.
    fn add(&mut self, key: &str, value: Option<String>) {
        let label = inzage_words::field(key, self.lang).unwrap_or(key);
        let Some(value) = value.filter(|value| !value.trim().is_empty()) else {
            return;
        };
        match self.rows.iter_mut().find(|row| row.label == label) {
            Some(row) if row.value.split("; ").any(|part| part == value) => {}
            Some(row) => row.value = format!("{}; {value}", row.value),
            None => self.rows.push(Field {
                label: label.to_owned(),
                value,
            }),
        }
    }
}

/// Who it is; the person the record is about, as such.
fn who<'a>(reader: &Reader<'a>, node: Node<'a>) -> Option<String> {
    let to = node.value.get("reference").and_then(Value::as_str);
    let patient = to.is_some_and(|to| {
        to.contains("Patient/")
            || reader
                .target(to)
                .and_then(|r| r.get("resourceType")?.as_str())
                == Some("Patient")
    });
    if patient {
        return Some(phrase("origin_by_patient", reader.lang).to_owned());
    }
    // STU3 and R4 have members around the reference (`actor`, `individual`).
    let inner = ["actor", "individual", "agent", "whoReference", "who"];
    match inner.iter().find(|key| node.value.get(**key).is_some()) {
        Some(key) => {
            let inside = crate::reader::children(node, key);
            inside.into_iter().find_map(|node| who(reader, node))
        }
        None => reader.text(node),
    }
}

/// Where it was before this source had it (`primarySource`, `reportOrigin`,
/// the copy indicator of MP9).
fn first(reader: &Reader<'_>, rows: &mut Rows) {
    let said = |path| {
        reader
            .at(path)
            .into_iter()
            .next()
            .and_then(|node| node.value.as_bool())
    };
    let copied = said("ext:ext-CopyIndicator") == Some(true)
        || said("primarySource") == Some(false)
        || said("reportedBoolean") == Some(true);
    let phrase_of = |key| Some(phrase(key, rows.lang).to_owned());
    let words = match said("primarySource") {
        _ if copied => phrase_of("origin_taken_over"),
        Some(true) => phrase_of("origin_own"),
        _ => None,
    };
    rows.add("originFirst", words);
    for path in ["reportOrigin", "ext:ReportOrigin"] {
        for node in reader.at(path) {
            rows.add("originFirst", reader.text(node));
        }
    }
}

/// A Provenance in one sentence: what was done, by whom, when.
fn told(provenance: &Resource, known: &dyn Known, lang: Lang) -> Option<String> {
    let reader = Reader::new(provenance, known, lang);
    let mut parts: Vec<String> = Vec::new();
    for node in reader.at("activity") {
        parts.extend(reader.text(node));
    }
    for node in reader.at("agent") {
        let by = who(&reader, node).map(|who| phrase("origin_by", lang).replace("{}", &who));
        parts.extend(by);
    }
    for node in reader.at("recorded") {
        parts.extend(moment(node, lang));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A received date in words, with its time where it has one.
fn moment(node: Node<'_>, lang: Lang) -> Option<String> {
    let text = node.value.as_str()?;
    FhirDate::parse(text).map(|_| crate::show::moment_text(text, lang))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NothingKnown;
    use serde_json::json;

    fn said(value: &Value, provenances: &[Value]) -> String {
        let read = |value: &Value| Resource::from_value(value.clone()).unwrap();
        let provenances: Vec<_> = provenances.iter().map(read).collect();
        let about: Vec<_> = provenances.iter().collect();
        let rows = origin(&read(value), &about, &NothingKnown, Lang::Nl);
        let lines: Vec<String> = rows
            .iter()
            .map(|row| format!("{}: {}\n", row.label, row.value))
            .collect();
        lines.concat()
    }

    #[test]
    fn who_recorded_and_who_told_are_told_apart() {
        let allergy = json!({"resourceType": "AllergyIntolerance",
            "recorder": {"reference": "Practitioner/1", "display": "M. Bos"},
            "asserter": {"reference": "Patient/p", "display": "J. Vermeulen"},
            "assertedDate": "2020-01-02", "identifier": [{"system": "x", "value": "7"}]});
        insta::assert_snapshot!(said(&allergy, &[]));
    }

    #[test]
    fn what_was_taken_over_from_elsewhere_says_so() {
        let stu3 = json!({"resourceType": "Immunization", "primarySource": false,
            "reportOrigin": {"text": "Vaccinatieboekje"}, "date": "2001",
            "practitioner": [{"role": {"text": "x"}, "actor": {"display": "GGD"}}]});
        insta::assert_snapshot!(said(&stu3, &[]));
        let own = json!({"resourceType": "Immunization", "primarySource": true});
        insta::assert_snapshot!(said(&own, &[]));
    }

    #[test]
    fn a_provenance_tells_what_the_entry_itself_does_not() {
        let told = json!({"resourceType": "Provenance", "recorded": "2026-04-12T14:00:00+02:00",
            "activity": {"display": "create"},
            "agent": [{"whoReference": {"display": "Ziekenhuis het Witte Hart"}}]});
        let r4 =
            json!({"resourceType": "Provenance", "agent": [{"who": {"reference": "Patient/p"}}]});
        insta::assert_snapshot!(said(&json!({"resourceType": "Condition"}), &[told, r4]));
    }

    #[test]
    fn silence_of_the_source_is_said() {
        insta::assert_snapshot!(said(
            &json!({"resourceType": "Condition", "recordedDate": "2020"}),
            &[]
        ));
    }
}
