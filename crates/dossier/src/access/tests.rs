use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::*;
use crate::logbook::Period;

const PROVIDER: &str = "a@medmij";

fn event(id: &str, at: &str) -> String {
    format!(
        r#"{{"id":"{id}","at":"{at}","role":"verpleegkundige","department":"dialyse",
        "action":"read","data":"medicatie","purpose":"behandeling"}}"#
    )
}

fn answer(events: &[String], more: bool) -> Vec<u8> {
    format!(r#"{{"events":[{}],"more":{more}}}"#, events.join(",")).into_bytes()
}

fn asked(at: &str, events: &[String], known: &[&Asking]) -> Asking {
    let mut asking = Asking::new(PROVIDER, at);
    let known: BTreeSet<&str> = known
        .iter()
        .flat_map(|asking| asking.told.iter().map(String::as_str))
        .collect();
    assert_eq!(asking.take(&answer(events, false), &known), None);
    assert_eq!(asking.end, End::Whole);
    asking
}

#[test]
fn what_was_told_once_stays_is_kept_once_and_knows_what_it_said_before() {
    let (one, two) = (
        event("a", "2026-05-01T10:00:00+02:00"),
        event("b", "2026-05-02T09:00:00Z"),
    );
    let first = asked("2026-05-03T10:00:00+02:00", std::slice::from_ref(&one), &[]);
    let changed = two.replace("behandeling", "onderzoek");
    let second = asked(
        "2026-05-04T10:00:00+02:00",
        &[two.clone(), one.clone()],
        &[&first],
    );
    assert_eq!(second.told, [two]);
    let third = asked("2026-05-05T10:00:00+02:00", &[changed], &[&first, &second]);
    let all = uses([&first, &second, &third]);
    assert_eq!(all.len(), 2);
    assert_eq!((all[0].first, all[1].first), (true, false));
    assert_eq!(all[1].told.purpose, "onderzoek");
    assert_eq!(all[1].earlier[0].purpose, "behandeling");
    let kept = serde_json::to_vec(&first).unwrap();
    assert_eq!(serde_json::from_slice::<Asking>(&kept).unwrap(), first);
}

#[test]
fn what_is_new_since_a_visit_happened_then_or_was_told_then() {
    let old = event("a", "2026-05-01T10:00:00+02:00");
    let late = event("b", "2026-05-02T10:00:00+02:00");
    let new = event("c", "2026-05-11T10:00:00+02:00");
    let first = asked("2026-05-09T10:00:00+02:00", &[old], &[]);
    let second = asked("2026-05-12T10:00:00+02:00", &[late, new], &[&first]);
    let since = |visit: &str| {
        let all = uses([&first, &second]);
        let new = all.into_iter().filter(|found| found.is_since(visit));
        new.map(|found| found.told.id).collect::<Vec<_>>()
    };
    assert_eq!(since("2026-05-10T10:00:00+02:00"), ["b", "c"]);
    assert_eq!(since("2026-05-08T10:00:00+02:00"), ["b", "c"]);
    assert_eq!(since("2026-04-30T10:00:00+02:00"), ["a", "b", "c"]);
    assert!(since("2026-05-12T10:00:00+02:00").is_empty());
    assert!(since("gisteren").is_empty());
}

#[test]
fn one_odd_event_costs_only_itself_and_no_value_is_lost() {
    let odd = [
        event("a", "gisteren").replace("\"read\"", "\"teleport\""),
        r#"{"role":7,"extra":{"x":[1]}}"#.to_owned(),
        "null".to_owned(),
        "3.10".to_owned(),
    ];
    let asking = asked("2026-05-03T10:00:00+02:00", &odd, &[]);
    let all = uses([&asking]);
    assert_eq!(all.len(), 4);
    let said: BTreeSet<String> = all
        .iter()
        .flat_map(|found| found.told.more.iter().map(|(_, text)| text.clone()))
        .collect();
    for value in ["teleport", "7", r#"{"x":[1]}"#, "null", "3.10"] {
        assert!(said.contains(value), "{value}");
    }
    assert!(all.iter().all(|found| found.told.seconds().is_none()));
}

#[test]
fn no_answer_is_told_as_that_and_what_came_before_stays() {
    for none in [b"".as_slice(), b"<html>", br#"{"events":{}}"#, b"[]"] {
        let mut asking = Asking::new(PROVIDER, "2026-05-03T10:00:00+02:00");
        assert_eq!(asking.take(none, &BTreeSet::new()), None);
        assert_eq!(asking.end, End::Failed("unreadable".into()));
    }
    let mut asking = Asking::new(PROVIDER, "2026-05-03T10:00:00+02:00");
    let some = answer(&[event("a", "2026-05-01T10:00:00+02:00")], true);
    let bom = ["\u{feff}".as_bytes(), &some].concat();
    assert!(asking.take(&bom, &BTreeSet::new()).is_some());
    asking.fail("provider_unreachable");
    assert_eq!((&asking.end, asking.told.len()), (&End::Partly, 1));
}

/// A provider with `days` days of `a_day` events that tells `most` at a time.
fn asks_on(days: u32, a_day: u32, most: usize) -> (Asking, u32) {
    let mut all: Vec<String> = (1..=days)
        .flat_map(|day| (0..a_day).map(move |hour| (day, hour)))
        .map(|(day, hour)| {
            let at = format!("2026-05-{day:02}T{hour:02}:30:00Z");
            event(&format!("{day}-{hour}"), &at)
        })
        .collect();
    all.reverse();
    let mut asking = Asking::new(PROVIDER, "2026-06-03T10:00:00+02:00");
    let (mut until, mut calls) = (None::<NaiveDate>, 0);
    loop {
        calls += 1;
        let within: Vec<&String> = all
            .iter()
            .filter(|event| {
                let day = asking::latest_day(event).unwrap();
                until.is_none_or(|until| day <= until)
            })
            .collect();
        let page: Vec<String> = within.iter().take(most).map(|it| (*it).clone()).collect();
        let next = asking.take(&answer(&page, within.len() > most), &BTreeSet::new());
        match next {
            Some(day) => until = Some(day),
            None => return (asking, calls),
        }
        assert!(calls < 100, "it ends");
    }
}

#[test]
fn a_long_trail_comes_whole_in_parts() {
    let (asking, calls) = asks_on(20, 24, 50);
    assert_eq!((asking.told.len(), &asking.end), (480, &End::Whole));
    assert!(calls > 9);
    // A day with more than an answer holds cannot come whole: that is told.
    let (asking, _) = asks_on(5, 24, 10);
    assert_eq!(asking.end, End::Partly);
    assert!(asking.told.len() >= 50);
}

#[test]
fn a_part_can_be_chosen() {
    let asking = asked(
        "2026-06-01T10:00:00+02:00",
        &[event("a", "2026-05-26T10:00:00+02:00")],
        &[],
    );
    let found = &uses([&asking])[0];
    let today = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
    let keeps = |filter: Filter| filter.keeps(found, today);
    let of = Filter::default;
    assert!(keeps(of()));
    assert!(keeps(Filter {
        period: Period::Days(7),
        ..of()
    }));
    assert!(!keeps(Filter {
        period: Period::Days(6),
        ..of()
    }));
    assert!(!keeps(Filter {
        provider: Some("b@medmij".into()),
        ..of()
    }));
    assert!(!keeps(Filter {
        action: Some(Action::Print),
        ..of()
    }));
    assert!(keeps(Filter {
        role: Some("verpleegkundige".into()),
        ..of()
    }));
    assert!(!keeps(Filter {
        role: Some("arts".into()),
        ..of()
    }));
}
