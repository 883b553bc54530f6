use super::*;
use crate::{Circumstance, Moment, Quantity, Said};
use Quantity::{Diastolic, Glucose, Systolic};
use proptest::prelude::*;

fn today() -> NaiveDate {
    "2026-05-26".parse().unwrap()
}

fn limits() -> Limits {
    Limits::read(crate::LIMITS).unwrap()
}

/// Fifty, has type 2 diabetes, said so today.
fn person() -> Person {
    Person {
        age: Some(50),
        said: Some(Said {
            on: today(),
            what: [Circumstance::Diabetes2].into(),
        }),
        ..Person::default()
    }
}

fn reading(quantity: Quantity, thousandths: i64) -> Reading {
    Reading {
        quantity,
        thousandths,
        moment: None,
        around_dialysis: false,
    }
}

fn glucose(thousandths: i64, moment: Moment) -> Reading {
    Reading {
        moment: Some(moment),
        ..reading(Glucose, thousandths)
    }
}

/// A week of both pressures, and glucose at every moment: everything that any limit
/// of the table is about.
fn everything() -> Vec<Reading> {
    let mut all = Vec::new();
    for _ in 0..20 {
        all.push(reading(Systolic, 150_000));
        all.push(reading(Diastolic, 95_000));
        all.push(glucose(12_000, Moment::Fasting));
        all.push(glucose(3_000, Moment::AfterMeal));
    }
    all
}

fn judged(person: &Person, readings: &[Reading]) -> Vec<(String, Option<i64>, Option<Word>)> {
    let limits = limits();
    let found = judge(&limits, person, readings, today()).unwrap();
    found
        .iter()
        .map(|one| (one.limit.key(), one.thousandths, one.word))
        .collect()
}

#[test]
fn the_mean_of_a_week_stands_beside_the_limit_for_measuring_at_home() {
    let mut week = vec![reading(Systolic, 134_000); 11];
    week.push(reading(Systolic, 136_000));
    let key = "mean.systolic".to_owned();
    assert_eq!(
        judged(&person(), &week),
        [(key.clone(), Some(134_000), Some(Word::Within))]
    );
    // As told, so is it judged: 134.5 is told as 135.
    let week = [
        vec![reading(Systolic, 134_000); 6],
        vec![reading(Systolic, 135_000); 6],
    ]
    .concat();
    assert_eq!(
        judged(&person(), &week),
        [(key.clone(), Some(135_000), Some(Word::Above))]
    );
    let few = vec![reading(Systolic, 180_000); 11];
    assert_eq!(judged(&person(), &few), [(key, None, None)]);
}

#[test]
fn a_bound_that_is_included_lies_within() {
    let limits = limits();
    let values = [4_400, 4_500, 8_000, 8_100].map(|one| glucose(one, Moment::Fasting));
    let found = judge(&limits, &person(), &values, today()).unwrap();
    let fasting = &found[0];
    assert_eq!(fasting.limit.key(), "value.glucose.fasting");
    assert_eq!(
        fasting.each,
        [Word::Below, Word::Within, Word::Within, Word::Above]
    );
    let after = [8_900, 9_000].map(|one| glucose(one, Moment::AfterMeal));
    let found = judge(&limits, &person(), &after, today()).unwrap();
    assert_eq!(found[0].each, [Word::Within, Word::Above]);
}

#[test]
fn the_share_within_is_counted_and_not_judged() {
    let mut all = vec![glucose(3_800, Moment::Fasting); 5];
    all.extend(vec![glucose(3_900, Moment::Night); 10]);
    all.extend(vec![glucose(10_000, Moment::Bedtime); 5]);
    let share = judged(&person(), &all)
        .into_iter()
        .find(|one| one.0 == "share.glucose");
    assert_eq!(share.unwrap(), ("share.glucose".into(), Some(75_000), None));
}

#[test]
fn a_reading_before_or_after_dialysis_never_stands_beside_a_general_limit() {
    let around = |reading: Reading| Reading {
        around_dialysis: true,
        ..reading
    };
    let all: Vec<Reading> = everything().into_iter().map(around).collect();
    assert_eq!(judged(&person(), &all), []);
    // And it counts in no mean.
    let mut week = vec![reading(Systolic, 120_000); 12];
    week.extend(vec![around(reading(Systolic, 200_000)); 12]);
    let found = judged(&person(), &week);
    assert_eq!(found[0].1, Some(120_000));
}

