//! What came over the wire to resources, each with its bytes as received.

use crate::Resource;
use crate::salvage::{self, Salvaged};
use serde_json::Value;

/// Something odd about what was received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// `Type/id` it is about; empty when it is about the whole.
    pub about: String,
    /// What is odd.
    pub kind: FindingKind,
}

/// What is odd. The words are chosen where the language is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindingKind {
    /// No FHIR at all (HTML, an empty answer, not JSON).
    NotFhir,
    /// The end is missing; what was whole was read.
    CutOff,
    /// A resource could not be read; the others were.
    Malformed,
    /// An entry of a Bundle without a resource.
    EmptyEntry,
    /// The source told something about its answer (`OperationOutcome`), in its own words.
    Told {
        /// `severity` as received: fatal, error, warning, information; empty when not told.
        severity: String,
        /// Its text.
        text: String,
    },
    /// Some bytes were no UTF-8.
    NotUtf8,
}

/// A resource with the bytes it came in.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    /// Exactly the bytes of this resource in the source.
    pub bytes: Vec<u8>,
    /// The same, read.
    pub resource: Resource,
    /// `Bundle.entry.fullUrl`.
    pub full_url: Option<String>,
}

/// What was in one answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Opened {
    /// Every resource, in order; nested Bundles are opened.
    pub resources: Vec<Received>,
    /// What was odd.
    pub findings: Vec<Finding>,
    /// URL of the next page, as received.
    pub next: Option<String>,
    /// False when the bytes were no FHIR, or were cut off.
    pub readable: bool,
    /// `Bundle.total`.
    pub total: Option<u64>,
}

/// Bundles within Bundles that are opened; what lies deeper is shown as it is.
const MAX_BUNDLES: usize = 32;

/// Reads an answer: a resource, a Bundle of any kind, an `OperationOutcome`, or
/// something that should have been one of these. Never fails.
pub fn open(bytes: &[u8]) -> Opened {
    let mut opened = Opened::default();
    let text = String::from_utf8_lossy(bytes);
    if matches!(text, std::borrow::Cow::Owned(_)) {
        opened.find(String::new(), FindingKind::NotUtf8);
    }
    let text = text.trim_start_matches('\u{feff}').trim();
    let top = salvage::members(text);
    if !text.starts_with('{') || (top.cut && top.parts.is_empty()) {
        opened.find(String::new(), FindingKind::NotFhir);
        return opened;
    }
    opened.readable = !top.cut;
    if kind_of(&top) == Some("Bundle") {
        opened.bundle(&top, 0, true);
    } else if top.cut {
        opened.find(String::new(), FindingKind::CutOff);
    } else if !top.parts.contains_key("resourceType") {
        opened.readable = false;
        opened.find(String::new(), FindingKind::NotFhir);
    } else {
        opened.resource(text, None, 0);
    }
    opened
}

type Members<'a> = Salvaged<'a, std::collections::BTreeMap<String, &'a str>>;

impl Opened {
    fn find(&mut self, about: String, kind: FindingKind) {
        self.findings.push(Finding { about, kind });
    }

    fn bundle(&mut self, members: &Members<'_>, depth: usize, top: bool) {
        let member = |name: &str| members.parts.get(name).copied();
        if top {
            self.next = member("link").and_then(next_link);
            self.total = member("total").and_then(|t| t.trim().parse().ok());
        }
        let mut cut = members.cut;
        if let Some(entry) = member("entry").map(str::trim) {
            if entry.starts_with('[') {
                let entries = salvage::elements(entry);
                cut |= entries.cut;
                for entry in entries.parts {
                    self.entry(entry.trim(), depth);
                }
            } else if entry != "null" {
                self.entry(entry, depth);
            }
        }
        if cut {
            self.readable &= !top;
            self.find(String::new(), FindingKind::CutOff);
        }
    }

