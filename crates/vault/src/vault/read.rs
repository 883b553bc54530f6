//! Reading: one record, or all of a kind. Each read is one moment of the store.

use super::Vault;
use crate::envelope::{Opened, disk_key, open, split_disk_key};
use crate::error::{Damage, Damaged, ReadError};
use crate::kind::{Kind, Table};
use crate::store::{Read, Seen, Store};
use zeroize::Zeroizing;

/// How much of a document is in one chunk.
pub(super) const CHUNK: usize = 1024 * 1024;

/// The id under which a chunk of a document is kept. Ids of different documents
/// never meet: the number ends at the first slash.
pub(super) fn chunk_id(document: &str, number: usize) -> String {
    format!("{number}/{document}")
}

/// What the head of a document says: length in bytes and number of chunks.
pub(super) fn document_head(length: usize) -> [u8; 8] {
    u64::try_from(length).unwrap_or(u64::MAX).to_be_bytes()
}

fn parse_head(body: &[u8]) -> Option<usize> {
    usize::try_from(u64::from_be_bytes(body.try_into().ok()?)).ok()
}

/// The version and body of a record.
type Found = (u64, Zeroizing<Vec<u8>>);

/// How a damaged record is told.
fn damage(error: ReadError) -> Damage {
    match error {
        ReadError::NewerVersion => Damage::NewerVersion,
        _ => Damage::Unreadable,
    }
}

impl<S: Store> Vault<S> {
    /// One record; `None` when there is none. Documents come whole.
    ///
    /// # Errors
    /// See [`ReadError`].
    pub async fn read(&self, kind: Kind, id: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let found = self.look_up(kind, id).await?;
        let table = Table::Of(kind);
        let record = (table, self.keys.record_key(table, id));
        let mut state = self.state.borrow_mut();
        let version = found.as_ref().map(|(version, _)| *version);
        state.seen.insert(record, version);
        Ok(found.map(|(_, mut body)| std::mem::take(&mut *body)))
    }

    /// One record with its version, without noting that it was seen.
    pub(super) async fn look_up(&self, kind: Kind, id: &str) -> Result<Option<Found>, ReadError> {
        let table = Table::Of(kind);
        let key = self.keys.record_key(table, id);
        loop {
            let version = self.state.borrow().index.get(&(table, key)).copied();
            let asked = version.map_or(Vec::new(), |v| vec![Read::Get(table, disk_key(&key, v))]);
            let Some(answers) = self.ask(asked).await? else {
                continue;
            };
            let Some(version) = version else {
                if self.state.borrow().incomplete(kind) {
                    return Err(ReadError::Damaged);
                }
                return Ok(None);
            };
            match self.unpack(kind, id, version, answers).await {
                Ok(Some(body)) => return Ok(Some((version, body))),
                Ok(None) => {}
                Err(error) => {
                    let mut state = self.state.borrow_mut();
                    if matches!(error, ReadError::Damaged | ReadError::NewerVersion) {
                        state.broken.insert((table, key), version);
                    }
                    return Err(error);
                }
            }
        }
    }

