//! The content of a plain link: per source and FHIR version one Bundle with what was
//! chosen, each resource byte for byte as it was received. The Bundle says from which
//! provider it is and when it was made (`meta`, and `timestamp` where R4 has it), each
//! entry when and with which service it was collected.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use inzage_dossier::letters::Letter;
use inzage_dossier::record::Record;
use inzage_dossier::selection::Selection;
use inzage_medmij::gegevensdiensten::{FhirVersion, Gegevensdienst};
use inzage_vault::Store;
use serde_json::json;
use serde_json::value::{RawValue, to_raw_value};

use super::super::open::Open;
use super::super::protocol::Failure;
use super::super::records::Loaded;
use super::Plain;
use super::kept::Stored;

/// Kind of the files.
pub(super) const CONTENT_TYPE: &str = "application/fhir+json";
/// System of the tag that says from which provider a Bundle is.
pub(super) const SOURCE: &str = "urn:inzage:provider";
/// Extension of an entry: when it was last collected (`valueInstant`).
pub(super) const COLLECTED: &str = "urn:inzage:collected";
/// Extension of an entry: the gegevensdienst it was collected with (`valueCode`).
pub(super) const SERVICE: &str = "urn:inzage:gegevensdienst";

/// FHIR R4, as a manifest names it, and STU3.
pub(in super::super) const R4: &str = "4.0.1";
const STU3: &str = "3.0.2";

/// What a Bundle is about: one provider, in one version of FHIR.
pub(in super::super) type Source<'a> = (&'a str, &'static str);

impl<S: Store> Open<S> {
    /// The files of a plain link.
    pub(super) async fn bundles(&self, link: &Stored) -> Result<Vec<Plain>, Failure> {
        let going = self.going(&link.selection);
        let mut files = Vec::new();
        for (source, records) in self.by_source(&going) {
            let documents = link.selection.documents;
            files.push(self.bundle_of(source, &records, documents).await?);
        }
        if files.is_empty() {
            // Nothing to show is said, and is no fault.
            files.push(self.file(R4, None, &[], &[])?);
        }
        Ok(files)
    }

    /// The Bundle of what one source gave; with its documents or without.
    pub(in super::super) async fn bundle_of(
        &self,
        (provider, version): Source<'_>,
        records: &[&Loaded],
        documents: bool,
    ) -> Result<Plain, Failure> {
        let mut binaries = Vec::new();
        for loaded in records.iter().filter(|_| documents) {
            binaries.extend(self.binaries(loaded, version).await?);
        }
        let own: Vec<&Record> = records.iter().map(|loaded| &loaded.record).collect();
        let tag = json!({"system": SOURCE, "code": provider, "display": self.mark(provider).name});
        self.file(version, Some(tag), &own, &binaries)
    }

    /// Whether all that goes along is one file of FHIR R4.
    pub(super) fn is_one_file(&self, selection: &Selection) -> bool {
        let going = self.going(selection);
        let sources = self.by_source(&going);
        sources.len() == 1 && sources.keys().all(|(_, version)| *version == R4)
    }

