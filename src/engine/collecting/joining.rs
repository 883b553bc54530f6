//! What a collection brought joins the record, or goes.

use std::collections::BTreeMap;

use inzage_dossier::collection::{Collection, State};
use inzage_dossier::join::join;
use inzage_dossier::news;
use inzage_dossier::record::Record;
use inzage_vault::{Change, CryptoRng, Kind, Store};

use super::super::access;
use super::super::open::{Open, delete, document_id, put_record};
use super::super::protocol::Failure;

impl<S: Store> Open<S> {
    /// What a collection brought goes: she said that it is not hers. That stays known,
    /// so that an older backup does not bring it again ([`super::not_hers`]).
    pub(in super::super) async fn discard(
        &mut self,
        collection: &Collection,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Failure> {
        let staged: Vec<_> = self
            .staged(&collection.id)
            .map(|record| record.head.clone())
            .collect();
        let mut changes = vec![
            delete(Kind::Collection, &collection.id),
            access::forget(&collection.id),
        ];
        changes.extend(self.put_not_hers([collection.id.clone()]).await?);
        for head in &staged {
            changes.push(delete(Kind::Record, &head.number));
            changes.extend(
                head.documents
                    .keys()
                    .map(|a| delete(Kind::Document, &document_id(&head.number, *a))),
            );
        }
        self.commit(changes, rng).await?;
        self.collections.remove(&collection.id);
        for head in &staged {
            self.records.remove(&head.number);
        }
        Ok(())
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
        for (from, attachment, to) in &joined.moved {
            let old = document_id(from, *attachment);
            if let Some(bytes) = self.vault.document(&old).await? {
                changes.push(Change::Put {
                    kind: Kind::Document,
                    id: document_id(to, *attachment),
                    bytes,
                });
                changes.push(delete(Kind::Document, &old));
            }
        }
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
