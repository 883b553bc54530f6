//! Writing: any number of changes, whole or not there. Builds on the manifest it
//! read; when another tab was first, it looks again and merges, or says that both
//! changed the same record.

use super::read::{CHUNK, chunk_id, document_head};
use super::state::{RecordKey, State};
use super::{HEADER, MANIFEST, Vault};
use crate::envelope::{disk_key, seal};
use crate::error::CommitError;
use crate::header::Header;
use crate::kind::{Kind, Table};
use crate::manifest::{MAX_SEALS, Manifest};
use crate::renew::check_not_retired;
use crate::store::{Expectation, Store, StoreError, Write};
use rand_core::CryptoRng;
use std::collections::BTreeMap;

/// One change of a commit.
#[derive(Clone, PartialEq, Eq)]
pub enum Change {
    /// Put a record, also over one that is there.
    Put {
        /// What it is.
        kind: Kind,
        /// Its id within its kind, at most 64 KiB. Encrypted like the rest.
        id: String,
        /// Its content. Of a [`Kind::Document`] any length; else at most 4 GiB.
        bytes: Vec<u8>,
    },
    /// Delete a record; nothing happens when it is not there.
    Delete {
        /// What it is.
        kind: Kind,
        /// Its id within its kind.
        id: String,
    },
}

/// A commit: the manifest it makes, what it writes, and what it builds on.
pub(super) type Batch = (Manifest, Vec<Write>, Expectation);

/// The state of a commit being put together.
struct Draft<'a> {
    version: u64,
    manifest: Manifest,
    batch: Vec<Write>,
    index: &'a BTreeMap<RecordKey, u64>,
}

impl<S: Store> Vault<S> {
    /// Make all changes, or none. Of several changes to one record the last counts.
    ///
    /// A record that another tab changed after it was read here is a
    /// [`CommitError::Conflict`]; other changes of other tabs are merged. What
    /// cannot be read is never put over: delete it first, if that is meant.
    ///
    /// # Errors
    /// See [`CommitError`]; nothing was written then.
    pub async fn commit(
        &self,
        changes: Vec<Change>,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), CommitError> {
        self.commit_with_schema(changes, None, rng).await
    }

    /// Put one document. The same as a commit of one change.
    ///
    /// # Errors
    /// As [`Vault::commit`].
    pub async fn put_document(
        &self,
        id: &str,
        bytes: Vec<u8>,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), CommitError> {
        let (kind, id) = (Kind::Document, id.to_owned());
        self.commit(vec![Change::Put { kind, id, bytes }], rng)
            .await
    }

    /// A commit that may also raise the version of what the records say: from,
    /// to. A conflict when it is not what it is raised from.
    pub(crate) async fn commit_with_schema(
        &self,
        changes: Vec<Change>,
        schema: Option<(u16, u16)>,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), CommitError> {
        if !self.is_ready() {
            return Err(CommitError::NotReady);
        }
        self.write(changes, schema, rng).await
    }

    /// As [`Vault::commit_with_schema`], also in a vault that is being filled.
    pub(crate) async fn write(
        &self,
        changes: Vec<Change>,
        schema: Option<(u16, u16)>,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), CommitError> {
        check_not_retired(&self.header.borrow())?;
        if self.read_only {
            return Err(CommitError::ReadOnly);
        }
        let changes = last_of_each(changes);
        loop {
            self.read_before_overwriting(&changes).await?;
            let (manifest, batch, expect) = {
                let state = self.state.borrow();
                self.plan(&state, &changes, schema, rng)?
            };
            let version = manifest.counter;
            if self.try_commit(manifest, batch, expect).await? {
                self.note_written(&changes, version);
                if let Some((_, to)) = schema {
                    self.schema_at_open.set(to);
                }
                return Ok(());
            }
        }
    }

    /// Open what would be overwritten unseen: a record that cannot be read must
    /// not be lost by writing over it.
    async fn read_before_overwriting(&self, changes: &Changes) -> Result<(), CommitError> {
        for ((kind, id), bytes) in changes {
            let key = self.keys.record_key(Table::Of(*kind), id);
            let unseen = {
                let state = self.state.borrow();
                let record = (Table::Of(*kind), key);
                state.index.contains_key(&record) && !state.seen.contains_key(&record)
            };
            if bytes.is_some() && unseen {
                self.look_up(*kind, id).await?;
            }
        }
        Ok(())
    }

    fn plan(
        &self,
        state: &State,
        changes: &Changes,
        schema: Option<(u16, u16)>,
        rng: &mut dyn CryptoRng,
    ) -> Result<(Manifest, Vec<Write>, Expectation), CommitError> {
        let mut manifest = state.manifest.clone().ok_or(CommitError::Damaged)?;
        if manifest.schema / 100 > self.schema_at_open.get() / 100 && schema.is_none() {
            // A newer version of the app took over in another tab.
            return Err(CommitError::Closed);
        }
        if let Some((from, to)) = schema {
            if manifest.schema != from {
                return Err(CommitError::Conflict);
            }
            manifest.schema = to;
        }
        let mut draft = Draft {
            version: manifest.counter.saturating_add(1),
            manifest,
            batch: Vec::new(),
            index: &state.index,
        };
        for ((kind, id), bytes) in changes {
            let key = self.keys.record_key(Table::Of(*kind), id);
            if state.conflicts(*kind, &key) {
                return Err(CommitError::Conflict);
            }
            self.remove(&mut draft, *kind, id);
            if let Some(bytes) = bytes {
                self.put(&mut draft, *kind, id, bytes, rng)?;
            }
        }
        let Draft {
            manifest, batch, ..
        } = draft;
        self.close_batch(state, manifest, batch, rng)
    }

