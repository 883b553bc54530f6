use proptest::prelude::*;

use super::*;

fn now() -> Moment {
    Moment::parse("2026-05-26T11:00:00+02:00").unwrap()
}

fn typed(kind: Kind, numbers: &[(Part, &str)]) -> Typed {
    Typed {
        kind,
        at: "2026-05-26T08:00:00+02:00".into(),
        numbers: numbers
            .iter()
            .map(|(part, text)| (*part, (*text).to_owned()))
            .collect(),
        milligrams: false,
        moment: None,
        slot: None,
        note: String::new(),
    }
}

fn weight(text: &str) -> Checked<Reading> {
    check(&typed(Kind::Weight, &[(Part::Weight, text)]), now())
}

const WEIGHT: Field = Field::Number(None, Part::Weight);

fn problem<T>(checked: Checked<T>, field: Field) -> Option<Problem> {
    match checked {
        Checked::Wrong(wrong) => wrong.get(&field).copied(),
        _ => None,
    }
}

#[test]
fn numbers_are_kept_as_typed_also_with_their_unit() {
    for text in ["72,40", " 72.40 ", "72,40 kg", "72,40kg", "72.40 KG"] {
        let Checked::Good(reading) = weight(text) else {
            panic!("{text}")
        };
        assert_eq!(reading.amount(Part::Weight).unwrap().plain(), "72.40");
    }
}

#[test]
fn what_cannot_be_is_refused_and_what_is_unlikely_is_asked_about() {
    assert_eq!(problem(weight(""), WEIGHT), Some(Problem::Missing));
    assert_eq!(
        problem(weight("72 pond"), WEIGHT),
        Some(Problem::NotANumber)
    );
    for text in ["0", "0,5", "700"] {
        let refused = problem(weight(text), WEIGHT);
        assert_eq!(refused, Some(Problem::Impossible(1000, 650_000)), "{text}");
    }
    for text in ["250", "7,24"] {
        let asked = matches!(weight(text), Checked::Ask(_, fields) if fields == [WEIGHT]);
        assert!(asked, "{text}");
    }
}

#[test]
fn a_reading_is_of_now_or_the_past() {
    let at = |at: &str| {
        let mut typed = typed(Kind::Weight, &[(Part::Weight, "72")]);
        typed.at = at.into();
        problem(check(&typed, now()), Field::At(None))
    };
    assert_eq!(at("2026-05-26T11:00:59+02:00"), None);
    assert_eq!(at("2026-05-26T11:30:00+02:00"), Some(Problem::Future));
    assert_eq!(at("1990-01-01T11:30:00+01:00"), None);
    assert_eq!(at("1800-01-01T11:30:00+01:00"), Some(Problem::NoMoment));
    assert_eq!(at(""), Some(Problem::NoMoment));
}

#[test]
fn the_diastolic_pressure_is_below_the_systolic() {
    let pressure = |high: &str, low: &str| {
        let numbers = [(Part::Systolic, high), (Part::Diastolic, low)];
        check(&typed(Kind::BloodPressure, &numbers), now())
    };
    let field = Field::Number(None, Part::Diastolic);
    assert_eq!(
        problem(pressure("80", "130"), field),
        Some(Problem::NotBelow)
    );
    assert!(
        matches!(pressure("130", "80"), Checked::Good(_)),
        "pulse may be missing"
    );
}

#[test]
fn milligrams_are_converted_and_both_stay() {
    let mut typed = typed(Kind::Glucose, &[(Part::Glucose, "126")]);
    typed.milligrams = true;
    typed.moment = Some(GlucoseMoment::Fasting);
    let Checked::Good(reading) = check(&typed, now()) else {
        panic!("a reading")
    };
    assert_eq!(reading.amount(Part::Glucose).unwrap().plain(), "7.0");
    assert_eq!(reading.milligrams.unwrap().plain(), "126");
    typed.numbers.insert(Part::Glucose, "9000".into());
    let refused = problem(check(&typed, now()), Field::Number(None, Part::Glucose));
    assert_eq!(refused, Some(Problem::Impossible(1000, 2_702_000)));
}

#[test]
fn a_note_has_2000_characters_and_not_one_more() {
    let mut typed = typed(Kind::Weight, &[(Part::Weight, "72")]);
    typed.note = "é".repeat(2000);
    assert!(matches!(check(&typed, now()), Checked::Good(_)));
    typed.note.push('é');
    assert_eq!(
        problem(check(&typed, now()), Field::Note),
        Some(Problem::TooLong)
    );
}

fn side(at: &str, numbers: &[(Part, &str)]) -> TypedSide {
    let numbers = numbers
        .iter()
        .map(|(part, text)| (*part, (*text).to_owned()));
    (format!("2026-05-26T{at}:00+02:00"), numbers.collect())
}

#[test]
fn a_session_may_be_half_done_but_not_empty() {
    let empty = BTreeMap::from([(Phase::Before, side("07:30", &[]))]);
    let first = Field::Number(Some(Phase::Before), Part::Weight);
    let checked = check_session(&empty, "", now());
    assert_eq!(problem(checked, first), Some(Problem::Missing));
    let half = BTreeMap::from([(Phase::Before, side("07:30", &[(Part::Weight, "74,3")]))]);
    let Checked::Good(session) = check_session(&half, "", now()) else {
        panic!("a session")
    };
    assert!(session.after.is_none());
}

#[test]
fn after_is_not_before_before() {
    let numbers = [(Part::Weight, "74,3")];
    let sides = BTreeMap::from([
        (Phase::Before, side("10:30", &numbers)),
        (Phase::After, side("07:30", &numbers)),
    ]);
    let field = Field::At(Some(Phase::After));
    let checked = check_session(&sides, "", now());
    assert_eq!(problem(checked, field), Some(Problem::BeforeOther));
}

#[test]
fn half_a_blood_pressure_is_asked_to_be_whole() {
    let sides = BTreeMap::from([(Phase::Before, side("07:30", &[(Part::Systolic, "140")]))]);
    let field = Field::Number(Some(Phase::Before), Part::Diastolic);
    let checked = check_session(&sides, "", now());
    assert_eq!(problem(checked, field), Some(Problem::Missing));
}

proptest! {
    #[test]
    fn nothing_typed_panics_and_nothing_outside_the_limits_is_kept(
        text in "\\PC{0,12}|[0-9]{1,7}[,.]?[0-9]{0,4} ?(kg|mmol/l)?",
        kind in 0_usize..7,
        milligrams: bool,
    ) {
        let kind = Kind::ALL[kind];
        let numbers: Vec<(Part, &str)> = kind.parts().iter().map(|part| (*part, text.as_str())).collect();
        let typed = Typed { milligrams, ..typed(kind, &numbers) };
        match check(&typed, now()) {
            Checked::Good(reading) | Checked::Ask(reading, _) => {
                for (part, amount) in &reading.amounts {
                    prop_assert!(part.limits().allows(amount));
                }
            }
            Checked::Wrong(wrong) => prop_assert!(!wrong.is_empty()),
        }
    }
}
