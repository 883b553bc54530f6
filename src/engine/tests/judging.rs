//! The module *beoordeling*: nothing without its rules, and with them nothing where a
//! general limit may not be applied.

use super::*;

use inzage_measure::{GlucoseMoment, Kind, Part, Phase, Slot, Turn, Typed};
use protocol::judging::{Answer as Judged, Beside, Lies, Request as Ask, What};
use std::collections::BTreeMap;

const NOW: &str = "2026-05-26T11:00:00+02:00";

fn pressure(nth: u8, high: &str, low: &str, slot: Option<Slot>) -> Typed {
    let numbers = [(Part::Systolic, high), (Part::Diastolic, low)];
    reading(Kind::BloodPressure, nth, &numbers, slot)
}

fn glucose(nth: u8, value: &str, moment: Option<GlucoseMoment>) -> Typed {
    Typed {
        moment,
        ..reading(Kind::Glucose, nth, &[(Part::Glucose, value)], None)
    }
}

fn reading(kind: Kind, nth: u8, numbers: &[(Part, &str)], slot: Option<Slot>) -> Typed {
    let numbers = numbers.iter();
    Typed {
        kind,
        at: format!("2026-05-{:02}T08:00:00+02:00", nth + 1),
        numbers: numbers
            .map(|(part, text)| (*part, (*text).to_owned()))
            .collect(),
        milligrams: false,
        moment: None,
        slot,
        note: String::new(),
    }
}

impl Bench {
    /// A person born on a day, as a collection told and she confirmed.
    fn born(birth: &str) -> Self {
        let mut bench = Self::ready();
        let id = bench.start("a@medmij");
        let patient = bundle(&[&patient("Johanna", birth)]);
        bench.ingest(&id, "48", "patient", &patient);
        bench.finish(&id);
        bench.done(Request::ConfirmPerson { collection: id });
        bench
    }

    fn switched_on(mut self) -> Self {
        self.done(Request::Judging(Ask::Rules {
            manufacturer: "Voorbeeld BV".into(),
            limits: inzage_judge::LIMITS.into(),
            words: inzage_judge::WORDS.into(),
        }));
        self
    }

    fn holding(mut self, keys: &[&str]) -> Self {
        let holds = keys.iter().map(|key| (*key).to_owned()).collect();
        self.done(Request::Judging(Ask::Say {
            holds,
            now: NOW.into(),
        }));
        self
    }

    fn enter(&mut self, typed: Typed) {
        let kept = self.ask(Request::Measure(measure::Request::Keep {
            id: None,
            typed,
            sure: true,
            draft: None,
            now: NOW.into(),
        }));
        let Answer::Measure(measure::Answer::Kept(_)) = kept else {
            panic!("kept")
        };
    }

    /// Twelve readings of 150/80, one a day.
    fn measured(mut self) -> Self {
        for nth in 0..12 {
            self.enter(pressure(nth, "150", "80", None));
        }
        self
    }

    fn judged(&mut self, what: What) -> Judged {
        let now = NOW.to_owned();
        match self.ask(Request::Judging(Ask::Of { what, now })) {
            Answer::Judging(answer) => answer,
            _ => panic!("an answer about limits"),
        }
    }

    fn beside(&mut self, kind: Kind) -> Beside {
        match self.judged(What::Kind(kind, None)) {
            Judged::Beside(Some(beside)) => *beside,
            other => panic!("{other:?}"),
        }
    }

    /// That no limit is applied, and the words that say why.
    fn withheld(&mut self, why: &str) {
        let beside = self.beside(Kind::BloodPressure);
        assert!(beside.lines.is_empty(), "{:?}", beside.lines);
        let question = beside.question.iter().map(|question| &question.asked);
        let said: Vec<_> = beside.notes.iter().chain(question).collect();
        assert!(said.iter().any(|said| said.contains(why)), "{said:?}");
    }
}

