use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use super::*;
use crate::{Author, Event, Payload, What};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Note {
    text: String,
}

impl Payload for Note {
    const KIND: &'static str = "note";
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Other {
    text: String,
}

impl Payload for Other {
    const KIND: &'static str = "other";
}

fn note(text: &str) -> Note {
    Note { text: text.into() }
}

fn made(text: &str) -> Entry {
    Entry::new(
        [7; 16],
        "2026-05-26T11:00:00+02:00".into(),
        Author::Me,
        &note(text),
    )
    .unwrap()
}

fn reloaded(entry: &Entry) -> Entry {
    match Kept::from_bytes(&entry.to_bytes().unwrap()) {
        Kept::Entry(entry) => entry,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_entry_has_a_random_uuid_as_its_urn() {
    let entry = made("a");
    assert_eq!(entry.urn(), "urn:uuid:07070707-0707-4707-8707-070707070707");
}

#[test]
fn what_a_newer_version_wrote_is_left_alone() {
    let newer = br#"{"format":101,"id":"x","kind":"note","history":{"of":"another form"}}"#;
    assert_eq!(Kept::from_bytes(newer), Kept::Newer);
}

#[test]
fn what_is_no_entry_is_damaged_and_never_a_panic() {
    let empty = br#"{"format":100,"id":"x","kind":"note","history":[]}"#.as_slice();
    for bytes in [b"".as_slice(), b"{}", b"[1]", b"\xff\xfe", empty] {
        assert_eq!(Kept::from_bytes(bytes), Kept::Damaged);
    }
}

#[test]
fn a_field_that_this_version_does_not_know_stays_through_a_correction() {
    let bytes = br#"{"format":100,"id":"x","kind":"note","history":[
        {"at":"2026-05-26T11:00:00+02:00","by":"me","what":{"entered":{"text":"a","later":1.50}}}]}"#;
    let Kept::Entry(mut entry) = Kept::from_bytes(bytes) else {
        panic!("an entry")
    };
    assert!(entry.correct("t".into(), Author::Me, &note("b")));
    let text = String::from_utf8(reloaded(&entry).to_bytes().unwrap()).unwrap();
    assert!(text.contains(r#""later":1.50"#), "{text}");
}

#[test]
fn an_entry_of_another_kind_is_neither_read_nor_corrected() {
    let mut entry = made("a");
    assert!(entry.typed::<Other>().is_none());
    let other = Other { text: "b".into() };
    assert!(!entry.correct("t".into(), Author::Me, &other));
    assert_eq!(entry, made("a"));
}

#[derive(Clone, Debug)]
enum Step {
    Correct(u8, String),
    Delete(u8),
    Reload,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        (0_u8..3, "[a-c]{0,2}").prop_map(|(by, text)| Step::Correct(by, text)),
        (0_u8..3).prop_map(Step::Delete),
        Just(Step::Reload),
    ];
    proptest::collection::vec(step, 0..20)
}

fn author(number: u8) -> Author {
    match number {
        0 => Author::Me,
        1 => Author::Helper("Dochter".into()),
        _ => Author::File("csv".into()),
    }
}

proptest! {
    /// A list that the test keeps by its own rules is exactly the history.
    #[test]
    fn any_sequence_keeps_exactly_the_history_it_should(first in "[a-c]{0,2}", steps in steps()) {
        let mut entry = made(&first);
        let mut expected = vec![Event {
            at: "2026-05-26T11:00:00+02:00".to_owned(),
            by: Author::Me,
            what: What::Entered(note(&first)),
        }];
        let mut says = Some(first);
        for (minute, step) in steps.into_iter().enumerate() {
            let at = format!("2026-05-26T12:{minute:02}:00+02:00");
            match step {
                Step::Reload => entry = reloaded(&entry),
                Step::Correct(by, text) => {
                    let changed = entry.correct(at.clone(), author(by), &note(&text));
                    prop_assert_eq!(changed, says.as_ref() != Some(&text));
                    if changed {
                        let what = What::Corrected(note(&text));
                        expected.push(Event { at, by: author(by), what });
                        says = Some(text);
                    }
                }
                Step::Delete(by) => {
                    let changed = entry.delete(at.clone(), author(by));
                    prop_assert_eq!(changed, says.is_some());
                    if changed {
                        expected.push(Event { at, by: author(by), what: What::Deleted });
                        says = None;
                    }
                }
            }
        }
        let typed = reloaded(&entry).typed::<Note>().unwrap();
        prop_assert_eq!(&typed.history, &expected);
        prop_assert_eq!(typed.now().map(|note| note.text.clone()), says);
        prop_assert_eq!(typed.id, made("").id);
    }
}
