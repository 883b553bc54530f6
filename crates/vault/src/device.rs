//! The vaults of one device: a small directory that is readable without a key,
//! and the databases it names.

use crate::store::{Store, StoreError};
use serde::{Deserialize, Serialize};

/// One vault of this device. Everything in it can be read by whoever has the
/// device; the person is told so when she chooses the name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VaultEntry {
    /// Random, 32 hexadecimal digits; stays the same for the life of the vault.
    pub id: String,
    /// The name that the person chose.
    pub name: String,
    /// Whether the recovery key was confirmed. A vault that is not ready holds
    /// nothing and cannot be opened.
    pub ready: bool,
    /// The database that holds the vault now: random, 32 hexadecimal digits.
    pub database: String,
    /// A database that is being filled to replace it (renewed keys).
    #[serde(default)]
    pub next: Option<String>,
    /// Databases that were replaced and must be deleted.
    #[serde(default)]
    pub retired: Vec<String>,
}

/// Why a tab does not know that it is the only one to renew keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAlone {
    /// Another tab renews keys now.
    #[error("another tab renews keys now")]
    Another,
    /// The device cannot tell.
    #[error("whether another tab renews keys cannot be told here")]
    Unknown,
}

/// A device with databases and the directory of its vaults.
#[expect(
    async_fn_in_trait,
    reason = "a device is used on one thread: a worker, a window or a test"
)]
pub trait Device {
    /// The store of this device.
    type Store: Store;
    /// Holds renewing keys to one tab at a time; dropping it lets go.
    type Alone;

    /// From now on no other tab renews keys.
    ///
    /// # Errors
    /// See [`NotAlone`].
    async fn alone(&self) -> Result<Self::Alone, NotAlone>;

    /// The vaults, in the order of their ids.
    ///
    /// # Errors
    /// [`StoreError::NoStorage`] when the browser gives none; others as they come.
    async fn vaults(&self) -> Result<Vec<VaultEntry>, StoreError>;

    /// Add or replace the entry with the same id.
    ///
    /// # Errors
    /// As [`Device::vaults`]; [`StoreError::Full`].
    async fn remember(&self, entry: &VaultEntry) -> Result<(), StoreError>;

    /// Remove an entry; nothing happens when it is not there.
    ///
    /// # Errors
    /// As [`Device::vaults`].
    async fn forget(&self, id: &str) -> Result<(), StoreError>;

    /// Open a database; an empty one is made when it is not there.
    ///
    /// # Errors
    /// As [`Device::vaults`]; [`StoreError::Full`].
    async fn open(&self, database: &str) -> Result<Self::Store, StoreError>;

    /// A store in memory only, for what is looked at and not kept.
    fn fleeting(&self) -> Self::Store;

    /// Delete a database with everything in it. Stores that have it open are
    /// closed. Nothing happens when it is not there.
    ///
    /// # Errors
    /// As [`Device::vaults`]; [`StoreError::Held`].
    async fn delete(&self, database: &str) -> Result<(), StoreError>;
}