#[test]
fn a_person_with_a_dialysis_source_has_no_general_limit() {
    let source = Person {
        dialysis: true,
        ..person()
    };
    assert_eq!(
        judge(&limits(), &source, &everything(), today()),
        Err(Withheld::Dialysis)
    );
    let mut says = person();
    says.said
        .as_mut()
        .unwrap()
        .what
        .insert(Circumstance::Dialysis);
    assert_eq!(
        judge(&limits(), &says, &everything(), today()),
        Err(Withheld::Dialysis)
    );
}

#[test]
fn under_18_there_is_no_general_limit() {
    for (age, why) in [(Some(17), Withheld::Minor), (None, Withheld::AgeUnknown)] {
        let young = Person { age, ..person() };
        assert_eq!(judge(&limits(), &young, &everything(), today()), Err(why));
    }
}

#[test]
fn in_pregnancy_there_is_no_general_limit() {
    let source = Person {
        pregnant: true,
        ..person()
    };
    let mut says = person();
    says.said
        .as_mut()
        .unwrap()
        .what
        .insert(Circumstance::Pregnant);
    for pregnant in [source, says] {
        assert_eq!(
            judge(&limits(), &pregnant, &everything(), today()),
            Err(Withheld::Pregnant)
        );
    }
}

#[test]
fn glucose_without_a_moment_has_no_general_limit() {
    let without = vec![reading(Glucose, 20_000); 30];
    assert_eq!(judged(&person(), &without), []);
}

#[test]
fn nothing_is_judged_before_the_person_said_what_holds_for_her() {
    let silent = Person {
        said: None,
        ..person()
    };
    assert_eq!(
        judge(&limits(), &silent, &everything(), today()),
        Err(Withheld::NotAsked)
    );
    let mut old = person();
    old.said.as_mut().unwrap().on = "2026-01-01".parse().unwrap();
    assert_eq!(
        judge(&limits(), &old, &everything(), today()),
        Err(Withheld::AskAgain)
    );
}

#[test]
fn a_limit_is_only_for_those_it_is_meant_for() {
    let keys = |person: &Person| -> Vec<String> {
        let found = judged(person, &everything());
        found.into_iter().map(|(key, ..)| key).collect()
    };
    let mut healthy = person();
    healthy.said.as_mut().unwrap().what.clear();
    assert_eq!(keys(&healthy), ["mean.systolic", "mean.diastolic"]);
    let old = Person {
        age: Some(70),
        ..person()
    };
    assert_eq!(
        keys(&old),
        ["value.glucose.fasting", "value.glucose.after-meal"]
    );
    let mut first = person();
    first.said.as_mut().unwrap().what = [Circumstance::Diabetes1].into();
    assert_eq!(
        keys(&first),
        [
            "mean.systolic",
            "mean.diastolic",
            "share.glucose",
            "variation.glucose"
        ]
    );
}

proptest! {
    /// Against plain floating-point arithmetic.
    #[test]
    fn the_variation_agrees_with_an_independent_computation(
        values in proptest::collection::vec(2_000_u32..30_000, 14..80),
    ) {
        let all: Vec<i64> = values.iter().map(|value| i64::from(*value)).collect();
        let found = variation(&all).unwrap();
        let count = f64::from(u32::try_from(values.len()).unwrap());
        let mean = values.iter().map(|value| f64::from(*value)).sum::<f64>() / count;
        let spread = values.iter().map(|value| (f64::from(*value) - mean).powi(2)).sum::<f64>();
        let expected = (spread / (count - 1.0)).sqrt() / mean * 100_000.0;
        let found = f64::from(i32::try_from(found).unwrap());
        prop_assert!((found - expected).abs() <= 1.0, "{found} {expected}");
    }

    /// Whatever is measured: no judgement ever rests on what the rules keep out.
    #[test]
    fn no_judgement_rests_on_a_reading_that_is_kept_out(
        values in proptest::collection::vec((0_usize..3, 0_usize..6, any::<bool>(), 1_i64..400_000), 0..120),
    ) {
        let moments = [None, Some(Moment::Fasting), Some(Moment::BeforeMeal), Some(Moment::AfterMeal), Some(Moment::Bedtime), Some(Moment::Night)];
        let all: Vec<Reading> = values.iter().map(|(quantity, moment, around_dialysis, thousandths)| Reading {
            quantity: [Systolic, Diastolic, Glucose][*quantity],
            moment: moments[*moment],
            around_dialysis: *around_dialysis,
            thousandths: *thousandths,
        }).collect();
        for found in judge(&limits(), &person(), &all, today()).unwrap() {
            for place in found.of {
                prop_assert!(!all[place].around_dialysis);
                prop_assert!(all[place].quantity != Glucose || all[place].moment.is_some());
            }
        }
    }
}
