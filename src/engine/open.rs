//! An open vault: everything in it, read and indexed.

use std::collections::{BTreeMap, BTreeSet};

use inzage_api::{LoginGroup, Provider};
use inzage_dossier::collection::Collection;
use inzage_dossier::duplicates::Decisions;
use inzage_dossier::letters;
use inzage_dossier::person::Known;
use inzage_dossier::record::Record;
use inzage_vault::{Change, CryptoRng, Kind, Store, Vault};
use inzage_words::terms::Terms;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::derived::{Changed, Derived};
use super::judging::Rules;
use super::links;
use super::logbook::Telling;
use super::own::Own;
use super::protocol::{Failure, SourceMark};
use super::records::{Loaded, Records};
use super::search::Searching;

/// Id of the one record that tells whose vault it is.
pub(super) const ME: &str = "me";

/// A provider as kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StoredProvider {
    pub(super) provider: Provider,
    pub(super) groups: Vec<LoginGroup>,
    /// Stable colour number.
    pub(super) mark: u8,
}

/// A sealed refresh token as kept, or the fact that the consent lapsed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StoredGrant {
    /// None: it was refused, the consent has lapsed.
    pub(super) refresh: Option<String>,
    /// When it was given or refused: RFC 3339.
    pub(super) at: String,
}

/// An open vault.
pub(super) struct Open<S> {
    pub(super) id: String,
    pub(super) vault: Vault<S>,
    pub(super) records: Records,
    pub(super) collections: BTreeMap<String, Collection>,
    pub(super) providers: BTreeMap<String, StoredProvider>,
    pub(super) grants: BTreeMap<String, StoredGrant>,
    pub(super) known: Option<Known>,
    /// Plain names and explanations of coded terms; none until the file came.
    pub(super) terms: Terms,
    /// General limits, when the operator switched them on; none until they came.
    pub(super) rules: Option<Rules>,
    /// What the person made herself.
    pub(super) own: Own,
    /// Requests that this engine is sending now.
    pub(super) leaving: BTreeSet<String>,
    /// The person's own log.
    pub(super) log: Telling,
    /// Links with which others look along; read when first asked for.
    pub(super) links: links::Kept,
    /// What was encrypted for one of them last.
    pub(super) outgoing: links::Outgoing,
    /// Whether this is only looked at, through a link.
    pub(super) viewing: Option<links::Viewing>,
    /// Things in the vault that are damaged or from a newer version.
    pub(super) damaged: usize,
    /// Whether sensitive kinds open covered.
    pub(super) covers: bool,
    /// What everything can be found by.
    pub(super) searching: Searching,
    /// What the person said about being the same.
    pub(super) decisions: Decisions,
    /// What is made of the record; only [`Open::changed`] empties it.
    pub(super) derived: Derived,
}

impl<S: Store> Open<S> {
    /// Reads everything in the vault.
    pub(super) async fn load(id: String, vault: Vault<S>) -> Result<Self, Failure> {
        let mut open = Self {
            id,
            vault,
            records: Records::default(),
            collections: BTreeMap::new(),
            providers: BTreeMap::new(),
            grants: BTreeMap::new(),
            known: None,
            terms: Terms::default(),
            rules: None,
            own: Own::default(),
            leaving: BTreeSet::new(),
            log: Telling::default(),
            links: None,
            outgoing: links::Outgoing::default(),
            viewing: None,
            damaged: 0,
            covers: true,
            searching: Searching::default(),
            decisions: Decisions::default(),
            derived: Derived::default(),
        };
        open.reload().await?;
        Ok(open)
    }

    /// Reads everything again: another tab changed it.
    pub(super) async fn reload(&mut self) -> Result<(), Failure> {
        self.damaged = 0;
        self.covers = self.read_covers().await?;
        self.changed(Changed::Record);
        self.log.forget();
        self.links = None;
        let (records, damaged) = self.vault.read_all(Kind::Record).await?;
        self.damaged += damaged.len();
        self.records.clear();
        for (_, bytes) in records {
            match Record::from_bytes(&bytes) {
                Ok(record) => self.records.put(record),
                Err(_) => self.damaged += 1,
            }
        }
        self.collections = self.read_json(Kind::Collection).await?;
        self.providers = self.read_json(Kind::Provider).await?;
        self.grants = self.read_json(Kind::Grant).await?;
        self.known = self.read_json(Kind::Person).await?.remove(ME);
        self.decisions = self.read_decisions().await?;
        let (entries, damaged) = self.vault.read_all(Kind::Own).await?;
        self.own = Own::read(entries);
        self.damaged += damaged.len() + self.own.unread();
        Ok(())
    }

