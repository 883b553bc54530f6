//! Data that seem somebody else's, put in a vault of their own.

use inzage_dossier::collection::Collection;
use inzage_dossier::letters;
use inzage_vault::{Change, Device, KdfParams, Kind, Store, Vault};

use super::open::{Open, put_json, put_record};
use super::protocol::{Answer, Failure};
use super::providers::not_found;
use super::{Engine, Outcome};

/// A vault that waits for its recovery key, and what will move into it.
pub(super) struct Pending<S> {
    vault: Vault<S>,
    id: String,
    collection: String,
}

impl<D: Device> Engine<D> {
    /// Makes the vault; the collection moves when its recovery key is typed back.
    pub(super) async fn own_vault(
        &mut self,
        collection: String,
        name: &str,
        passphrase: &str,
    ) -> Outcome {
        let open = self.open.as_ref().ok_or(Failure::Locked)?;
        not_found(open.collections.get(&collection).filter(|c| !c.joined()))?;
        if !super::session::strength(passphrase).enough {
            return Err(Failure::TooWeak);
        }
        self.forget_unfinished().await?;
        let entry = self.new_entry(name);
        self.device.remember(&entry).await?;
        let store = self.device.open(&entry.database).await?;
        let rng = self.rng.as_mut();
        let (vault, recovery) =
            Vault::create(store, name, passphrase, rng, KdfParams::RECOMMENDED).await?;
        self.pending = Some(Pending {
            vault,
            id: entry.id.clone(),
            collection,
        });
        Ok(Answer::Created {
            vault: entry.id,
            recovery_key: recovery.reveal().to_string(),
        })
    }

    /// Confirms the recovery key of that vault and moves the collection: first
    /// everything is there, then it is deleted here.
    pub(super) async fn confirm_own_vault(
        &mut self,
        pending: Pending<D::Store>,
        typed: &str,
    ) -> Outcome {
        let rng = self.rng.as_mut();
        if let Err(error) = pending.vault.confirm_recovery(typed, rng).await {
            self.pending = Some(pending);
            return Err(error.into());
        }
        let open = self.open.as_mut().ok_or(Failure::Locked)?;
        let collection = not_found(open.collections.get(&pending.collection))?.clone();
        let changes = open.moving(&collection).await?;
        pending.vault.commit(changes, rng).await?;
        // Before anything goes here: a vault that is not ready is taken for an empty one.
        let mut entry = self.entry(&pending.id).await?;
        entry.ready = true;
        self.device.remember(&entry).await?;
        let open = self.open.as_mut().ok_or(Failure::Locked)?;
        open.tell_put_away(&collection, true);
        open.discard(&collection, self.rng.as_mut()).await?;
        Ok(Answer::Done)
    }
}

impl<S: Store> Open<S> {
    /// Everything of a collection, as another vault takes it up: there it is the
    /// first one, so the person confirms whose it is.
    async fn moving(&self, collection: &Collection) -> Result<Vec<Change>, Failure> {
        let mut changes = Vec::new();
        if let Some(provider) = self.providers.get(&collection.provider) {
            changes.push(put_json(Kind::Provider, &collection.provider, provider)?);
        }
        for record in self.staged(&collection.id) {
            changes.push(put_record(record));
            for letter in letters::places(record) {
                let id = letter.id();
                if let Some(bytes) = self.vault.document(&id).await? {
                    changes.push(Change::Put {
                        kind: Kind::Document,
                        id,
                        bytes,
                    });
                }
            }
        }
        changes.extend(self.moved_asking(&collection.id).await?);
        let moved = Collection {
            state: collection.state.unconfirmed(),
            ..collection.clone()
        };
        changes.push(put_json(Kind::Collection, &moved.id, &moved)?);
        Ok(changes)
    }
}
