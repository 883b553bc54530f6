//! One received resource as it is kept: its bytes exactly as they came, every
//! version of them, and where they came from.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::news::Follow;

/// A resource of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What is known about it.
    pub head: Head,
    /// The resource as received, newest version.
    pub bytes: Vec<u8>,
    /// Earlier versions, newest first.
    pub earlier: Vec<Version>,
}

/// What is known about a record besides its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Random entry number: what stands in the address bar.
    pub number: String,
    /// True while its collection has not joined the record.
    #[serde(default)]
    pub staged: bool,
    /// Collection that brought the newest version.
    pub collection: String,
    /// MedMij name of the provider.
    pub provider: String,
    /// GegevensdienstId.
    pub service: String,
    /// Queries of that service that brought it.
    pub queries: BTreeSet<String>,
    /// When it was last collected: RFC 3339 with offset.
    pub at: String,
    /// FHIR resource type; empty when it had none.
    pub kind: String,
    /// FHIR logical id; empty when it had none.
    pub id: String,
    /// `Bundle.entry.fullUrl`, of what came through a link: others in that Bundle may
    /// refer to it with this (`urn:uuid:…`) and not with its type and id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full_url: Option<String>,
    /// Attachments of the newest version whose bytes were collected: index to size in
    /// bytes ([`crate::letters`]).
    pub documents: BTreeMap<u32, u64>,
    /// What the person has seen of it, and whether its source still lists it.
    #[serde(default)]
    pub follow: Follow,
    /// Every collection that brought the newest version as it is. Empty in what
    /// was kept before this was: see [`Head::brought_by`].
    #[serde(default)]
    pub seen: BTreeSet<String>,
}

impl Head {
    /// The collections that are known to have brought the newest version.
    pub fn brought_by(&self) -> BTreeSet<String> {
        if self.seen.is_empty() {
            BTreeSet::from([self.collection.clone()])
        } else {
            self.seen.clone()
        }
    }
}

/// An earlier version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// When it was last collected.
    pub at: String,
    /// As received.
    pub bytes: Vec<u8>,
    /// Every collection that brought it so; empty when that is not known.
    pub seen: BTreeSet<String>,
    /// Its attachments whose bytes were collected: index to size in bytes.
    pub documents: BTreeMap<u32, u64>,
}

/// Why stored bytes are no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the stored bytes are not a record")]
pub struct NotARecord;

/// First line of the stored form: everything but the bytes, and their lengths.
#[derive(Serialize, Deserialize)]
struct Line {
    head: Head,
    length: usize,
    earlier: Vec<(String, usize)>,
    /// Beside `earlier`; missing in what was kept before this was.
    #[serde(default)]
    seen: Vec<BTreeSet<String>>,
    /// Likewise.
    #[serde(default)]
    documents: Vec<BTreeMap<u32, u64>>,
}

impl Record {
    /// The form in which it is stored: one line of JSON, then the bytes of each
    /// version, one after the other and untouched.
    pub fn to_bytes(&self) -> Vec<u8> {
        let line = Line {
            head: self.head.clone(),
            length: self.bytes.len(),
            earlier: self
                .earlier
                .iter()
                .map(|v| (v.at.clone(), v.bytes.len()))
                .collect(),
            seen: self.earlier.iter().map(|v| v.seen.clone()).collect(),
            documents: self.earlier.iter().map(|v| v.documents.clone()).collect(),
        };
        // A struct of strings and numbers always has a JSON form.
        let mut out = serde_json::to_vec(&line).unwrap_or_default();
        out.push(b'\n');
        out.extend_from_slice(&self.bytes);
        for version in &self.earlier {
            out.extend_from_slice(&version.bytes);
        }
        out
    }

