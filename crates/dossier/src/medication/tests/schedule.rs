//! The schedule of a day.

use proptest::prelude::*;

use super::*;

/// The lines of one agreement with `dosages` on `at`.
fn lines(dosages: &Value, at: &str) -> Vec<(Slot, Option<String>)> {
    let value = with(agreement(), json!({"dosageInstruction": dosages}));
    on(&[told("1", &value)], at)
}

fn on(all: &[Told], at: &str) -> Vec<(Slot, Option<String>)> {
    let at = day(at);
    schedule(&treatments(all, at, &Said::default()), at)
        .into_iter()
        .map(|line| (line.slot, line.time))
        .collect()
}

fn slots(repeat: &Value) -> Vec<Slot> {
    let dosage =
        json!([{"timing": {"repeat": repeat}, "doseQuantity": {"value": 1, "unit": "tablet"}}]);
    lines(&dosage, "2026-03-16")
        .into_iter()
        .map(|(slot, _)| slot)
        .collect()
}

#[test]
fn structured_timing_is_placed_and_nothing_else() {
    use Slot as S;
    for (repeat, wanted) in [
        (
            json!({"when": ["MORN", "NIGHT"]}),
            vec![S::Morning, S::Night],
        ),
        (
            json!({"frequency": 1, "period": 1, "periodUnit": "d", "when": ["EVE"]}),
            vec![S::Evening],
        ),
        (
            json!({"timeOfDay": ["20:00:00", "08:00:00", "14:00:00"]}),
            vec![S::Morning, S::Afternoon, S::Evening],
        ),
        (json!({"when": ["HS"]}), vec![S::Night]),
        (json!({"when": ["ACM"]}), vec![S::Morning]),
        (
            json!({"frequency": 3, "period": 1, "periodUnit": "d", "when": ["C"]}),
            vec![S::Meal],
        ),
        (
            json!({"frequency": 2, "period": 1, "periodUnit": "d"}),
            vec![S::Unplaced],
        ),
        (
            json!({"frequency": 3, "period": 1, "periodUnit": "d", "when": ["MORN"]}),
            vec![S::Unplaced],
        ),
        (
            json!({"frequency": 1, "frequencyMax": 2, "period": 1, "periodUnit": "d"}),
            vec![S::Unplaced],
        ),
        (json!({"period": 12, "periodUnit": "h"}), vec![S::Unplaced]),
        (
            json!({"frequency": 1, "period": 1, "periodUnit": "wk"}),
            vec![S::SomeDays],
        ),
        (
            json!({"frequency": 1, "period": 2, "periodUnit": "d"}),
            vec![S::SomeDays],
        ),
        (
            json!({"frequency": 1, "period": 14, "periodUnit": "d", "when": ["MORN"]}),
            vec![S::SomeDays],
        ),
        // 16 March 2026 is a Monday.
        (
            json!({"dayOfWeek": ["mon", "wed", "fri"]}),
            vec![S::Unplaced],
        ),
        (
            json!({"dayOfWeek": ["mon"], "when": ["EVE"]}),
            vec![S::Evening],
        ),
        (
            json!({"dayOfWeek": ["tue", "thu"], "when": ["EVE"]}),
            vec![S::NotToday],
        ),
        (
            json!({"frequency": 3, "period": 1, "periodUnit": "wk", "dayOfWeek": ["mon", "wed", "fri"], "when": ["MORN"]}),
            vec![S::Morning],
        ),
        (
            json!({"when": ["MORN"], "boundsPeriod": {"end": "2026-03-15"}}),
            vec![S::NotToday],
        ),
        (
            json!({"when": ["MORN"], "boundsRange": {"low": {"value": 3}}}),
            vec![S::Unplaced],
        ),
        (json!({"when": ["SOMETIMES"]}), vec![S::Unplaced]),
    ] {
        assert_eq!(slots(&repeat), wanted, "{repeat}");
    }
}

#[test]
fn as_needed_stands_apart_whatever_its_schedule() {
    let dosage = |needed: Value| with(json!({"timing": {"repeat": {"when": ["MORN"]}}}), needed);
    for needed in [
        json!({"asNeededBoolean": true}),
        json!({"asNeededCodeableConcept": {"text": "bij pijn"}}),
    ] {
        assert_eq!(
            lines(&json!([dosage(needed)]), "2026-03-16"),
            [(Slot::AsNeeded, None)]
        );
    }
    let not = json!([dosage(json!({"asNeededBoolean": false}))]);
    assert_eq!(lines(&not, "2026-03-16"), [(Slot::Morning, None)]);
}

