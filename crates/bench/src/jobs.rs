//! What is measured of reading: the steps from received bytes to a page.

use std::collections::BTreeMap;

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
