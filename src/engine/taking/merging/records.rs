//! Entries that were received: the same thing of the same source is one, with the
//! versions of both.

use inzage_dossier::record::Record;
use inzage_dossier::unite::{pairs, unite};
use inzage_dossier::without::without;
use inzage_vault::{Kind, MemoryStore, Store, Vault};

use super::super::super::open::{Open, delete, document_id, put_record};
use super::super::super::protocol::Failure;
use super::super::super::protocol::taking::Merged;
use super::{Coming, There};

impl<S: Store> Open<S> {
    pub(super) async fn merge_records(
        &self,
        there: &There,
        coming: &mut Coming,
    ) -> Result<(), Failure> {
        let mut theirs = Vec::new();
        for (number, bytes) in there.vault.read_all(Kind::Record).await?.0 {
            if let Ok(record) = Record::from_bytes(&bytes) {
                theirs.extend(hers(&record, there, &mut coming.merged));
            } else if self.lacks(Kind::Record, &number).await? {
                coming.put(Kind::Record, &number, bytes);
            }
        }
        let here = self.records.all().map(|loaded| &loaded.record);
        for (record, same) in theirs.iter().zip(pairs(here, &theirs)) {
            match same {
                Some(here) => self.join_record(here, record, &there.vault, coming).await?,
                None => self.add_record(record, &there.vault, coming).await?,
            }
        }
        let numbers = &mut coming.names.numbers;
        for (waited, entry) in &there.taken_up {
            if let Some(here) = numbers.get(entry).cloned() {
                numbers.insert(waited.clone(), here);
            }
        }
        Ok(())
    }

    async fn add_record(
        &self,
        record: &Record,
        backup: &Vault<MemoryStore>,
        coming: &mut Coming,
    ) -> Result<(), Failure> {
        let number = &record.head.number;
        if !self.lacks(Kind::Record, number).await? {
            // What lies here under its number cannot be read: it is never put over.
            coming.merged.unread += 1;
            return Ok(());
        }
        coming.merged.entries += 1;
        coming.changes.push(put_record(record));
        coming.names.numbers.insert(number.clone(), number.clone());
        for at in record.head.documents.keys() {
            copy_document(backup, (number, number), *at, coming).await?;
        }
        Ok(())
    }

    async fn join_record(
        &self,
        here: &Record,
        there: &Record,
        backup: &Vault<MemoryStore>,
        coming: &mut Coming,
    ) -> Result<(), Failure> {
        let (from, to) = (&there.head.number, &here.head.number);
        coming.names.numbers.insert(from.clone(), to.clone());
        let united = unite(here, there);
        for at in &united.documents {
            copy_document(backup, (from, to), *at, coming).await?;
        }
        let dropped = united.dropped.iter();
        let dropped = dropped.map(|at| delete(Kind::Document, &document_id(to, *at)));
        coming.changes.extend(dropped);
        if united.record != *here {
            coming.merged.renewed += usize::from(united.record.bytes != here.bytes);
            coming.changes.push(put_record(&united.record));
        }
        Ok(())
    }
}

/// The entry without what she said here is not hers; none when nothing is left, or when
/// it waits with a collection that cannot be read.
fn hers(record: &Record, there: &There, merged: &mut Merged) -> Option<Record> {
    let rest = without(record, &there.not_hers);
    merged.refused += usize::from(rest.as_ref() != Some(record));
    let waits =
        |of: &Record| of.head.staged && !there.collections.contains_key(&of.head.collection);
    if rest.as_ref().is_some_and(waits) {
        merged.unread += 1;
        return None;
    }
    rest
}

/// The bytes of a document, from a number there to one here.
async fn copy_document(
    backup: &Vault<MemoryStore>,
    (from, to): (&str, &str),
    at: u32,
    coming: &mut Coming,
) -> Result<(), Failure> {
    if let Some(bytes) = backup.document(&document_id(from, at)).await? {
        coming.put(Kind::Document, &document_id(to, at), bytes);
    }
    Ok(())
}