    async fn read_json<T: DeserializeOwned>(
        &mut self,
        kind: Kind,
    ) -> Result<BTreeMap<String, T>, Failure> {
        let (all, damaged) = self.vault.read_all(kind).await?;
        self.damaged += damaged.len();
        let mut read = BTreeMap::new();
        for (id, bytes) in all {
            match serde_json::from_slice(&bytes) {
                Ok(value) => {
                    read.insert(id, value);
                }
                Err(_) => self.damaged += 1,
            }
        }
        Ok(read)
    }

    /// Writes changes, with what was told of them, whole or not at all.
    pub(super) async fn commit(
        &mut self,
        mut changes: Vec<Change>,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Failure> {
        // What she makes herself says so by itself; what she types and what is told of
        // it all is in nothing that is derived.
        let own = |change: &Change| {
            let (Change::Put { kind, .. } | Change::Delete { kind, .. }) = change;
            matches!(kind, Kind::Own | Kind::Draft)
        };
        if !changes.iter().all(own) {
            self.changed(Changed::Record);
        }
        changes.extend(self.log.changes(rng)?);
        self.vault.commit(changes, rng).await?;
        self.log.written();
        Ok(())
    }

    /// Keeps a collection as it now is, with other changes.
    pub(super) async fn save_collection(
        &mut self,
        collection: Collection,
        mut changes: Vec<Change>,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Failure> {
        changes.push(put_json(Kind::Collection, &collection.id, &collection)?);
        self.commit(changes, rng).await?;
        self.collections.insert(collection.id.clone(), collection);
        Ok(())
    }

    /// The change that keeps whose vault this is.
    pub(super) fn put_known(known: &Known) -> Result<Change, Failure> {
        put_json(Kind::Person, ME, known)
    }

    /// The mark of a provider; one that was removed keeps its name.
    pub(super) fn mark(&self, provider: &str) -> SourceMark {
        let known = self.providers.get(provider);
        SourceMark {
            provider: provider.to_owned(),
            name: known.map_or_else(
                || provider.trim_end_matches("@medmij").to_owned(),
                |known| known.provider.name.clone(),
            ),
            mark: known.map_or(0, |known| known.mark),
        }
    }

    /// Records that are part of the record.
    pub(super) fn joined(&self) -> impl Iterator<Item = &Loaded> {
        self.records
            .all()
            .filter(|loaded| !loaded.record.head.staged)
    }

    /// The last collection of a login that has ended, joined or set aside.
    pub(super) fn last_collection(&self, provider: &str, group: &str) -> Option<&Collection> {
        self.collections
            .values()
            .filter(|c| c.provider == provider && c.group == group)
            .max_by(|a, b| a.at.cmp(&b.at))
    }
}

/// The change that keeps a value as JSON.
pub(super) fn put_json(kind: Kind, id: &str, value: &impl Serialize) -> Result<Change, Failure> {
    let bytes = serde_json::to_vec(value).map_err(|_| Failure::Internal)?;
    Ok(Change::Put {
        kind,
        id: id.to_owned(),
        bytes,
    })
}

/// The change that keeps a record.
pub(super) fn put_record(record: &Record) -> Change {
    Change::Put {
        kind: Kind::Record,
        id: record.head.number.clone(),
        bytes: record.to_bytes(),
    }
}

/// The changes that delete all letters of an entry, those of earlier versions too.
pub(super) fn delete_letters(record: &Record) -> impl Iterator<Item = Change> {
    let places = letters::places(record).into_iter();
    places.map(|letter| delete(Kind::Document, &letter.id()))
}

/// The change that deletes something.
pub(super) fn delete(kind: Kind, id: &str) -> Change {
    Change::Delete {
        kind,
        id: id.to_owned(),
    }
}
