//! The content of a caregiver's link: what was chosen, in the form in which a vault
//! holds it, so that the same engine shows it.
//!
//! ```text
//! file = "INZAGE-SHARE\n" ‖ format u16 big-endian ‖ postcard(About, rows)
//! row  = table letter, id, bytes
//! ```
//! A version of the app reads formats below the next hundred. Nothing in it tells how
//! much was left out: collections are as if they had brought what goes along.

use std::collections::{BTreeMap, BTreeSet};

use inzage_dossier::collection::{Collection, State};
use inzage_dossier::duplicates::{Decision, Decisions, Thing};
use inzage_dossier::letters::Letter;
use inzage_dossier::news::Follow;
use inzage_dossier::record::{Head, Record};
use inzage_dossier::selection::{Label, Selection};
use inzage_measure::Reading;
use inzage_vault::{Change, Kind, Store, Table};
use inzage_zib::view::Chapter;
use serde::{Deserialize, Serialize};

use super::super::news::uncovered;
use super::super::open::{Open, StoredProvider, put_json, put_record};
use super::super::protocol::Failure;
use super::super::same::DECISIONS;
use super::kept::Stored;

const MAGIC: &[u8] = b"INZAGE-SHARE\n";
const FORMAT: u16 = 100;
const TOO_NEW: u16 = 200;
/// What kind of file it is.
pub(super) const CONTENT_TYPE: &str = "application/vnd.inzage.share";

/// The only kinds of record that a package holds.
pub(super) const KINDS: [Kind; 6] = [
    Kind::Collection,
    Kind::Record,
    Kind::Document,
    Kind::Provider,
    Kind::Setting,
    Kind::Own,
];

/// What a share says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct About {
    /// Whose data it is.
    pub(super) whose: String,
    /// The name of the link.
    pub(super) name: String,
    /// When it was put together: RFC 3339.
    pub(super) made: String,
    /// When the link ends, in seconds since 1970.
    pub(super) expires: Option<i64>,
    /// Chapters that were left out.
    pub(super) chapters: BTreeSet<Chapter>,
    /// Labels that were left out.
    pub(super) labels: BTreeSet<Label>,
    /// Whether documents, and own readings, may be in it.
    pub(super) documents: bool,
    pub(super) readings: bool,
}

