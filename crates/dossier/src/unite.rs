//! One entry as two vaults of one person keep it: nothing of either is lost.

use std::collections::BTreeSet;

use crate::record::{Record, Version};

/// The entry with every version that `here` or `there` keeps, the last collected
/// first. It keeps the number, and what the person has seen, of `here`; equal bytes are
/// one version. Uniting again with the same changes nothing.
pub fn unite(here: &Record, there: &Record) -> Record {
    let mut versions: Vec<Version> = Vec::new();
    for version in versions_of(here).chain(versions_of(there)) {
        match versions
            .iter_mut()
            .find(|known| known.bytes == version.bytes)
        {
            Some(known) => {
                known.seen.extend(version.seen);
                known.at = known.at.clone().max(version.at);
            }
            None => versions.push(version),
        }
    }
    // Stable: of one moment that of `here` comes first.
    versions.sort_by(|a, b| b.at.cmp(&a.at));
    let mut versions = versions.into_iter();
    let newest = versions.next().unwrap_or_else(|| newest_of(here));
    let mut head = here.head.clone();
    if newest.bytes != here.bytes {
        head.collection.clone_from(&there.head.collection);
    }
    head.at = newest.at;
    head.seen = newest.seen;
    head.queries.extend(there.head.queries.iter().cloned());
    for (attachment, size) in &there.head.documents {
        head.documents.entry(*attachment).or_insert(*size);
    }
    Record {
        head,
        bytes: newest.bytes,
        earlier: versions.collect(),
    }
}

fn versions_of(record: &Record) -> impl Iterator<Item = Version> {
    std::iter::once(newest_of(record)).chain(record.earlier.iter().cloned())
}

fn newest_of(record: &Record) -> Version {
    Version {
        at: record.head.at.clone(),
        bytes: record.bytes.clone(),
        seen: if record.head.seen.is_empty() {
            BTreeSet::new()
        } else {
            record.head.brought_by()
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::tests::record;

    fn at(mut record: Record, at: &str) -> Record {
        record.head.at = at.into();
        record
    }

    #[test]
    fn every_version_of_both_is_there_the_last_collected_first() {
        let mut here = at(record("1", "c", "x", "{\"v\":2}"), "2026-02");
        here.earlier.push(Version {
            at: "2026-01".into(),
            bytes: b"{\"v\":1}".to_vec(),
            seen: BTreeSet::new(),
        });
        let mut there = at(record("2", "d", "x", "{\"v\":3}"), "2026-03");
        there.head.documents.insert(0, 7);
        let united = unite(&here, &there);
        assert_eq!(united.head.number, "1");
        assert_eq!(united.head.collection, "d");
        assert_eq!(united.head.documents.get(&0), Some(&7));
        assert_eq!(united.bytes, b"{\"v\":3}");
        let earlier: Vec<&[u8]> = united.earlier.iter().map(|of| &*of.bytes).collect();
        assert_eq!(earlier, [&b"{\"v\":2}"[..], &b"{\"v\":1}"[..]]);
        assert_eq!(unite(&united, &there), united);
        assert_eq!(unite(&united, &here), united);
    }

    #[test]
    fn an_older_copy_becomes_an_earlier_version() {
        let here = at(record("1", "c", "x", "{\"v\":2}"), "2026-02");
        let there = at(record("1", "b", "x", "{\"v\":1}"), "2026-01");
        let united = unite(&here, &there);
        assert_eq!((united.bytes, united.head), (here.bytes, here.head));
        assert_eq!(united.earlier.len(), 1);
    }
}
