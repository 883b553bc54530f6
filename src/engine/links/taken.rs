//! A Bundle that came through a plain link, as a vault takes it up: of our own making,
//! with its source and when each entry was collected, or of another product, which
//! tells less.

use std::collections::{BTreeMap, BTreeSet};

use chrono::DateTime;
use inzage_dossier::collection::{Collection, State};
use inzage_dossier::letters::Letter;
use inzage_dossier::news::Follow;
use inzage_dossier::record::{Head, Record};
use inzage_vault::{Change, CryptoRng, Kind};
use inzage_zib::view::Lang;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::super::open::{StoredProvider, put_json, put_record};
use super::super::protocol::Failure;
use super::super::random_hex;
use super::bundles::{COLLECTED, SERVICE, SOURCE, instant};
use super::letters::Letters;

/// What came in one file.
pub(super) struct Taken {
    /// What the vault takes up.
    pub(super) changes: Vec<Change>,
    /// When the file was made: RFC 3339; none where it does not say.
    pub(super) made: Option<String>,
}

/// How an entry came to whoever made the Bundle; empty where that is not said.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Came {
    at: String,
    service: String,
}

/// Reads a file. `nth`: which of the link.
pub(super) fn taken(
    bytes: &[u8],
    nth: usize,
    lang: Lang,
    rng: &mut dyn CryptoRng,
) -> Result<Taken, Failure> {
    // A Bundle that is not as it should be tells nothing of itself, and is read all the
    // same.
    let bundle: Bundle<'_> = serde_json::from_slice(bytes).unwrap_or_default();
    let (provider, name) = bundle.source().unwrap_or_else(|| {
        let nameless = inzage_words::phrase("link_source", lang);
        (format!("link-{nth}"), nameless.to_owned())
    });
    let mut told = bundle.told();
    let mut collections: BTreeMap<String, Collection> = BTreeMap::new();
    let mut changes = Vec::new();
    let resources = inzage_fhir::open(bytes).resources;
    let mut letters = Letters::in_file(&resources);
    for (place, received) in resources.into_iter().enumerate() {
        if letters.taken.contains(&place) {
            continue;
        }
        let came = told.get_mut(received.bytes.as_slice()).and_then(Vec::pop);
        let came = came.unwrap_or_default();
        let collection = collections
            .entry(came.at.clone())
            .or_insert_with(|| joined(random_hex::<8>(rng), &provider, &came.at));
        if !came.service.is_empty() && !collection.services.contains(&came.service) {
            collection.services.push(came.service.clone());
        }
        let number = random_hex::<8>(rng);
        let mut documents = BTreeMap::new();
        for (index, bytes) in letters.of.remove(&place).unwrap_or_default() {
            documents.insert(index, u64::try_from(bytes.len()).unwrap_or(u64::MAX));
            let id = Letter::newest(&number, index).id();
            let kind = Kind::Document;
            changes.push(Change::Put { kind, id, bytes });
        }
        let head = Head {
            number,
            staged: false,
            collection: collection.id.clone(),
            provider: provider.clone(),
            service: came.service,
            queries: BTreeSet::new(),
            at: came.at,
            kind: received.resource.kind().to_owned(),
            id: received.resource.id().to_owned(),
            full_url: received.full_url,
            documents,
            follow: Follow {
                opened: true,
                ..Follow::default()
            },
            seen: BTreeSet::from([collection.id.clone()]),
        };
        changes.push(put_record(&Record {
            head,
            bytes: received.bytes,
            earlier: Vec::new(),
        }));
    }
    for collection in collections.values() {
        changes.push(put_json(Kind::Collection, &collection.id, collection)?);
    }
    if !collections.is_empty() {
        let shown = shown(&provider, name, nth);
        changes.push(put_json(Kind::Provider, &provider, &shown)?);
    }
    Ok(Taken {
        changes,
        made: bundle.made(),
    })
}

/// When it all was as it is: the oldest of its files. None when one of them does not
/// say.
pub(super) fn oldest(made: Vec<Option<String>>) -> Option<String> {
    let all: Option<Vec<String>> = made.into_iter().collect();
    let instant = |at: &String| DateTime::parse_from_rfc3339(at).ok();
    all?.into_iter().min_by_key(instant)
}

/// What was collected at one moment.
fn joined(id: String, provider: &str, at: &str) -> Collection {
    Collection {
        id,
        provider: provider.to_owned(),
        group: String::new(),
        services: Vec::new(),
        at: at.to_owned(),
        trace_id: String::new(),
        state: State::Joined { checked: true },
        queries: BTreeMap::new(),
        rebuilds: false,
    }
}

fn shown(provider: &str, name: String, nth: usize) -> StoredProvider {
    StoredProvider {
        provider: inzage_api::Provider {
            zorgaanbiedernaam: provider.to_owned(),
            name,
            aliases: Vec::new(),
            place: None,
            postcode: None,
            kind: None,
            connected: false,
        },
        groups: Vec::new(),
        mark: u8::try_from(nth % 8).unwrap_or(0),
    }
}

/// What a Bundle tells of itself.
#[derive(Default, Deserialize)]
struct Bundle<'a> {
    #[serde(default)]
    meta: serde_json::Value,
    #[serde(default)]
    timestamp: serde_json::Value,
    #[serde(default, borrow)]
    entry: Vec<Item<'a>>,
}

#[derive(Deserialize)]
struct Item<'a> {
    #[serde(default)]
    extension: serde_json::Value,
    #[serde(default, borrow)]
    resource: Option<&'a RawValue>,
}

impl Bundle<'_> {
    /// The provider that a Bundle of ours says it is from, and its name.
    fn source(&self) -> Option<(String, String)> {
        let tags = self.meta.get("tag")?.as_array()?;
        let tag = tags
            .iter()
            .find(|tag| tag.get("system").is_some_and(|system| system == SOURCE))?;
        let text = |name: &str| tag.get(name)?.as_str().map(str::to_owned);
        Some((text("code")?, text("display")?))
    }

    fn made(&self) -> Option<String> {
        let said = [self.meta.get("lastUpdated"), Some(&self.timestamp)];
        let mut said = said.into_iter().flatten().filter_map(|at| at.as_str());
        said.find_map(instant).map(str::to_owned)
    }

    /// How each resource came, by its bytes: the same may stand there more than once.
    fn told(&self) -> BTreeMap<&[u8], Vec<Came>> {
        let mut told: BTreeMap<&[u8], Vec<Came>> = BTreeMap::new();
        for item in &self.entry {
            if let Some(resource) = item.resource {
                let of = told.entry(resource.get().as_bytes()).or_default();
                of.push(item.came());
            }
        }
        told
    }
}

impl Item<'_> {
    fn came(&self) -> Came {
        let value = |url: &str, name: &str| {
            let all = self.extension.as_array()?;
            let found = all
                .iter()
                .find(|one| one.get("url").is_some_and(|of| of == url))?;
            found.get(name)?.as_str()
        };
        Came {
            at: value(COLLECTED, "valueInstant")
                .and_then(instant)
                .unwrap_or_default()
                .to_owned(),
            service: value(SERVICE, "valueCode").unwrap_or_default().to_owned(),
        }
    }
}
