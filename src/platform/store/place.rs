//! Where a vault lies: on this device, or in memory only.

use super::BrowserStore;
use inzage_vault::{Expectation, MemoryStore, Read, Seen, Store, StoreError, Write};

/// A store that is kept, or one that ends with the worker.
pub enum Place {
    /// In the database of this browser.
    Kept(BrowserStore),
    /// In memory: what is only looked at.
    Memory(MemoryStore),
}

impl Store for Place {
    async fn view(&self, reads: Vec<Read>) -> Result<Vec<Seen>, StoreError> {
        match self {
            Self::Kept(store) => store.view(reads).await,
            Self::Memory(store) => store.view(reads).await,
        }
    }

    async fn commit(&self, batch: Vec<Write>, expect: Expectation) -> Result<(), StoreError> {
        match self {
            Self::Kept(store) => store.commit(batch, expect).await,
            Self::Memory(store) => store.commit(batch, expect).await,
        }
    }
}
