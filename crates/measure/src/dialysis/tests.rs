use proptest::prelude::*;

use super::*;

fn side(at: &str, weight: Option<&str>) -> Side {
    let amount = |text: &str| Amount::parse(text).unwrap();
    Side {
        at: Moment::parse(at).unwrap(),
        amounts: weight
            .map(|weight| (Part::Weight, amount(weight)))
            .into_iter()
            .collect(),
    }
}

fn session(day: &str, before: Option<&str>, after: Option<&str>) -> Session {
    Session {
        before: before.map(|weight| side(&format!("{day}T07:30:00+02:00"), Some(weight))),
        after: after.map(|weight| side(&format!("{day}T11:45:00+02:00"), Some(weight))),
        note: String::new(),
    }
}

fn target() -> Vec<Target> {
    vec![Target {
        part: Part::Weight,
        amount: Amount::parse("72").unwrap(),
        from: "2026-01-01".parse().unwrap(),
        with: "dr. De Vries".into(),
    }]
}

fn shown(difference: Option<Difference>) -> Option<String> {
    difference.map(|difference| difference.dutch())
}

#[test]
fn a_dialysis_week() {
    let all = [
        ("c".to_owned(), session("2026-05-29", Some("74,1"), None)),
        (
            "a".to_owned(),
            session("2026-05-25", Some("74,3"), Some("72,1")),
        ),
        (
            "b".to_owned(),
            session("2026-05-27", Some("73,9"), Some("71,95")),
        ),
    ];
    let figures = sessions(&all, &target());
    let ids: Vec<&str> = figures.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["c", "b", "a"]);
    let [third, second, first] = figures.as_slice() else {
        panic!("three sessions")
    };
    assert_eq!(shown(first.taken_off).as_deref(), Some("+2,2"));
    assert_eq!(first.gain, Err(GainGap::First));
    assert_eq!(shown(first.from_target).as_deref(), Some("+0,1"));
    assert_eq!(shown(second.gain.ok()).as_deref(), Some("+1,8"));
    assert_eq!(shown(second.gain_share).as_deref(), Some("+2,5"));
    assert_eq!(shown(second.from_target).as_deref(), Some("\u{2212}0,05"));
    assert_eq!(shown(third.gain.ok()).as_deref(), Some("+2,15"));
    assert_eq!((third.taken_off, third.from_target), (None, None));
    let weeks = over_weeks(&figures);
    assert_eq!(weeks.len(), 1);
    assert_eq!(weeks[0].monday, "2026-05-25".parse().unwrap());
    assert_eq!(shown(weeks[0].taken_off).as_deref(), Some("+2,08"));
    assert_eq!(shown(weeks[0].gain).as_deref(), Some("+1,98"));
}

#[test]
fn what_is_half_done_leaves_a_gap_with_its_reason() {
    let all = [
        ("a".to_owned(), session("2026-05-25", Some("74,3"), None)),
        (
            "b".to_owned(),
            session("2026-05-27", Some("73,9"), Some("72")),
        ),
        ("c".to_owned(), session("2026-05-29", None, Some("72,2"))),
    ];
    let figures = sessions(&all, &[]);
    let gains: Vec<_> = figures.iter().map(|one| one.gain).collect();
    let expected = [
        Err(GainGap::NoWeightBefore),
        Err(GainGap::NoWeightAfterLast),
        Err(GainGap::First),
    ];
    assert_eq!(gains, expected);
    assert!(
        figures
            .iter()
            .all(|one| one.target.is_none() && one.gain_share.is_none())
    );
}

#[test]
fn each_part_of_a_session_is_a_reading_with_an_id_that_stays() {
    let id = "6f2c1f0e-8c1c-4c1a-9a57-0d6a2a1f3b11";
    let mut whole = session("2026-05-25", Some("74,3"), Some("72,1"));
    let pressure = [(Part::Systolic, "142"), (Part::Diastolic, "80")];
    if let Some(before) = whole.before.as_mut() {
        let amounts = pressure.map(|(part, text)| (part, Amount::parse(text).unwrap()));
        before.amounts.extend(amounts);
    }
    let readings = whole.readings(id);
    let what: Vec<_> = readings
        .iter()
        .map(|(_, phase, one)| (*phase, one.kind))
        .collect();
    let expected = [
        (Phase::Before, Kind::Weight),
        (Phase::Before, Kind::BloodPressure),
        (Phase::After, Kind::Weight),
    ];
    assert_eq!(what, expected);
    assert_eq!(readings, whole.readings(id));
    let ids: std::collections::BTreeSet<_> = readings.iter().map(|(id, ..)| id).collect();
    assert_eq!(ids.len(), 3);
}

proptest! {
    /// Gains and what was taken off add up: from the first weight after to the last.
    #[test]
    fn over_complete_sessions_gains_minus_taken_off_is_the_change(
        weights in proptest::collection::vec((60_000_i64..90_000, 60_000_i64..90_000), 2..28),
    ) {
        let text = |grams: i64| format!("{}.{:03}", grams / 1000, grams % 1000);
        let all: Vec<(String, Session)> = weights.iter().enumerate().map(|(n, (before, after))| {
            let day = format!("2026-{:02}-{:02}", n / 28 + 1, n % 28 + 1);
            (format!("{n:03}"), session(&day, Some(&text(*before)), Some(&text(*after))))
        }).collect();
        let figures = sessions(&all, &[]);
        let gains: i64 = figures.iter().filter_map(|one| one.gain.ok()).map(|gain| gain.thousandths()).sum();
        let off: i64 = figures.iter().rev().skip(1).filter_map(|one| one.taken_off)
            .map(|off| off.thousandths()).sum();
        let change = weights[weights.len() - 1].1 - weights[0].1;
        prop_assert_eq!(gains - off, change);
    }
}
