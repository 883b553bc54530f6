//! The vaults of this browser: a small database that is readable without a key.

use super::errors::told_of_opening;
use super::{BrowserStore, Place, get, rows, to_js};
use futures_util::future::{Either, select};
use inzage_vault::{Device, MemoryStore, NotAlone, StoreError, Table, VaultEntry};
use js_sys::{Function, Promise, Reflect};
use matrix_indexed_db_futures::KeyRange;
use matrix_indexed_db_futures::database::Database;
use matrix_indexed_db_futures::prelude::*;
use matrix_indexed_db_futures::transaction::{
    TransactionDurability, TransactionMode, TransactionOptions,
};
use send_wrapper::SendWrapper;
use std::pin::pin;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::platform::lock::{self, Lock};

/// This browser, as a device with vaults.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserDevice;

/// The database of the directory. Names of vaults are in it, nothing else.
const DIRECTORY: &str = "inzage";

const ENTRIES: Table = Table::Meta;

/// Milliseconds that deleting waits for windows that do not let go: those of this app
/// do at once.
const PATIENCE: i32 = 5_000;

/// Waits so many milliseconds, in a window as in a worker.
async fn pause(milliseconds: i32) {
    let global = js_sys::global();
    let promise = Promise::new(&mut |resolve, _| {
        let timer = Reflect::get(&global, &"setTimeout".into());
        if let Some(timer) = timer.ok().as_ref().and_then(JsValue::dyn_ref::<Function>) {
            // Without a timer it waits for ever, as it would without a limit.
            let _ = timer.call2(&global, &resolve, &milliseconds.into());
        }
    });
    // A timer does not fail.
    let _ = JsFuture::from(promise).await;
}

/// A change of the directory: an entry, or `None` to forget it.
async fn change(id: &str, entry: Option<&VaultEntry>) -> Result<(), StoreError> {
    let store = BrowserStore::open_with(DIRECTORY, vec![ENTRIES.name()]).await?;
    let value = entry
        .map(serde_json::to_vec)
        .transpose()
        .map_err(|_| StoreError::Failed("an entry that cannot be written".into()))?;
    let changed = async {
        let mut strict = TransactionOptions::new();
        strict.set_durability(TransactionDurability::Strict);
        let tx = store
            .db
            .transaction(ENTRIES.name())
            .with_mode(TransactionMode::Readwrite)
            .with_options(strict)
            .build()?;
        let entries = tx.object_store(ENTRIES.name())?;
        // A first request keeps the transaction alive until the writes are sent.
        get(&entries, id.as_bytes())?.await?;
        let key = to_js(id.as_bytes());
        match value {
            Some(value) => drop(
                entries
                    .put(to_js(&value))
                    .with_key(key)
                    .without_key_type()
                    .primitive()?,
            ),
            None => drop(
                entries
                    .delete::<JsValue, _>(KeyRange::Only(key))
                    .primitive()?,
            ),
        }
        drop(entries);
        tx.commit().await
    };
    changed.await.map_err(|error| store.because(&error))
}

impl Device for BrowserDevice {
    type Store = Place;
    type Alone = SendWrapper<Lock>;

    async fn alone(&self) -> Result<SendWrapper<Lock>, NotAlone> {
        lock::take_surely("inzage-keys").await
    }

    async fn vaults(&self) -> Result<Vec<VaultEntry>, StoreError> {
        let store = BrowserStore::open_with(DIRECTORY, vec![ENTRIES.name()]).await?;
        let listed = async {
            let tx = store
                .db
                .transaction(ENTRIES.name())
                .with_mode(TransactionMode::Readonly)
                .build()?;
            rows(&tx.object_store(ENTRIES.name())?).await
        };
        let listed = listed.await.map_err(|error| store.because(&error))?;
        let entries = listed
            .iter()
            .map(|(_, value)| serde_json::from_slice(value));
        // An entry that cannot be read is left alone; the others are there.
        Ok(entries.filter_map(Result::ok).collect())
    }

    async fn remember(&self, entry: &VaultEntry) -> Result<(), StoreError> {
        change(&entry.id, Some(entry)).await
    }

    async fn forget(&self, id: &str) -> Result<(), StoreError> {
        change(id, None).await
    }

    async fn open(&self, database: &str) -> Result<Place, StoreError> {
        BrowserStore::open(database).await.map(Place::Kept)
    }

    fn fleeting(&self) -> Place {
        Place::Memory(MemoryStore::new())
    }

    async fn delete(&self, database: &str) -> Result<(), StoreError> {
        let deleted = Database::delete_by_name(database).map_err(told_of_opening)?;
        let deleted = pin!(deleted.into_future());
        match select(deleted, pin!(pause(PATIENCE))).await {
            Either::Left((done, _)) => done.map_err(|error| super::told(&error)),
            // The browser deletes it all the same once everybody let go.
            Either::Right(_) => Err(StoreError::Held),
        }
    }
}
