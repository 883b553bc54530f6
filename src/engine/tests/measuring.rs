use super::*;

use super::measure::Turn::{Evening, Morning};
use inzage_measure::csv::export;
use measure::{Answer as Measured, Field, Kind, Part, Phase, Problem, Request as Ask, Typed};
use std::collections::BTreeMap;

const NOW: &str = "2026-05-26T11:00:00+02:00";

fn typed(kind: Kind, at: &str, numbers: &[(Part, &str)]) -> Typed {
    Typed {
        kind,
        at: at.into(),
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

fn weight(text: &str) -> Typed {
    typed(
        Kind::Weight,
        "2026-05-26T08:00:00+02:00",
        &[(Part::Weight, text)],
    )
}

impl Bench {
    fn measure(&mut self, request: Ask) -> Measured {
        match self.ask(Request::Measure(request)) {
            Answer::Measure(answer) => answer,
            Answer::Failed(failure) => panic!("{failure:?}"),
            _ => panic!("an answer about measuring"),
        }
    }

    fn keep(&mut self, id: Option<String>, typed: Typed) -> String {
        let (sure, draft, now) = (true, None, NOW.into());
        match self.measure(Ask::Keep {
            id,
            typed,
            sure,
            draft,
            now,
        }) {
            Measured::Kept(id) => id,
            other => panic!("{other:?}"),
        }
    }

    fn one(&mut self, id: &str) -> measure::One {
        match self.measure(Ask::One { id: id.into() }) {
            Measured::One(one) => *one,
            other => panic!("{other:?}"),
        }
    }

    fn preview(&mut self, bytes: Vec<u8>) -> measure::Preview {
        match self.measure(Ask::Preview {
            bytes,
            now: NOW.into(),
        }) {
            Measured::Preview(preview) => preview,
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_reading_is_kept_corrected_and_deleted_with_its_history() {
    let mut bench = Bench::ready();
    let id = bench.keep(None, weight("72,40"));
    assert_eq!(bench.shown(Kind::Weight).rows()[0][1], "72,40 kg");
    assert_eq!(bench.keep(Some(id.clone()), weight("73")), id);
    bench.measure(Ask::Delete {
        id: id.clone(),
        now: NOW.into(),
    });
    assert!(bench.shown(Kind::Weight).rows().is_empty());
    let one = bench.one(&id);
    let what: Vec<_> = one.history.iter().map(|event| event.what).collect();
    assert_eq!(
        what,
        [
            measure::Done::Deleted,
            measure::Done::Corrected,
            measure::Done::Entered
        ]
    );
    assert!(one.deleted && one.history[2].said[0] == "72,40\u{a0}kg");
    // Said again, it is there again, with the same id.
    bench.keep(Some(id.clone()), weight("72"));
    assert_eq!(bench.one(&id).history.len(), 4);
    assert_eq!(bench.shown(Kind::Weight).rows().len(), 1);
}

#[test]
fn what_is_wrong_or_unlikely_is_not_kept() {
    let mut bench = Bench::ready();
    let mut ask = |text: &str, sure| {
        let (id, draft, now) = (None, None, NOW.into());
        bench.measure(Ask::Keep {
            id,
            typed: weight(text),
            sure,
            draft,
            now,
        })
    };
    let field = Field::Number(None, Part::Weight);
    assert_eq!(
        ask("veel", true),
        Measured::Wrong(vec![(field, Problem::NotANumber)])
    );
    assert_eq!(
        ask("250", false),
        Measured::Ask(vec![(field, "250".into())])
    );
    assert!(matches!(ask("250", true), Measured::Kept(_)));
}

#[test]
fn who_helps_stands_with_what_was_entered() {
    let mut bench = Bench::ready();
    let (name, value) = ("helper".to_owned(), "Fatima".to_owned());
    bench.done(Request::SaveSetting { name, value });
    bench.keep(None, weight("72"));
    let table = bench.shown(Kind::Weight).chart.table;
    assert!(table.rows[0].cells.contains(&"ingevuld door Fatima".into()));
}

#[test]
fn a_draft_goes_with_what_it_became() {
    let mut bench = Bench::ready();
    let name = "measure-weight".to_owned();
    let draft = || Request::Draft { name: name.clone() };
    bench.done(Request::SaveDraft {
        name: name.clone(),
        text: "72,4".into(),
    });
    assert!(bench.ask(draft()) == Answer::Text(Some("72,4".into())));
    let (id, sure, now) = (None, false, NOW.into());
    let typed = weight("72,4");
    bench.measure(Ask::Keep {
        id,
        typed,
        sure,
        draft: Some(name.clone()),
        now,
    });
    assert!(bench.ask(draft()) == Answer::Text(None));
}

#[test]
fn the_drafts_of_a_session_and_of_a_target_go_with_what_they_became() {
    let mut bench = Bench::ready();
    let names = ["a", "b", "c"].map(str::to_owned);
    let typed = |bench: &mut Bench| {
        for name in names.clone() {
            let text = "72,4".to_owned();
            bench.done(Request::SaveDraft { name, text });
        }
    };
    let left = |bench: &mut Bench| {
        let mut there = |name| bench.ask(Request::Draft { name }) != Answer::Text(None);
        names.clone().map(&mut there)
    };
    let session = |weight: &str| Ask::KeepSession {
        id: None,
        sides: [(Phase::Before, side("25T08:00", weight))].into(),
        note: String::new(),
        sure: false,
        drafts: names[..2].to_vec(),
        now: NOW.into(),
    };
    typed(&mut bench);
    assert!(matches!(
        bench.measure(session("no number")),
        Measured::Wrong(_)
    ));
    assert_eq!(left(&mut bench), [true; 3], "what is not kept stays typed");
    bench.measure(session("74,3"));
    assert_eq!(left(&mut bench), [false, false, true]);
    typed(&mut bench);
    bench.measure(Ask::KeepTarget {
        part: Part::Weight,
        amount: "71,5".into(),
        from: "2026-05-25".parse().unwrap(),
        with: String::new(),
        sure: false,
        drafts: names[1..].to_vec(),
        now: NOW.into(),
    });
    assert_eq!(left(&mut bench), [true, false, false]);
}

fn side(at: &str, weight: &str) -> measure::TypedSide {
    (
        format!("2026-05-{at}:00+02:00"),
        BTreeMap::from([(Part::Weight, weight.to_owned())]),
    )
}

#[test]
fn a_session_is_one_thing_and_its_readings_stand_with_the_others() {
    let mut bench = Bench::ready();
    let keep = |bench: &mut Bench, id, sides| {
        let (note, sure, drafts, now) = (String::new(), false, Vec::new(), NOW.into());
        match bench.measure(Ask::KeepSession {
            id,
            sides,
            note,
            sure,
            drafts,
            now,
        }) {
            Measured::Kept(id) => id,
            other => panic!("{other:?}"),
        }
    };
    let before = |at: &str, weight: &str| (Phase::Before, side(at, weight));
    let after = |at: &str, weight: &str| (Phase::After, side(at, weight));
    keep(
        &mut bench,
        None,
        [before("23T07:30", "74,3"), after("23T11:45", "72,1")].into(),
    );
    let id = keep(&mut bench, None, [before("25T07:30", "73,9")].into());
    let same = keep(
        &mut bench,
        Some(id.clone()),
        [before("25T07:30", "73,9"), after("25T11:40", "72,0")].into(),
    );
    assert_eq!(id, same);
    let Measured::Sessions(sessions) = bench.measure(Ask::Sessions { most: 10 }) else {
        panic!("sessions")
    };
    assert_eq!((sessions.rows.len(), sessions.total), (2, 2));
    assert_eq!(sessions.rows[0].gain, Ok("+1,8\u{a0}kg".into()));
    assert_eq!(sessions.rows[0].taken_off.as_deref(), Some("1,9\u{a0}kg"));
    // Of the newest alone the gain is the same, and only its week is told.
    let Measured::Sessions(newest) = bench.measure(Ask::Sessions { most: 1 }) else {
        panic!("sessions")
    };
    assert_eq!(newest.rows[0], sessions.rows[0]);
    assert_eq!((newest.rows.len(), newest.total), (1, 2));
    assert_eq!((newest.weeks.len(), sessions.weeks.len()), (1, 2));
    let rows = bench.shown(Kind::Weight).rows();
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[0][2], "Uzelf, na dialyse");
    let gains = bench.chart(
        measure::What::Sessions(measure::SessionChart::Gains),
        inzage_chart::Period::All,
    );
    let told: Vec<_> = gains
        .rows()
        .into_iter()
        .map(|[_, value, _]| value)
        .collect();
    assert_eq!(told, ["1,8 kg", "1,9 kg", "2,2 kg"]);
    assert!(matches!(gains.ways[0], Some(measure::Way::Session(_))));
}

#[test]
fn an_export_comes_back_as_duplicates_here_and_as_new_elsewhere() {
    let mut bench = Bench::ready();
    bench.keep(None, weight("72,4"));
    bench.keep(None, weight("72,6"));
    let Answer::Bytes(file) = bench.ask(Request::Measure(Ask::Export)) else {
        panic!("a file")
    };
    let here = bench.preview(file.clone());
    assert_eq!((here.fresh, here.duplicates, here.wrong), (0, 2, 0));
    let mut other = Bench::ready();
    assert_eq!(other.preview(file.clone()).fresh, 2);
    other.measure(Ask::Import {
        bytes: file.clone(),
        now: NOW.into(),
    });
    assert_eq!(other.shown(Kind::Weight).rows().len(), 2);
    other.measure(Ask::Import {
        bytes: file,
        now: NOW.into(),
    });
    assert_eq!(other.shown(Kind::Weight).rows().len(), 2, "twice is once");
    let empty = export([]).unwrap();
    assert_eq!(other.preview(empty), measure::Preview::default());
}

#[test]
fn values_of_providers_stand_between_the_persons_own() {
    let mut bench = Bench::ready();
    bench.keep(None, weight("72,4"));
    let bundle = r#"{"resourceType":"Bundle","type":"searchset","entry":[
        {"resource":{"resourceType":"Observation","id":"w","status":"final",
         "code":{"coding":[{"system":"http://loinc.org","code":"29463-7"}]},
         "effectiveDateTime":"2026-05-20",
         "valueQuantity":{"value":71.90,"unit":"kg","system":"http://unitsofmeasure.org","code":"kg"}}}]}"#;
    let collection = bench.start("a@medmij");
    bench.ingest(&collection, "48", "body-weight", bundle);
    bench.ask(Request::FinishCollection {
        collection: collection.clone(),
    });
    bench.ask(Request::ConfirmPerson { collection });
    let shown = bench.shown(Kind::Weight);
    let values: Vec<_> = shown
        .rows()
        .into_iter()
        .map(|[_, value, who]| (value, who == "Uzelf, ochtend"))
        .collect();
    assert_eq!(
        values,
        [("72,4 kg".into(), true), ("71,90 kg".into(), false)]
    );
    assert_eq!(shown.chart.legend.len(), 2, "told apart by shape");
    assert_eq!(shown.figures[0].whole.count, 1, "means are of own readings");
}

#[test]
fn the_next_place_of_a_week_follows_the_clock_and_midnight() {
    let mut bench = Bench::ready();
    let start = "2026-05-26".parse().unwrap();
    let started = bench.measure(Ask::StartWeek {
        days: 7,
        start,
        now: NOW.into(),
    });
    let Measured::Kept(week) = started else {
        panic!("{started:?}")
    };
    let mut next = |now: &str| match bench.measure(Ask::Weeks {
        week: None,
        now: now.into(),
    }) {
        Measured::Weeks(weeks) => weeks.open.and_then(|week| week.next),
        other => panic!("{other:?}"),
    };
    let place = |day, turn, number| {
        Some(measure::Slot {
            week: week.clone(),
            day,
            turn,
            number,
        })
    };
    assert_eq!(next("2026-05-26T08:00:00+02:00"), place(1, Morning, 1));
    assert_eq!(next("2026-05-26T23:59:00+02:00"), place(1, Evening, 1));
    assert_eq!(next("2026-05-27T00:05:00+02:00"), place(1, Evening, 1));
    assert_eq!(next("2026-05-27T07:00:00+02:00"), place(2, Morning, 1));
    assert_eq!(next("2026-06-02T08:00:00+02:00"), None);
}

#[test]
fn a_reading_of_another_moment_gets_its_own_place_in_a_week() {
    let mut bench = Bench::ready();
    let (days, start, now) = (5, "2026-05-24".parse().unwrap(), NOW.into());
    let Measured::Kept(week) = bench.measure(Ask::StartWeek { days, start, now }) else {
        panic!("a week")
    };
    let mut keep = |at: &str| {
        let typed = typed(
            Kind::BloodPressure,
            at,
            &[(Part::Systolic, "140"), (Part::Diastolic, "80")],
        );
        let (week, draft, now) = (week.clone(), "w".to_owned(), NOW.into());
        bench.measure(Ask::KeepInWeek {
            week,
            typed,
            sure: false,
            draft,
            now,
        })
    };
    let wrong = |problem| Measured::Wrong(vec![(Field::At(None), problem)]);
    for at in ["08:00", "08:02"] {
        let kept = keep(&format!("2026-05-24T{at}:00+02:00"));
        assert!(matches!(kept, Measured::Kept(_)), "{kept:?}");
    }
    assert_eq!(
        keep("2026-05-24T08:04:00+02:00"),
        wrong(Problem::NoPlace),
        "both are there"
    );
    assert_eq!(
        keep("2026-05-20T08:00:00+02:00"),
        wrong(Problem::NoPlace),
        "before it"
    );
    assert_eq!(keep("2026-05-26T20:00:00+02:00"), wrong(Problem::Future));
    let Measured::Kept(evening) = keep("2026-05-25T20:00:00+02:00") else {
        panic!("kept")
    };
    let Measured::Weeks(weeks) = bench.measure(Ask::Weeks {
        week: None,
        now: NOW.into(),
    }) else {
        panic!("weeks")
    };
    let days = weeks.open.unwrap().days;
    let filled: Vec<Vec<bool>> = days
        .iter()
        .map(|(_, _, places)| places.iter().map(Option::is_some).collect())
        .collect();
    assert_eq!(filled[0], [true, true, false, false]);
    assert_eq!(filled[1], [false, false, true, false]);
    let way = days[1].2[2].as_ref().unwrap().way.clone();
    assert_eq!(way, measure::Way::Reading(evening));
}

#[test]
fn a_night_of_dialysis_is_finished_the_morning_after() {
    let mut bench = Bench::ready();
    let (id, note, sure, drafts) = (None, String::new(), false, Vec::new());
    let sides = [(Phase::Before, side("25T22:30", "74,3"))].into();
    let now = NOW.into();
    bench.measure(Ask::KeepSession {
        id,
        sides,
        note,
        sure,
        drafts,
        now,
    });
    let mut half = |now: &str| match bench.measure(Ask::Home { now: now.into() }) {
        Measured::Home(home) => home.half_session.is_some(),
        other => panic!("{other:?}"),
    };
    assert!(half("2026-05-26T06:30:00+02:00"));
    assert!(!half("2026-05-26T23:00:00+02:00"), "another one by then");
}

#[test]
fn a_target_is_asked_about_when_unlikely_and_can_be_taken_away() {
    let mut bench = Bench::ready();
    let mut keep = |amount: &str, sure| {
        bench.measure(Ask::KeepTarget {
            part: Part::Weight,
            amount: amount.into(),
            from: "2026-05-01".parse().unwrap(),
            with: String::new(),
            sure,
            drafts: Vec::new(),
            now: NOW.into(),
        })
    };
    let field = Field::Number(None, Part::Weight);
    assert_eq!(
        keep("7,2", false),
        Measured::Ask(vec![(field, "7,2".into())])
    );
    let Measured::Kept(id) = keep("7,2", true) else {
        panic!("kept")
    };
    bench.measure(Ask::Delete {
        id,
        now: NOW.into(),
    });
    let kind = Kind::Weight;
    let left = bench.measure(Ask::Targets {
        kind,
        now: NOW.into(),
    });
    assert_eq!(left, Measured::Targets(Vec::new()));
}
