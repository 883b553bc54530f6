//! What one collection held, also when a later one brought something newer; and
//! two collections of one provider beside each other.

use crate::collection::Collection;
use crate::record::Record;
pub use crate::view::Fate;

/// The bytes of `record` as `collection` brought them; `None` when it did not, or
/// when that is not known any more.
pub fn as_held<'a>(record: &'a Record, collection: &str) -> Option<&'a [u8]> {
    if record.head.brought_by().contains(collection) {
        return Some(&record.bytes);
    }
    let versions = record.earlier.iter();
    versions
        .filter(|version| version.seen.contains(collection))
        .map(|version| version.bytes.as_slice())
        .next()
}

/// What became of `record` between two collections of its provider; `None` when
/// neither brought it.
pub fn fate(record: &Record, older: &Collection, newer: &Collection) -> Option<Fate> {
    match (as_held(record, &older.id), as_held(record, &newer.id)) {
        (None, None) => None,
        (Some(before), Some(now)) if before == now => Some(Fate::Same),
        (Some(_), Some(_)) => Some(Fate::Changed),
        (None, Some(_)) if asked_for(record, older) => Some(Fate::New),
        (None, Some(_)) => Some(Fate::NotAskedBefore),
        (Some(_), None) if asked_for(record, newer) => Some(Fate::Gone),
        (Some(_), None) => Some(Fate::NotAskedNow),
    }
}

/// Whether a collection asked for it and got everything: only then does "not
/// there" mean anything.
fn asked_for(record: &Record, collection: &Collection) -> bool {
    let head = &record.head;
    let mut queries = head.queries.iter();
    queries.any(|query| collection.completed(&head.service, query))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::collection::{End, Outcome, State};
    use crate::join::join;
    use crate::record::tests::record;

    fn collection(id: &str, outcome: Outcome) -> Collection {
        let mut made = Collection {
            id: id.into(),
            provider: "a@medmij".into(),
            group: "g".into(),
            services: vec!["48".into()],
            at: "2026".into(),
            trace_id: String::new(),
            state: State::Joined { checked: true },
            queries: BTreeMap::new(),
            rebuilds: true,
        };
        made.query("48", "problem").end = Some(End {
            outcome,
            at: "2026".into(),
            trace_id: None,
        });
        made
    }

    #[test]
    fn each_collection_is_rebuilt_as_it_was_whatever_came_later() {
        let mut kept = join([], vec![record("1", "a", "x", "1")]).put;
        for (number, name, bytes) in [("2", "b", "1"), ("3", "c", "2"), ("4", "d", "1")] {
            kept = join(&kept, vec![record(number, name, "x", bytes)]).put;
        }
        let held = |name| kept.first().and_then(|record| as_held(record, name));
        for (name, bytes) in [("a", b"1"), ("b", b"1"), ("c", b"2"), ("d", b"1")] {
            assert_eq!(held(name), Some(&bytes[..]), "{name}");
        }
        assert_eq!(held("e"), None);
    }

    #[test]
    fn what_became_of_an_entry_is_told_from_what_was_asked() {
        let (older, newer) = (
            collection("a", Outcome::Complete),
            collection("b", Outcome::Complete),
        );
        let failed = collection("b", Outcome::Failed("timeout".into(), None));
        let only_old = record("1", "a", "x", "1");
        assert_eq!(fate(&only_old, &older, &newer), Some(Fate::Gone));
        assert_eq!(fate(&only_old, &older, &failed), Some(Fate::NotAskedNow));
        let only_new = record("2", "b", "x", "1");
        assert_eq!(fate(&only_new, &older, &newer), Some(Fate::New));
        let both = join([&only_old], vec![record("2", "b", "x", "1")])
            .put
            .remove(0);
        assert_eq!(fate(&both, &older, &newer), Some(Fate::Same));
        let changed = join([&only_old], vec![record("2", "b", "x", "2")])
            .put
            .remove(0);
        assert_eq!(fate(&changed, &older, &newer), Some(Fate::Changed));
        assert_eq!(fate(&record("3", "z", "y", "1"), &older, &newer), None);
    }
}
