//! What a vault remembers of its store: the last manifest and the keys that go
//! with it, and what this instance has seen of each record.

use crate::envelope::split_disk_key;
use crate::error::{Damage, Damaged, OpenError, ReadError};
use crate::header::Header;
use crate::kind::{Kind, Table};
use crate::manifest::{Contents, Keys, Manifest};
use crate::secret::sha256;
use crate::store::{Read, Seen, Value, Write};
use std::collections::{BTreeMap, BTreeSet};

/// The key of the header in [`Table::Meta`].
pub(crate) const HEADER: &[u8] = &[0];

/// The key of the manifest in [`Table::Meta`].
pub(crate) const MANIFEST: &[u8] = &[1];

/// A record's table and key, without its version.
pub(super) type RecordKey = (Table, [u8; 16]);

/// One moment of the store, as read in one transaction.
pub(super) struct State {
    /// The manifest as stored: what the next commit expects to find.
    pub(super) raw: Option<Value>,
    /// The header, when it is the one that the manifest speaks of.
    pub(super) header: Option<Header>,
    /// `None`: it cannot be read.
    pub(super) manifest: Option<Manifest>,
    /// The version of each record.
    pub(super) index: BTreeMap<RecordKey, u64>,
    /// Everything that does not agree with the manifest.
    pub(super) damage: Vec<Damaged>,
    /// The version this instance last read or wrote; `None`: it saw it absent.
    pub(super) seen: BTreeMap<RecordKey, Option<u64>>,
    /// The version of records that could not be read here.
    pub(super) broken: BTreeMap<RecordKey, u64>,
    /// Kinds that were read whole: what is not in `seen` was seen absent.
    pub(super) listed: BTreeSet<Kind>,
}

/// What to ask the store for [`State::load`].
pub(super) fn reads() -> Vec<Read> {
    let mut reads = vec![
        Read::Get(Table::Meta, MANIFEST.to_vec()),
        Read::Get(Table::Meta, HEADER.to_vec()),
    ];
    reads.extend(data_tables().map(Read::Keys));
    reads
}

fn data_tables() -> impl Iterator<Item = Table> {
    Table::ALL.into_iter().filter(|t| *t != Table::Meta)
}

impl State {
    /// From the answers to [`reads`]. What is damaged is noted, not refused; only
    /// a newer version is.
    pub(super) fn load(keys: &Keys, answers: Vec<Seen>) -> Result<Self, OpenError> {
        let mut answers = answers.into_iter();
        let raw = value(answers.next())?;
        let header = value(answers.next())?;
        let mut state = Self {
            manifest: None,
            header: None,
            raw,
            index: BTreeMap::new(),
            damage: Vec::new(),
            seen: BTreeMap::new(),
            broken: BTreeMap::new(),
            listed: BTreeSet::new(),
        };
        let mut found = BTreeMap::new();
        for (table, answer) in data_tables().zip(answers) {
            let Seen::Keys(disk_keys) = answer else {
                return Err(OpenError::Damaged);
            };
            found.insert(table, state.take_in(keys, table, &disk_keys));
        }
        match Manifest::open(keys, state.raw.as_deref().unwrap_or_default()) {
            Ok(manifest) => {
                state.compare(&manifest, header.as_deref(), &found);
                state.manifest = Some(manifest);
            }
            Err(ReadError::NewerVersion) => return Err(OpenError::NewerVersion),
            Err(_) => state.note(None, Damage::Manifest),
        }
        Ok(state)
    }

    fn note(&mut self, kind: Option<Kind>, damage: Damage) {
        self.damage.push(Damaged {
            kind,
            id: None,
            damage,
        });
    }

    /// Put the keys of a table in the index; of a record that is there twice, the
    /// older one is foreign.
    fn take_in(&mut self, keys: &Keys, table: Table, disk_keys: &[Vec<u8>]) -> Contents {
        let mut contents = Contents::default();
        for disk_key in disk_keys {
            let Some((key, version)) = split_disk_key(disk_key) else {
                self.note(table.kind(), Damage::Foreign);
                continue;
            };
            // Keys come in order, so the highest version comes last.
            if let Some(older) = self.index.insert((table, key), version) {
                contents.remove(&keys.term(table, &key, older));
                self.note(table.kind(), Damage::Foreign);
            }
            contents.add(&keys.term(table, &key, version));
        }
        contents
    }

    fn compare(
        &mut self,
        manifest: &Manifest,
        header: Option<&[u8]>,
        found: &BTreeMap<Table, Contents>,
    ) {
        if header.map(sha256) == Some(manifest.header) {
            self.header = Header::parse(header.unwrap_or_default()).ok();
        } else {
            self.note(None, Damage::Header);
        }
        for (table, found) in found {
            let expected = manifest.tables.get(table).cloned().unwrap_or_default();
            if *found != expected {
                let (expected, found) = (expected.count, found.count);
                self.note(table.kind(), Damage::Incomplete { expected, found });
            }
        }
    }

    /// Whether records of this kind were taken away or put back.
    pub(super) fn incomplete(&self, kind: Kind) -> bool {
        let missing = |d: &Damaged| matches!(d.damage, Damage::Incomplete { .. });
        let manifest = |d: &Damaged| d.damage == Damage::Manifest;
        self.damage
            .iter()
            .any(|d| (d.kind == Some(kind) && missing(d)) || manifest(d))
    }

    /// Whether this instance's picture of a record is out of date: another tab
    /// wrote it after it was read here.
    pub(super) fn conflicts(&self, kind: Kind, key: &[u8; 16]) -> bool {
        let record = (Table::Of(kind), *key);
        let now = self.index.get(&record).copied();
        if let Some(seen) = self.seen.get(&record) {
            return *seen != now;
        }
        let appeared = now.is_some() && self.broken.get(&record).copied() != now;
        self.listed.contains(&kind) && appeared
    }

    /// After a commit of this instance: its keys, without a new look.
    pub(super) fn apply(&mut self, manifest: Manifest, raw: Option<Value>, writes: &[Write]) {
        for write in writes {
            match write {
                Write::Put(table, key, _) => {
                    if let Some((key, version)) = split_disk_key(key) {
                        self.index.insert((*table, key), version);
                    }
                }
                Write::Delete(table, key) => {
                    if let Some((key, _)) = split_disk_key(key) {
                        self.index.remove(&(*table, key));
                    }
                }
            }
        }
        self.manifest = Some(manifest);
        self.raw = raw;
    }

    /// Whether the header is one that was written here.
    pub(super) fn has_own_header(&self) -> bool {
        self.damage.iter().all(|d| d.damage != Damage::Header)
    }

    /// Keep what was seen, over a fresh look at the store.
    pub(super) fn keep_seen(&mut self, before: &mut Self) {
        self.seen = std::mem::take(&mut before.seen);
        self.broken = std::mem::take(&mut before.broken);
        self.listed = std::mem::take(&mut before.listed);
    }
}

fn value(seen: Option<Seen>) -> Result<Option<Value>, OpenError> {
    match seen {
        Some(Seen::Value(value)) => Ok(value),
        _ => Err(OpenError::Damaged),
    }
}
