//! The storage port: neutral tables of opaque keys and values, with one commit
//! that is whole or not there. A store knows nothing of what it keeps.

use crate::kind::Table;
use std::future::Future;

/// A key in a table. At most 64 bytes, ordered bytewise.
pub type Key = Vec<u8>;

/// A value in a table.
pub type Value = Vec<u8>;

/// One thing to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Read {
    /// One value.
    Get(Table, Key),
    /// All keys with their values, in the order of the keys.
    All(Table),
    /// All keys, in order.
    Keys(Table),
}

/// What was read.
#[derive(Clone, PartialEq, Eq)]
pub enum Seen {
    /// For [`Read::Get`].
    Value(Option<Value>),
    /// For [`Read::All`].
    Rows(Vec<(Key, Value)>),
    /// For [`Read::Keys`].
    Keys(Vec<Key>),
}

/// One thing to write.
#[derive(Clone, PartialEq, Eq)]
pub enum Write {
    /// Put a value, also over one that is there.
    Put(Table, Key, Value),
    /// Delete a value; nothing happens when it is not there.
    Delete(Table, Key),
}

/// What must be true at the moment of a commit: this key has this value.
/// Checked inside the transaction of the commit, so that two writers never
/// build on the same state.
#[derive(Clone, PartialEq, Eq)]
pub struct Expectation {
    /// The table of the key.
    pub table: Table,
    /// The key.
    pub key: Key,
    /// Its value; `None`: the key is not there.
    pub value: Option<Value>,
}

/// Why a store could not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The expectation of a commit did not hold; nothing was written.
    #[error("somebody else wrote in between")]
    Changed,
    /// There is no room; nothing was written.
    #[error("there is no room left on this device")]
    Full,
    /// The database was closed: deleted, or renewed in another tab.
    #[error("the storage was closed")]
    Closed,
    /// Another window keeps the database from being deleted; that happens as soon as
    /// it lets go.
    #[error("another window holds the storage")]
    Held,
    /// This browser gives no storage (private mode, blocked by a setting).
    #[error("this browser gives no storage")]
    NoStorage,
    /// Anything else; the text names the kind of failure, never data.
    #[error("the storage failed: {0}")]
    Failed(String),
}

/// A database of tables. All methods may be called from several tabs at once.
#[expect(
    async_fn_in_trait,
    reason = "a store lives on one thread: a worker, a window or a test"
)]
pub trait Store {
    /// Read several things in one transaction: what is seen belongs together.
    /// The answers come in the order of the questions.
    ///
    /// # Errors
    /// [`StoreError::Closed`], [`StoreError::Failed`].
    async fn view(&self, reads: Vec<Read>) -> Result<Vec<Seen>, StoreError>;

    /// Write everything in `batch`, in order, in one transaction with strict
    /// durability; or, when an error comes back, nothing at all.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when `expect` does not hold; [`StoreError::Full`],
    /// [`StoreError::Closed`], [`StoreError::Failed`].
    async fn commit(&self, batch: Vec<Write>, expect: Expectation) -> Result<(), StoreError>;

    /// One value.
    ///
    /// # Errors
    /// As [`Store::view`].
    async fn get(&self, table: Table, key: &[u8]) -> Result<Option<Value>, StoreError> {
        match self.view(vec![Read::Get(table, key.to_vec())]).await?.pop() {
            Some(Seen::Value(value)) => Ok(value),
            _ => Err(StoreError::Failed("answer of another shape".into())),
        }
    }

    /// All keys with their values, in the order of the keys.
    ///
    /// # Errors
    /// As [`Store::view`].
    async fn all(&self, table: Table) -> Result<Vec<(Key, Value)>, StoreError> {
        match self.view(vec![Read::All(table)]).await?.pop() {
            Some(Seen::Rows(rows)) => Ok(rows),
            _ => Err(StoreError::Failed("answer of another shape".into())),
        }
    }

    /// All keys, in order.
    ///
    /// # Errors
    /// As [`Store::view`].
    async fn keys(&self, table: Table) -> Result<Vec<Key>, StoreError> {
        match self.view(vec![Read::Keys(table)]).await?.pop() {
            Some(Seen::Keys(keys)) => Ok(keys),
            _ => Err(StoreError::Failed("answer of another shape".into())),
        }
    }
}

/// A reference to a store is a store: several vaults may share one.
impl<S: Store> Store for &S {
    fn view(&self, reads: Vec<Read>) -> impl Future<Output = Result<Vec<Seen>, StoreError>> {
        (**self).view(reads)
    }

    fn commit(
        &self,
        batch: Vec<Write>,
        expect: Expectation,
    ) -> impl Future<Output = Result<(), StoreError>> {
        (**self).commit(batch, expect)
    }
}