    fn entry(&mut self, text: &str, depth: usize) {
        let members = salvage::members(text);
        let full_url = members.parts.get("fullUrl").and_then(|t| as_text(t));
        if let Some(resource) = members.parts.get("resource").map(|t| t.trim()) {
            return self.resource(resource, full_url, depth);
        }
        let outcome = members.parts.get("response").and_then(|response| {
            salvage::members(response)
                .parts
                .get("outcome")
                .map(|t| (*t).to_owned())
        });
        match outcome {
            Some(outcome) => self.resource(&outcome, full_url, depth),
            None if members.parts.contains_key("response") && answered_well(text) => {}
            None => self.find(String::new(), FindingKind::EmptyEntry),
        }
    }

    /// Reads the resource in `text`; a Bundle is opened, an outcome is told.
    fn resource(&mut self, text: &str, full_url: Option<String>, depth: usize) {
        // Only a look at the type: most resources are read in full at once.
        if depth < MAX_BUNDLES && text.contains("\"Bundle\"") {
            let members = salvage::members(text);
            if kind_of(&members) == Some("Bundle") {
                return self.bundle(&members, depth + 1, false);
            }
        }
        let Some(resource) = crate::json::parse(text).and_then(Resource::from_value) else {
            return self.malformed(text);
        };
        if resource.kind() == "OperationOutcome" {
            return self.told(&resource);
        }
        if resource.kind().is_empty() {
            self.find(resource.key(), FindingKind::Malformed);
        }
        self.resources.push(Received {
            bytes: text.as_bytes().to_vec(),
            resource,
            full_url,
        });
    }

    /// Keeps of a broken resource the members that are whole.
    fn malformed(&mut self, text: &str) {
        let members = salvage::members(text);
        let whole: serde_json::Map<String, Value> = members
            .parts
            .iter()
            .filter_map(|(name, value)| Some((name.clone(), crate::json::parse(value)?)))
            .collect();
        let kept = Resource::from_value(Value::Object(whole)).filter(|r| !r.kind().is_empty());
        let about = kept.as_ref().map(Resource::key).unwrap_or_default();
        self.find(about, FindingKind::Malformed);
        if let Some(resource) = kept {
            self.resources.push(Received {
                bytes: text.as_bytes().to_vec(),
                resource,
                full_url: None,
            });
        }
    }

    fn told(&mut self, outcome: &Resource) {
        let before = self.findings.len();
        let issues = outcome.get("issue");
        let issues = match issues {
            Some(Value::Array(list)) => list.as_slice(),
            Some(one) => std::slice::from_ref(one),
            None => &[],
        };
        for issue in issues {
            let at = |path: &str| issue.pointer(path).and_then(Value::as_str);
            let mut texts: Vec<&str> =
                ["/details/text", "/diagnostics", "/details/coding/0/display"]
                    .iter()
                    .filter_map(|path| at(path))
                    .filter(|t| !t.trim().is_empty())
                    .collect();
            if texts.is_empty() {
                texts.extend(at("/code"));
            }
            texts.dedup();
            let severity = at("/severity").unwrap_or("").to_owned();
            let text = texts.join(" ");
            self.find(outcome.key(), FindingKind::Told { severity, text });
        }
        if self.findings.len() == before {
            let text = outcome
                .value()
                .pointer("/text/div")
                .and_then(Value::as_str)
                .map(crate::plain_text)
                .unwrap_or_default();
            let severity = String::new();
            self.find(outcome.key(), FindingKind::Told { severity, text });
        }
    }
}

fn as_text(json: &str) -> Option<String> {
    serde_json::from_str(json.trim()).ok()
}

fn kind_of<'a>(members: &Members<'a>) -> Option<&'a str> {
    let text: &'a str = members.parts.get("resourceType").copied()?;
    text.trim().strip_prefix('"')?.strip_suffix('"')
}

/// Whether a batch answered this entry with success, so that nothing is missing.
fn answered_well(entry: &str) -> bool {
    crate::json::parse(entry)
        .as_ref()
        .and_then(|e| e.pointer("/response/status"))
        .and_then(Value::as_str)
        .is_some_and(|status| status.starts_with('2'))
}

fn next_link(links: &str) -> Option<String> {
    let links = crate::json::parse(links)?;
    links.as_array()?.iter().find_map(|link| {
        let relation = link.get("relation").and_then(Value::as_str);
        let url = link.get("url").and_then(Value::as_str);
        (relation == Some("next"))
            .then_some(url)
            .flatten()
            .map(str::to_owned)
    })
}