    /// Reads the stored form.
    ///
    /// # Errors
    /// [`NotARecord`] when it is anything else.
    pub fn from_bytes(stored: &[u8]) -> Result<Self, NotARecord> {
        let end = stored.iter().position(|b| *b == b'\n').ok_or(NotARecord)?;
        let (line, rest) = stored.split_at_checked(end).ok_or(NotARecord)?;
        let line: Line = serde_json::from_slice(line).map_err(|_| NotARecord)?;
        let mut rest = rest.get(1..).ok_or(NotARecord)?;
        let mut take = |length: usize| {
            let (taken, left) = rest.split_at_checked(length).ok_or(NotARecord)?;
            rest = left;
            Ok(taken.to_vec())
        };
        let bytes = take(line.length)?;
        let seen = line
            .seen
            .into_iter()
            .chain(std::iter::repeat_with(BTreeSet::new));
        let documents = line
            .documents
            .into_iter()
            .chain(std::iter::repeat_with(BTreeMap::new));
        let earlier = line
            .earlier
            .into_iter()
            .zip(seen.zip(documents))
            .map(|((at, length), (seen, documents))| {
                Ok(Version {
                    at,
                    bytes: take(length)?,
                    seen,
                    documents,
                })
            })
            .collect::<Result<_, NotARecord>>()?;
        Ok(Self {
            head: line.head,
            bytes,
            earlier,
        })
    }

    /// The newest version, with its letters.
    pub(crate) fn newest(&self) -> Version {
        Version {
            at: self.head.at.clone(),
            bytes: self.bytes.clone(),
            seen: self.head.brought_by(),
            documents: self.head.documents.clone(),
        }
    }

    /// What makes two received resources the same thing at the same source:
    /// provider, service, type and logical id (FHIR: an id is stable within one
    /// server only). A resource without an id is only the same as one with the
    /// same bytes.
    pub fn key(&self) -> Key<'_> {
        Key {
            provider: &self.head.provider,
            service: &self.head.service,
            kind: &self.head.kind,
            id: &self.head.id,
            bytes: if self.head.id.is_empty() {
                &self.bytes
            } else {
                &[]
            },
        }
    }
}

/// See [`Record::key`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key<'a> {
    provider: &'a str,
    service: &'a str,
    kind: &'a str,
    id: &'a str,
    bytes: &'a [u8],
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A record for tests.
    pub(crate) fn record(number: &str, collection: &str, id: &str, bytes: &str) -> Record {
        Record {
            head: Head {
                number: number.into(),
                staged: true,
                collection: collection.into(),
                provider: "a@medmij".into(),
                service: "48".into(),
                queries: BTreeSet::from(["problem".into()]),
                at: "2026-05-26T10:00:00+02:00".into(),
                kind: "Condition".into(),
                id: id.into(),
                full_url: None,
                documents: BTreeMap::new(),
                follow: Follow::default(),
                seen: BTreeSet::from([collection.into()]),
            },
            bytes: bytes.into(),
            earlier: Vec::new(),
        }
    }

    #[test]
    fn the_stored_form_keeps_every_byte_of_every_version() {
        let mut stored = record("1", "c", "x", "{\n \"a\": 1.00 }\n");
        stored.earlier.push(Version {
            at: "2025".into(),
            bytes: b"\n\n\xff".to_vec(),
            seen: BTreeSet::from(["b".into()]),
            documents: BTreeMap::from([(1, 7)]),
        });
        assert_eq!(Record::from_bytes(&stored.to_bytes()), Ok(stored));
    }

    #[test]
    fn what_was_kept_before_collections_were_is_still_read() {
        let head = r#"{"number":"1","collection":"c","provider":"a@medmij","service":"48",
            "queries":[],"at":"2025","kind":"Condition","id":"x","documents":{}}"#;
        let line = format!(r#"{{"head":{head},"length":2,"earlier":[["2024",1]]}}"#);
        let stored = format!("{}\n{{}}7", line.replace('\n', ""));
        let read = Record::from_bytes(stored.as_bytes()).unwrap();
        assert_eq!(read.head.brought_by(), BTreeSet::from(["c".to_owned()]));
        assert_eq!(read.earlier[0].bytes, b"7");
        assert!(read.earlier[0].seen.is_empty());
        assert_eq!(Record::from_bytes(&read.to_bytes()), Ok(read));
    }

    #[test]
    fn cut_off_bytes_are_no_record() {
        let bytes = record("1", "c", "x", "{}").to_bytes();
        for end in 0..bytes.len() {
            assert_eq!(
                Record::from_bytes(&bytes[..end]),
                Err(NotARecord),
                "cut at {end}"
            );
        }
    }
}