#[test]
fn without_its_rules_the_module_answers_nothing() {
    let mut bench = Bench::born("1955-03-09").measured();
    let asked = bench.judged(What::Kind(Kind::BloodPressure, None));
    assert_eq!(asked, Judged::NoRules);
    // Neither does it without a name, or with a table that has a fault.
    for (name, limits) in [(" ", inzage_judge::LIMITS), ("M", "mean\tweight")] {
        let rules = Ask::Rules {
            manufacturer: name.into(),
            limits: limits.into(),
            words: inzage_judge::WORDS.into(),
        };
        let answer = bench.ask(Request::Judging(rules));
        assert!(matches!(answer, Answer::Judging(Judged::NoRules)));
    }
}

#[test]
fn the_word_the_limit_its_source_and_date_stand_beside_the_mean() {
    let mut bench = Bench::born("1975-03-09").measured().switched_on();
    bench.withheld("Wat geldt voor u?");
    let mut bench = bench.holding(&[]);
    let beside = bench.beside(Kind::BloodPressure);
    let [high, low] = beside.lines.as_slice() else {
        panic!("{beside:?}")
    };
    assert_eq!(high.value, "150\u{a0}mmHg");
    assert_eq!(high.word, Some((Lies::Outside, "boven de grens".into())));
    assert_eq!(low.word, Some((Lies::Within, "binnen de grens".into())));
    assert_eq!(high.count, "12 metingen");
    assert!(high.limit[0].starts_with("Grens: lager dan 135\u{a0}mmHg (voor volwassenen"));
    assert!(high.source.contains("NHG-Standaard") && high.source.ends_with("juni 2019"));
    assert!(beside.maker.contains("Voorbeeld BV"));
    // What no limit is about has no place at all.
    bench.enter(reading(Kind::Weight, 3, &[(Part::Weight, "72")], None));
    let asked = bench.judged(What::Kind(Kind::Weight, None));
    assert_eq!(asked, Judged::Beside(None));
}

#[test]
fn the_start_of_measuring_tells_what_lies_outside_and_nothing_else() {
    let mut bench = Bench::born("1975-03-09").measured().switched_on();
    let outside = What::Outside(3650);
    // Not asked here: the screens of the readings do.
    assert_eq!(bench.judged(outside.clone()), Judged::Beside(None));
    let mut bench = bench.holding(&[]);
    let Judged::Beside(Some(beside)) = bench.judged(outside.clone()) else {
        panic!("outside")
    };
    let names: Vec<_> = beside.lines.iter().map(|line| line.name.as_str()).collect();
    assert_eq!(names, ["Gemiddelde bovendruk"]);
    let mut bench = bench.holding(&["dialysis"]);
    assert_eq!(bench.judged(outside), Judged::Beside(None));
}

#[test]
fn a_week_is_judged_by_its_own_mean() {
    let mut bench = Bench::born("1975-03-09")
        .measured()
        .switched_on()
        .holding(&[]);
    for nth in 0..12 {
        let slot = Slot {
            week: "w".into(),
            day: nth / 2 + 1,
            turn: Turn::Morning,
            number: nth % 2 + 1,
        };
        bench.enter(pressure(nth, "120", "90", Some(slot)));
    }
    let Judged::Beside(Some(week)) = bench.judged(What::Week("w".into())) else {
        panic!("a week")
    };
    let words: Vec<_> = week
        .lines
        .iter()
        .map(|line| line.word.clone().unwrap().0)
        .collect();
    assert_eq!(words, [Lies::Within, Lies::Outside]);
}

