//! The vault's store in the browser: `IndexedDB`, in a window and in a worker.
//!
//! One transaction per view and per commit; inside it nothing is awaited but its
//! own requests, because a transaction that waits for something else commits by
//! itself. Commits ask for strict durability.

mod directory;
mod errors;
mod place;

pub use directory::BrowserDevice;
pub use place::Place;

use errors::told;
use inzage_vault::{Expectation, Key, Read, Seen, Store, StoreError, Table, Value, Write};
use js_sys::{ArrayBuffer, Uint8Array};
use matrix_indexed_db_futures::KeyRange;
use matrix_indexed_db_futures::database::Database;
use matrix_indexed_db_futures::object_store::ObjectStore;
use matrix_indexed_db_futures::prelude::*;
use matrix_indexed_db_futures::transaction::{
    OnTransactionDrop, Transaction, TransactionDurability, TransactionFinishKind, TransactionMode,
    TransactionOptions,
};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;
use wasm_bindgen::{JsCast as _, JsValue};

/// The version of the databases' schema: which tables there are. A change of the
/// vault's format is not a change of this. 2: what the person makes herself (`l`).
const SCHEMA: u8 = 2;

/// One open database. Closes itself when another tab deletes or renews it; from
/// then on everything answers [`StoreError::Closed`].
pub struct BrowserStore {
    db: Database,
    closed: Rc<Cell<bool>>,
}

impl Drop for BrowserStore {
    fn drop(&mut self) {
        self.db.clone().close();
    }
}

impl BrowserStore {
    /// Open a database with the vault's tables; those that it has not yet are made.
    ///
    /// # Errors
    /// [`StoreError::NoStorage`] when the browser gives none (private mode, a
    /// setting); [`StoreError::Full`]; [`StoreError::Failed`].
    pub async fn open(name: &str) -> Result<Self, StoreError> {
        let tables: Vec<&'static str> = Table::ALL.into_iter().map(Table::name).collect();
        Self::open_with(name, tables).await
    }

    async fn open_with(name: &str, tables: Vec<&'static str>) -> Result<Self, StoreError> {
        let db = Database::open(name)
            .with_version(SCHEMA)
            .with_on_upgrade_needed(move |_, tx| {
                let db = tx.db();
                let there: BTreeSet<String> = db.object_store_names().collect();
                for table in tables.into_iter().filter(|table| !there.contains(*table)) {
                    db.create_object_store(table).build()?;
                }
                Ok(())
            })
            .await
            .map_err(errors::told_of_opening)?;
        let closed = Rc::new(Cell::new(false));
        close_when_asked(&db, &closed)?;
        Ok(Self { db, closed })
    }

    /// What a failure means, seen from here.
    fn because(&self, error: &matrix_indexed_db_futures::error::Error) -> StoreError {
        if self.closed.get() {
            StoreError::Closed
        } else {
            told(error)
        }
    }
}

/// Another tab wants to delete or renew the database: let go of it at once, or
/// that tab hangs.
fn close_when_asked(db: &Database, closed: &Rc<Cell<bool>>) -> Result<(), StoreError> {
    let mut changes = db.version_changes().map_err(|error| told(&error))?;
    let (db, closed) = (db.clone(), Rc::clone(closed));
    wasm_bindgen_futures::spawn_local(async move {
        // Also `None`, when the browser closed it by force.
        drop(changes.recv().await);
        closed.set(true);
        db.close();
    });
    Ok(())
}

