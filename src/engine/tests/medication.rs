//! Medication, from what was received to what the page shows.

use super::protocol::medication::{
    Answer as Shown, Day, DayKind, List, Place, Request as Ask, Said, Treatment,
};
use super::*;

/// A medicatieafspraak with a treatment id of `system`; `more` are further members.
fn agreement(id: &str, product: &str, treatment: &str, more: &str) -> String {
    format!(
        r#"{{"resourceType":"MedicationRequest","id":"{id}","intent":"order",
        "category":{{"coding":[{{"system":"http://snomed.info/sct","code":"16076005"}}]}},
        "extension":[
          {{"url":"http://nictiz.nl/fhir/StructureDefinition/zib-Medication-PeriodOfUse","valuePeriod":{{"start":"2026-01-01"}}}},
          {{"url":"http://nictiz.nl/fhir/StructureDefinition/zib-Medication-MedicationTreatment",
            "valueIdentifier":{{"system":"urn:oid:1.2.3","value":"{treatment}"}}}}],
        "medicationCodeableConcept":{{"text":"{product}","coding":[{{"system":"http://www.whocc.no/atc","code":"{treatment}"}}]}},
        "authoredOn":"2026-01-01",
        "dosageInstruction":[{{"text":"1 tablet 's ochtends",
          "timing":{{"repeat":{{"frequency":1,"period":1,"periodUnit":"d","when":["MORN"]}}}},
          "doseQuantity":{{"value":1,"unit":"tablet"}}}}],
        {more}}}"#
    )
}

