//! Mijn zorgnetwerk, end to end.

use super::*;
use protocol::network::{Card, Noted, Request as Ask};

const STAY: &str = r#"{"resourceType": "Bundle", "type": "searchset", "entry": [
  {"resource": {"resourceType": "Encounter", "id": "e", "status": "finished",
    "period": {"start": "2026-03-03"}, "participant": [{"individual": {"reference": "Practitioner/d"}}]}},
  {"resource": {"resourceType": "Encounter", "id": "later",
    "period": {"start": "2099-01-01"}, "participant": [{"individual": {"reference": "Practitioner/d"}}]}},
  {"resource": {"resourceType": "Practitioner", "id": "d", "name": [{"text": "J. de Boer"}],
    "identifier": [{"system": "http://fhir.nl/fhir/NamingSystem/agb-z", "value": "01234567"}],
    "telecom": [{"system": "phone", "value": "020-1234567"}]}}]}"#;

fn collected() -> Bench {
    let mut bench = Bench::ready();
    let collection = bench.start("a@medmij");
    bench.ingest(&collection, "48", "encounter", STAY);
    bench.ask(Request::FinishCollection {
        collection: collection.clone(),
    });
    bench
}

fn cards(bench: &mut Bench) -> Vec<Card> {
    match bench.ask(Request::Network(Ask::Everybody)) {
        Answer::Network(found) => found.blocks.into_iter().flat_map(|b| b.cards).collect(),
        _ => panic!("a network"),
    }
}

fn keep(bench: &mut Bench, id: Option<String>, noted: Noted, now: &str) {
    let now = now.to_owned();
    bench.done(Request::Network(Ask::Keep { id, noted, now }));
}

#[test]
fn who_is_found_has_a_number_to_call_and_a_last_visit() {
    let cards = cards(&mut collected());
    let [doctor] = cards.as_slice() else {
        panic!("{cards:?}")
    };
    assert_eq!(doctor.name, "J. de Boer");
    assert_eq!(doctor.phones[0].dial, "0201234567");
    assert_eq!(
        doctor.met.as_deref(),
        Some("3 maart 2026"),
        "not one that is still to come"
    );
    assert_eq!(doctor.entries.len(), 3);
}

#[test]
fn what_the_person_notes_comes_first_and_keeps_its_history() {
    let mut bench = collected();
    let about = cards(&mut bench)[0].about.clone();
    let noted = |phone: &str| Noted {
        about: about.clone(),
        phone: phone.into(),
        purpose: "Vragen over het hart".into(),
        ..Noted::default()
    };
    keep(&mut bench, None, noted("06-1"), "2026-05-01T10:00:00+02:00");
    let id = cards(&mut bench)[0].noted.clone().map(|(id, _)| id);
    keep(
        &mut bench,
        id.clone(),
        noted("06-2"),
        "2026-05-02T10:00:00+02:00",
    );
    let card = cards(&mut bench).remove(0);
    let phones: Vec<_> = card
        .phones
        .iter()
        .map(|phone| phone.dial.as_str())
        .collect();
    assert_eq!(phones, ["062", "0201234567"], "what was received stays");
    assert_eq!(card.purpose, "Vragen over het hart");
    assert_eq!(card.history.len(), 1);
    assert_eq!(card.history[0].1.phone, "06-1");
    let now = "2026-05-03T10:00:00+02:00".to_owned();
    bench.done(Request::Network(Ask::Delete {
        id: id.unwrap(),
        now,
    }));
    assert_eq!(cards(&mut bench)[0].noted, None);
}

#[test]
fn somebody_who_is_in_no_data_can_be_added() {
    let mut bench = collected();
    let noted = Noted {
        name: "Thuiszorg De Linde".into(),
        phone: "088 1".into(),
        ..Noted::default()
    };
    keep(&mut bench, None, noted, "2026-05-01T10:00:00+02:00");
    let all = cards(&mut bench);
    assert_eq!(all.len(), 2);
    assert!(
        all.iter()
            .any(|card| card.name == "Thuiszorg De Linde" && card.about.is_none())
    );
}

/// A genetic result, covered until it is opened, that names a doctor who is described
/// beside it, and a letter-free visit of another whom two entries name without number.
const COVERED: &str = r#"{"resourceType": "Bundle", "type": "searchset", "entry": [
  {"resource": {"resourceType": "Observation", "id": "dna", "status": "final",
    "code": {"text": "DNA-onderzoek"}, "effectiveDateTime": "2026-03-01", "valueString": "BRCA1",
    "performer": [{"reference": "Practitioner/g"}]}},
  {"resource": {"resourceType": "Practitioner", "id": "g", "name": [{"text": "G. Netica"}]}},
  {"resource": {"resourceType": "Encounter", "id": "e1", "period": {"start": "2026-02-01"},
    "participant": [{"individual": {"reference": "Practitioner/x1", "display": "Dr. P. Bos"}}]}},
  {"resource": {"resourceType": "Encounter", "id": "e2", "period": {"start": "2026-02-02"},
    "participant": [{"individual": {"reference": "Practitioner/x2", "display": "Bos, P."}}]}}]}"#;

#[test]
fn who_is_named_only_in_what_is_covered_is_there_after_it_is_opened() {
    let mut bench = Bench::ready();
    let collection = bench.start("a@medmij");
    bench.ingest(&collection, "48", "result", COVERED);
    bench.ask(Request::FinishCollection { collection });
    let found = |bench: &mut Bench| match bench.ask(Request::Network(Ask::Everybody)) {
        Answer::Network(found) => found,
        _ => panic!("a network"),
    };
    let names = |found: &protocol::network::Everybody| -> Vec<Vec<String>> {
        let names = |block: &protocol::network::Block| {
            block.cards.iter().map(|card| card.name.clone()).collect()
        };
        found.blocks.iter().map(names).collect()
    };
    let before = found(&mut bench);
    assert!(before.covered);
    assert_eq!(
        names(&before),
        [["Bos, P.", "Dr. P. Bos"]],
        "in one frame, not merged"
    );
    let row = bench.chapter(Chapter::Results).rows.remove(0);
    assert!(row.covered);
    bench.done(Request::News(NewsRequest::Opened { number: row.number }));
    let after = found(&mut bench);
    assert!(!after.covered);
    assert!(
        names(&after).contains(&vec!["G. Netica".to_owned()]),
        "{after:?}"
    );
}