    /// The body of a record; of a document, its chunks. `None` when another tab
    /// committed in between.
    async fn unpack(
        &self,
        kind: Kind,
        id: &str,
        version: u64,
        answers: Vec<Seen>,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, ReadError> {
        let Some(Seen::Value(Some(value))) = answers.into_iter().next() else {
            return Err(ReadError::Damaged);
        };
        let key = self.keys.record_key(Table::Of(kind), id);
        let opened = self.open_record(Table::Of(kind), key, version, &value)?;
        if opened.id != id {
            return Err(ReadError::Damaged);
        }
        if kind != Kind::Document {
            return Ok(Some(opened.body));
        }
        let length = parse_head(&opened.body).ok_or(ReadError::Damaged)?;
        self.read_chunks(id, version, length).await
    }

    fn open_record(
        &self,
        table: Table,
        key: [u8; 16],
        version: u64,
        value: &[u8],
    ) -> Result<Opened, ReadError> {
        let place = self.keys.place(table, key, version);
        open(&self.keys.records, place, value)
    }

    /// The bytes of a document; `None` when another tab committed in between.
    async fn read_chunks(
        &self,
        id: &str,
        version: u64,
        length: usize,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, ReadError> {
        let mut whole = Zeroizing::new(Vec::new());
        let mut number = 0;
        while whole.len() < length {
            let key = self.keys.record_key(Table::Chunks, &chunk_id(id, number));
            let asked = vec![Read::Get(Table::Chunks, disk_key(&key, version))];
            let Some(answers) = self.ask(asked).await? else {
                return Ok(None);
            };
            let Some(Seen::Value(Some(value))) = answers.into_iter().next() else {
                return Err(ReadError::Damaged);
            };
            let chunk = self.open_record(Table::Chunks, key, version, &value)?;
            if chunk.body.is_empty() {
                return Err(ReadError::Damaged);
            }
            whole.extend_from_slice(&chunk.body);
            number += 1;
        }
        if whole.len() == length {
            Ok(Some(whole))
        } else {
            Err(ReadError::Damaged)
        }
    }

    /// All records of a kind with their ids, in the order of the ids, and beside
    /// them what could not be read. Of documents, the bytes come along: use
    /// [`Vault::ids`] to see which there are.
    ///
    /// # Errors
    /// Only when the store fails or was closed; damage is not an error here.
    pub async fn read_all(
        &self,
        kind: Kind,
    ) -> Result<(Vec<(String, Vec<u8>)>, Vec<Damaged>), ReadError> {
        let (mut records, mut damaged) = self.read_heads(kind).await?;
        if kind == Kind::Document {
            let mut documents = Vec::new();
            for (id, _) in records {
                match self.read(kind, &id).await {
                    Ok(Some(bytes)) => documents.push((id, bytes)),
                    // Another tab deleted it in between.
                    Ok(None) => {}
                    Err(error @ (ReadError::Damaged | ReadError::NewerVersion)) => {
                        damaged.push(Damaged {
                            kind: Some(kind),
                            id: Some(id),
                            damage: damage(error),
                        });
                    }
                    Err(error) => return Err(error),
                }
            }
            records = documents;
        }
        Ok((records, damaged))
    }

    /// The ids of all readable records of a kind, in order.
    ///
    /// # Errors
    /// As [`Vault::read_all`].
    pub async fn ids(&self, kind: Kind) -> Result<Vec<String>, ReadError> {
        Ok(self.ids_and_damage(kind).await?.0)
    }

    /// The same, and how many of the kind cannot be read.
    pub(super) async fn ids_and_damage(
        &self,
        kind: Kind,
    ) -> Result<(Vec<String>, usize), ReadError> {
        let (records, damaged) = self.read_heads(kind).await?;
        let unread = |of: &&Damaged| matches!(of.damage, Damage::Unreadable | Damage::NewerVersion);
        let unread = damaged.iter().filter(unread).count();
        Ok((records.into_iter().map(|(id, _)| id).collect(), unread))
    }

    async fn read_heads(
        &self,
        kind: Kind,
    ) -> Result<(Vec<(String, Vec<u8>)>, Vec<Damaged>), ReadError> {
        let table = Table::Of(kind);
        let rows = loop {
            match self.ask(vec![Read::All(table)]).await?.map(|mut a| a.pop()) {
                Some(Some(Seen::Rows(rows))) => break rows,
                Some(_) => return Err(ReadError::Storage),
                None => {}
            }
        };
        let mut state = self.state.borrow_mut();
        let of_kind = |d: &&Damaged| d.kind == Some(kind) || d.kind.is_none();
        let mut damaged: Vec<Damaged> = state.damage.iter().filter(of_kind).cloned().collect();
        let mut records = Vec::new();
        // What was seen before and is gone is seen absent from now on.
        state.seen.retain(|(of, _), _| *of != table);
        for (disk_key, value) in rows {
            let Some((key, version)) = split_disk_key(&disk_key) else {
                continue;
            };
            if state.index.get(&(table, key)) != Some(&version) {
                continue;
            }
            let opened = self.open_record(table, key, version, &value);
            let opened = opened.and_then(|opened| {
                let its_own = self.keys.record_key(table, &opened.id) == key;
                its_own.then_some(opened).ok_or(ReadError::Damaged)
            });
            match opened {
                Ok(mut opened) => {
                    state.seen.insert((table, key), Some(version));
                    records.push((opened.id, std::mem::take(&mut *opened.body)));
                }
                Err(error) => {
                    state.broken.insert((table, key), version);
                    damaged.push(unreadable(kind, error));
                }
            }
        }
        if !state.incomplete(kind) {
            state.listed.insert(kind);
        }
        records.sort();
        Ok((records, damaged))
    }

    /// The bytes of a document; `None` when there is none.
    ///
    /// # Errors
    /// As [`Vault::read`].
    pub async fn document(&self, id: &str) -> Result<Option<Vec<u8>>, ReadError> {
        self.read(Kind::Document, id).await
    }
}

fn unreadable(kind: Kind, error: ReadError) -> Damaged {
    Damaged {
        kind: Some(kind),
        id: None,
        damage: damage(error),
    }
}