#[test]
fn a_cyclic_schedule_has_its_days_of_rest() {
    let cycle = |url: &str| json!([{"url": format!("{ZIB}{url}"), "valueDuration": {"value": 28, "unit": "d", "code": "d"}}]);
    for url in [
        "zib-Medication-RepeatPeriodCyclicalSchedule",
        "ext-InstructionsForUse.RepeatPeriodCyclicalSchedule",
    ] {
        let value = with(
            agreement(),
            json!({
                "modifierExtension": cycle(url),
                "dosageInstruction": [{"sequence": 1, "timing": {"repeat": {
                    "when": ["EVE"], "boundsDuration": {"value": 21, "unit": "d", "code": "d"}}}}],
            }),
        );
        let all = [told("1", &value)];
        for (at, wanted) in [
            ("2026-01-01", Slot::Evening),
            ("2026-01-21", Slot::Evening),
            ("2026-01-22", Slot::NotToday),
            ("2026-01-28", Slot::NotToday),
            ("2026-01-29", Slot::Evening),
        ] {
            assert_eq!(on(&all, at), [(wanted, None)], "{at}");
        }
    }
}

#[test]
fn a_cycle_that_contradicts_its_steps_or_has_no_first_day_is_unclear() {
    let value = |start: &str, days: u32| {
        with(
            agreement(),
            json!({
                "extension": [period(start, "")],
                "modifierExtension": [{"url": format!("{ZIB}zib-Medication-RepeatPeriodCyclicalSchedule"),
                    "valueDuration": {"value": 8, "unit": "d", "code": "d"}}],
                "dosageInstruction": [{"timing": {"repeat": {"when": ["EVE"],
                    "boundsDuration": {"value": days, "unit": "d", "code": "d"}}}}],
            }),
        )
    };
    assert_eq!(
        on(&[told("1", &value("2026-01-01", 21))], "2026-03-16"),
        [(Slot::Unclear, None)]
    );
    assert_eq!(
        on(&[told("1", &value("2025", 7))], "2026-03-16"),
        [(Slot::Unclear, None)]
    );
}

#[test]
fn steps_follow_each_other() {
    let step = |number: u32, days: u32, when: &str| {
        json!({"sequence": number, "timing": {"repeat": {
        "when": [when], "boundsDuration": {"value": days, "unit": "d", "code": "d"}}}})
    };
    let dosages = json!([step(1, 14, "MORN"), step(2, 7, "EVE")]);
    for (at, wanted) in [
        ("2026-01-01", Slot::Morning),
        ("2026-01-14", Slot::Morning),
        ("2026-01-15", Slot::Evening),
        ("2026-01-21", Slot::Evening),
        ("2026-01-22", Slot::NotToday),
    ] {
        assert_eq!(lines(&dosages, at), [(wanted, None)], "{at}");
    }
    let endless =
        json!([{"sequence": 1, "timing": {"repeat": {"when": ["MORN"]}}}, step(2, 7, "EVE")]);
    assert_eq!(lines(&endless, "2026-01-02"), [(Slot::Unclear, None)]);
}

#[test]
fn sources_that_place_it_differently_are_not_chosen_from() {
    let evening = with(
        administration(),
        json!({"dosageInstruction": [{
            "text": "1 tablet 's avonds",
            "timing": {"repeat": {"when": ["EVE"]}},
            "doseQuantity": {"value": 1, "unit": "tablet"},
        }]}),
    );
    let all = [told("1", &agreement()), told_by("b@medmij", "2", &evening)];
    assert_eq!(on(&all, "2026-03-16"), [(Slot::Unclear, None)]);
    let same = [
        told("1", &agreement()),
        told_by("b@medmij", "2", &administration()),
    ];
    assert_eq!(on(&same, "2026-03-16"), [(Slot::Morning, None)]);
}

#[test]
fn the_same_medicine_of_two_providers_is_one_line_told_by_both() {
    let mut other = agreement();
    other["extension"] = json!([period("2026-01-01", ""), treatment("of another system")]);
    let all = [told("1", &agreement()), told_by("b@medmij", "2", &other)];
    let lines = schedule(&treatments(&all, today(), &Said::default()), today());
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].told_by, ["1", "2"]);
    other["medicationCodeableConcept"]["text"] = json!("Metoprolol tablet mga 100 mg");
    let all = [told("1", &agreement()), told_by("b@medmij", "2", &other)];
    let lines = schedule(&treatments(&all, today(), &Said::default()), today());
    assert_eq!(lines.len(), 2);
    assert!(lines.iter().all(|line| line.perhaps_same));
}

