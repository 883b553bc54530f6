//! What the person made herself: a history that goes on takes the place of the one that
//! it goes on from; where both went on, both are kept ([`Joining`]).

use std::collections::{BTreeMap, BTreeSet};

use inzage_own::{Entry, Joined, Joining, Kept};
use inzage_vault::{Kind, MemoryStore, Store, Vault};

use super::super::super::added::bytes_id;
use super::super::super::open::{Open, delete};
use super::super::super::protocol::Failure;
use super::{Coming, Names};

/// How often own entries are joined again because one that others name got another id.
/// They name each other over three kinds: a sharing, a reading, a week.
const ROUNDS: usize = 4;

/// Entries that can be read, by id, and what cannot.
type Parted = (BTreeMap<String, Entry>, Vec<(String, Vec<u8>)>);

impl<S: Store> Open<S> {
    pub(super) async fn merge_own(
        &self,
        backup: &Vault<MemoryStore>,
        coming: &mut Coming,
    ) -> Result<(), Failure> {
        let (here, unread) = parted(self.vault.read_all(Kind::Own).await?.0);
        let (theirs, raw) = parted(backup.read_all(Kind::Own).await?.0);
        let mut blocked: BTreeSet<String> = unread.iter().map(|(id, _)| id.clone()).collect();
        for id in theirs.keys().filter(|id| !here.contains_key(*id)) {
            if !self.lacks(Kind::Own, id).await? {
                blocked.insert(id.clone());
            }
        }
        let known = Joining::new(here, blocked);
        let (joining, joined) = join_all(&known, &theirs, &mut coming.names);
        for became in joined {
            self.keep_joined(&became, &joining, coming).await?;
        }
        self.merge_unread(raw, &unread, coming).await?;
        self.merge_own_documents(backup, &joining, coming).await
    }

    async fn keep_joined(
        &self,
        became: &Joined,
        joining: &Joining,
        coming: &mut Coming,
    ) -> Result<(), Failure> {
        match became {
            Joined::Known(_) => return Ok(()),
            Joined::Further(_) | Joined::New(_) => coming.merged.own += 1,
            Joined::Beside(_) => coming.merged.both += 1,
        }
        let id = became.id();
        let entry = joining.get(id).ok_or(Failure::Internal)?;
        let bytes = entry.to_bytes().ok_or(Failure::Internal)?;
        coming.put(Kind::Own, id, bytes);
        // What was deleted there goes with its bytes here too.
        let document = bytes_id(id);
        if entry.now().is_none() && !self.lacks(Kind::Document, &document).await? {
            coming.changes.push(delete(Kind::Document, &document));
        }
        Ok(())
    }

    /// What this version of the app cannot read is kept as it is, once.
    async fn merge_unread(
        &self,
        raw: Vec<(String, Vec<u8>)>,
        here: &[(String, Vec<u8>)],
        coming: &mut Coming,
    ) -> Result<(), Failure> {
        for (id, bytes) in raw {
            if here.iter().any(|(_, known)| *known == bytes) {
                continue;
            }
            let digest = inzage_share::digest(&[id.as_bytes().to_vec(), bytes.clone()]);
            for free in [id.clone(), digest] {
                if self.lacks(Kind::Own, &free).await? {
                    coming.merged.own += 1;
                    coming.names.own.insert(id, free.clone());
                    coming.put(Kind::Own, &free, bytes);
                    break;
                }
            }
        }
        Ok(())
    }

    /// The bytes of documents that she added, under the ids that those have here; not of
    /// one that was deleted.
    async fn merge_own_documents(
        &self,
        backup: &Vault<MemoryStore>,
        joining: &Joining,
        coming: &mut Coming,
    ) -> Result<(), Failure> {
        let names = coming.names.own.clone();
        for (there, here) in names {
            let document = bytes_id(&here);
            let deleted = joining.get(&here).is_some_and(|of| of.now().is_none());
            if !deleted
                && let Some(bytes) = backup.document(&bytes_id(&there)).await?
                && self.lacks(Kind::Document, &document).await?
            {
                coming.merged.documents += 1;
                coming.put(Kind::Document, &document, bytes);
            }
        }
        Ok(())
    }
}

fn parted(all: Vec<(String, Vec<u8>)>) -> Parted {
    let (mut entries, mut unread) = (BTreeMap::new(), Vec::new());
    for (id, bytes) in all {
        match Kept::from_bytes(&bytes) {
            Kept::Entry(entry) => {
                entries.insert(id.clone(), Entry { id, ..entry });
            }
            Kept::Newer | Kept::Damaged => unread.push((id, bytes)),
        }
    }
    (entries, unread)
}

/// Joins them, each with what it names called as it is here. A name that came of it may
/// stand in others: until none changes any more.
fn join_all(
    known: &Joining,
    theirs: &BTreeMap<String, Entry>,
    names: &mut Names,
) -> (Joining, Vec<Joined>) {
    let mut outcome = (Joining::default(), Vec::new());
    for _ in 0..ROUNDS {
        let mut joining = known.clone();
        let joined: Vec<Joined> = theirs
            .values()
            .map(|entry| joining.join(renamed(entry, names)))
            .collect();
        let called = theirs.keys().zip(&joined);
        let called = called.map(|(id, became)| (id.clone(), became.id().to_owned()));
        let called: BTreeMap<String, String> = called.collect();
        let settled = others(&called) == others(&names.own);
        names.own = called;
        outcome = (joining, joined);
        if settled {
            break;
        }
    }
    outcome
}

/// Those that are called otherwise here.
fn others(names: &BTreeMap<String, String>) -> Vec<(&String, &String)> {
    names.iter().filter(|(there, here)| there != here).collect()
}

fn renamed(entry: &Entry, names: &Names) -> Entry {
    let mut value = serde_json::to_value(&entry.history).unwrap_or_default();
    names.renamed(&mut value);
    Entry {
        history: serde_json::from_value(value).unwrap_or_else(|_| entry.history.clone()),
        ..entry.clone()
    }
}
