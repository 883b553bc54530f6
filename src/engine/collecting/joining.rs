//! What a collection brought joins the record, or goes.

use std::collections::{BTreeMap, BTreeSet};

use inzage_dossier::collection::{Collection, State};
use inzage_dossier::join::join;
use inzage_dossier::letters::Letter;
use inzage_dossier::news;
use inzage_dossier::record::Record;
use inzage_vault::{Change, CryptoRng, Kind, ReadError, Store};

use super::super::access;
use super::super::open::{Open, delete, delete_letters, put_record};
use super::super::protocol::Failure;

impl<S: Store> Open<S> {
    /// What a collection brought goes: she said that it is not hers. That stays known,
    /// so that an older backup does not bring it again ([`super::not_hers`]).
    pub(in super::super) async fn discard(
        &mut self,
        collection: &Collection,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Failure> {
        let staged: Vec<_> = self.staged(&collection.id).cloned().collect();
        let mut changes = vec![
            delete(Kind::Collection, &collection.id),
            access::forget(&collection.id),
        ];
        changes.extend(self.put_not_hers([collection.id.clone()]).await?);
        for record in &staged {
            changes.push(delete(Kind::Record, &record.head.number));
            changes.extend(delete_letters(record));
        }
        self.commit(changes, rng).await?;
        self.collections.remove(&collection.id);
        for record in &staged {
            self.records.remove(&record.head.number);
        }
        Ok(())
    }

    /// The changes that put letters elsewhere within this vault, all read as they are now,
    /// and those that cannot be read any more: they cost nothing else.
    pub(in super::super) async fn move_letters<'a>(
        &self,
        moved: &'a [(Letter, Letter)],
    ) -> Result<(Vec<Change>, BTreeSet<&'a Letter>), Failure> {
        let (mut changes, mut unread) = (Vec::new(), BTreeSet::new());
        for (from, to) in moved {
            match self.vault.document(&from.id()).await {
                Ok(Some(bytes)) => changes.push(Change::Put {
                    kind: Kind::Document,
                    id: to.id(),
                    bytes,
                }),
                Ok(None) => {}
                Err(ReadError::Damaged) => {
                    unread.insert(from);
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok((changes, unread))
    }

    pub(in super::super) fn staged(&self, collection: &str) -> impl Iterator<Item = &Record> {
        let records = self.records.all().map(|loaded| &loaded.record);
        records.filter(move |record| record.head.staged && record.head.collection == collection)
    }

    /// Joins what a collection brought with the record, in one commit. Answers which
    /// entry took up which: number that waited to number of the record.
    pub(in super::super) async fn join_collection(
        &mut self,
        collection: Collection,
        checked: bool,
        mut changes: Vec<Change>,
        rng: &mut dyn CryptoRng,
    ) -> Result<BTreeMap<String, String>, Failure> {
        let staged = self.staged(&collection.id).cloned().collect();
        let before = || self.joined().map(|loaded| &loaded.record);
        let mut joined = join(before(), staged);
        let earlier: Vec<_> = self.collections.values().collect();
        news::mark(&mut joined, before(), &collection, &earlier);
        let (moving, unread) = self.move_letters(&joined.moved).await?;
        changes.extend(moving);
        let belong: BTreeSet<_> = joined.moved.iter().map(|(_, to)| to).collect();
        let left = joined.moved.iter().map(|(from, _)| from);
        let left = left.filter(|from| !belong.contains(from) && !unread.contains(from));
        changes.extend(left.map(|from| delete(Kind::Document, &from.id())));
        changes.extend(
            joined
                .taken_up
                .keys()
                .map(|number| delete(Kind::Record, number)),
        );
        changes.extend(joined.put.iter().map(put_record));
        let collection = Collection {
            state: State::Joined { checked },
            ..collection
        };
        self.save_collection(collection, changes, rng).await?;
        for number in joined.taken_up.keys() {
            self.records.remove(number);
        }
        for record in joined.put {
            self.records.put(record);
        }
        Ok(joined.taken_up)
    }
}