    fn remove(&self, draft: &mut Draft<'_>, kind: Kind, id: &str) {
        self.remove_one(draft, Table::Of(kind), id);
        if kind == Kind::Document {
            let mut number = 0;
            while self.remove_one(draft, Table::Chunks, &chunk_id(id, number)) {
                number += 1;
            }
        }
    }

    fn remove_one(&self, draft: &mut Draft<'_>, table: Table, id: &str) -> bool {
        let key = self.keys.record_key(table, id);
        let Some(version) = draft.index.get(&(table, key)) else {
            return false;
        };
        let contents = draft.manifest.tables.entry(table).or_default();
        contents.remove(&self.keys.term(table, &key, *version));
        draft
            .batch
            .push(Write::Delete(table, disk_key(&key, *version)));
        true
    }

    fn put(
        &self,
        draft: &mut Draft<'_>,
        kind: Kind,
        id: &str,
        bytes: &[u8],
        rng: &mut dyn CryptoRng,
    ) -> Result<(), CommitError> {
        if kind != Kind::Document {
            return self.put_one(draft, Table::Of(kind), id, bytes, rng);
        }
        for (number, chunk) in bytes.chunks(CHUNK).enumerate() {
            self.put_one(draft, Table::Chunks, &chunk_id(id, number), chunk, rng)?;
        }
        let head = document_head(bytes.len());
        self.put_one(draft, Table::Of(kind), id, &head, rng)
    }

    fn put_one(
        &self,
        draft: &mut Draft<'_>,
        table: Table,
        id: &str,
        bytes: &[u8],
        rng: &mut dyn CryptoRng,
    ) -> Result<(), CommitError> {
        let key = self.keys.record_key(table, id);
        let place = self.keys.place(table, key, draft.version);
        let value = seal(&self.keys.records, place, id, bytes, rng).ok_or(CommitError::Storage)?;
        let contents = draft.manifest.tables.entry(table).or_default();
        contents.add(&self.keys.term(table, &key, draft.version));
        draft.manifest.seals = draft.manifest.seals.saturating_add(1);
        draft.batch.push(Write::Put(table, place.disk_key(), value));
        Ok(())
    }

    /// Add the manifest, which makes the batch a commit.
    pub(super) fn close_batch(
        &self,
        state: &State,
        mut manifest: Manifest,
        mut batch: Vec<Write>,
        rng: &mut dyn CryptoRng,
    ) -> Result<Batch, CommitError> {
        manifest.counter = manifest.counter.saturating_add(1);
        manifest.seals = manifest.seals.saturating_add(1);
        if manifest.seals > MAX_SEALS {
            return Err(CommitError::Exhausted);
        }
        let sealed = manifest.seal(&self.keys, rng).ok_or(CommitError::Storage)?;
        batch.push(Write::Put(Table::Meta, MANIFEST.to_vec(), sealed));
        let expect = Expectation {
            table: Table::Meta,
            key: MANIFEST.to_vec(),
            value: state.raw.clone(),
        };
        Ok((manifest, batch, expect))
    }

    /// Commit; `false` when another tab was first and the picture was refreshed.
    pub(super) async fn try_commit(
        &self,
        manifest: Manifest,
        batch: Vec<Write>,
        expect: Expectation,
    ) -> Result<bool, CommitError> {
        let changes: Vec<Write> = batch.iter().map(without_value).collect();
        let meta = |wanted: &[u8]| {
            batch.iter().rev().find_map(|write| match write {
                Write::Put(Table::Meta, key, value) if key == wanted => Some(value.clone()),
                _ => None,
            })
        };
        let (sealed, head) = (meta(MANIFEST), meta(HEADER));
        let before = expect.value.clone();
        match self.store.commit(batch, expect).await {
            Ok(()) => {
                let mut state = self.state.borrow_mut();
                // Another commit of this instance may have refreshed in between;
                // then the next look at the store tells the rest.
                if state.raw == before {
                    state.apply(manifest, sealed, &changes);
                    if let Some(Ok(header)) = head.as_deref().map(Header::parse) {
                        *self.header.borrow_mut() = header;
                    }
                }
                Ok(true)
            }
            Err(StoreError::Changed) => {
                self.refresh().await?;
                Ok(false)
            }
            Err(error) => Err(error.into()),
        }
    }

    fn note_written(&self, changes: &Changes, version: u64) {
        let mut state = self.state.borrow_mut();
        for ((kind, id), bytes) in changes {
            let record = (Table::Of(*kind), self.keys.record_key(Table::Of(*kind), id));
            let seen = bytes.as_ref().map(|_| version);
            state.seen.insert(record, seen);
        }
    }
}

/// What each record becomes; `None`: deleted.
type Changes = BTreeMap<(Kind, String), Option<Vec<u8>>>;

fn last_of_each(changes: Vec<Change>) -> Changes {
    changes
        .into_iter()
        .map(|change| match change {
            Change::Put { kind, id, bytes } => ((kind, id), Some(bytes)),
            Change::Delete { kind, id } => ((kind, id), None),
        })
        .collect()
}

fn without_value(write: &Write) -> Write {
    match write {
        Write::Put(table, key, _) => Write::Put(*table, key.clone(), Vec::new()),
        Write::Delete(table, key) => Write::Delete(*table, key.clone()),
    }
}