    /// What goes along, by source.
    pub(in super::super) fn by_source<'a>(
        &'a self,
        going: &BTreeSet<String>,
    ) -> BTreeMap<Source<'a>, Vec<&'a Loaded>> {
        let mut of: BTreeMap<Source<'a>, Vec<&'a Loaded>> = BTreeMap::new();
        for loaded in going.iter().filter_map(|number| self.records.get(number)) {
            let head = &loaded.record.head;
            let source = (head.provider.as_str(), version(&head.service));
            of.entry(source).or_default().push(loaded);
        }
        of
    }

    /// The documents of an entry that were fetched apart, each as the Binary that its
    /// attachment points at: a reader elsewhere cannot fetch it there.
    async fn binaries(&self, loaded: &Loaded, version: &str) -> Result<Vec<Binary>, Failure> {
        let attachments = loaded.resource.as_ref().map(inzage_zib::attachments);
        let mut found = Vec::new();
        for (index, attachment) in (0..).zip(attachments.unwrap_or_default()) {
            let kept = Letter::newest(&loaded.record.head.number, index).id();
            if let Some(url) = attachment.url
                && let Some(bytes) = self.vault.document(&kept).await?
            {
                found.push(binary(&url, &attachment.content_type, &bytes, version)?);
            }
        }
        Ok(found)
    }

    /// A file as it is made now. `tag`: from which provider it is.
    fn file(
        &self,
        version: &'static str,
        tag: Option<serde_json::Value>,
        records: &[&Record],
        binaries: &[Binary],
    ) -> Result<Plain, Failure> {
        // What is no JSON is no FHIR either: it stays where it can be shown as it came.
        let received = records.iter().filter_map(|record| {
            Some(Item {
                extension: came(record),
                full_url: None,
                resource: serde_json::from_slice(&record.bytes).ok()?,
            })
        });
        let binaries = binaries.iter().map(|binary| Item {
            extension: Vec::new(),
            full_url: binary.url.as_deref(),
            resource: &binary.resource,
        });
        let made = instant(&self.log.now);
        let mut meta = serde_json::Map::new();
        meta.extend(made.map(|made| ("lastUpdated".to_owned(), json!(made))));
        meta.extend(tag.map(|tag| ("tag".to_owned(), json!([tag]))));
        let bundle = Bundle {
            resource_type: "Bundle",
            meta: meta.into(),
            r#type: "collection",
            // STU3 has no such element.
            timestamp: made.filter(|_| version == R4),
            entry: received.chain(binaries).collect(),
        };
        Ok(Plain {
            content_type: CONTENT_TYPE,
            fhir_version: Some(version),
            bytes: serde_json::to_vec(&bundle).map_err(|_| Failure::Internal)?,
        })
    }
}

/// A document as the Binary that an attachment names: by its id, and else by its whole
/// address. No name is made for it.
struct Binary {
    url: Option<String>,
    resource: Box<RawValue>,
}

fn binary(url: &str, kind: &str, bytes: &[u8], version: &str) -> Result<Binary, Failure> {
    let content = if version == R4 { "data" } else { "content" };
    let fields = [
        ("resourceType", Some("Binary")),
        ("id", binary_id(url)),
        ("contentType", Some(kind).filter(|kind| !kind.is_empty())),
        (content, Some(&*BASE64.encode(bytes))),
    ];
    let said = fields
        .iter()
        .filter_map(|(name, value)| Some((name, (*value)?)));
    let binary: BTreeMap<_, _> = said.collect();
    Ok(Binary {
        // Only a whole address may stand as `fullUrl` (FHIR, Bundle.entry.fullUrl).
        url: url.contains("://").then(|| url.to_owned()),
        resource: to_raw_value(&binary).map_err(|_| Failure::Internal)?,
    })
}

/// `Binary/1` and `https://…/Binary/1` -> `1`
pub(super) fn binary_id(url: &str) -> Option<&str> {
    let (before, id) = url.rsplit_once('/')?;
    (before == "Binary" || before.ends_with("/Binary")).then_some(id)
}

/// The version of FHIR that a service speaks, as a manifest names it.
fn version(service: &str) -> &'static str {
    match Gegevensdienst::find(service).map(|table| table.fhir) {
        Some(FhirVersion::R4) => R4,
        Some(FhirVersion::Stu3) | None => STU3,
    }
}

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Item<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    extension: Vec<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    full_url: Option<&'a str>,
    resource: &'a RawValue,
}

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Bundle<'a> {
    resource_type: &'static str,
    meta: serde_json::Value,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    timestamp: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    entry: Vec<Item<'a>>,
}

/// What is known of how an entry came. What is no instant is not said.
fn came(record: &Record) -> Vec<serde_json::Value> {
    let head = &record.head;
    let at = instant(&head.at);
    let at = at.map(|at| json!({"url": COLLECTED, "valueInstant": at}));
    let with = Some(&head.service).filter(|service| !service.is_empty());
    let with = with.map(|service| json!({"url": SERVICE, "valueCode": service}));
    at.into_iter().chain(with).collect()
}

/// A moment that FHIR takes for an instant: RFC 3339, with its offset.
pub(super) fn instant(at: &str) -> Option<&str> {
    chrono::DateTime::parse_from_rfc3339(at).ok().map(|_| at)
}
