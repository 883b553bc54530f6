//! A backup that joins what is here (ADR 0171): what is not here comes, what is here
//! stays, and where both changed something of the person's own both are kept.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use inzage_dossier::duplicates::{Decision, Decisions};
use inzage_dossier::logbook::What;
use inzage_dossier::person::{Known, Match};
use inzage_dossier::record::{Key, Record};
use inzage_dossier::unite::unite;
use inzage_own::{Entry, Kept};
use inzage_vault::{Change, CryptoRng, Kind, MemoryStore, ReadError, Store, Vault};

use super::super::discussing;
use super::super::open::{ME, Open, document_id, put_json, put_record};
use super::super::protocol::taking::Merged;
use super::super::protocol::{Failure, Secret};
use super::super::same::DECISIONS;
use super::super::session::Given;

/// What comes out of the backup, as changes of the vault that is open.
#[derive(Default)]
struct Coming {
    changes: Vec<Change>,
    merged: Merged,
    /// The number here of each entry of the backup.
    numbers: BTreeMap<String, String>,
}

impl Coming {
    fn put(&mut self, kind: Kind, id: &str, bytes: Vec<u8>) {
        let id = id.to_owned();
        self.changes.push(Change::Put { kind, id, bytes });
    }
}

impl<S: Store> Open<S> {
    /// Merges a backup into this vault, in one commit. [`Failure::OtherPerson`] when it
    /// is of somebody else; whatever fails, nothing changed.
    pub(super) async fn merge(
        &mut self,
        bytes: &[u8],
        with: &Secret,
        rng: &mut dyn CryptoRng,
    ) -> Result<Merged, Failure> {
        let given = Given::of(with)?;
        let backup = inzage_vault::restore(bytes, given.unlock(), MemoryStore::new(), rng);
        let backup = backup.await?;
        self.check_person(&backup).await?;
        let mut coming = Coming::default();
        self.merge_records(&backup, &mut coming).await?;
        self.merge_documents(&backup, &mut coming).await?;
        self.merge_own(&backup, &mut coming).await?;
        for kind in [
            Kind::Collection,
            Kind::Provider,
            Kind::Grant,
            Kind::Draft,
            Kind::Setting,
            Kind::Log,
            Kind::Person,
        ] {
            self.merge_rest(kind, &backup, &mut coming).await?;
        }
        self.tell(What::Restored);
        self.commit(coming.changes, rng).await?;
        self.reload().await?;
        Ok(coming.merged)
    }

    async fn check_person(&self, backup: &Vault<MemoryStore>) -> Result<(), Failure> {
        let theirs = backup.read(Kind::Person, ME).await?;
        let theirs: Option<Known> = theirs.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        match (&self.known, theirs) {
            (Some(here), Some(theirs)) if here.compare(&theirs.confirmed) == Match::Different => {
                Err(Failure::OtherPerson)
            }
            _ => Ok(()),
        }
    }

    /// Entries: the same thing of the same source is one, with the versions of both.
    async fn merge_records(
        &self,
        backup: &Vault<MemoryStore>,
        coming: &mut Coming,
    ) -> Result<(), Failure> {
        let mut here: BTreeMap<Key<'_>, Vec<&Record>> = BTreeMap::new();
        for record in self.records.all().map(|loaded| &loaded.record) {
            here.entry(record.key()).or_default().push(record);
        }
        let mut taken: BTreeSet<&str> = BTreeSet::new();
        for (number, bytes) in backup.read_all(Kind::Record).await?.0 {
            let Ok(record) = Record::from_bytes(&bytes) else {
                if self.lacks(Kind::Record, &number).await? {
                    coming.put(Kind::Record, &number, bytes);
                }
                continue;
            };
            let alike = here.get(&record.key()).into_iter().flatten();
            let free = alike.filter(|of| {
                of.head.staged == record.head.staged && !taken.contains(of.head.number.as_str())
            });
            // Its own number first, then equal bytes: two entries of one id stay two.
            let same = free.max_by_key(|of| (of.head.number == number, of.bytes == record.bytes));
            let Some(same) = same else {
                if self.lacks(Kind::Record, &number).await? {
                    coming.merged.entries += 1;
                    coming.put(Kind::Record, &number, bytes);
                }
                coming.numbers.insert(number.clone(), number);
                continue;
            };
            taken.insert(&same.head.number);
            coming.numbers.insert(number, same.head.number.clone());
            let united = unite(same, &record);
            if united != **same {
                coming.changes.push(put_record(&united));
            }
        }
        Ok(())
    }

