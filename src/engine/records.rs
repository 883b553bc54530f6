//! The records of an open vault, found by number and by what others refer to
//! them with.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use inzage_dossier::news::sensitive;
use inzage_dossier::record::Record;
use inzage_dossier::selection::{self, Label};
use inzage_fhir::Resource;
use inzage_zib::view::Chapter;

/// A record with its resource read.
pub(super) struct Loaded {
    pub(super) record: Record,
    /// None when its bytes are no JSON object (they are kept all the same).
    pub(super) resource: Option<Resource>,
    // What a resource says of itself stays the same as long as its bytes do: it is
    // read once.
    sensitive: OnceCell<Option<sensitive::Kind>>,
    chapter: OnceCell<Chapter>,
    labels: OnceCell<BTreeSet<Label>>,
    date: OnceCell<Option<String>>,
}

impl Loaded {
    pub(super) fn new(record: Record) -> Self {
        let resource = Resource::parse(&record.bytes);
        Self {
            record,
            resource,
            sensitive: OnceCell::new(),
            chapter: OnceCell::new(),
            labels: OnceCell::new(),
            date: OnceCell::new(),
        }
    }

    /// Its chapter. What could not be read at all is still found, with what has none.
    pub(super) fn chapter(&self) -> Chapter {
        let resource = self.resource.as_ref();
        let chapter = || resource.map_or(Chapter::Supporting, inzage_zib::chapter);
        *self.chapter.get_or_init(chapter)
    }

    /// When it was, as a text to sort by.
    pub(super) fn date(&self) -> Option<&str> {
        let date = || self.resource.as_ref().and_then(inzage_zib::sort_key);
        self.date.get_or_init(date).as_deref()
    }

    /// Its sensitivity labels; of what could not be read none.
    pub(super) fn labels(&self) -> &BTreeSet<Label> {
        let resource = self.resource.as_ref();
        let labels = || resource.map(selection::labels).unwrap_or_default();
        self.labels.get_or_init(labels)
    }

    /// Of which sensitive kind it is, whether it was opened or not.
    pub(super) fn sensitive(&self) -> Option<sensitive::Kind> {
        let kind = || self.resource.as_ref().and_then(sensitive::kind);
        *self.sensitive.get_or_init(kind)
    }
}

/// All records, with an index on resource type and logical id.
#[derive(Default)]
pub(super) struct Records {
    by_number: BTreeMap<String, Loaded>,
    /// Numbers by resource type and logical id.
    by_id: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// Numbers by `Bundle.entry.fullUrl`, where that is kept.
    by_full_url: BTreeMap<String, BTreeSet<String>>,
    state: u64,
}

impl Records {
    /// Takes all of them out.
    pub(super) fn clear(&mut self) {
        let state = self.state + 1;
        *self = Self {
            state,
            ..Self::default()
        };
    }

    /// A number that is another whenever an entry came, went or changed.
    pub(super) fn state(&self) -> u64 {
        self.state
    }

    /// Puts a record of which only what was seen of it changed.
    pub(super) fn renew(&mut self, record: Record) {
        if let Some(known) = self.by_number.get_mut(&record.head.number) {
            known.record = record;
        }
    }

    /// Puts a record, over an older form of it.
    pub(super) fn put(&mut self, record: Record) {
        let number = record.head.number.clone();
        self.remove(&number);
        let of_kind = self.by_id.entry(record.head.kind.clone()).or_default();
        let with_id = of_kind.entry(record.head.id.clone()).or_default();
        with_id.push(number.clone());
        if let Some(full_url) = record.head.full_url.clone() {
            let under = self.by_full_url.entry(full_url).or_default();
            under.insert(number.clone());
        }
        self.by_number.insert(number, Loaded::new(record));
    }

    /// Takes a record out.
    pub(super) fn remove(&mut self, number: &str) {
        self.state += 1;
        let Some(old) = self.by_number.remove(number) else {
            return;
        };
        let head = &old.record.head;
        let of_kind = self.by_id.get_mut(&head.kind);
        if let Some(numbers) = of_kind.and_then(|of_kind| of_kind.get_mut(&head.id)) {
            numbers.retain(|other| other != number);
        }
        let full_url = head.full_url.as_deref();
        if let Some(numbers) = full_url.and_then(|url| self.by_full_url.get_mut(url)) {
            numbers.remove(number);
        }
    }

    /// The record with this number.
    pub(super) fn get(&self, number: &str) -> Option<&Loaded> {
        self.by_number.get(number)
    }

    /// All records, in the order of their numbers.
    pub(super) fn all(&self) -> impl Iterator<Item = &Loaded> {
        self.by_number.values()
    }

    /// Records of this resource type that have a logical id.
    pub(super) fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Loaded> {
        let numbers = self.by_id.get(kind).into_iter().flat_map(BTreeMap::values);
        numbers
            .flatten()
            .filter_map(|number| self.by_number.get(number))
    }

    /// Records with this resource type and logical id, of any provider.
    pub(super) fn with_id(&self, kind: &str, id: &str) -> impl Iterator<Item = &Loaded> {
        let numbers = self.by_id.get(kind).and_then(|of_kind| of_kind.get(id));
        numbers
            .into_iter()
            .flatten()
            .filter_map(|number| self.by_number.get(number))
    }

    /// Records that stood under this `fullUrl`, of any provider.
    pub(super) fn with_full_url(&self, full_url: &str) -> impl Iterator<Item = &Loaded> {
        let numbers = self.by_full_url.get(full_url).into_iter().flatten();
        numbers.filter_map(|number| self.by_number.get(number))
    }
}
