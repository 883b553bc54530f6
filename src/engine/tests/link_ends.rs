//! How long a link lasts and what extending it asks of the person; and what the choice
//! says of letters that hang together with what stays.

use inzage_share::Link as Words;

use super::super::protocol::links::{
    Answer as Told, Choices, Deed, Link, Request as Ask, Selection, Sort, Wish,
};
use super::links::{NOW, wish};
use super::*;

const DAY: i64 = 24 * 60 * 60;
const PROBLEM: &str = r#"{"resourceType":"Condition","id":"c1","clinicalStatus":"active","code":{"text":"Neuspoliep"}}"#;

fn record() -> Bench {
    let mut bench = Bench::ready();
    let id = bench.start("a@medmij");
    let johanna = patient("Johanna", "1955-03-09");
    bench.ingest(&id, "48", "patient", &bundle(&[&johanna]));
    let procedure = |n: i32| {
        format!(
            r#"{{"resourceType":"Procedure","id":"p{n}","status":"completed","code":{{"text":"Ingreep {n}"}},"reasonReference":[{{"reference":"Condition/c1"}}]}}"#
        )
    };
    let procedures = [1, 2, 3].map(procedure);
    let mut all = vec![PROBLEM];
    all.extend(procedures.iter().map(String::as_str));
    bench.ingest(&id, "48", "problem", &bundle(&all));
    bench.finish(&id);
    bench.done(Request::ConfirmPerson { collection: id });
    bench
}

fn asked(bench: &mut Bench, ask: Ask) -> Told {
    match bench.ask(Request::Links(ask)) {
        Answer::Links(told) => told,
        _ => panic!("about links"),
    }
}

fn link(bench: &mut Bench, ask: Ask) -> Link {
    match asked(bench, ask) {
        Told::Link(link) => *link,
        _ => panic!("a link"),
    }
}

fn made(bench: &mut Bench, sort: Sort, days: i64) -> Link {
    let of = wish(sort, Selection::default());
    bench.made(Wish { days, ..of }).0
}

/// What a week more comes to, as the gateway is asked for it.
fn longer(bench: &mut Bench, link: &Link) -> Option<i64> {
    let (id, now) = (link.id.clone(), NOW);
    match asked(bench, Ask::Handle { id, now }) {
        Told::Handle { longer, .. } => longer,
        _ => panic!("a handle"),
    }
}

fn extend(bench: &mut Bench, of: &Link, expires: i64) -> Link {
    let (id, deed) = (of.id.clone(), Deed::Extended);
    bench.done(Request::Links(Ask::Did { id, deed }));
    let state = inzage_api::ShareState {
        paused: false,
        expires,
        opens_left: None,
        attempts_left: None,
        bytes: 10,
        generation: Some(1),
        accesses: Vec::new(),
        ended: None,
    };
    let (id, now) = (of.id.clone(), NOW);
    link(bench, Ask::Told { id, state, now })
}

fn end_in(link: &Link) -> Option<u64> {
    match Words::parse(&link.link) {
        Ok(Words::Plain(payload) | Words::Care(payload)) => payload.expires,
        Err(_) => None,
    }
}

#[test]
fn a_plain_link_that_was_extended_has_to_be_handed_over_again() {
    let mut bench = record();
    let before = made(&mut bench, Sort::Plain, 7);
    assert!(!before.again && before.longer.is_some());
    let end = longer(&mut bench, &before).unwrap();
    assert_eq!(end, NOW + 14 * DAY);
    let after = extend(&mut bench, &before, end);
    assert!(after.again);
    assert_eq!(end_in(&before), u64::try_from(NOW + 7 * DAY).ok());
    assert_eq!(end_in(&after), u64::try_from(end).ok());
}

#[test]
fn what_was_given_again_is_asked_for_no_more_until_it_is_extended_once_more() {
    let mut bench = record();
    let made = made(&mut bench, Sort::Plain, 7);
    assert!(extend(&mut bench, &made, NOW + 14 * DAY).again);
    let (id, now) = (made.id.clone(), NOW);
    let of = id.clone();
    bench.done(Request::Links(Ask::Given { id: of }));
    let of = id.clone();
    assert!(!link(&mut bench, Ask::One { id: of, now }).again);
    // Also when the vault is opened another time.
    bench.done(Request::Reload);
    assert!(!link(&mut bench, Ask::One { id, now }).again);
    assert!(extend(&mut bench, &made, NOW + 21 * DAY).again);
}

#[test]
fn what_opens_here_goes_on_with_the_link_that_was_given() {
    let mut bench = record();
    let before = made(&mut bench, Sort::Care, 7);
    assert!(!extend(&mut bench, &before, NOW + 14 * DAY).again);
}

#[test]
fn a_link_that_lives_as_long_as_one_may_cannot_be_extended() {
    let mut bench = record();
    for (sort, days) in [(Sort::Plain, 31), (Sort::Care, 31), (Sort::Desk, 7)] {
        let most = made(&mut bench, sort, days);
        assert_eq!(most.longer, None, "{sort:?}");
        assert_eq!(longer(&mut bench, &most), None, "{sort:?}");
    }
    // What is left of the month is more than nothing.
    let nearly = made(&mut bench, Sort::Care, 28);
    let end = longer(&mut bench, &nearly).unwrap();
    assert!(end > NOW + 29 * DAY && end <= NOW + 31 * DAY);
}

fn choices(bench: &mut Bench, selection: &Selection, most: usize) -> Choices {
    let selection = selection.clone();
    match asked(bench, Ask::Choices { selection, most }) {
        Told::Choices(choices) => *choices,
        _ => panic!("choices"),
    }
}

#[test]
fn the_warning_counts_all_that_hangs_together_with_what_stays() {
    let mut bench = record();
    let mut selection = Selection::default();
    selection.chapters.insert(Chapter::Problems);
    let some = choices(&mut bench, &selection, 1);
    assert_eq!((some.linked.len(), some.linked_in_all), (1, 3));
    let all = choices(&mut bench, &selection, 20);
    assert_eq!((all.linked.len(), all.linked_in_all), (3, 3));
    let nothing_stays = choices(&mut bench, &Selection::default(), 20);
    assert_eq!(nothing_stays.linked_in_all, 0);
}