fn to_js(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

/// Bytes from the database. Anything else was not written by this app: it reads
/// as no bytes, which nothing decrypts.
fn from_js(value: &JsValue) -> Vec<u8> {
    if value.is_instance_of::<Uint8Array>() || value.is_instance_of::<ArrayBuffer>() {
        Uint8Array::new(value).to_vec()
    } else {
        Vec::new()
    }
}

type Outcome<T> = matrix_indexed_db_futures::Result<T>;

fn get(
    store: &ObjectStore<'_>,
    key: &[u8],
) -> Outcome<impl Future<Output = Outcome<Option<JsValue>>>> {
    store
        .get::<JsValue, JsValue, _>(KeyRange::Only(to_js(key)))
        .primitive()
}

async fn rows(store: &ObjectStore<'_>) -> Outcome<Vec<(Key, Value)>> {
    let keys = store.get_all_keys::<JsValue>().primitive()?;
    let values = store.get_all::<JsValue>().primitive()?;
    let mut sorted = Vec::new();
    for (key, value) in keys.await?.zip(values.await?) {
        sorted.push((from_js(&key?), from_js(&value?)));
    }
    Ok(sorted)
}

async fn look(tx: &Transaction<'_>, read: Read) -> Outcome<Seen> {
    match read {
        Read::Get(table, key) => {
            let store = tx.object_store(table.name())?;
            let value = get(&store, &key)?.await?;
            Ok(Seen::Value(value.as_ref().map(from_js)))
        }
        Read::All(table) => Ok(Seen::Rows(rows(&tx.object_store(table.name())?).await?)),
        Read::Keys(table) => {
            let store = tx.object_store(table.name())?;
            let mut keys = Vec::new();
            for key in store.get_all_keys::<JsValue>().primitive()?.await? {
                keys.push(from_js(&key?));
            }
            Ok(Seen::Keys(keys))
        }
    }
}

fn table_of(write: &Write) -> Table {
    match write {
        Write::Put(table, _, _) | Write::Delete(table, _) => *table,
    }
}

/// Send off all writes; their failures abort the transaction, which tells.
fn send(tx: &Transaction<'_>, batch: Vec<Write>) -> Outcome<()> {
    for write in batch {
        let store = tx.object_store(table_of(&write).name())?;
        match write {
            Write::Put(_, key, value) => {
                drop(
                    store
                        .put(to_js(&value))
                        .with_key(to_js(&key))
                        .without_key_type()
                        .primitive()?,
                );
            }
            Write::Delete(_, key) => drop(
                store
                    .delete::<JsValue, _>(KeyRange::Only(to_js(&key)))
                    .primitive()?,
            ),
        }
    }
    Ok(())
}

impl BrowserStore {
    async fn view_in_one(&self, reads: Vec<Read>) -> Outcome<Vec<Seen>> {
        let tables: BTreeSet<Table> = reads
            .iter()
            .map(|read| match read {
                Read::Get(table, _) | Read::All(table) | Read::Keys(table) => *table,
            })
            .collect();
        let names: Vec<&str> = tables.into_iter().map(Table::name).collect();
        let tx = self
            .db
            .transaction(names)
            .with_mode(TransactionMode::Readonly)
            .build()?;
        let mut seen = Vec::with_capacity(reads.len());
        for read in reads {
            seen.push(look(&tx, read).await?);
        }
        Ok(seen)
    }

    /// `false`: the expectation did not hold.
    async fn commit_in_one(&self, batch: Vec<Write>, expect: &Expectation) -> Outcome<bool> {
        let mut tables: BTreeSet<Table> = batch.iter().map(table_of).collect();
        tables.insert(expect.table);
        let names: Vec<&str> = tables.into_iter().map(Table::name).collect();
        let mut strict = TransactionOptions::new();
        strict.set_durability(TransactionDurability::Strict);
        let mut tx = self
            .db
            .transaction(names)
            .with_mode(TransactionMode::Readwrite)
            .with_options(strict)
            .build()?;
        let found = get(&tx.object_store(expect.table.name())?, &expect.key)?.await?;
        if found.as_ref().map(from_js) != expect.value {
            // Dropping the transaction aborts it.
            return Ok(false);
        }
        send(&tx, batch)?;
        let mut end = tx.on_done()?.await;
        if end == TransactionFinishKind::Err {
            // A request failed; the abort that follows carries the reason.
            end = tx.on_done()?.await;
        }
        tx.on_drop(OnTransactionDrop::Commit);
        if end.is_ok() {
            return Ok(true);
        }
        match tx.error() {
            Some(error) => Err(error),
            None => end.into_result().map(|()| true),
        }
    }
}

impl Store for BrowserStore {
    async fn view(&self, reads: Vec<Read>) -> Result<Vec<Seen>, StoreError> {
        if reads.is_empty() {
            return Ok(Vec::new());
        }
        let seen = self.view_in_one(reads).await;
        seen.map_err(|error| self.because(&error))
    }

    async fn commit(&self, batch: Vec<Write>, expect: Expectation) -> Result<(), StoreError> {
        match self.commit_in_one(batch, &expect).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(StoreError::Changed),
            Err(error) => Err(self.because(&error)),
        }
    }
}
