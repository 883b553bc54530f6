//! How what is looked at speaks to who looks along: not as to the person herself.

use super::super::protocol::links::{Selection, Sort};
use super::links::{record, wish};
use super::*;

/// Every text of the timeline, its choices and what search finds.
fn texts(bench: &mut Bench) -> String {
    let part = TimelineRequest::Part {
        filter: Filter::default(),
        start: 0,
        most: 100,
    };
    let Answer::Timeline(timeline) = bench.ask(Request::Timeline(part)) else {
        panic!("timeline")
    };
    let found = bench.found("gewicht");
    let search = Request::Search(Search {
        words: "gewicht".into(),
        most: 50,
        ..Search::default()
    });
    let Answer::Found(choices) = bench.ask(search) else {
        panic!("found")
    };
    format!("{timeline:?} {found:?} {:?}", choices.choices)
}

#[test]
fn own_readings_are_the_other_persons_for_who_looks_along() {
    let mut bench = record();
    let can = r#"{"resourceType":"Observation","id":"o9","status":"final","meta":{"profile":["http://nictiz.nl/fhir/StructureDefinition/zib-FunctionalOrMentalStatus"]},"code":{"text":"Traplopen"},"effectiveDateTime":"2026-05-01"}"#;
    let id = bench.start("a@medmij");
    let johanna = patient("Johanna", "1955-03-09");
    bench.ingest(&id, "48", "patient", &bundle(&[&johanna]));
    bench.ingest(&id, "48", "functional-status", &bundle(&[can]));
    bench.finish(&id);
    bench.weighed(None, 1, 72);
    let own = texts(&mut bench);
    for word in ["\"Uzelf\"", "\"Wat u zelf kunt\""] {
        assert!(own.contains(word), "{word} in {own}");
    }
    assert_eq!(bench.found("uzelf").len(), 1);

    let selection = Selection {
        readings: true,
        chapters: [Chapter::Demographics].into(),
        ..Selection::default()
    };
    let (link, files, _) = bench.made(wish(Sort::Care, selection));
    let passcode = link.passcode.clone().unwrap();
    let (mut other, answer) = Bench::look_along(&link, &files, &passcode);
    let seen = texts(&mut other);
    for word in ["Uzelf", "Wat u zelf"] {
        assert!(!seen.contains(word), "{word} in {seen}");
    }
    for word in ["\"Zelf gemeten\"", "\"Wat iemand zelf kan\""] {
        assert!(seen.contains(word), "{word} in {seen}");
    }
    assert_eq!(other.found("zelf gemeten").len(), 1);
    let Answer::Links(super::super::protocol::links::Answer::Seen(Some(seen))) = answer else {
        panic!("seen")
    };
    assert!(seen.left_out.contains(&"Naam en adres".to_owned()));
}
