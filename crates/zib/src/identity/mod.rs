//! What tells whether two entries may be the same thing: numbers, codes, moments
//! and values in a form that compares. Never shown.

mod device;
mod value;

use std::collections::BTreeSet;

use inzage_fhir::{Resource, Value};

use crate::Known;
use crate::blocks;
use crate::reader::{Node, Reader, children, list};
use crate::show::as_code;
use crate::view::{Chapter, Lang};

pub use device::DeviceNumbers;

/// A code or identifier: its system, and the code or value itself.
pub type Coded = (String, String);

/// What identifies an entry, as far as its source says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// FHIR resource type.
    pub kind: String,
    /// Building block: the name of its first profile; empty for a generic one.
    pub block: &'static str,
    /// Chapter that it has its row in.
    pub chapter: Chapter,
    /// `identifier` with a system and a value.
    pub identifiers: BTreeSet<Coded>,
    /// `masterIdentifier` of a document: unique in the world (IHE MHD).
    pub master: BTreeSet<Coded>,
    /// `MedicationTreatment`: the treatment that a medication block is part of.
    pub treatment: BTreeSet<Coded>,
    /// Codes of what it is: problem, substance, product, test …
    pub codes: BTreeSet<Coded>,
    /// Codes of the side of the body.
    pub laterality: BTreeSet<String>,
    /// When: the date that its row shows, as received.
    pub start: Option<String>,
    /// Until when, as received.
    pub end: Option<String>,
    /// Value and components with their units, in one form; empty when none.
    pub value: String,
    /// Codes of the value: what an observation found.
    pub answer: BTreeSet<String>,
    /// The specimen of a result: how it is referred to.
    pub specimen: String,
    /// `class` of an encounter.
    pub class: String,
    /// Name of a person or organisation, in lower case; empty when none.
    pub name: String,
    /// The organisation that an encounter was at: names and numbers, in lower case.
    pub organisation: BTreeSet<String>,
    /// Who or what it is (`relationship`), and telephone numbers and addresses.
    pub contact: BTreeSet<String>,
    /// Numbers of a device.
    pub device: DeviceNumbers,
    /// `status` as received.
    pub status: String,
    /// `verificationStatus` as received (STU3 a code, R4 a concept).
    pub verification: String,
    /// Answer to a treatment directive (JA, NEE, `JA_MAAR` …).
    pub permitted: BTreeSet<String>,
}

/// Where the codes of what it is are.
const CODES: &[&str] = &[
    "code",
    "vaccineCode",
    "medicationCodeableConcept",
    "ext:zib-TreatmentDirective-Treatment",
    "provision/code",
    "type",
];
/// Where it points at a resource whose code says what it is.
const CODED_ELSEWHERE: &[&str] = &["medicationReference", "device", "ext:flag-detail"];
const END: &[&str] = &[
    "abatementDateTime",
    "abatementPeriod/end",
    "period/end",
    "effectivePeriod/end",
    "performedPeriod/end",
    "whenUsed/end",
    "timingPeriod/end",
    "ext:zib-Medication-PeriodOfUse/end",
    "ext:ext-TimeInterval.Period/end",
];
const LATERALITY: &[&str] = &[
    "bodySite/ext:BodySite-Qualifier",
    "bodySite/ext:zib-Laterality",
    "bodySite/ext:ext-AnatomicalLocation.Laterality",
    "bodySite/ext:Laterality",
    "bodySite/ext:ProcedureLaterality",
    "ext:zib-Problem-Laterality",
];
const TREATMENT: &[&str] = &[
    "ext:zib-Medication-MedicationTreatment",
    "ext:ext-PharmaceuticalTreatment.Identifier",
];
const PERMITTED: &[&str] = &[
    "mod:zib-TreatmentDirective-TreatmentPermitted",
    "mod:ext-TreatmentDirective2.TreatmentPermitted",
];

/// What identifies `resource`; `known` is what was received beside it.
pub fn identity(resource: &Resource, known: &dyn Known) -> Identity {
    let reader = Reader::new(resource, known, Lang::Nl);
    let block = blocks::find(resource);
    let texts = |paths| all(&reader, paths).filter_map(|node| node.value.as_str());
    let elsewhere: Vec<&Value> = all(&reader, CODED_ELSEWHERE)
        .filter_map(|node| target(&reader, node.value))
        .collect();
    let mut codes: BTreeSet<Coded> = all(&reader, CODES)
        .flat_map(|node| coded(node.value))
        .collect();
    for product in &elsewhere {
        codes.extend(
            ["code", "type"]
                .iter()
                .flat_map(|key| coded_list(product.get(key))),
        );
    }
    Identity {
        kind: resource.kind().to_owned(),
        block: block.profiles.first().copied().unwrap_or_default(),
        chapter: block.chapter,
        identifiers: identifiers(resource.get("identifier")),
        master: identifiers(resource.get("masterIdentifier")),
        treatment: all(&reader, TREATMENT)
            .flat_map(|node| identifiers(Some(node.value)))
            .collect(),
        codes,
        laterality: codes_of(&reader, LATERALITY),
        start: reader
            .first_date(block.date)
            .map(|(_, text)| text.to_owned()),
        end: texts(END).next().map(str::to_owned),
        value: value::of(resource.value()),
        answer: codes_of(&reader, &["value*"]),
        specimen: texts(&["specimen/reference"])
            .next()
            .unwrap_or_default()
            .to_owned(),
        class: class(resource),
        name: name(&reader),
        organisation: organisation(&reader),
        contact: contact(&reader),
        device: device::numbers(resource, &elsewhere),
        status: texts(&["status"]).next().unwrap_or_default().to_owned(),
        verification: verification(resource),
        permitted: codes_of(&reader, PERMITTED),
    }
}

