//! How a collection becomes part of the record: the same thing from the same
//! source is a new version or a renewed date, never a second entry; and nothing
//! that came before is lost.

use std::collections::{BTreeMap, BTreeSet};

use crate::letters::Letter;
use crate::record::Record;

/// What has to change in the store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Records to write, as they are from now on.
    pub put: Vec<Record>,
    /// Records that were taken up by another, to delete: number to the number of that.
    pub taken_up: BTreeMap<String, String>,
    /// Letters to move, all at once: from where to where.
    pub moved: Vec<(Letter, Letter)>,
}

/// Joins `staged` (the records of one collection) with `record` (what was
/// joined before).
///
/// For every staged record with a counterpart of the same [`Record::key`]: when
/// the bytes are equal only the date and the collection are renewed; when they
/// differ it becomes the newest version. Two different resources that carry the
/// same id in one collection stay two entries.
pub fn join<'a>(record: impl IntoIterator<Item = &'a Record>, staged: Vec<Record>) -> Changes {
    let mut known: BTreeMap<_, Vec<&Record>> = BTreeMap::new();
    for old in record {
        known.entry(old.key()).or_default().push(old);
    }
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    let mut changes = Changes::default();
    // Equal bytes first, so that a changed twin does not take their place.
    let (equal, other): (Vec<_>, Vec<_>) = staged.into_iter().partition(|new| {
        known
            .get(&new.key())
            .is_some_and(|olds| olds.iter().any(|old| old.bytes == new.bytes))
    });
    for (same, new) in equal
        .into_iter()
        .map(|new| (true, new))
        .chain(other.into_iter().map(|new| (false, new)))
    {
        let counterpart = known.get(&new.key()).into_iter().flatten().find(|old| {
            !taken.contains(old.head.number.as_str()) && (!same || old.bytes == new.bytes)
        });
        match counterpart {
            Some(old) => {
                taken.insert(&old.head.number);
                changes.take_up(old, new);
            }
            None => changes.put.push(joined(new)),
        }
    }
    changes
}

fn joined(mut record: Record) -> Record {
    record.head.staged = false;
    record
}

impl Changes {
    fn take_up(&mut self, old: &Record, new: Record) {
        let mut result = old.clone();
        let number = old.head.number.clone();
        let mut seen = new.head.brought_by();
        let brought = new.head.documents.keys().map(|attachment| {
            let from = Letter::newest(&new.head.number, *attachment);
            (from, Letter::newest(&number, *attachment))
        });
        self.moved.extend(brought);
        let mut documents = new.head.documents.clone();
        self.taken_up
            .insert(new.head.number.clone(), number.clone());
        if old.bytes == new.bytes {
            seen.extend(old.head.brought_by());
            for (attachment, size) in &old.head.documents {
                documents.entry(*attachment).or_insert(*size);
            }
        } else {
            let before = old.newest();
            let stays = before.documents.keys().map(|attachment| {
                let from = Letter::newest(&number, *attachment);
                (from, Letter::earlier(&number, &before, *attachment))
            });
            self.moved.extend(stays);
            result.earlier.insert(0, before);
            result.bytes = new.bytes;
        }
        result.head = crate::record::Head {
            number,
            documents,
            follow: old.head.follow.clone(),
            staged: false,
            seen,
            ..new.head
        };
        self.put.push(result);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::tests::record;

    #[test]
    fn collecting_twice_changes_nothing_but_the_time() {
        let old = record("1", "first", "x", "{}");
        let mut again = record("2", "second", "x", "{}");
        again.head.at = "2026-06-01T10:00:00+02:00".into();
        let changes = join([&old], vec![again.clone()]);
        assert_eq!(changes.taken_up, BTreeMap::from([("2".into(), "1".into())]));
        let [joined] = changes.put.as_slice() else {
            panic!("one record")
        };
        assert_eq!(joined.head.number, "1");
        assert_eq!(joined.head.at, again.head.at);
        assert_eq!((&joined.bytes, joined.earlier.len()), (&old.bytes, 0));
    }

    #[test]
    fn a_changed_resource_becomes_a_version_and_the_old_one_stays() {
        let old = record("1", "first", "x", "{\"a\":1}");
        let changes = join([&old], vec![record("2", "second", "x", "{\"a\":2}")]);
        let [joined] = changes.put.as_slice() else {
            panic!("one record")
        };
        assert_eq!(joined.bytes, b"{\"a\":2}");
        assert_eq!(joined.earlier[0].bytes, b"{\"a\":1}");
    }

    #[test]
    fn two_resources_with_one_id_in_one_collection_stay_two() {
        let changes = join(
            [],
            vec![
                record("1", "c", "x", "{\"a\":1}"),
                record("2", "c", "x", "{\"a\":2}"),
            ],
        );
        assert_eq!(changes.put.len(), 2);
        let joined = changes.put;
        let again = vec![
            record("3", "d", "x", "{\"a\":2}"),
            record("4", "d", "x", "{\"a\":1}"),
        ];
        let changes = join(&joined, again);
        assert_eq!(changes.put.len(), 2);
        assert!(
            changes.put.iter().all(|r| r.earlier.is_empty()),
            "neither changed"
        );
    }

    #[test]
    fn the_same_id_at_another_provider_is_another_thing() {
        let old = record("1", "first", "x", "{}");
        let mut other = record("2", "second", "x", "{}");
        other.head.provider = "b@medmij".into();
        assert_eq!(
            join([&old], vec![other.clone()]),
            Changes {
                put: vec![joined(other)],
                ..Changes::default()
            }
        );
    }

    #[test]
    fn without_an_id_only_equal_bytes_are_the_same() {
        let old = record("1", "first", "", "{\"a\":1}");
        let changes = join(
            [&old],
            vec![
                record("2", "c", "", "{\"a\":1}"),
                record("3", "c", "", "{\"a\":2}"),
            ],
        );
        assert_eq!(changes.taken_up, BTreeMap::from([("2".into(), "1".into())]));
        assert_eq!(changes.put.len(), 2);
    }

    #[test]
    fn documents_move_with_the_record_that_is_taken_up() {
        let old = record("1", "first", "x", "{}");
        let mut again = record("2", "second", "x", "{}");
        again.head.documents.insert(0, 10);
        let changes = join([&old], vec![again]);
        assert_eq!(
            changes.moved,
            [(Letter::newest("2", 0), Letter::newest("1", 0))]
        );
        assert_eq!(changes.put[0].head.documents[&0], 10);
    }
}
