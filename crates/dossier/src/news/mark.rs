//! Marks what a collection changes, at the moment it joins.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{News, NewsKind};
use crate::collection::{Collection, Outcome, QueryResult};
use crate::join::Changes;
use crate::record::{Head, Record};

/// Marks in `changes` (what [`crate::join::join`] made of `collection`) what is
/// new, what reads differently, and adds what the source no longer lists.
///
/// `before`: the records that were joined. `earlier`: the collections that were.
/// What comes from a query that was never answered before is not marked: the
/// first time everything is new, and five hundred marks say nothing.
pub fn mark<'a>(
    changes: &mut Changes,
    before: impl IntoIterator<Item = &'a Record>,
    collection: &Collection,
    earlier: &[&Collection],
) {
    let past = Past::new(collection, earlier);
    let mut old: BTreeMap<&str, &Record> = BTreeMap::new();
    for record in before {
        old.insert(&record.head.number, record);
    }
    let mut listed = BTreeSet::new();
    for record in &mut changes.put {
        let was = old.get(record.head.number.as_str()).copied();
        if let Some(was) = was {
            listed.insert(was.head.number.as_str());
        }
        mark_one(record, was, &past);
    }
    let gone = old.values().filter(|record| {
        !listed.contains(record.head.number.as_str())
            && record.head.follow.absent.is_none()
            && past.should_have_listed(record)
    });
    let gone: Vec<Record> = gone.map(|record| absent(record, &past)).collect();
    changes.put.extend(gone);
}

/// What was asked before this collection, and when.
struct Past<'a> {
    collection: &'a Collection,
    earlier: Vec<&'a Collection>,
}

impl<'a> Past<'a> {
    fn new(collection: &'a Collection, earlier: &[&'a Collection]) -> Self {
        let of_this = |other: &&&Collection| {
            other.provider == collection.provider && other.id != collection.id && other.joined()
        };
        Self {
            collection,
            earlier: earlier.iter().filter(of_this).copied().collect(),
        }
    }

    /// When one of the queries that brought `record` was last answered before.
    fn since(&self, record: &Record) -> Option<&'a str> {
        let head = &record.head;
        let answered = |other: &&&Collection| {
            let results = other.queries.get(&head.service);
            head.queries
                .iter()
                .filter_map(|query| results?.get(query))
                .any(answered)
        };
        let earlier = self.earlier.iter().filter(answered);
        earlier.map(|other| other.at.as_str()).max()
    }

    /// Whether every query that brought `record` was now answered in full.
    fn should_have_listed(&self, record: &Record) -> bool {
        let head = &record.head;
        let results = self.collection.queries.get(&head.service);
        head.provider == self.collection.provider
            && !head.queries.is_empty()
            && head
                .queries
                .iter()
                .all(|query| results.and_then(|r| r.get(query)).is_some_and(complete))
    }
}

fn outcome(result: &QueryResult) -> Option<&Outcome> {
    result.end.as_ref().map(|end| &end.outcome)
}

fn complete(result: &QueryResult) -> bool {
    outcome(result) == Some(&Outcome::Complete)
}

fn answered(result: &QueryResult) -> bool {
    complete(result) || (result.entries > 0 && matches!(outcome(result), Some(Outcome::Partial(_))))
}

fn mark_one(record: &mut Record, was: Option<&Record>, past: &Past<'_>) {
    let news = |kind| {
        let since = past.since(record).map(str::to_owned);
        since.map(|since| News { kind, since })
    };
    let Some(was) = was else {
        record.head.follow.news = news(NewsKind::New);
        return;
    };
    let mut follow = was.head.follow.clone();
    follow.absent = None;
    if follow
        .news
        .as_ref()
        .is_some_and(|n| n.kind == NewsKind::Gone)
    {
        follow.news = None;
    }
    if reads_differently(&was.bytes, &record.bytes) {
        follow.opened = false;
        // What she has not seen at all stays new.
        follow.news = follow.news.or_else(|| news(NewsKind::Changed));
    }
    record.head.follow = follow;
}

fn absent(record: &Record, past: &Past<'_>) -> Record {
    let mut record = record.clone();
    let follow = &mut record.head.follow;
    follow.absent = Some(past.collection.at.clone());
    if follow.news.is_none() && !only_latest(&record.head) {
        let since = past.since(&record).unwrap_or(&record.head.at).to_owned();
        let kind = NewsKind::Gone;
        record.head.follow.news = Some(News { kind, since });
    }
    record
}

/// Whether the queries of a record give only the latest of each: then an older
/// one is not listed any more because a newer one came, which is no news.
fn only_latest(head: &Head) -> bool {
    let service = inzage_medmij::gegevensdiensten::Gegevensdienst::find(&head.service);
    let known = service.map_or(&[][..], |service| service.queries);
    head.queries.iter().all(|id| {
        let query = known.iter().find(|query| query.id == id);
        query.is_some_and(|query| query.path.contains("$lastn"))
    })
}

