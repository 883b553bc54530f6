//! A model: devices of one person, each with a vault, that write, and join each other.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::entry::{Author, Event, What};

type Vault = BTreeMap<String, Entry>;

fn event(at: u32, what: What<serde_json::Value>) -> Event<serde_json::Value> {
    Event {
        at: format!("2026-05-26T{:02}:{:02}:00+02:00", at / 60, at % 60),
        by: Author::Me,
        what,
    }
}

fn entry(id: u128, at: u32) -> Entry {
    Entry {
        id: Uuid::from_u128(id << 80 | id).to_string(),
        kind: "note".into(),
        history: vec![event(at, What::Entered(json!(at)))],
    }
}

fn corrected(entry: &Entry, at: u32) -> Entry {
    let mut entry = entry.clone();
    entry.history.push(event(at, What::Corrected(json!(at))));
    entry
}

fn vault(entries: impl IntoIterator<Item = Entry>) -> Vault {
    entries.into_iter().map(|of| (of.id.clone(), of)).collect()
}

/// What is in `here` once `there` joined it.
fn joined(here: &Vault, there: &Vault) -> Vault {
    let mut joining = Joining::new(here.clone(), BTreeSet::new());
    for entry in there.values() {
        joining.join(entry.clone());
    }
    assert!(joining.entries.iter().all(|(id, of)| of.id == *id));
    joining.entries
}

/// Every history that is not the beginning of another, each once for each entry.
fn histories(vaults: &[&Vault]) -> Vec<Vec<Event<serde_json::Value>>> {
    let all = || vaults.iter().flat_map(|of| of.values());
    let mut found: Vec<_> = all()
        .filter(|of| {
            let mut further = all().filter(|it| it.history.len() > of.history.len());
            !further.any(|it| begins(it, of))
        })
        .map(|of| of.history.clone())
        .collect();
    found.sort_by_key(|history| format!("{history:?}"));
    found
}

fn each_once(vaults: &[&Vault]) -> Vec<Vec<Event<serde_json::Value>>> {
    let mut found = histories(vaults);
    found.dedup();
    found
}

#[test]
fn both_ways_leaves_both_histories_once_in_each() {
    let first = entry(1, 1);
    let (a, b) = (vault([corrected(&first, 2)]), vault([corrected(&first, 3)]));
    let with_a = joined(&b, &a);
    assert_eq!(with_a.len(), 2);
    let with_both = joined(&a, &with_a);
    assert_eq!(with_both.len(), 2);
    assert_eq!(each_once(&[&with_a]), each_once(&[&with_both]));
    // What is beside goes on there, and is known again here.
    let (id, beside) = with_a.iter().find(|(id, _)| **id != first.id).unwrap();
    let mut further = with_a.clone();
    further.insert(id.clone(), corrected(beside, 9));
    let after = joined(&with_both, &further);
    assert_eq!(after.len(), 2);
    assert_eq!(joined(&after, &with_both), after);
}

#[test]
fn what_cannot_be_read_keeps_its_place() {
    let theirs = entry(1, 1);
    let mut joining = Joining::new(Vault::new(), BTreeSet::from([theirs.id.clone()]));
    let Joined::Beside(id) = joining.join(theirs.clone()) else {
        panic!("beside")
    };
    assert_eq!(joining.join(theirs), Joined::Known(id));
}

#[test]
fn an_entry_of_another_kind_is_another_entry() {
    let here = entry(1, 1);
    let other = Entry {
        kind: "reading".into(),
        ..here.clone()
    };
    assert_eq!(joined(&vault([here]), &vault([other])).len(), 2);
}

/// What happens: a device writes something new, or corrects what it has; or joins
/// another.
#[derive(Clone, Debug)]
enum Deed {
    Write(usize),
    Correct(usize, usize),
    Join(usize, usize),
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        (0..3_usize).prop_map(Deed::Write),
        (0..3_usize, 0..6_usize).prop_map(|(of, nth)| Deed::Correct(of, nth)),
        (0..3_usize, 0..3_usize).prop_map(|(to, from)| Deed::Join(to, from)),
    ];
    proptest::collection::vec(deed, 1..40)
}

proptest! {
    #[test]
    fn nothing_is_lost_or_doubled_whatever_is_joined_in_whatever_order(deeds in deeds()) {
        let mut vaults = vec![Vault::new(); 3];
        for (at, deed) in (1..).zip(deeds) {
            match deed {
                Deed::Write(of) => {
                    let made = entry(u128::from(at), at);
                    vaults[of].insert(made.id.clone(), made);
                }
                Deed::Correct(of, nth) => {
                    if let Some(known) = vaults[of].values_mut().nth(nth) {
                        *known = corrected(known, at);
                    }
                }
                Deed::Join(to, from) => {
                    let there = vaults[from].clone();
                    let after = joined(&vaults[to], &there);
                    prop_assert_eq!(histories(&[&after]), each_once(&[&vaults[to], &there]));
                    prop_assert_eq!(&joined(&after, &there), &after);
                    prop_assert!(vaults[to].keys().all(|id| after.contains_key(id)));
                    vaults[to] = after;
                }
            }
        }
    }
}
