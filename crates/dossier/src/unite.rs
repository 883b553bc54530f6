//! One entry as two vaults of one person keep it: nothing of either is lost.

use std::collections::{BTreeMap, BTreeSet};

use crate::letters::size_of;
use crate::logbook::Event;
use crate::news::{Follow, News, NewsKind, reads_differently};
use crate::record::{Head, Key, Record, Version};

/// Which entry here each of `there` is: the same thing of the same source
/// ([`Record::key`]), of what waits for a decision only within its collection. Two
/// entries of one id stay two.
pub fn pairs<'a>(
    here: impl IntoIterator<Item = &'a Record>,
    there: &[Record],
) -> Vec<Option<&'a Record>> {
    let mut known: BTreeMap<Key<'_>, Vec<&'a Record>> = BTreeMap::new();
    for record in here {
        known.entry(record.key()).or_default().push(record);
    }
    let mut found: Vec<Option<&Record>> = vec![None; there.len()];
    let mut taken = BTreeSet::new();
    // What is surely the same first, so that a changed twin does not take its place.
    for alike in ALIKE {
        for (record, found) in there.iter().zip(&mut found) {
            let same = known.get(&record.key()).into_iter().flatten();
            let mut free = same.filter(|of| {
                let taken = taken.contains(of.head.number.as_str());
                !taken && stand_alike(of, record) && alike(of, record)
            });
            if found.is_none()
                && let Some(same) = free.next()
            {
                taken.insert(same.head.number.as_str());
                *found = Some(same);
            }
        }
    }
    found
}

/// In what two entries of one id are alike, the surest first: the number that they have
/// in both vaults, what was received, nothing more.
const ALIKE: [fn(&Record, &Record) -> bool; 3] = [
    |here, there| here.head.number == there.head.number,
    |here, there| here.bytes == there.bytes,
    |_, _| true,
];

fn stand_alike(here: &Record, there: &Record) -> bool {
    here.head.staged == there.head.staged
        && (!here.head.staged || here.head.collection == there.head.collection)
}

/// The entry with every version that `here` or `there` keeps, the last collected
/// first, and with what the person has seen of it in either; it has the number that it
/// has here. Uniting again with the same changes nothing. Each letter stays with its
/// version ([`crate::letters::plan`]); of one that both keep, that of here counts.
pub fn unite(here: &Record, there: &Record) -> Record {
    let later = Event::order(&there.head.at) > Event::order(&here.head.at);
    let (lead, other) = if later { (there, here) } else { (here, there) };
    let mut versions = versions(lead, other);
    for version in &mut versions {
        for (attachment, size) in &mut version.documents {
            *size = size_of(here, &version.bytes, *attachment).unwrap_or(*size);
        }
    }
    let mut versions = versions.into_iter();
    let newest = versions.next().unwrap_or_else(|| lead.newest());
    let head = Head {
        number: here.head.number.clone(),
        queries: &here.head.queries | &there.head.queries,
        documents: newest.documents,
        follow: followed(lead, other),
        seen: newest.seen,
        ..lead.head.clone()
    };
    Record {
        head,
        bytes: newest.bytes,
        earlier: versions.collect(),
    }
}

/// What was collected unchanged, one time after the other, is one version.
fn versions(lead: &Record, other: &Record) -> Vec<Version> {
    let before = lead.earlier.iter().chain(&other.earlier).cloned();
    let mut rest: Vec<Version> = before.chain([other.newest()]).collect();
    rest.sort_by_cached_key(|of| (std::cmp::Reverse(Event::order(&of.at)), of.bytes.clone()));
    let mut kept = vec![lead.newest()];
    for version in rest {
        let moment = Event::order(&version.at);
        let again = kept
            .iter()
            .position(|of| of.bytes == version.bytes && Event::order(&of.at) == moment)
            .or_else(|| (kept.last()?.bytes == version.bytes).then_some(kept.len() - 1));
        match again.and_then(|at| kept.get_mut(at)) {
            Some(known) => {
                known.seen.extend(version.seen);
                for (attachment, size) in version.documents {
                    known.documents.entry(attachment).or_insert(size);
                }
            }
            None => kept.push(version),
        }
    }
    kept
}

/// What she has seen is about one version; whether its source still lists it was said
/// by whoever asked last.
fn followed(lead: &Record, other: &Record) -> Follow {
    let (mine, yours) = (&lead.head.follow, &other.head.follow);
    let mut follow = mine.clone();
    if mine == yours {
        return follow;
    }
    if !reads_differently(&lead.bytes, &other.bytes) {
        follow.opened |= yours.opened;
        let unseen = |of: &Follow, by: &Follow| of.news.clone().filter(|news| !seen(news, of, by));
        follow.news = unseen(mine, yours).or_else(|| unseen(yours, mine));
    }
    let listed = Event::order(&lead.head.at);
    let absent = [&mine.absent, &yours.absent].into_iter().flatten();
    let absent = absent.filter(|at| Event::order(at) >= listed);
    follow.absent = absent.max_by_key(|at| Event::order(at)).cloned();
    let listed = follow.absent.is_none();
    follow
        .news
        .take_if(|news| listed && news.kind == NewsKind::Gone);
    follow
}

