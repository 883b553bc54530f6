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
        Answer::Network(cards) => cards,
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
