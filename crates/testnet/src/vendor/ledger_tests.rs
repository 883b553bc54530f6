//! A request is one request, however often and by how many it is sent.

use std::sync::Mutex;
use std::thread;

use super::*;

const AT: &str = "2026-05-26T08:00:00Z";

fn owner(persona: &str) -> Owner {
    Owner {
        provider: "dialyse".to_owned(),
        persona: persona.to_owned(),
    }
}

fn key(number: u32) -> Uuid {
    Uuid::try_from(format!("00000000-0000-4000-8000-{number:012}")).unwrap()
}

fn question(text: &str) -> Content {
    let json = serde_json::json!({"kind": "question", "text": text});
    serde_json::from_value(json).unwrap()
}

fn answer() -> Answer {
    Answer {
        outcome: crate::vendor::Outcome::No,
        text: "Nee".to_owned(),
        by: "arts".to_owned(),
        at: AT.to_owned(),
    }
}

#[test]
fn many_senders_at_once_make_one_request() {
    let ledger = Mutex::new(Ledger::default());
    let send = || {
        let mut ledger = ledger.lock().unwrap();
        ledger
            .make(&owner("riet"), key(1), question("a"), AT)
            .unwrap()
    };
    let made: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..16).map(|_| scope.spawn(send)).collect();
        threads.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let new = made.iter().filter(|(_, made)| *made == Made::New);
    assert_eq!(new.count(), 1);
    assert!(made.iter().all(|(request, _)| *request == made[0].0));
    assert_eq!(ledger.into_inner().unwrap().requests().len(), 1);
}

#[test]
fn a_key_counts_per_patient_and_is_kept_as_long_as_the_request() {
    let mut ledger = Ledger::default();
    let riet = owner("riet");
    let (first, _) = ledger.make(&riet, key(1), question("a"), AT).unwrap();
    assert_eq!(
        ledger.make(&riet, key(1), question("b"), AT),
        Err(Problem::KeyReused)
    );
    let (other, made) = ledger
        .make(&owner("noor"), key(1), question("b"), AT)
        .unwrap();
    assert_eq!(made, Made::New);
    assert!(ledger.withdraw(&riet, &other.id, AT).is_err(), "not hers");
    let withdrawn = ledger.withdraw(&riet, &first.id, AT).unwrap();
    assert_eq!(ledger.withdraw(&riet, &first.id, AT).unwrap(), withdrawn);
    let (again, made) = ledger.make(&riet, key(1), question("a"), AT).unwrap();
    assert_eq!((again, made), (withdrawn, Made::Before));
    assert_eq!(ledger.of(&riet).len(), 1);
}

#[test]
fn what_is_final_stays() {
    let mut ledger = Ledger::default();
    let riet = owner("riet");
    let (first, _) = ledger.make(&riet, key(1), question("a"), AT).unwrap();
    let (second, _) = ledger.make(&riet, key(2), question("a"), AT).unwrap();
    ledger.withdraw(&riet, &second.id, AT).unwrap();
    for id in [&first.id, &second.id] {
        ledger.answer(id, answer()).unwrap();
        ledger.see(id, AT).unwrap();
    }
    let states: Vec<State> = ledger
        .of(&riet)
        .iter()
        .map(|request| request.state)
        .collect();
    assert_eq!(states, [State::Withdrawn, State::Answered]);
    let first = ledger.of(&riet)[1].clone();
    let steps: Vec<State> = first.history.iter().map(|step| step.state).collect();
    assert_eq!(steps, [State::Received, State::Seen, State::Answered]);
    assert_eq!(
        ledger.withdraw(&riet, &first.id, AT),
        Err(Problem::AlreadyAnswered)
    );
}

#[test]
fn a_patient_cannot_fill_the_system() {
    let mut ledger = Ledger::default();
    for number in 0..1000 {
        ledger
            .make(&owner("riet"), key(number), question("a"), AT)
            .unwrap();
    }
    let full = ledger.make(&owner("riet"), key(1000), question("a"), AT);
    assert_eq!(full, Err(Problem::TooMany));
    let (_, made) = ledger
        .make(&owner("riet"), key(7), question("a"), AT)
        .unwrap();
    assert_eq!(made, Made::Before, "what is there is still found");
    assert!(
        ledger
            .make(&owner("noor"), key(1), question("a"), AT)
            .is_ok()
    );
}