/// Whether the one vault shows that she saw what is news in the other. Opening the entry
/// shows that for the version; that it is no longer listed may have been found later.
fn seen(news: &News, of: &Follow, by: &Follow) -> bool {
    match news.kind {
        NewsKind::Gone => {
            let found = |follow: &Follow| follow.absent.as_deref().map(Event::order);
            by.news.is_none() && found(by) >= found(of)
        }
        NewsKind::New | NewsKind::Changed => by.opened,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::tests::record;

    /// A version collected on a day of May.
    fn on(day: u8, collection: &str, bytes: &str) -> Record {
        let mut record = record("1", collection, "x", bytes);
        record.head.at = format!("2026-05-{day:02}T10:00:00+02:00");
        record.head.staged = false;
        record
    }

    fn before(mut record: Record, earlier: &Record) -> Record {
        record.earlier.push(earlier.newest());
        record
    }

    fn said(record: &Record) -> Vec<(&[u8], &str)> {
        let newest = (record.bytes.as_slice(), record.head.at.as_str());
        let earlier = record.earlier.iter().map(|of| (&*of.bytes, of.at.as_str()));
        std::iter::once(newest).chain(earlier).collect()
    }

    #[test]
    fn every_version_of_both_is_there_the_last_collected_first() {
        let here = before(on(2, "c2", "{\"v\":2}"), &on(1, "c1", "{\"v\":1}"));
        let mut there = on(3, "c3", "{\"v\":3}");
        there.head.number = "9".into();
        there.head.documents.insert(0, 7);
        let record = unite(&here, &there);
        assert_eq!(
            (&*record.head.number, &*record.head.collection),
            ("1", "c3")
        );
        assert_eq!(record.head.documents, BTreeMap::from([(0, 7)]));
        let bytes: Vec<_> = said(&record).into_iter().map(|(bytes, _)| bytes).collect();
        assert_eq!(bytes, [&b"{\"v\":3}"[..], b"{\"v\":2}", b"{\"v\":1}"]);
        assert_eq!(unite(&record, &there), record);
        assert_eq!(unite(&record, &here), record);
    }

    #[test]
    fn what_came_back_as_it_was_keeps_both_times() {
        let (one, two) = (on(1, "c1", "{\"v\":1}"), on(2, "c2", "{\"v\":2}"));
        let here = before(before(on(3, "c3", "{\"v\":1}"), &two), &one);
        assert_eq!(said(&unite(&here, &one)), said(&here));
        assert_eq!(said(&unite(&one, &here)), said(&here));
        // Collected unchanged twice: one version with the last date.
        let again = unite(&one, &on(5, "c5", "{\"v\":1}"));
        assert_eq!(
            (said(&again).len(), &*again.head.at),
            (1, "2026-05-05T10:00:00+02:00")
        );
        assert_eq!(again.head.seen, BTreeSet::from(["c1".into(), "c5".into()]));
    }

    #[test]
    fn moments_are_compared_in_time_and_not_as_text() {
        // Eleven where she was is later than half past ten in winter time.
        let mut here = on(1, "c1", "{\"v\":1}");
        here.head.at = "2026-05-01T11:00:00+02:00".into();
        let mut there = on(1, "c2", "{\"v\":2}");
        there.head.at = "2026-05-01T10:30:00+00:00".into();
        assert_eq!(unite(&here, &there).bytes, there.bytes);
        assert_eq!(unite(&there, &here).bytes, there.bytes);
    }

    /// Every way in which an entry can be followed.
    fn follows() -> Vec<Follow> {
        let kinds = [NewsKind::New, NewsKind::Changed, NewsKind::Gone].map(Some);
        let mut all = Vec::new();
        for kind in kinds.into_iter().chain([None]) {
            for opened in [false, true] {
                for absent in [None, Some(4), Some(6)] {
                    let day = |day: u8| format!("2026-05-{day:02}T10:00:00+02:00");
                    let since = day(1);
                    all.push(Follow {
                        news: kind.map(|kind| News { kind, since }),
                        opened,
                        absent: absent.map(day),
                    });
                }
            }
        }
        all
    }

    #[test]
    fn what_she_has_seen_is_united_once() {
        let with = |follow: &Follow| {
            let mut record = on(2, "c2", "{}");
            record.head.follow = follow.clone();
            record
        };
        for any in follows() {
            let same = unite(&with(&any), &with(&any));
            assert_eq!(same.head.follow, any);
        }
        let mut possible = follows();
        possible.retain(|follow| match follow.news.as_ref().map(|news| news.kind) {
            Some(NewsKind::Gone) => follow.absent.is_some(),
            Some(NewsKind::New | NewsKind::Changed) => !follow.opened,
            None => true,
        });
        for mine in &possible {
            for yours in &possible {
                let both = unite(&with(mine), &with(yours));
                for again in [mine, yours] {
                    let twice = unite(&both, &with(again));
                    assert_eq!(twice, both, "{mine:?} {yours:?} {again:?}");
                }
            }
        }
    }

    #[test]
    fn that_it_is_no_longer_listed_stays_unread_until_that_was_seen() {
        let mut gone = on(2, "c2", "{}");
        gone.head.follow = Follow {
            news: Some(News {
                kind: NewsKind::Gone,
                since: gone.head.at.clone(),
            }),
            opened: true,
            absent: Some("2026-05-04T10:00:00+02:00".into()),
        };
        let mut before = gone.clone();
        before.head.follow.absent = None;
        before.head.follow.news = None;
        for (here, there) in [(&gone, &before), (&before, &gone)] {
            assert_eq!(unite(here, there).head.follow, gone.head.follow);
        }
        let mut seen = gone.clone();
        seen.head.follow.open();
        for (here, there) in [(&gone, &seen), (&seen, &gone)] {
            assert_eq!(unite(here, there).head.follow, seen.head.follow);
        }
    }

    #[test]
    fn the_number_tells_before_what_was_received_does() {
        let (one, mut two) = (on(1, "c", "{\"a\":1}"), on(1, "c", "{\"a\":2}"));
        two.head.number = "2".into();
        let (mut first, mut second) = (one.clone(), two.clone());
        first.bytes.clone_from(&two.bytes);
        second.bytes.clone_from(&one.bytes);
        assert_eq!(
            pairs([&one, &two], &[first, second]),
            [Some(&one), Some(&two)]
        );
    }

    #[test]
    fn a_letter_stands_with_its_version_and_never_with_another() {
        let (mut old, mut new) = (on(1, "c1", "{\"v\":1}"), on(2, "c2", "{\"v\":2}"));
        old.head.documents = BTreeMap::from([(0, 10)]);
        for (here, there) in [(&old, &new), (&new, &old)] {
            let both = unite(here, there);
            assert!(both.head.documents.is_empty());
            assert_eq!(both.earlier[0].documents, old.head.documents);
        }
        new.head.documents = BTreeMap::from([(0, 20)]);
        let both = unite(&old, &new);
        assert_eq!(both.head.documents, new.head.documents);
        assert_eq!(both.earlier[0].documents, old.head.documents);
        // The same version: what is here stays.
        let mut same = old.clone();
        same.head.documents = BTreeMap::from([(0, 11), (1, 12)]);
        let both = unite(&old, &same);
        assert_eq!(both.head.documents, BTreeMap::from([(0, 10), (1, 12)]));
    }

    #[test]
    fn a_version_that_she_did_not_see_is_covered_and_one_that_she_saw_is_not() {
        let (mut old, mut new) = (on(1, "c1", "{\"v\":1}"), on(2, "c2", "{\"v\":2}"));
        old.head.follow.opened = true;
        let news = News {
            kind: NewsKind::Changed,
            since: old.head.at.clone(),
        };
        new.head.follow.news = Some(news.clone());
        for (here, there) in [(&old, &new), (&new, &old)] {
            let follow = unite(here, there).head.follow;
            assert_eq!((follow.opened, follow.news), (false, Some(news.clone())));
        }
        let mut seen = new.clone();
        seen.head.follow.open();
        for (here, there) in [(&seen, &new), (&new, &seen)] {
            let follow = unite(here, there).head.follow;
            assert!(follow.opened && follow.news.is_none());
        }
    }

    #[test]
    fn whether_it_is_listed_is_what_the_last_collection_found() {
        let mut gone = on(1, "c1", "{}");
        gone.head.follow.absent = Some("2026-05-04T10:00:00+02:00".into());
        let news = News {
            kind: NewsKind::Gone,
            since: gone.head.at.clone(),
        };
        gone.head.follow.news = Some(news);
        let absent = |here: &Record, there: &Record| unite(here, there).head.follow;
        let back = absent(&gone, &on(6, "c6", "{}"));
        assert!(back.absent.is_none() && back.news.is_none());
        let still = absent(&on(2, "c2", "{}"), &gone);
        assert_eq!(still.absent, gone.head.follow.absent);
        assert!(still.news.is_some());
    }

    #[test]
    fn what_waits_is_never_taken_for_what_joined_or_for_what_waits_elsewhere() {
        let joined = on(1, "c1", "{}");
        let mut waiting = on(1, "c1", "{}");
        waiting.head.staged = true;
        let mut elsewhere = waiting.clone();
        elsewhere.head.collection = "c2".into();
        let there = [waiting.clone(), joined.clone()];
        assert_eq!(pairs([&joined], &there), [None, Some(&joined)]);
        assert_eq!(pairs([&waiting], &[elsewhere]), [None]);
    }

    #[test]
    fn two_entries_of_one_id_find_their_own() {
        let (one, mut two) = (on(1, "c", "{\"a\":1}"), on(1, "c", "{\"a\":2}"));
        two.head.number = "2".into();
        let mut there = [on(1, "c", "{\"a\":3}"), on(1, "c", "{\"a\":1}")];
        there[0].head.number = "7".into();
        there[1].head.number = "8".into();
        assert_eq!(pairs([&one, &two], &there), [Some(&two), Some(&one)]);
    }
}
