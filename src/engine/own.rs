//! What the person made herself, in the open vault: reading it, and adding to its
//! history. Each entry is one record of the vault, so what is answered as done is
//! on the disk, and a draft goes in the same commit as what it became.

use std::collections::BTreeMap;

use inzage_own::{Author, Entry, Kept, Payload};
use inzage_vault::{Change, CryptoRng, Kind, Store};

use super::derived::Changed;
use super::open::{Open, delete};
use super::protocol::Failure;

/// Setting: the name of who helps on this device; none: the person herself.
const HELPER: &str = "helper";

/// Entries by kind and id: who wants those of one kind passes none of the others,
/// which may be twenty years of readings.
#[derive(Default)]
pub(super) struct Own {
    kinds: BTreeMap<String, BTreeMap<String, Entry>>,
    /// Entries of a newer version of the app, and damaged ones: never touched.
    unread: usize,
}

/// Who does something, and when: RFC 3339 with the offset of the device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct By {
    pub(super) at: String,
    pub(super) author: Author,
}

impl Own {
    /// Reads what lies in the vault.
    pub(super) fn read(records: Vec<(String, Vec<u8>)>) -> Self {
        let mut own = Self::default();
        for (id, bytes) in records {
            match Kept::from_bytes(&bytes) {
                Kept::Entry(entry) => own.put(id, entry),
                Kept::Newer | Kept::Damaged => own.unread += 1,
            }
        }
        own
    }

    fn put(&mut self, id: String, entry: Entry) {
        let of_kind = self.kinds.entry(entry.kind.clone()).or_default();
        of_kind.insert(id, entry);
    }

    /// The entries of a kind, also those that were deleted.
    pub(super) fn of_kind<P: Payload>(&self) -> impl Iterator<Item = &Entry> {
        self.kinds
            .get(P::KIND)
            .into_iter()
            .flat_map(BTreeMap::values)
    }

    /// How many entries this version of the app cannot read.
    pub(super) const fn unread(&self) -> usize {
        self.unread
    }

    /// The entry with this id, deleted or not.
    pub(super) fn get(&self, id: &str) -> Option<&Entry> {
        self.kinds.values().find_map(|of_kind| of_kind.get(id))
    }

    /// Every entry, also those that were deleted.
    pub(super) fn every(&self) -> impl Iterator<Item = &Entry> {
        self.kinds.values().flat_map(BTreeMap::values)
    }

    /// The entries of a kind that were deleted.
    pub(super) fn deleted<P: Payload>(&self) -> impl Iterator<Item = &Entry> {
        self.of_kind::<P>().filter(|entry| entry.now().is_none())
    }

    /// All entries of a kind that are not deleted, with what they say now.
    pub(super) fn all<P: Payload>(&self) -> impl Iterator<Item = (&Entry, P)> {
        self.of_kind::<P>()
            .filter_map(|entry| Some((entry, entry.now_typed()?)))
    }
}

impl<S: Store> Open<S> {
    /// Who does what is done on this device now.
    pub(super) async fn author(&self) -> Result<Author, Failure> {
        Ok(self.helper().await?.map_or(Author::Me, Author::Helper))
    }

    /// The name of who helps on this device; none: the person herself.
    pub(super) async fn helper(&self) -> Result<Option<String>, Failure> {
        let bytes = self.vault.read(Kind::Setting, HELPER).await?;
        let name = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        Ok(name.filter(|name| !name.trim().is_empty()))
    }

    /// A new entry, not kept yet.
    pub(super) fn own_new<P: Payload>(
        payload: &P,
        by: By,
        rng: &mut dyn CryptoRng,
    ) -> Result<Entry, Failure> {
        let mut random = [0_u8; 16];
        rng.fill_bytes(&mut random);
        Entry::new(random, by.at, by.author, payload).ok_or(Failure::Internal)
    }

    /// The entry that says something else from now on, not kept yet.
    pub(super) fn own_corrected<P: Payload>(
        &self,
        id: &str,
        payload: &P,
        by: By,
    ) -> Result<Entry, Failure> {
        let mut entry = self.own_of_kind::<P>(id)?;
        entry.correct(by.at, by.author, payload);
        Ok(entry)
    }

    /// The entry, deleted, not kept yet.
    pub(super) fn own_deleted<P: Payload>(&self, id: &str, by: By) -> Result<Entry, Failure> {
        let mut entry = self.own_of_kind::<P>(id)?;
        entry.delete(by.at, by.author);
        Ok(entry)
    }

    fn own_of_kind<P: Payload>(&self, id: &str) -> Result<Entry, Failure> {
        let entry = self.own.get(id).filter(|entry| entry.kind == P::KIND);
        entry.cloned().ok_or(Failure::NotFound)
    }

    /// Keeps entries, all or none, and forgets the drafts they were typed in.
    /// [`Failure::Full`] when the disk is: then nothing changed, the drafts are there.
    pub(super) async fn own_keep(
        &mut self,
        entries: Vec<Entry>,
        drafts: &[String],
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Failure> {
        let drafts = drafts.iter().map(|name| delete(Kind::Draft, name));
        self.own_keep_with(entries, drafts.collect(), rng).await
    }

    /// Keeps entries with other changes, all or none.
    pub(super) async fn own_keep_with(
        &mut self,
        entries: Vec<Entry>,
        mut changes: Vec<Change>,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Failure> {
        self.tell_own(&entries);
        for entry in &entries {
            changes.push(Change::Put {
                kind: Kind::Own,
                id: entry.id.clone(),
                bytes: entry.to_bytes().ok_or(Failure::Internal)?,
            });
        }
        self.commit(changes, rng).await?;
        self.changed(Changed::Own);
        for entry in &entries {
            self.searching.changed(&entry.id);
        }
        for entry in entries {
            self.own.put(entry.id.clone(), entry);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