#[test]
fn what_is_not_in_use_has_no_place_in_a_day() {
    for more in [
        json!({"status": "stopped"}),
        json!({"status": "entered-in-error"}),
        json!({"extension": [period("2026-12-01", "")]}),
    ] {
        assert_eq!(on(&[told("1", &with(agreement(), more))], "2026-03-16"), []);
    }
    let unclear = with(agreement(), json!({"status": null}));
    assert_eq!(
        on(&[told("1", &unclear)], "2026-03-16"),
        [(Slot::Unclear, None)]
    );
}

fn any_repeat() -> impl Strategy<Value = Value> {
    let codes = ["MORN", "AFT", "EVE", "NIGHT", "HS", "C", "ACM", "odd"];
    let units = ["h", "d", "wk", "mo", "x"];
    (
        proptest::option::of(0_u32..5),
        proptest::option::of(0_u32..30),
        proptest::option::of(proptest::sample::select(units.to_vec())),
        proptest::collection::vec(proptest::sample::select(codes.to_vec()), 0..3),
        proptest::collection::vec(proptest::sample::select(vec!["mon", "tue", "sun"]), 0..3),
        proptest::collection::vec(
            (0_u32..24).prop_map(|hour| format!("{hour:02}:30:00")),
            0..3,
        ),
        proptest::option::of(0_u32..40),
    )
        .prop_map(|(frequency, period, unit, when, days, times, bounds)| {
            let mut repeat = json!({"when": when, "dayOfWeek": days, "timeOfDay": times});
            if let Some(frequency) = frequency {
                repeat["frequency"] = json!(frequency);
            }
            if let Some(period) = period {
                repeat["period"] = json!(period);
            }
            if let Some(unit) = unit {
                repeat["periodUnit"] = json!(unit);
            }
            if let Some(days) = bounds {
                repeat["boundsDuration"] = json!({"value": days, "code": "d"});
            }
            repeat
        })
}

proptest! {
    /// Whatever the structure: something in use is on every day of its period, as a
    /// moment or with the reason why there is none; and only moments that the source
    /// names are moments.
    #[test]
    fn every_day_says_something_and_invents_nothing(
        repeats in proptest::collection::vec(any_repeat(), 1..3),
        sequence in proptest::option::of(1_u32..3),
        cycle in proptest::option::of(0_u32..40),
        ahead in 0_u64..400,
    ) {
        let dosages: Vec<Value> = repeats.iter().map(|repeat| {
            let mut dosage = json!({"timing": {"repeat": repeat}});
            if let Some(sequence) = sequence { dosage["sequence"] = json!(sequence); }
            dosage
        }).collect();
        let mut value = with(agreement(), json!({"dosageInstruction": dosages}));
        if let Some(days) = cycle {
            value["modifierExtension"] = json!([{
                "url": format!("{ZIB}zib-Medication-RepeatPeriodCyclicalSchedule"),
                "valueDuration": {"value": days, "code": "d"}}]);
        }
        let at = day("2026-01-01") + chrono::Days::new(ahead);
        let found = schedule(&treatments(&[told("1", &value)], at, &Said::default()), at);
        prop_assert!(!found.is_empty());
        for line in found {
            let named = repeats.iter().any(|repeat| {
                let texts = |key: &str| -> Vec<String> {
                    repeat[key].as_array().unwrap().iter().map(|v| v.as_str().unwrap().to_owned()).collect()
                };
                line.when.iter().all(|code| texts("when").contains(code))
                    && line.time.iter().all(|time| texts("timeOfDay").iter().any(|t| t.starts_with(time)))
                    && (line.slot > Slot::Meal || line.when.is_some() || line.time.is_some())
            });
            prop_assert!(named, "{line:?}");
        }
    }

    /// A schedule that names its days is on those days only.
    #[test]
    fn days_of_the_week_are_kept(ahead in 0_u64..400) {
        let at = day("2026-01-01") + chrono::Days::new(ahead);
        let found = lines(&json!([{"timing": {"repeat": {"dayOfWeek": ["mon", "fri"], "when": ["MORN"]}}}]), &at.to_string());
        let dialysis = matches!(chrono::Datelike::weekday(&at), chrono::Weekday::Mon | chrono::Weekday::Fri);
        prop_assert_eq!(found, [(if dialysis { Slot::Morning } else { Slot::NotToday }, None)]);
    }
}
