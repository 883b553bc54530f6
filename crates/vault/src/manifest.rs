//! The manifest: which records there are, written in the same commit as the
//! records, encrypted and authenticated. What is deleted, put back, doubled or
//! swapped outside the app is noticed against it.

use crate::envelope::{Place, disk_key, open, seal};
use crate::error::ReadError;
use crate::header::Bytes;
use crate::kind::Table;
use crate::secret::Secret;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a data key may be used for at most: SP 800-38D allows 2³² random nonces;
/// we stop well before.
pub(crate) const MAX_SEALS: u64 = 1 << 30;

/// The records of one table: how many, and the exclusive or of the keyed hashes
/// of their keys and versions. Who does not have the key cannot compute one term.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Contents {
    pub(crate) count: u64,
    pub(crate) set: [u8; 32],
}

impl Contents {
    fn toggle(&mut self, term: &[u8; 32]) {
        for (a, b) in self.set.iter_mut().zip(term) {
            *a ^= b;
        }
    }

    pub(crate) fn add(&mut self, term: &[u8; 32]) {
        self.toggle(term);
        self.count = self.count.saturating_add(1);
    }

    pub(crate) fn remove(&mut self, term: &[u8; 32]) {
        self.toggle(term);
        self.count = self.count.saturating_sub(1);
    }
}

/// The manifest of a vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Manifest {
    /// The number of the last commit; rises by one with each.
    pub(crate) counter: u64,
    /// The version of what the records say (migrations).
    pub(crate) schema: u16,
    /// How often the data key was used.
    pub(crate) seals: u64,
    /// SHA-256 of the header.
    pub(crate) header: [u8; 32],
    /// What is in each table; a table without records is not named.
    pub(crate) tables: BTreeMap<Table, Contents>,
}

#[derive(Serialize, Deserialize)]
struct WireContents {
    count: u64,
    set: Bytes,
}

#[derive(Serialize, Deserialize)]
struct Wire {
    counter: u64,
    schema: u16,
    seals: u64,
    header: Bytes,
    tables: BTreeMap<String, WireContents>,
}

/// The keys of records and manifest, each derived from the data key.
pub(crate) struct Keys {
    pub(crate) generation: u64,
    pub(crate) records: Secret,
    index: Secret,
    set: Secret,
}

impl Keys {
    pub(crate) fn of(data: &Secret, generation: u64) -> Self {
        let salt = generation.to_be_bytes();
        Self {
            generation,
            records: data.derive(&salt, "inzage/records"),
            index: data.derive(&salt, "inzage/index"),
            set: data.derive(&salt, "inzage/set"),
        }
    }

    /// The key of a record on the device: nobody can tell from it what it is.
    pub(crate) fn record_key(&self, table: Table, id: &str) -> [u8; 16] {
        let mac = self.index.mac(&[table.name().as_bytes(), id.as_bytes()]);
        mac.first_chunk().copied().unwrap_or_default()
    }

    /// The term of one record in the hash of its table.
    pub(crate) fn term(&self, table: Table, key: &[u8; 16], version: u64) -> [u8; 32] {
        self.set
            .mac(&[table.name().as_bytes(), &disk_key(key, version)])
    }

    pub(crate) fn place(&self, table: Table, key: [u8; 16], version: u64) -> Place {
        Place {
            generation: self.generation,
            table,
            key,
            version,
        }
    }
}

const MANIFEST_KEY: [u8; 16] = *b"inzage/manifest/";

impl Manifest {
    pub(crate) fn new(schema: u16, header: [u8; 32]) -> Self {
        Self {
            counter: 0,
            schema,
            seals: 0,
            header,
            tables: BTreeMap::new(),
        }
    }

    /// As stored: the counter in the clear, then an envelope bound to it.
    pub(crate) fn seal(&self, keys: &Keys, rng: &mut dyn CryptoRng) -> Option<Vec<u8>> {
        let tables = self.tables.iter().map(|(table, contents)| {
            let set = Bytes(contents.set.to_vec());
            let count = contents.count;
            (table.name().to_owned(), WireContents { count, set })
        });
        let wire = Wire {
            counter: self.counter,
            schema: self.schema,
            seals: self.seals,
            header: Bytes(self.header.to_vec()),
            tables: tables.collect(),
        };
        let json = serde_json::to_vec(&wire).ok()?;
        let place = keys.place(Table::Meta, MANIFEST_KEY, self.counter);
        let sealed = seal(&keys.records, place, "", &json, rng)?;
        Some([self.counter.to_be_bytes().as_slice(), &sealed].concat())
    }

    pub(crate) fn open(keys: &Keys, value: &[u8]) -> Result<Self, ReadError> {
        let (counter, sealed) = value.split_first_chunk::<8>().ok_or(ReadError::Damaged)?;
        let counter = u64::from_be_bytes(*counter);
        let place = keys.place(Table::Meta, MANIFEST_KEY, counter);
        let opened = open(&keys.records, place, sealed)?;
        let wire: Wire = serde_json::from_slice(&opened.body).map_err(|_| ReadError::Damaged)?;
        let mut tables = BTreeMap::new();
        for (name, contents) in wire.tables {
            // A table that this version does not know belongs to a newer one.
            let table = Table::named(&name).ok_or(ReadError::NewerVersion)?;
            let set = contents.set.0.try_into().map_err(|_| ReadError::Damaged)?;
            let count = contents.count;
            tables.insert(table, Contents { count, set });
        }
        Ok(Self {
            counter: wire.counter,
            schema: wire.schema,
            seals: wire.seals,
            header: wire.header.0.try_into().map_err(|_| ReadError::Damaged)?,
            tables,
        })
    }
}
