//! What is put together, and where it stands in the list.

use super::*;

#[test]
fn what_has_a_treatment_id_is_one_row_and_the_rest_is_only_suspected() {
    let mut loose = agreement();
    loose["extension"] = json!([period("2026-01-01", "")]);
    let all = [
        told("1", &agreement()),
        told_by("b@medmij", "2", &administration()),
        told("3", &used()),
        told_by("c@medmij", "4", &loose),
    ];
    let found = treatments(&all, today(), &Said::default());
    assert_eq!(found.len(), 2);
    let (grouped, alone) = (&found[0], &found[1]);
    assert_eq!((grouped.parts.len(), alone.parts.len()), (3, 1));
    assert_eq!(alone.id, None);
    assert_eq!(alone.perhaps_same, [grouped.number()]);
}

#[test]
fn what_the_person_said_is_one_medicine_is_one_row_and_what_is_not_is_not_suspected() {
    let mut loose = agreement();
    loose["extension"] = json!([period("2026-01-01", "")]);
    let all = [told("1", &agreement()), told_by("c@medmij", "4", &loose)];
    let mut said = Said::default();
    said.different("4", "1");
    let found = treatments(&all, today(), &said);
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|row| row.perhaps_same.is_empty()));
    let mut said = Said::default();
    said.same("4", "1");
    let found = treatments(&all, today(), &said);
    let [row] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert!(row.said_same && row.id.is_some());
    assert_eq!(row.parts.len(), 2, "nothing is lost");
    // She said both: what is not the same stays apart.
    said.different("1", "4");
    assert_eq!(treatments(&all, today(), &said).len(), 2);
}

#[test]
fn what_differs_is_not_told_of_what_is_not_one_medicine() {
    let mut loose = agreement();
    loose["extension"] = json!([period("2026-01-01", "")]);
    loose["medicationCodeableConcept"]["text"] = json!("Metoprolol tablet mga 100 mg");
    let all = [told("1", &agreement()), told_by("c@medmij", "4", &loose)];
    assert_eq!(differing(&all, today(), &Said::default()).len(), 1);
    let mut said = Said::default();
    said.different("1", "4");
    assert_eq!(differing(&all, today(), &said), []);
}

#[test]
fn a_treatment_number_without_a_system_groups_nothing() {
    let mut value = agreement();
    value["extension"][1]["valueIdentifier"]["system"] = json!("");
    let all = [
        told("1", &value),
        told(
            "2",
            &with(
                value.clone(),
                json!({"id": "other", "authoredOn": "2026-01-02"}),
            ),
        ),
    ];
    assert_eq!(treatments(&all, today(), &Said::default()).len(), 2);
}

#[test]
fn one_number_is_one_entry_only_when_it_says_the_same() {
    let id = json!({"identifier": [{"system": "urn:oid:9", "value": "x"}]});
    let here = with(agreement(), id);
    let reused = with(
        here.clone(),
        json!({"medicationCodeableConcept": {"text": "Paracetamol 500 mg"}}),
    );
    let all = [
        told("1", &here),
        told_by("b@medmij", "2", &here),
        told_by("c@medmij", "3", &reused),
    ];
    let found = treatments(&all, today(), &Said::default());
    let parts = &found[0].parts;
    assert_eq!(parts.len(), 2, "the same once, another beside it");
    assert_eq!(parts.iter().map(|p| p.also.len()).sum::<usize>(), 1);
}

#[test]
fn a_later_agreement_of_the_same_doctor_takes_the_place_of_an_earlier_one() {
    let newer = with(
        agreement(),
        json!({"id": "ma2", "authoredOn": "2026-03-01", "modifierExtension": stop_type("2", "Definitief"),
               "extension": [period("2026-01-01", "2026-03-01"), treatment("mbh-1")]}),
    );
    let here = [told("1", &agreement()), told("2", &newer)];
    let found = treatments(&here, today(), &Said::default());
    assert_eq!(found[0].place, Place::Stopped);
    assert!(found[0].parts.iter().any(|part| part.replaced));
    assert_eq!(
        differing(&here, today(), &Said::default()),
        [],
        "one source that changed its mind"
    );
    let elsewhere = [told("1", &agreement()), told_by("b@medmij", "2", &newer)];
    assert_eq!(
        treatments(&elsewhere, today(), &Said::default())[0].place,
        Place::Unclear
    );
    let found = differing(&elsewhere, today(), &Said::default());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].kind, DifferenceKind::Standing);
}

#[test]
fn the_place_of_a_treatment_follows_what_is_explicit() {
    let unknown = with(agreement(), json!({"status": null}));
    let not_taken = with(used(), json!({"taken": "n"}));
    let wrong = with(agreement(), json!({"status": "entered-in-error"}));
    let over = with(
        agreement(),
        json!({"extension": [period("2025-01-01", "2025-02-01"), treatment("mbh-1")]}),
    );
    let paused = with(used(), json!({"status": "on-hold"}));
    let dispensed = with(
        administration(),
        json!({"meta": {"profile": [format!("{ZIB}zib-Dispense")]}, "status": "completed"}),
    );
    let cases: [(&str, Vec<Value>, Place); 9] = [
        ("agreed and used", vec![agreement(), used()], Place::InUse),
        (
            "agreed without status, but used",
            vec![unknown.clone(), used()],
            Place::InUse,
        ),
        (
            "agreed, not used",
            vec![agreement(), not_taken.clone()],
            Place::Unclear,
        ),
        (
            "agreed without status, not used",
            vec![unknown.clone(), not_taken.clone()],
            Place::Unclear,
        ),
        ("only without status", vec![unknown], Place::Unclear),
        (
            "over",
            vec![over.clone(), with(used(), json!({"status": "completed"}))],
            Place::Stopped,
        ),
        ("paused", vec![paused], Place::Interrupted),
        ("wrong", vec![wrong], Place::Void),
        ("only handed out", vec![dispensed], Place::Once),
    ];
    for (name, values, wanted) in cases {
        let all: Vec<Told> = values
            .iter()
            .enumerate()
            .map(|(at, v)| told(&at.to_string(), v))
            .collect();
        let found = treatments(&all, today(), &Said::default());
        assert_eq!(found.len(), 1, "{name}");
        assert_eq!(found[0].place, wanted, "{name}");
    }
}
