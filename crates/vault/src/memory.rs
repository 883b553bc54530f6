//! A store and a device in memory: for tests, for the command line, and for
//! reading a backup.

use crate::device::{Device, NotAlone, VaultEntry};
use crate::kind::Table;
use crate::store::{Expectation, Key, Read, Seen, Store, StoreError, Value, Write};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

type Rows = BTreeMap<(Table, Key), Value>;

/// A database in memory. Clones share the same database, as two tabs do.
#[derive(Clone, Default)]
pub struct MemoryStore {
    rows: Rc<RefCell<Rows>>,
    closed: Rc<Cell<bool>>,
}

impl MemoryStore {
    /// An empty database.
    pub fn new() -> Self {
        Self::default()
    }

    /// Everything in it, in order: what somebody with the device can see.
    pub fn dump(&self) -> Vec<(Table, Key, Value)> {
        let rows = self.rows.borrow();
        rows.iter()
            .map(|((table, key), value)| (*table, key.clone(), value.clone()))
            .collect()
    }

    /// A database with exactly these rows.
    pub fn holding(rows: Vec<(Table, Key, Value)>) -> Self {
        let rows = rows
            .into_iter()
            .map(|(table, key, value)| ((table, key), value))
            .collect();
        Self {
            rows: Rc::new(RefCell::new(rows)),
            closed: Rc::default(),
        }
    }

    fn check_open(&self) -> Result<(), StoreError> {
        if self.closed.get() {
            Err(StoreError::Closed)
        } else {
            Ok(())
        }
    }
}

fn look(rows: &Rows, read: Read) -> Seen {
    let of = |table| {
        rows.range((table, Key::new())..)
            .take_while(move |((t, _), _)| *t == table)
    };
    match read {
        Read::Get(table, key) => Seen::Value(rows.get(&(table, key)).cloned()),
        Read::All(table) => Seen::Rows(
            of(table)
                .map(|((_, key), value)| (key.clone(), value.clone()))
                .collect(),
        ),
        Read::Keys(table) => Seen::Keys(of(table).map(|((_, key), _)| key.clone()).collect()),
    }
}

impl Store for MemoryStore {
    async fn view(&self, reads: Vec<Read>) -> Result<Vec<Seen>, StoreError> {
        self.check_open()?;
        let rows = self.rows.borrow();
        Ok(reads.into_iter().map(|read| look(&rows, read)).collect())
    }

    async fn commit(&self, batch: Vec<Write>, expect: Expectation) -> Result<(), StoreError> {
        self.check_open()?;
        let mut rows = self.rows.borrow_mut();
        if rows.get(&(expect.table, expect.key)) != expect.value.as_ref() {
            return Err(StoreError::Changed);
        }
        for write in batch {
            match write {
                Write::Put(table, key, value) => rows.insert((table, key), value),
                Write::Delete(table, key) => rows.remove(&(table, key)),
            };
        }
        Ok(())
    }
}

/// Who holds it is the only one on a [`MemoryDevice`].
pub struct MemoryLock(Rc<Cell<bool>>);

impl Drop for MemoryLock {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

/// A device in memory. Clones share the same device, as two tabs do.
#[derive(Clone, Default)]
pub struct MemoryDevice {
    entries: Rc<RefCell<BTreeMap<String, VaultEntry>>>,
    databases: Rc<RefCell<BTreeMap<String, MemoryStore>>>,
    /// Whether somebody is alone.
    turn: Rc<Cell<bool>>,
    /// Whether it cannot tell who is alone.
    no_turns: bool,
}

impl MemoryDevice {
    /// A device without vaults.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same device as a browser without locks sees it: it cannot tell tabs apart.
    #[must_use]
    pub fn without_locks(self) -> Self {
        Self {
            no_turns: true,
            ..self
        }
    }

    /// The names of the databases on it.
    pub fn databases(&self) -> Vec<String> {
        self.databases.borrow().keys().cloned().collect()
    }
}

impl Device for MemoryDevice {
    type Store = MemoryStore;
    type Alone = MemoryLock;

    async fn alone(&self) -> Result<MemoryLock, NotAlone> {
        if self.no_turns {
            return Err(NotAlone::Unknown);
        }
        let taken = self.turn.replace(true);
        (!taken)
            .then(|| MemoryLock(Rc::clone(&self.turn)))
            .ok_or(NotAlone::Another)
    }

    async fn vaults(&self) -> Result<Vec<VaultEntry>, StoreError> {
        Ok(self.entries.borrow().values().cloned().collect())
    }

    async fn remember(&self, entry: &VaultEntry) -> Result<(), StoreError> {
        let mut entries = self.entries.borrow_mut();
        entries.insert(entry.id.clone(), entry.clone());
        Ok(())
    }

    async fn forget(&self, id: &str) -> Result<(), StoreError> {
        self.entries.borrow_mut().remove(id);
        Ok(())
    }

    async fn open(&self, database: &str) -> Result<MemoryStore, StoreError> {
        let mut databases = self.databases.borrow_mut();
        Ok(databases.entry(database.to_owned()).or_default().clone())
    }

    fn fleeting(&self) -> MemoryStore {
        MemoryStore::new()
    }

    async fn delete(&self, database: &str) -> Result<(), StoreError> {
        if let Some(store) = self.databases.borrow_mut().remove(database) {
            store.closed.set(true);
            store.rows.borrow_mut().clear();
        }
        Ok(())
    }
}
