//! What two vaults of one person hold of what she made, in one: no entry is lost and
//! none is there twice, whichever way and however often they are joined.
//!
//! A history only grows, so one that begins as another is that entry, further on.
//! Where both went on, the one here keeps its id, and the other stands beside it under
//! an id of the same [`Family`]: by that it is known again in whichever vault it is.

use std::collections::{BTreeMap, BTreeSet};

use uuid::{Builder, Uuid};

use crate::entry::Entry;

/// The first 48 bits of an id: those of an entry and of what stands beside it are the
/// same. Others that happen to share them are still told apart by their histories.
type Family = [u8; 6];

/// Names what a version-5 UUID is made of here; chosen once, at random.
const NAMESPACE: Uuid = Uuid::from_u128(0x5d0c_42a1_9c1e_4b6f_8a57_1f3b_0c9e_d214);

/// The entries of a vault, and those that join them.
#[derive(Clone, Debug, Default)]
pub struct Joining {
    entries: BTreeMap<String, Entry>,
    families: BTreeMap<Family, Vec<String>>,
    /// Ids under which lies what cannot be read.
    blocked: BTreeSet<String>,
}

/// What became of an entry that joined; each with its id here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Joined {
    /// It was here, perhaps further on.
    Known(String),
    /// It goes on from the one here, which now says this.
    Further(String),
    /// It was not here.
    New(String),
    /// Both went on: it stands beside the one here.
    Beside(String),
}

impl Joined {
    /// Its id here.
    pub fn id(&self) -> &str {
        let (Self::Known(id) | Self::Further(id) | Self::New(id) | Self::Beside(id)) = self;
        id
    }
}

impl Joining {
    /// The entries of a vault by id, and the ids of what cannot be read.
    pub fn new(
        entries: impl IntoIterator<Item = (String, Entry)>,
        blocked: BTreeSet<String>,
    ) -> Self {
        let mut joining = Self {
            blocked,
            ..Self::default()
        };
        for (id, entry) in entries {
            joining.put(id, entry);
        }
        joining
    }

    fn put(&mut self, id: String, entry: Entry) {
        let family = self.families.entry(family(&id)).or_default();
        if !family.contains(&id) {
            family.push(id.clone());
        }
        self.entries.insert(id, entry);
    }

    /// The entry with this id, as it now is.
    pub fn get(&self, id: &str) -> Option<&Entry> {
        self.entries.get(id)
    }

    /// An entry of the other vault joins.
    pub fn join(&mut self, entry: Entry) -> Joined {
        if let Some(id) = self.same_line(&entry, |here| begins(here, &entry)) {
            return Joined::Known(id);
        }
        if let Some(id) = self.same_line(&entry, |here| begins(&entry, here)) {
            let further = Entry {
                id: id.clone(),
                ..entry
            };
            self.put(id.clone(), further);
            return Joined::Further(id);
        }
        let own = entry.id.clone();
        let free = self.free(&entry);
        self.put(
            free.clone(),
            Entry {
                id: free.clone(),
                ..entry
            },
        );
        if free == own {
            Joined::New(free)
        } else {
            Joined::Beside(free)
        }
    }

    /// Its own id first, then those of its family.
    fn same_line(&self, entry: &Entry, fits: impl Fn(&Entry) -> bool) -> Option<String> {
        let family = self.families.get(&family(&entry.id)).into_iter().flatten();
        let mut ids = std::iter::once(&entry.id).chain(family);
        let found = ids.find(|id| {
            let here = self.entries.get(*id);
            here.is_some_and(|here| here.kind == entry.kind && fits(here))
        });
        found.cloned()
    }

    /// An id that nothing has: its own, else one made of its history up to where that
    /// parts from the one that has it.
    fn free(&self, entry: &Entry) -> String {
        let mut id = entry.id.clone();
        let mut parts = 0;
        while self.blocked.contains(&id) || self.entries.contains_key(&id) {
            let here = self.entries.get(&id);
            let common = here.map_or(0, |here| common(here, entry));
            parts = common.saturating_add(1).max(parts + 1);
            id = beside(entry, parts);
        }
        id
    }
}

/// Whether the history of `longer` begins as that of `shorter`.
fn begins(longer: &Entry, shorter: &Entry) -> bool {
    longer.history.starts_with(&shorter.history)
}

/// How many things happened to both alike.
fn common(one: &Entry, other: &Entry) -> usize {
    let both = one.history.iter().zip(&other.history);
    both.take_while(|(a, b)| a == b).count()
}

fn family(id: &str) -> Family {
    let uuid = Uuid::parse_str(id).unwrap_or_else(|_| Uuid::new_v5(&NAMESPACE, id.as_bytes()));
    uuid.as_bytes().first_chunk().copied().unwrap_or_default()
}

/// A UUID of version 8 (RFC 9562, section 5.8): the family, and a hash of the first
/// things that happened to it.
fn beside(entry: &Entry, parts: usize) -> String {
    let first: Vec<_> = entry.history.iter().take(parts).collect();
    // What was read from JSON, or can be written as it, has that form.
    let mut said = serde_json::to_vec(&(&entry.id, &first)).unwrap_or_default();
    said.extend(parts.to_be_bytes());
    let mut bytes = *Uuid::new_v5(&NAMESPACE, &said).as_bytes();
    for (byte, of_family) in bytes.iter_mut().zip(family(&entry.id)) {
        *byte = of_family;
    }
    Builder::from_custom_bytes(bytes).into_uuid().to_string()
}

#[cfg(test)]
mod tests;