    /// The bytes of documents that are not here.
    async fn merge_documents(
        &self,
        backup: &Vault<MemoryStore>,
        coming: &mut Coming,
    ) -> Result<(), Failure> {
        for id in backup.ids(Kind::Document).await? {
            let here = match id.rsplit_once('/') {
                Some((number, at)) => match (coming.numbers.get(number), at.parse()) {
                    (Some(number), Ok(at)) => document_id(number, at),
                    _ => id.clone(),
                },
                None => id.clone(),
            };
            if self.lacks(Kind::Document, &here).await?
                && let Some(bytes) = backup.document(&id).await?
            {
                coming.put(Kind::Document, &here, bytes);
            }
        }
        Ok(())
    }

    /// What the person made herself. A history that goes on from the one here takes its
    /// place; where both went on, that of the backup comes beside it.
    async fn merge_own(
        &self,
        backup: &Vault<MemoryStore>,
        coming: &mut Coming,
    ) -> Result<(), Failure> {
        let held = self.all_here(Kind::Own).await?;
        for (id, bytes) in backup.read_all(Kind::Own).await?.0 {
            let theirs = Kept::from_bytes(&bytes);
            match (held.get(&id).map(|here| Kept::from_bytes(here)), theirs) {
                _ if held.get(&id) == Some(&bytes) => {}
                (Some(Kept::Entry(here)), Kept::Entry(theirs)) if goes_on(&theirs, &here) => {}
                (Some(Kept::Entry(here)), Kept::Entry(theirs)) if goes_on(&here, &theirs) => {
                    coming.merged.own += 1;
                    coming.put(Kind::Own, &id, bytes);
                }
                (None, _) if self.lacks(Kind::Own, &id).await? => {
                    coming.merged.own += 1;
                    coming.put(Kind::Own, &id, bytes);
                }
                (_, theirs) => self.put_beside(&id, bytes, theirs, coming).await?,
            }
        }
        Ok(())
    }

    /// Keeps both. The id of the second is made of what it says: the same backup once
    /// more makes no third.
    async fn put_beside(
        &self,
        id: &str,
        bytes: Vec<u8>,
        theirs: Kept,
        coming: &mut Coming,
    ) -> Result<(), Failure> {
        let digest = inzage_share::digest(&[id.as_bytes().to_vec(), bytes.clone()]);
        let (beside, kept) = match theirs {
            Kept::Entry(entry) => {
                let seed = BASE64.decode(&digest).unwrap_or_default();
                let seed = seed.first_chunk().ok_or(Failure::Internal)?;
                let entry = entry.as_another(*seed);
                let kept = entry.to_bytes().ok_or(Failure::Internal)?;
                (entry.id, kept)
            }
            // What cannot be read is never changed either.
            Kept::Newer | Kept::Damaged => (digest, bytes),
        };
        if self.lacks(Kind::Own, &beside).await? {
            coming.merged.both += 1;
            coming.put(Kind::Own, &beside, kept);
        }
        Ok(())
    }

    /// Whether there is nothing here under this id. What is damaged is there: it is
    /// never put over.
    async fn lacks(&self, kind: Kind, id: &str) -> Result<bool, Failure> {
        match self.vault.read(kind, id).await {
            Ok(found) => Ok(found.is_none()),
            Err(ReadError::Damaged | ReadError::NewerVersion) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Everything of a kind that can be read here.
    async fn all_here(&self, kind: Kind) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
        Ok(self.vault.read_all(kind).await?.0.into_iter().collect())
    }

    /// What is not here comes; lists that she made are joined; the rest stays as it is.
    async fn merge_rest(
        &self,
        kind: Kind,
        backup: &Vault<MemoryStore>,
        coming: &mut Coming,
    ) -> Result<(), Failure> {
        let held = self.all_here(kind).await?;
        for (id, bytes) in backup.read_all(kind).await?.0 {
            match held.get(&id) {
                None if self.lacks(kind, &id).await? => coming.put(kind, &id, bytes),
                Some(_) if kind == Kind::Setting && id == DECISIONS => {
                    coming.changes.push(self.decisions_of_both(&bytes)?);
                }
                Some(here) if kind == Kind::Setting && id == discussing::LIST => {
                    coming.put(kind, &id, discussing::both(here, &bytes)?);
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// What she said about being the same: what she said here counts.
    fn decisions_of_both(&self, theirs: &[u8]) -> Result<Change, Failure> {
        let mut all: Vec<Decision> = serde_json::from_slice(theirs).unwrap_or_default();
        all.extend(Vec::<Decision>::from(self.decisions.clone()));
        put_json(Kind::Setting, DECISIONS, &Decisions::from(all))
    }
}

/// Whether `later` is `before` with more behind it.
fn goes_on(before: &Entry, later: &Entry) -> bool {
    before.kind == later.kind && later.history.starts_with(&before.history)
}
