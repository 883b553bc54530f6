//! Earlier versions of an entry, and what each next one changed.

use inzage_dossier::changes::between;
use inzage_dossier::letters::mark;
use inzage_dossier::record::{Head, Record, Version};
use inzage_vault::Store;
use inzage_zib::view::{Entry, Lang};

use super::documents::attachments_of;
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
            let then = as_it_was(record, version);
            let entry = self.entry(&then, lang).0;
            let changes = between(&said_of(&entry, lang), &said_of(&next, lang));
            next = entry.clone();
            Earlier {
                collected: words::moment(&version.at, lang),
                entry,
                changes,
                attachments: attachments_of(&then, Some(&mark(&version.bytes))),
            }
        });
        versions.collect()
    }
}

/// A record with only that version and its letters.
pub(super) fn as_it_was(record: &Record, version: &Version) -> Loaded {
    Loaded::new(Record {
        head: Head {
            documents: version.documents.clone(),
            ..record.head.clone()
        },
        bytes: version.bytes.clone(),
        earlier: Vec::new(),
    })
}
