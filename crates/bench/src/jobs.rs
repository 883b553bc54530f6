//! What is measured: the steps from received bytes to what a screen asks for.

use std::collections::BTreeMap;

use inzage_dossier::search::{Doc, Index, Part, Synonyms};
use inzage_fhir::Opened;
use inzage_words::Lang;
use inzage_zib::NothingKnown;

/// A Bundle that was read and indexed, as the engine does before it shows
/// anything: every resource found by its type and id.
pub struct Read {
    opened: Opened,
    by_id: BTreeMap<(String, String), Vec<usize>>,
}

impl Read {
    /// Reads and indexes a Bundle.
    pub fn new(bytes: &[u8]) -> Self {
        let opened = inzage_fhir::open(bytes);
        let mut by_id: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
        for (at, one) in opened.resources.iter().enumerate() {
            let key = (one.resource.kind().to_owned(), one.resource.id().to_owned());
            by_id.entry(key).or_default().push(at);
        }
        Self { opened, by_id }
    }

    /// Resources in it.
    pub fn len(&self) -> usize {
        self.opened.resources.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// Builds the detail view of one entry; how many fields it has.
    pub fn page(&self, at: usize) -> usize {
        let resource = self.opened.resources.get(at).map(|one| &one.resource);
        resource.map_or(0, |resource| {
            let (entry, _) = inzage_zib::entry(resource, &NothingKnown, Lang::Nl);
            entry.fields.len()
        })
    }
}

/// A dossier of many Bundles with its search index.
pub struct Dossier {
    read: Vec<Read>,
    index: Index,
    synonyms: Synonyms,
}

impl Default for Dossier {
    fn default() -> Self {
        Self {
            read: Vec::new(),
            index: Index::default(),
            synonyms: Synonyms::new(inzage_words::synonyms()),
        }
    }
}

impl Dossier {
    /// Adds a Bundle, and every entry of it to the search index.
    pub fn add(&mut self, bytes: &[u8]) {
        let read = Read::new(bytes);
        for one in &read.opened.resources {
            let (entry, _) = inzage_zib::entry(&one.resource, &NothingKnown, Lang::Nl);
            let doc = Doc {
                number: format!("{:016x}", self.index.len()),
                chapter: entry.chapter,
                provider: format!("p{}@medmij", self.read.len() % 5),
                date: entry.date.clone(),
            };
            let rows = entry.fields.iter().chain(&entry.other);
            let parts = rows.flat_map(|row| {
                [
                    (Part::Label, row.label.as_str()),
                    (Part::Value, row.value.as_str()),
                ]
            });
            let title = [(Part::Title, entry.title.as_str())];
            self.index.add(doc, title.into_iter().chain(parts));
        }
        self.read.push(read);
    }

    /// Entries in it.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// Searches; how many entries have the words.
    pub fn search(&self, words: &str) -> usize {
        let found = self.index.search(words, &self.synonyms, |_| true);
        found.docs.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_read_and_found_again() {
        let mut dossier = Dossier::default();
        dossier.add(&crate::bundle::of(25, 0));
        dossier.add(&crate::bundle::of(25, 25));
        assert_eq!(dossier.len(), 50);
        assert_eq!(dossier.search("metoprolol"), 10);
        assert_eq!(dossier.search("niets hiervan bestaat"), 0);
        assert!(Read::new(&crate::bundle::of(5, 0)).page(2) > 0);
    }
}