fn with_medicines() -> Bench {
    let mut bench = Bench::ready();
    bench.add("b@medmij", "Apotheek Het Plein");
    let here = [
        agreement("1", "Metoprolol 50 mg", "m1", r#""status":"active""#),
        agreement(
            "2",
            "Digoxine 0,125 mg",
            "m2",
            r#""status":"stopped","statusReason":{"text":"Bijwerking"}"#,
        ),
        agreement("3", "Ramipril 5 mg", "m3", r#""status":"entered-in-error""#),
    ];
    let there = agreement("9", "Metoprolol 100 mg", "m1", r#""status":"active""#);
    for (provider, medicines) in [("a@medmij", here.as_slice()), ("b@medmij", &[there])] {
        let id = bench.start(provider);
        bench.ingest(
            &id,
            "48",
            "patient",
            &bundle(&[&patient("Johanna", "1955-03-09")]),
        );
        let medicines: Vec<&str> = medicines.iter().map(String::as_str).collect();
        bench.ingest(&id, "48", "medicationAgreement", &bundle(&medicines));
        if matches!(bench.finish(&id), PersonCheck::First { .. }) {
            bench.done(Request::ConfirmPerson { collection: id });
        }
    }
    bench
}

impl Bench {
    fn medication(&mut self, ask: Ask) -> Shown {
        match self.ask(Request::Medication(ask)) {
            Answer::Medication(answer) => *answer,
            _ => panic!("medication"),
        }
    }

    fn medicines(&mut self) -> List {
        let today = "2026-03-16".to_owned();
        match self.medication(Ask::List { today, most: 30 }) {
            Shown::List(list) => list,
            _ => panic!("list"),
        }
    }

    fn day(&mut self, day: &str) -> Day {
        match self.medication(Ask::Day {
            day: day.to_owned(),
        }) {
            Shown::Day(day) => day,
            _ => panic!("day"),
        }
    }
}

fn of(list: &List, place: Place) -> &[Treatment] {
    let section = list.sections.iter().find(|section| section.place == place);
    section.map_or(&[], |section| &section.treatments)
}

#[test]
fn a_treatment_is_one_row_with_every_source_and_both_sides_of_a_difference() {
    let list = with_medicines().medicines();
    let [metoprolol] = of(&list, Place::InUse) else {
        panic!("one in use")
    };
    let names: Vec<&str> = metoprolol.sources.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    let [difference] = metoprolol.differences.as_slice() else {
        panic!("one difference")
    };
    let said: Vec<&str> = difference.sides.iter().map(|s| s.says.as_str()).collect();
    assert!(said.iter().any(|s| s.contains("50 mg")) && said.iter().any(|s| s.contains("100 mg")));
    assert!(
        difference
            .sides
            .iter()
            .all(|side| side.date == "1 januari 2026")
    );
}

#[test]
fn stopped_has_its_reason_and_an_error_does_not_count() {
    let mut bench = with_medicines();
    let list = bench.medicines();
    assert_eq!(of(&list, Place::Stopped)[0].reason, "Bijwerking");
    assert!(of(&list, Place::Void)[0].voices[0].parts[0].void);
    let ask = Ask::InUse {
        today: "2026-03-16".into(),
    };
    let Shown::InUse(count, first) = bench.medication(ask) else {
        panic!("in use")
    };
    assert_eq!((count, first.len()), (1, 1));
}

#[test]
fn a_day_on_which_sources_differ_is_not_placed() {
    let mut bench = with_medicines();
    let day = bench.day("2026-03-16");
    assert_eq!(day.words, "maandag 16 maart 2026");
    assert_eq!(day.around, ["2026-03-15", "2026-03-17"]);
    // The same moment and dose, in another strength: no source is chosen.
    let kinds: Vec<DayKind> = day.parts.iter().map(|part| part.kind).collect();
    assert_eq!(kinds, [DayKind::Apart]);
    assert_eq!(day.parts[0].doses[0].sources.len(), 2);
    assert_eq!(bench.day("2025-12-31").parts, []);
}

#[test]
fn without_medication_the_list_says_why() {
    let list = Bench::ready().medicines();
    assert!(list.sections.is_empty());
    assert!(!list.empties.is_empty());
}

#[test]
fn own_use_stands_beside_what_sources_say_and_keeps_its_history() {
    let mut bench = with_medicines();
    let number = of(&bench.medicines(), Place::InUse)[0].number.clone();
    for (said, words, at) in [
        (Said::Used, "", "2026-03-10T09:00:00+01:00"),
        (
            Said::Differently,
            "een halve tablet",
            "2026-03-16T09:00:00+01:00",
        ),
    ] {
        let say = Ask::Say {
            number: number.clone(),
            said,
            words: words.into(),
            at: at.into(),
        };
        bench.done(Request::Medication(say));
    }
    bench.done(Request::Reload);
    let list = bench.medicines();
    let [metoprolol] = of(&list, Place::InUse) else {
        panic!("sources still say that it is in use")
    };
    let own = metoprolol.own.as_ref().unwrap();
    assert_eq!(
        (own.said, own.words.as_str()),
        (Said::Differently, "een halve tablet")
    );
    assert_eq!(own.date, "16 maart 2026");
    let before = ("10 maart 2026".to_owned(), Some(Said::Used), String::new());
    assert_eq!(own.history, [before]);
    // Without the module it is read by itself, as it was said, whatever sources say.
    let Shown::Written(written) = bench.medication(Ask::Written) else {
        panic!("what she wrote")
    };
    let [written] = written.as_slice() else {
        panic!("{written:?}")
    };
    assert!(written.product.starts_with("Metoprolol"));
    assert_eq!(
        (&written.id, written.said, &written.words, &written.history),
        (&own.id, Some(own.said), &own.words, &own.history)
    );
    let take_back = Ask::TakeBack {
        id: own.id.clone(),
        at: AT.into(),
    };
    bench.done(Request::Medication(take_back));
    assert_eq!(of(&bench.medicines(), Place::InUse)[0].own, None);
}

#[test]
fn an_own_medicine_has_a_name_and_is_found_without_any_source() {
    let mut bench = Bench::ready();
    let add = |id: Option<String>, product: &str| {
        Request::Medication(Ask::Medicine {
            id,
            product: product.into(),
            usage: "1 tablet bij hoofdpijn".into(),
            at: AT.into(),
        })
    };
    assert!(matches!(bench.ask(add(None, "  ")), Answer::Failed(_)));
    let endless = "a".repeat(3_000);
    assert!(matches!(
        bench.ask(add(None, &endless)),
        Answer::Failed(Failure::TooLong)
    ));
    bench.done(add(None, "Paracetamol"));
    let id = bench.medicines().own[0].id.clone();
    bench.done(add(Some(id), "Paracetamol 500 mg"));
    let own = bench.medicines().own;
    assert_eq!(own.len(), 1);
    assert_eq!(own[0].product, "Paracetamol 500 mg");
    assert_eq!(own[0].history.len(), 1);
}

#[test]
fn no_day_is_no_answer() {
    let mut bench = Bench::ready();
    let ask = Request::Medication(Ask::Day {
        day: "morgen".into(),
    });
    assert!(matches!(bench.ask(ask), Answer::Failed(Failure::NotFound)));
}

#[test]
fn what_the_person_said_is_one_medicine_is_one_row_of_the_list() {
    let mut bench = with_medicines();
    let list = |bench: &mut Bench| -> Vec<Treatment> {
        let today = "2026-03-15".to_owned();
        let Shown::List(list) = bench.medication(Ask::List { today, most: 30 }) else {
            panic!("a list")
        };
        let sections = list.sections.into_iter();
        sections.flat_map(|section| section.treatments).collect()
    };
    let rows = list(&mut bench);
    let number = |product: &str| {
        let mut found = rows.iter().filter(|row| row.product.starts_with(product));
        found.next().unwrap().number.clone()
    };
    let (one, other) = (number("Metoprolol"), number("Digoxine"));
    bench.done(Request::Same(protocol::same::Request::Decide {
        number: one.clone(),
        other: other.clone(),
        verdict: inzage_dossier::view::Verdict::Same,
        at: AT.into(),
    }));
    let after = list(&mut bench);
    assert_eq!(after.len(), rows.len() - 1);
    assert_eq!(after.iter().filter(|row| row.said_same).count(), 1);
    bench.done(Request::Same(protocol::same::Request::Undo {
        number: one,
        other,
    }));
    assert_eq!(list(&mut bench), rows);
}

#[test]
fn a_long_list_of_medicines_comes_in_parts_and_knows_how_many_there_are() {
    let mut bench = Bench::ready();
    let all: Vec<String> = (0..7)
        .map(|at| {
            let (id, treatment) = (at.to_string(), format!("t{at}"));
            agreement(
                &id,
                &format!("Middel {at}"),
                &treatment,
                r#""status":"active""#,
            )
        })
        .collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let id = bench.start("a@medmij");
    bench.ingest(&id, "48", "medicationAgreement", &bundle(&all));
    bench.finish(&id);
    let today = "2026-03-16".to_owned();
    let list = |bench: &mut Bench, most| match bench.medication(Ask::List {
        today: today.clone(),
        most,
    }) {
        Shown::List(list) => list,
        _ => panic!("list"),
    };
    let whole = list(&mut bench, usize::MAX);
    assert!(whole.is_whole());
    let first = list(&mut bench, 3);
    assert!(!first.is_whole());
    let section = &first.sections[0];
    assert_eq!((section.treatments.len(), section.total), (3, 7));
    let ask = Ask::Treatments {
        today: today.clone(),
        place: section.place,
        part: Stretch {
            start: 3,
            most: 100,
        },
    };
    let Shown::Treatments(rest) = bench.medication(ask) else {
        panic!("treatments")
    };
    assert_eq!(rest.total, 7);
    let together = [section.treatments.clone(), rest.items].concat();
    assert_eq!(together, whole.sections[0].treatments);
}
