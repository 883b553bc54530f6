//! Entries that were received: the same thing of the same source is one, with the
//! versions of both.

use inzage_dossier::letters::{Letter, Plan, plan};
use inzage_dossier::record::Record;
use inzage_dossier::unite::{pairs, unite};
use inzage_dossier::without::without;
use inzage_vault::{Kind, MemoryStore, Store, Vault};

use super::super::super::open::{Open, delete, put_record};
use super::super::super::protocol::Failure;
use super::super::super::protocol::taking::Merged;
use super::{Coming, There};

impl<S: Store> Open<S> {
    pub(super) async fn merge_records(
        &self,
        there: &There,
        coming: &mut Coming,
    ) -> Result<(), Failure> {
        let (mut theirs, mut whole) = (Vec::new(), Vec::new());
        for (number, bytes) in there.vault.read_all(Kind::Record).await?.0 {
            if let Ok(record) = Record::from_bytes(&bytes) {
                if let Some(rest) = hers(&record, there, &mut coming.merged) {
                    whole.push(record);
                    theirs.push(rest);
                }
            } else if self.lacks(Kind::Record, &number).await? {
                coming.put(Kind::Record, &number, bytes);
            }
        }
        let here = self.records.all().map(|loaded| &loaded.record);
        let known = pairs(here, &theirs).into_iter();
        for ((record, whole), here) in theirs.iter().zip(&whole).zip(known) {
            let plan = match here {
                Some(here) => self.join_record(here, record, whole, coming).await?,
                None => self.add_record(record, whole, coming).await?,
            };
            copy_letters(&there.vault, &plan.there, coming).await?;
        }
        let numbers = &mut coming.names.numbers;
        for (waited, entry) in &there.taken_up {
            if let Some(here) = numbers.get(entry).cloned() {
                numbers.insert(waited.clone(), here);
            }
        }
        Ok(())
    }

    /// `whole`: the entry as the backup keeps it, where its letters lie. What has to be
    /// copied of these.
    async fn add_record(
        &self,
        record: &Record,
        whole: &Record,
        coming: &mut Coming,
    ) -> Result<Plan, Failure> {
        let number = &record.head.number;
        if !self.lacks(Kind::Record, number).await? {
            // What lies here under its number cannot be read: it is never put over.
            coming.merged.unread += 1;
            return Ok(Plan::default());
        }
        coming.merged.entries += 1;
        coming.changes.push(put_record(record));
        coming.names.numbers.insert(number.clone(), number.clone());
        Ok(plan(record, None, whole))
    }

    /// As [`Open::add_record`], with the same entry `here`.
    async fn join_record(
        &self,
        here: &Record,
        there: &Record,
        whole: &Record,
        coming: &mut Coming,
    ) -> Result<Plan, Failure> {
        let (from, to) = (&there.head.number, &here.head.number);
        coming.names.numbers.insert(from.clone(), to.clone());
        let united = unite(here, there);
        let plan = plan(&united, Some(here), whole);
        let (moving, unread) = self.move_letters(&plan.here).await?;
        coming.changes.extend(moving);
        let dropped = plan.dropped.iter();
        let dropped = dropped.filter(|letter| !unread.contains(letter));
        let dropped = dropped.map(|letter| delete(Kind::Document, &letter.id()));
        coming.changes.extend(dropped);
        if united != *here {
            coming.merged.renewed += usize::from(united.bytes != here.bytes);
            coming.changes.push(put_record(&united));
        }
        Ok(plan)
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

/// The bytes of letters, from a place there to one here.
async fn copy_letters(
    backup: &Vault<MemoryStore>,
    letters: &[(Letter, Letter)],
    coming: &mut Coming,
) -> Result<(), Failure> {
    for (from, to) in letters {
        if let Some(bytes) = backup.document(&from.id()).await? {
            coming.put(Kind::Document, &to.id(), bytes);
        }
    }
    Ok(())
}
