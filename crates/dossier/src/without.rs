//! An entry without what some collections brought: those that the person said are not
//! hers.

use std::collections::BTreeSet;

use crate::news::Follow;
use crate::record::{Head, Record, Version};

/// The entry without the versions that only `collections` (ids) brought; none when
/// nothing is left. A version of which it is not known who brought it stays.
pub fn without(record: &Record, collections: &BTreeSet<String>) -> Option<Record> {
    let newest = record.newest();
    let all = || std::iter::once(&newest).chain(&record.earlier);
    if all().all(|version| version.seen.is_disjoint(collections)) {
        return Some(record.clone());
    }
    let mut rest = all().filter_map(|version| left(version, collections));
    let first = rest.next()?;
    let earlier = rest.collect();
    Some(Record {
        head: head(&record.head, &first, first.bytes == newest.bytes),
        bytes: first.bytes,
        earlier,
    })
}

fn left(version: &Version, collections: &BTreeSet<String>) -> Option<Version> {
    let seen: BTreeSet<String> = version.seen.difference(collections).cloned().collect();
    let stays = version.seen.is_empty() || !seen.is_empty();
    stays.then(|| Version {
        seen,
        ..version.clone()
    })
}

/// Letters and what she has seen go with the version that they are of.
fn head(before: &Head, first: &Version, same: bool) -> Head {
    let mut head = Head {
        at: first.at.clone(),
        seen: first.seen.clone(),
        ..before.clone()
    };
    if !first.seen.contains(&head.collection) {
        head.collection = first.seen.first().cloned().unwrap_or_default();
    }
    if !same {
        head.documents.clone_from(&first.documents);
        head.follow = Follow::default();
    }
    head
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::join::join;
    use crate::record::tests::record;

    fn only(collection: &str) -> BTreeSet<String> {
        BTreeSet::from([collection.to_owned()])
    }

    fn after(record: &Record, next: Record) -> Record {
        join([record], vec![next]).put.remove(0)
    }

    #[test]
    fn what_only_they_brought_goes_and_the_version_before_is_the_newest() {
        let first = record("1", "hers", "x", "{\"a\":1}");
        let mut second = record("2", "other", "x", "{\"a\":2}");
        second.head.documents.insert(0, 7);
        let both = after(&first, second.clone());
        let rest = without(&both, &only("other")).unwrap();
        assert_eq!((&rest.bytes, rest.earlier.len()), (&first.bytes, 0));
        assert_eq!(rest.head.collection, "hers");
        assert!(rest.head.documents.is_empty());
        let rest = without(&both, &only("hers")).unwrap();
        assert_eq!((&rest.bytes, rest.earlier.len()), (&second.bytes, 0));
        assert_eq!(rest.head.documents.len(), 1);
        assert_eq!(without(&first, &only("hers")), None);
    }

    #[test]
    fn what_others_brought_too_stays_and_what_is_not_known_stays() {
        let first = record("1", "hers", "x", "{}");
        let both = after(&first, record("2", "other", "x", "{}"));
        let rest = without(&both, &only("other")).unwrap();
        assert_eq!(rest.head.collection, "hers");
        assert_eq!(rest.head.seen, only("hers"));
        assert_eq!(without(&both, &only("elsewhere")), Some(both));
        let mut old = after(&first, record("2", "other", "x", "{\"a\":2}"));
        old.earlier[0].seen.clear();
        let rest = without(&old, &only("other")).unwrap();
        assert_eq!(rest.bytes, first.bytes);
    }
}
