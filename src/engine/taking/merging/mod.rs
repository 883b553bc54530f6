//! A backup that joins what is here (ADR 0171): what is not here comes, what is here
//! stays, and where both changed something of the person's own both are kept.

mod own;
mod person;
mod records;
mod renumber;
mod settings;
mod there;

use std::collections::BTreeMap;

use inzage_dossier::collection::{Collection, State};
use inzage_dossier::logbook::What;
use inzage_vault::{Change, CryptoRng, Kind, MemoryStore, ReadError, Store, Vault};
use inzage_zib::view::Lang;

use super::super::open::{Open, put_json};
use super::super::protocol::taking::{Answer, Merged};
use super::super::protocol::{Failure, Secret};
use super::super::session::Given;
pub(in super::super) use renumber::Names;
use there::There;

/// What comes out of the backup, as changes of the vault that is open.
#[derive(Default)]
struct Coming {
    changes: Vec<Change>,
    merged: Merged,
    names: Names,
}

impl Coming {
    fn put(&mut self, kind: Kind, id: &str, bytes: Vec<u8>) {
        let id = id.to_owned();
        self.changes.push(Change::Put { kind, id, bytes });
    }
}

impl<S: Store> Open<S> {
    /// Merges a backup into this vault, in one commit: whatever fails, nothing came.
    /// Before that, in commits of their own, what waited here for a decision that was
    /// taken there joins: that is here already and stays when the rest fails. Unless the
    /// person said that it is hers (`mine`) it is asked when that cannot be told.
    pub(super) async fn merge(
        &mut self,
        (bytes, with): (&[u8], &Secret),
        mine: bool,
        lang: Lang,
        rng: &mut dyn CryptoRng,
    ) -> Result<Answer, Failure> {
        let given = Given::of(with)?;
        let backup = inzage_vault::restore(bytes, given.unlock(), MemoryStore::new(), rng);
        let there = self.there(backup.await?).await?;
        if !mine && let Some(whose) = self.doubt(there.person.as_ref(), lang) {
            return Ok(Answer::Whose(whose));
        }
        self.take_up(&there.collections, rng).await?;
        let there = there.decided(&self.collections, rng).await?;
        let mut coming = Coming::default();
        coming.merged.unread += there.unread;
        self.merge_records(&there, &mut coming).await?;
        self.merge_own(&there.vault, &mut coming).await?;
        self.merge_person(&there, &mut coming).await?;
        self.merge_collections(&there, &mut coming).await?;
        self.merge_settings(&there, &mut coming).await?;
        for kind in [Kind::Provider, Kind::Log] {
            self.merge_absent(kind, &there.vault, &mut coming).await?;
        }
        self.tell(What::Restored);
        self.commit(coming.changes, rng).await?;
        self.reload().await?;
        Ok(Answer::Merged(coming.merged))
    }

    /// What waits here for a decision that was taken there joins first: she said that it
    /// is hers.
    async fn take_up(
        &mut self,
        theirs: &BTreeMap<String, Collection>,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Failure> {
        let waits =
            |of: &&Collection| !of.joined() && theirs.get(&of.id).is_some_and(Collection::joined);
        let waiting: Vec<Collection> = self.collections.values().filter(waits).cloned().collect();
        for collection in waiting {
            let checked = theirs.get(&collection.id).map(|of| &of.state);
            let checked = checked == Some(&State::Joined { checked: true });
            self.join_collection(collection, checked, Vec::new(), rng)
                .await?;
        }
        Ok(())
    }

    /// Collections that are not here.
    async fn merge_collections(&self, there: &There, coming: &mut Coming) -> Result<(), Failure> {
        let absent = |(id, _): &(&String, _)| !self.collections.contains_key(*id);
        for (id, collection) in there.collections.iter().filter(absent) {
            if self.lacks(Kind::Collection, id).await? {
                let put = put_json(Kind::Collection, id, collection)?;
                coming.changes.push(put);
            } else {
                coming.merged.unread += 1;
            }
        }
        Ok(())
    }

    /// What is not here comes.
    async fn merge_absent(
        &self,
        kind: Kind,
        backup: &Vault<MemoryStore>,
        coming: &mut Coming,
    ) -> Result<(), Failure> {
        for (id, bytes) in backup.read_all(kind).await?.0 {
            if self.lacks(kind, &id).await? {
                coming.put(kind, &id, bytes);
            }
        }
        Ok(())
    }

    /// Whether there is nothing here under this id. What is damaged is there: it is
    /// never put over.
    async fn lacks(&self, kind: Kind, id: &str) -> Result<bool, Failure> {
        match self.vault.read(kind, id).await {
            Ok(found) => Ok(found.is_none()),
            Err(ReadError::Damaged | ReadError::NewerVersion) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}