impl About {
    pub(super) fn of(selection: &Selection) -> Self {
        Self {
            chapters: selection.chapters.clone(),
            labels: selection.labels.clone(),
            documents: selection.documents,
            readings: selection.readings,
            ..Self::default()
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Row {
    table: String,
    id: String,
    bytes: Vec<u8>,
}

/// Writes a package.
pub(super) fn pack(about: &About, changes: Vec<Change>) -> Result<Vec<u8>, Failure> {
    let rows: Vec<Row> = changes.into_iter().filter_map(row).collect();
    let begin = [MAGIC, &FORMAT.to_be_bytes()].concat();
    // Behind its beginning at once: it may be a whole record.
    postcard::to_extend(&(about, rows), begin).map_err(|_| Failure::Internal)
}

fn row(change: Change) -> Option<Row> {
    match change {
        Change::Put { kind, id, bytes } => Some(Row {
            table: Table::Of(kind).name().to_owned(),
            id,
            bytes,
        }),
        Change::Delete { .. } => None,
    }
}

/// Reads a package; what is of no kind that belongs in it is passed over.
pub(super) fn unpack(file: &[u8]) -> Result<(About, Vec<Change>), Failure> {
    let rest = file.strip_prefix(MAGIC).ok_or(Failure::BadBackup)?;
    let (format, body) = rest.split_first_chunk::<2>().ok_or(Failure::BadBackup)?;
    if u16::from_be_bytes(*format) >= TOO_NEW {
        return Err(Failure::NewerVersion);
    }
    let (about, rows): (About, Vec<Row>) =
        postcard::from_bytes(body).map_err(|_| Failure::BadBackup)?;
    let kind = |table: &str| match Table::named(table) {
        Some(Table::Of(kind)) => Some(kind).filter(|kind| KINDS.contains(kind)),
        _ => None,
    };
    let changes = rows.into_iter().filter_map(|row| {
        Some(Change::Put {
            kind: kind(&row.table)?,
            id: row.id,
            bytes: row.bytes,
        })
    });
    Ok((about, changes.collect()))
}

impl<S: Store> Open<S> {
    /// The package of a link.
    pub(super) async fn package(&self, link: &Stored) -> Result<Vec<u8>, Failure> {
        let about = About {
            whose: self.whose(),
            name: link.name.clone(),
            made: self.log.now.clone(),
            expires: Some(link.expires),
            ..About::of(&link.selection)
        };
        pack(&about, self.share_changes(&link.selection).await?)
    }

    /// Whose vault it is, by the name that was confirmed.
    pub(super) fn whose(&self) -> String {
        let known = self.known.as_ref();
        known.map_or_else(String::new, |known| known.confirmed.name.clone())
    }

    /// Everything that a choice takes along, as another vault takes it up.
    pub(super) async fn share_changes(
        &self,
        selection: &Selection,
    ) -> Result<Vec<Change>, Failure> {
        let going = self.going(selection);
        let mut changes = vec![uncovered()];
        let mut heads: BTreeMap<String, Vec<&Head>> = BTreeMap::new();
        for number in &going {
            let Some(loaded) = self.records.get(number) else {
                continue;
            };
            let head = &loaded.record.head;
            changes.push(put_record(&bare(&loaded.record, selection.documents)));
            let attachments = head.documents.keys().filter(|_| selection.documents);
            for attachment in attachments {
                let id = Letter::newest(number, *attachment).id();
                if let Some(bytes) = self.vault.document(&id).await? {
                    let kind = Kind::Document;
                    changes.push(Change::Put { kind, id, bytes });
                }
            }
            heads.entry(head.collection.clone()).or_default().push(head);
        }
        for (id, of) in &heads {
            changes.extend(self.as_if_only(id, of)?);
        }
        changes.push(put_json(
            Kind::Setting,
            DECISIONS,
            &self.decisions_about(&going),
        )?);
        if selection.readings {
            for (entry, _) in self.own.all::<Reading>() {
                changes.push(Change::Put {
                    kind: Kind::Own,
                    id: entry.id.clone(),
                    bytes: latest(entry).to_bytes().ok_or(Failure::Internal)?,
                });
            }
        }
        Ok(changes)
    }

    /// A collection and its provider, as if it had brought only these.
    fn as_if_only(&self, id: &str, heads: &[&Head]) -> Result<Vec<Change>, Failure> {
        let Some(first) = heads.first() else {
            return Ok(Vec::new());
        };
        let services: BTreeSet<&str> = heads.iter().map(|head| head.service.as_str()).collect();
        let known = self.collections.get(id);
        let collection = Collection {
            id: id.to_owned(),
            provider: first.provider.clone(),
            group: String::new(),
            services: services.into_iter().map(str::to_owned).collect(),
            at: known.map_or_else(|| first.at.clone(), |known| known.at.clone()),
            trace_id: String::new(),
            state: State::Joined { checked: true },
            queries: BTreeMap::new(),
            rebuilds: false,
        };
        let mut changes = vec![put_json(Kind::Collection, id, &collection)?];
        if let Some(known) = self.providers.get(&first.provider) {
            let provider = StoredProvider {
                groups: Vec::new(),
                ..known.clone()
            };
            changes.push(put_json(Kind::Provider, &first.provider, &provider)?);
        }
        Ok(changes)
    }

    /// What she said about being the same, of things that both go along.
    fn decisions_about(&self, going: &BTreeSet<String>) -> Decisions {
        let goes = |thing: &Thing| {
            let found = self.thing(thing);
            found.is_some_and(|loaded| going.contains(&loaded.record.head.number))
        };
        let all = Vec::<Decision>::from(self.decisions.clone()).into_iter();
        let kept = all.filter(|said| goes(&said.one) && goes(&said.other));
        Decisions::from(kept.collect::<Vec<_>>())
    }
}

/// A record without what is only its owner's: earlier versions, what she has seen, and
/// which queries and collections brought it.
fn bare(record: &Record, documents: bool) -> Record {
    let head = &record.head;
    Record {
        head: Head {
            queries: BTreeSet::new(),
            documents: if documents {
                head.documents.clone()
            } else {
                BTreeMap::new()
            },
            follow: Follow {
                opened: true,
                ..Follow::default()
            },
            seen: BTreeSet::from([head.collection.clone()]),
            ..head.clone()
        },
        bytes: record.bytes.clone(),
        earlier: Vec::new(),
    }
}

/// An own entry as it is now, without what it said before.
fn latest(entry: &inzage_own::Entry) -> inzage_own::Entry {
    inzage_own::Entry {
        history: entry.history.last().cloned().into_iter().collect(),
        ..entry.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_read_back_and_holds_no_other_kinds() {
        let put = |kind, id: &str| Change::Put {
            kind,
            id: id.to_owned(),
            bytes: vec![1, 2, 3],
        };
        let about = About {
            whose: "Mevrouw Riet".into(),
            ..About::of(&Selection::default())
        };
        let file = pack(&about, vec![put(Kind::Record, "a"), put(Kind::Grant, "b")]).unwrap();
        let (read, changes) = unpack(&file).unwrap();
        assert_eq!(read, about);
        assert!(changes == vec![put(Kind::Record, "a")]);
    }

    #[test]
    fn what_is_damaged_or_newer_is_told_apart() {
        let about = About::default();
        let file = pack(&about, Vec::new()).unwrap();
        for end in 0..file.len() {
            assert_eq!(unpack(&file[..end]).err(), Some(Failure::BadBackup));
        }
        let mut newer = file;
        newer[MAGIC.len() + 1] = 200;
        assert_eq!(unpack(&newer).err(), Some(Failure::NewerVersion));
    }
}
