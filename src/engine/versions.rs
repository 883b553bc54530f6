//! Earlier versions of an entry, and what each next one changed.

use inzage_dossier::changes::between;
use inzage_dossier::record::{Record, Version};
use inzage_vault::Store;
use inzage_zib::view::{Entry, Lang};

use super::open::Open;
use super::protocol::Earlier;
use super::records::Loaded;
use super::same::said_of;
use super::words;

impl<S: Store> Open<S> {
    /// The versions before the newest, newest first; `now` is the newest as shown.
    pub(super) fn earlier(&self, record: &Record, now: &Entry, lang: Lang) -> Vec<Earlier> {
        let mut next = now.clone();
        let versions = record.earlier.iter().map(|version| {
            let entry = self.entry(&as_it_was(record, version), lang).0;
            let changes = between(&said_of(&entry, lang), &said_of(&next, lang));
            next = entry.clone();
            Earlier {
                collected: words::moment(&version.at, lang),
                entry,
                changes,
            }
        });
        versions.collect()
    }
}

/// A record with only that version.
pub(super) fn as_it_was(record: &Record, version: &Version) -> Loaded {
    Loaded::new(Record {
        head: record.head.clone(),
        bytes: version.bytes.clone(),
        earlier: Vec::new(),
    })
}