fn all<'a>(reader: &Reader<'a>, paths: &[&'static str]) -> impl Iterator<Item = Node<'a>> {
    let found: Vec<_> = paths.iter().flat_map(|path| reader.at(path)).collect();
    found.into_iter()
}

/// Every coding with a system and a code, but for "other" and "unknown".
fn coded(concept: &Value) -> Vec<Coded> {
    let codings = list(concept.get("coding")).iter();
    codings
        .filter_map(|coding| Some((text(coding, "system")?, text(coding, "code")?)))
        .filter(|(system, _)| !system.ends_with("NullFlavor"))
        .map(|(system, code)| (system.to_owned(), code.to_owned()))
        .collect()
}

fn coded_list(concepts: Option<&Value>) -> Vec<Coded> {
    list(concepts).iter().flat_map(coded).collect()
}

fn codes_of(reader: &Reader<'_>, paths: &[&'static str]) -> BTreeSet<String> {
    all(reader, paths)
        .flat_map(|node| coded(node.value))
        .map(|(_, code)| code)
        .collect()
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value
        .get(key)?
        .as_str()
        .map(str::trim)
        .filter(|text| !text.is_empty())
}

/// Identifiers that can be compared: without a system a number says nothing,
/// unless it is unique in the world by its form (`urn:oid:`, `urn:uuid:`).
fn identifiers(found: Option<&Value>) -> BTreeSet<Coded> {
    list(found)
        .iter()
        .filter_map(|identifier| {
            let value = text(identifier, "value")?;
            let own = value.starts_with("urn:oid:") || value.starts_with("urn:uuid:");
            let system = text(identifier, "system").or(own.then_some(""))?;
            Some((system.to_owned(), value.to_owned()))
        })
        .collect()
}

/// The resource that a reference points at: contained, or received beside it.
fn target<'a>(reader: &Reader<'a>, reference: &Value) -> Option<&'a Value> {
    let to = text(reference, "reference")?;
    match to.strip_prefix('#') {
        Some(id) => reader.resource.contained(id),
        None => reader.known.find(to).map(Resource::value),
    }
}

/// STU3 and R4 both give an encounter one coding.
fn class(resource: &Resource) -> String {
    let class = resource.get("class");
    class
        .and_then(|class| text(class, "code"))
        .unwrap_or_default()
        .to_owned()
}

fn verification(resource: &Resource) -> String {
    let Some(found) = resource.get("verificationStatus") else {
        return String::new();
    };
    let code = || coded(found).into_iter().next().map(|(_, code)| code);
    let only_text = || text(found, "text").map(as_code);
    found
        .as_str()
        .map(str::to_owned)
        .or_else(code)
        .or_else(only_text)
        .unwrap_or_default()
}

fn name(reader: &Reader<'_>) -> String {
    let people = ["Practitioner", "RelatedPerson", "Organization", "Location"];
    if !people.contains(&reader.resource.kind()) {
        return String::new();
    }
    let human = |node: Node<'_>| {
        let read = inzage_fhir::HumanName::read(node.value);
        node.value
            .as_str()
            .map_or_else(|| read.family_name(), str::to_owned)
    };
    let found = all(reader, &["name"]).map(human);
    found
        .map(|name| name.to_lowercase())
        .find(|name| !name.is_empty())
        .unwrap_or_default()
}

fn organisation(reader: &Reader<'_>) -> BTreeSet<String> {
    let said = all(reader, &["serviceProvider"]);
    let mut found = BTreeSet::new();
    for reference in said {
        found.extend(text(reference.value, "display").map(str::to_lowercase));
        if let Some(organisation) = target(reader, reference.value) {
            found.extend(text(organisation, "name").map(str::to_lowercase));
            let numbers = identifiers(organisation.get("identifier"));
            found.extend(
                numbers
                    .into_iter()
                    .map(|(system, value)| format!("{system} {value}")),
            );
        }
    }
    found
}

fn contact(reader: &Reader<'_>) -> BTreeSet<String> {
    if reader.resource.kind() != "RelatedPerson" {
        return BTreeSet::new();
    }
    let telecom = all(reader, &["telecom"]).flat_map(|node| children(node, "value"));
    let mut found: BTreeSet<String> = telecom
        .filter_map(|node| node.value.as_str())
        .map(|number| number.split_whitespace().collect())
        .collect();
    found.extend(codes_of(
        reader,
        &["relationship", "ext:ContactPerson-Role"],
    ));
    found
}
