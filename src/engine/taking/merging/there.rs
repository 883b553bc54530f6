//! The backup as it joins: what waited there for a decision that was taken here is part
//! of its record, and what the person said here is not hers is known.

use std::collections::{BTreeMap, BTreeSet};

use inzage_dossier::collection::{Collection, State};
use inzage_dossier::logbook::Event;
use inzage_dossier::person::Known;
use inzage_vault::{CryptoRng, Kind, MemoryStore, ReadError, Store, Vault};

use super::super::super::collecting::not_hers;
use super::super::super::open::{ME, Open};
use super::super::super::protocol::Failure;

/// A backup that was opened in memory.
pub(super) struct There {
    pub(super) vault: Vault<MemoryStore>,
    /// Its collections, but for those that are not hers.
    pub(super) collections: BTreeMap<String, Collection>,
    /// Whose it is; none when that was never confirmed.
    pub(super) person: Option<Known>,
    /// Collections that she said here are not hers.
    pub(super) not_hers: BTreeSet<String>,
    /// Whether one of those is part of its record: she said otherwise there.
    pub(super) disputed: bool,
    /// Entries that were taken up there: number that waited to number of the record.
    pub(super) taken_up: BTreeMap<String, String>,
    /// Collections and a person that cannot be read.
    pub(super) unread: usize,
}

impl There {
    /// Reads whose it is and what was collected.
    pub(super) async fn read(
        vault: Vault<MemoryStore>,
        not_hers: BTreeSet<String>,
    ) -> Result<Self, Failure> {
        let (person, mut unread) = person_of(&vault).await?;
        let (all, damaged) = vault.read_all(Kind::Collection).await?;
        unread += damaged.len();
        let (mut collections, mut disputed) = (BTreeMap::new(), false);
        for (id, bytes) in all {
            match serde_json::from_slice::<Collection>(&bytes) {
                Ok(collection) if not_hers.contains(&id) => disputed |= collection.joined(),
                Ok(collection) => drop(collections.insert(id, collection)),
                Err(_) => unread += 1,
            }
        }
        Ok(Self {
            vault,
            collections,
            person,
            not_hers,
            disputed,
            taken_up: BTreeMap::new(),
            unread,
        })
    }

    /// What waits there for a decision that was taken `here` joins there, as it joined
    /// here: then an entry is one in both.
    pub(super) async fn decided(
        self,
        here: &BTreeMap<String, Collection>,
        rng: &mut dyn CryptoRng,
    ) -> Result<Self, Failure> {
        let mut decided: Vec<(Collection, bool)> = Vec::new();
        for of in self.collections.values().filter(|of| !of.joined()) {
            if let Some(State::Joined { checked }) = here.get(&of.id).map(|of| &of.state) {
                decided.push((of.clone(), *checked));
            }
        }
        if decided.is_empty() {
            return Ok(self);
        }
        decided.sort_by_cached_key(|(of, _)| Event::order(&of.at));
        let mut open = Open::load(String::new(), self.vault).await?;
        let mut taken_up = BTreeMap::new();
        for (collection, checked) in decided {
            let joined = open.join_collection(collection, checked, Vec::new(), rng);
            taken_up.extend(joined.await?);
        }
        Ok(Self {
            vault: open.vault,
            taken_up,
            ..self
        })
    }
}

/// Whose a vault is, and whether that cannot be read (0 or 1).
async fn person_of(vault: &Vault<MemoryStore>) -> Result<(Option<Known>, usize), Failure> {
    let known = match vault.read(Kind::Person, ME).await {
        Ok(None) => return Ok((None, 0)),
        Ok(Some(bytes)) => serde_json::from_slice(&bytes).ok(),
        Err(ReadError::Damaged | ReadError::NewerVersion) => None,
        Err(error) => return Err(error.into()),
    };
    let unread = usize::from(known.is_none());
    Ok((known, unread))
}

impl<S: Store> Open<S> {
    /// A backup, beside what she said in this vault.
    pub(super) async fn there(&self, vault: Vault<MemoryStore>) -> Result<There, Failure> {
        let said = not_hers::read(&self.vault).await?;
        There::read(vault, said.unwrap_or_default()).await
    }
}
