//! Where sources differ.

use super::*;

#[test]
fn another_dose_or_strength_of_the_same_product_is_a_difference() {
    let loose = |name: &str, more: Value| {
        let mut value = with(agreement(), more);
        value["extension"] = json!([period("2026-01-01", "")]);
        value["medicationCodeableConcept"]["text"] = json!(name);
        value
    };
    let fifty = "Metoprolol tablet mga 50 mg";
    let twice = json!({"dosageInstruction": [{
        "timing": {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d"}},
        "doseQuantity": {"value": 1, "unit": "tablet"},
    }]});
    let words = json!({"dosageInstruction": [{"text": "een halve tablet"}]});
    let in_words = json!({"dosageInstruction": [{"text": "1 tablet 's ochtends"}]});
    for (name, other, wanted) in [
        ("the same", loose("METOPROLOL RET 50MG", json!({})), None),
        (
            "another strength",
            loose("Metoprolol tablet mga 100 mg", json!({})),
            Some(DifferenceKind::Strength),
        ),
        (
            "another schedule",
            loose(fifty, twice),
            Some(DifferenceKind::Dose),
        ),
        (
            "other words",
            loose(fifty, words),
            Some(DifferenceKind::Wording),
        ),
        ("the same words", loose(fifty, in_words), None),
        (
            "stopped there",
            loose(fifty, json!({"status": "stopped"})),
            Some(DifferenceKind::Standing),
        ),
    ] {
        let all = [
            told("1", &loose(fifty, json!({}))),
            told_by("b@medmij", "2", &other),
        ];
        let found: Vec<_> = differing(&all, today(), &Said::default())
            .iter()
            .map(|d| d.kind)
            .collect();
        assert_eq!(found, Vec::from_iter(wanted), "{name}");
    }
}

#[test]
fn what_ended_before_the_other_began_is_no_difference() {
    let mut old = agreement();
    old["extension"] = json!([period("2020-01-01", "2021-01-01")]);
    old["status"] = json!("stopped");
    let all = [told("1", &agreement()), told_by("b@medmij", "2", &old)];
    assert_eq!(differing(&all, today(), &Said::default()), []);
}

#[test]
fn what_is_said_very_often_is_compared_with_the_first_that_say_otherwise() {
    let mut once = agreement();
    once["extension"] = json!([period("2026-01-01", "")]);
    let mut twice = once.clone();
    twice["dosageInstruction"][0]["doseQuantity"]["value"] = json!(2);
    let told_of = |by: &str, value: &Value| -> Vec<Told> {
        let numbers = (0..30).map(|at| format!("{by}{at:02}"));
        numbers
            .map(|number| {
                let mut value = value.clone();
                value["id"] = json!(number);
                told_by(&format!("{by}@medmij"), &number, &value)
            })
            .collect()
    };
    let all = [told_of("a", &once), told_of("b", &twice)].concat();
    let found = differing(&all, today(), &Said::default());
    for told in &all[..30] {
        let of_it = found.iter().filter(|found| found.one == told.number);
        assert_eq!(of_it.count(), 20, "{}", told.number);
    }
    assert!(found.iter().all(|found| found.kind == DifferenceKind::Dose));
    assert!(found.iter().all(|found| found.other.starts_with('b')));
}