#[test]
fn no_limit_for_a_person_with_a_dialysis_source() {
    let mut bench = Bench::born("1975-03-09").measured().switched_on();
    bench = bench.holding(&["dialysis"]);
    bench.withheld("Bij dialyse");
    bench = bench.holding(&[]);
    bench.add("d@medmij", "Dialysecentrum Het Plein");
    bench.withheld("Bij dialyse");
    // Or with anything in the record that names it.
    let mut bench = Bench::ready();
    let id = bench.start("a@medmij");
    let treated = r#"{"resourceType":"Procedure","id":"x","status":"completed","code":{"text":"Hemodialyse"}}"#;
    let both = bundle(&[&patient("Johanna", "1975-03-09"), treated]);
    bench.ingest(&id, "48", "patient", &both);
    bench.finish(&id);
    bench.done(Request::ConfirmPerson { collection: id });
    bench
        .measured()
        .switched_on()
        .holding(&[])
        .withheld("Bij dialyse");
}

#[test]
fn no_limit_for_a_reading_before_or_after_dialysis() {
    let mut bench = Bench::born("1975-03-09")
        .measured()
        .switched_on()
        .holding(&[]);
    let numbers: BTreeMap<Part, String> = [
        (Part::Weight, "74".to_owned()),
        (Part::Systolic, "200".to_owned()),
        (Part::Diastolic, "100".to_owned()),
    ]
    .into();
    let side = ("2026-05-25T08:00:00+02:00".to_owned(), numbers);
    bench.ask(Request::Measure(measure::Request::KeepSession {
        id: None,
        sides: [(Phase::Before, side)].into(),
        note: String::new(),
        sure: true,
        drafts: Vec::new(),
        now: NOW.into(),
    }));
    bench.withheld("Bij dialyse");
}

#[test]
fn no_limit_under_18_or_without_a_birth_date() {
    let mut young = Bench::born("2009-03-09")
        .measured()
        .switched_on()
        .holding(&[]);
    young.withheld("Onder de 18 jaar");
    let mut unknown = Bench::ready().measured().switched_on().holding(&[]);
    unknown.withheld("geboortedatum is niet bekend");
}

#[test]
fn no_limit_in_pregnancy() {
    let mut says = Bench::born("1995-03-09").measured().switched_on();
    says = says.holding(&["pregnant"]);
    says.withheld("In de zwangerschap");
    let told = |date: &str| {
        let mut bench = Bench::ready();
        let id = bench.start("a@medmij");
        let finding = format!(
            r#"{{"resourceType":"Observation","id":"x","status":"final","effectiveDateTime":"{date}",
            "code":{{"coding":[{{"system":"http://loinc.org","code":"82810-3","display":"Pregnancy status"}}]}}}}"#
        );
        let both = bundle(&[&patient("Johanna", "1995-03-09"), &finding]);
        bench.ingest(&id, "48", "patient", &both);
        bench.finish(&id);
        bench.done(Request::ConfirmPerson { collection: id });
        bench.measured().switched_on().holding(&[])
    };
    told("2026-03-01").withheld("In de zwangerschap");
    assert_eq!(
        told("2019-03-01").beside(Kind::BloodPressure).lines.len(),
        2
    );
}

#[test]
fn no_limit_for_glucose_without_a_moment() {
    let mut bench = Bench::born("1975-03-09")
        .switched_on()
        .holding(&["diabetes-2"]);
    for nth in 0..15 {
        bench.enter(glucose(nth, "20", None));
    }
    let beside = bench.beside(Kind::Glucose);
    assert!(beside.lines.is_empty(), "{:?}", beside.lines);
    assert!(
        beside
            .notes
            .iter()
            .any(|note| note.contains("zonder moment"))
    );
    bench.enter(glucose(20, "8,1", Some(GlucoseMoment::Fasting)));
    let beside = bench.beside(Kind::Glucose);
    let each = &beside.lines[0].each;
    assert_eq!(each.len(), 1);
    assert_eq!(
        (each[0].1.as_str(), each[0].2),
        ("8,1\u{a0}mmol/L", Lies::Outside)
    );
    // Of the share and the variation only that one reading counts: too few.
    assert!(
        beside
            .lines
            .iter()
            .skip(1)
            .all(|line| line.value.is_empty())
    );
}