/// Whether two versions say something else: white space, the order of members
/// and the server's own counting (`meta.versionId`, `meta.lastUpdated`) aside.
pub(crate) fn reads_differently(a: &[u8], b: &[u8]) -> bool {
    let content = |bytes: &[u8]| {
        let mut value: Value = serde_json::from_slice(bytes).ok()?;
        if let Some(meta) = value.get_mut("meta").and_then(Value::as_object_mut) {
            meta.remove("versionId");
            meta.remove("lastUpdated");
        }
        Some(value)
    };
    a != b
        && match (content(a), content(b)) {
            (Some(a), Some(b)) => a != b,
            _ => true,
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::{End, State};
    use crate::join::join;
    use crate::record::tests::record;

    fn collection(id: &str, at: &str) -> Collection {
        let mut collection = Collection {
            id: id.into(),
            provider: "a@medmij".into(),
            group: "g".into(),
            services: vec!["48".into()],
            at: at.into(),
            trace_id: "t".into(),
            state: State::Joined { checked: true },
            queries: BTreeMap::new(),
            rebuilds: true,
        };
        ended(&mut collection, "problem", Outcome::Complete);
        collection
    }

    fn ended(collection: &mut Collection, query: &str, outcome: Outcome) {
        let result = collection.query("48", query);
        result.entries = 1;
        result.end = Some(End {
            outcome,
            at: String::new(),
            trace_id: None,
        });
    }

    /// Joins `staged` as the collection `id`, after those of `earlier`.
    fn joined(
        before: &[Record],
        staged: Vec<Record>,
        now: &Collection,
        earlier: &[&Collection],
    ) -> Vec<Record> {
        let mut changes = join(before, staged);
        mark(&mut changes, before, now, earlier);
        changes.put
    }

    fn kinds(records: &[Record]) -> Vec<Option<NewsKind>> {
        let news = records
            .iter()
            .map(|record| record.head.follow.news.as_ref());
        news.map(|news| news.map(|news| news.kind)).collect()
    }

    #[test]
    fn the_first_time_nothing_is_marked_and_then_what_is_new_since() {
        let first = collection("first", "2026-03-03T10:00:00+01:00");
        let had = joined(&[], vec![record("1", "first", "x", "{}")], &first, &[]);
        assert_eq!(kinds(&had), [None]);
        let second = collection("second", "2026-04-03T10:00:00+02:00");
        let staged = vec![
            record("2", "second", "x", "{}"),
            record("3", "second", "y", "{}"),
        ];
        let now = joined(&had, staged, &second, &[&first]);
        assert_eq!(kinds(&now), [None, Some(NewsKind::New)]);
        let since = now[1].head.follow.news.clone().map(|news| news.since);
        assert_eq!(since.as_deref(), Some("2026-03-03T10:00:00+01:00"));
    }

    #[test]
    fn a_query_that_failed_the_first_time_is_a_first_time_later() {
        let mut first = collection("first", "2026-03-03T10:00:00+01:00");
        ended(&mut first, "problem", Outcome::Failed("x".into(), None));
        let second = collection("second", "2026-04-03T10:00:00+02:00");
        let staged = vec![record("1", "second", "x", "{}")];
        assert_eq!(kinds(&joined(&[], staged, &second, &[&first])), [None]);
    }

    #[test]
    fn another_text_is_a_change_and_another_version_number_is_none() {
        let first = collection("first", "2026-03-03T10:00:00+01:00");
        let mut old = record("1", "first", "x", r#"{"a":1,"meta":{"versionId":"1"}}"#);
        old.head.follow.opened = true;
        let second = collection("second", "2026-04-03T10:00:00+02:00");
        let same = record("2", "second", "x", r#"{"meta":{"versionId":"2"}, "a":1}"#);
        let now = joined(&[old.clone()], vec![same], &second, &[&first]);
        assert_eq!(kinds(&now), [None]);
        assert!(now[0].head.follow.opened);
        let other = record("2", "second", "x", r#"{"a":2}"#);
        let now = joined(&[old], vec![other], &second, &[&first]);
        assert_eq!(kinds(&now), [Some(NewsKind::Changed)]);
        assert!(
            !now[0].head.follow.opened,
            "covered again till it is opened"
        );
    }

    #[test]
    fn what_is_listed_no_longer_stays_and_says_so_until_it_comes_back() {
        let first = collection("first", "2026-03-03T10:00:00+01:00");
        let second = collection("second", "2026-04-03T10:00:00+02:00");
        let old = record("1", "first", "x", "{}");
        let now = joined(std::slice::from_ref(&old), vec![], &second, &[&first]);
        assert_eq!(kinds(&now), [Some(NewsKind::Gone)]);
        assert_eq!(now[0].head.follow.absent.as_ref(), Some(&second.at));
        assert_eq!(now[0].bytes, old.bytes);
        let third = collection("third", "2026-05-03T10:00:00+02:00");
        let back = vec![record("3", "third", "x", "{}")];
        let now = joined(&now, back, &third, &[&first, &second]);
        assert_eq!(kinds(&now), [None]);
        assert_eq!(now[0].head.follow.absent, None);
    }

    #[test]
    fn a_query_that_did_not_bring_everything_says_nothing_about_what_is_missing() {
        let first = collection("first", "2026-03-03T10:00:00+01:00");
        let mut second = collection("second", "2026-04-03T10:00:00+02:00");
        ended(&mut second, "problem", Outcome::Partial("loop".into()));
        let old = record("1", "first", "x", "{}");
        assert_eq!(joined(&[old], vec![], &second, &[&first]), []);
    }

    #[test]
    fn an_older_measurement_that_made_way_for_the_latest_is_no_news() {
        let mut first = collection("first", "2026-03-03T10:00:00+01:00");
        ended(&mut first, "weight", Outcome::Complete);
        let mut second = collection("second", "2026-04-03T10:00:00+02:00");
        ended(&mut second, "weight", Outcome::Complete);
        let mut old = record("1", "first", "x", "{}");
        old.head.queries = BTreeSet::from(["weight".to_owned()]);
        let now = joined(&[old], vec![], &second, &[&first]);
        assert_eq!(kinds(&now), [None]);
        assert!(now[0].head.follow.absent.is_some());
    }
}
