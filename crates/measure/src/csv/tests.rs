use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::source::{Verdict, plan};
use crate::{Amount, GlucoseMoment, Session};

fn now() -> Moment {
    Moment::parse("2026-05-26T11:00:00+02:00").unwrap()
}

fn read(text: &str) -> Vec<Row> {
    Csv.rows(text.as_bytes(), now()).unwrap()
}

fn problem(row: &Row) -> Option<RowProblem> {
    row.says.clone().err()
}

#[test]
fn a_file_made_by_hand_is_read_with_an_error_for_each_bad_row() {
    let file = "Soort;Datum;Tijd;Waarde;Onderdruk;Pols\n\
        gewicht;24-5-2026;8:00;72,4;;\n\
        bloeddruk;24-5-2026;8:05;142;80;66\n\
        \n\
        gewicht;24-5-2026;8:00;veel;;\n\
        humeur;24-5-2026;8:00;7;;\n\
        gewicht;24-5-2027;8:00;72;;\n\
        bloeddruk;24-5-2026;8:05;80;142;\n";
    let rows = read(file);
    let lines: Vec<u64> = rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, [2, 3, 5, 6, 7, 8]);
    assert!(rows[0].says.is_ok() && rows[1].says.is_ok());
    let value = |column, problem| Some(RowProblem::Value(column, problem));
    assert_eq!(problem(&rows[2]), value("waarde", Problem::NotANumber));
    assert_eq!(problem(&rows[3]), Some(RowProblem::Kind("humeur".into())));
    assert_eq!(problem(&rows[4]), value("tijdstip", Problem::Future));
    assert_eq!(problem(&rows[5]), value("onderdruk", Problem::NotBelow));
}

#[test]
fn commas_tabs_and_old_encodings_are_read() {
    let comma = "kind,time,value,note\nweight,2026-05-24 08:00,\"72,4\",\"a, b\"\n";
    assert!(read(comma)[0].says.is_ok());
    let tabs = "soort\ttijdstip\twaarde\teenheid\nglucose\t2026-05-24 08:00\t126\tmg/dL\n";
    let imported = read(tabs)[0].says.clone().unwrap();
    assert_eq!(imported.reading.milligrams.unwrap().plain(), "126");
    let latin = b"soort;tijdstip;waarde;eenheid\ntemperatuur;2026-05-24 08:00;37,2;\xb0C\n";
    assert!(Csv.rows(latin, now()).unwrap()[0].says.is_ok());
}

#[test]
fn a_file_that_is_something_else_is_refused_as_a_whole() {
    assert_eq!(Csv.rows(b"", now()), Err(FileProblem::Empty));
    let other = Csv.rows(b"naam;adres\nx;y\n", now());
    let missing = vec!["soort", "waarde", "tijdstip"];
    assert_eq!(other, Err(FileProblem::NoColumns(missing)));
}

#[test]
fn another_unit_is_refused_and_never_guessed() {
    let rows = read("soort;tijdstip;waarde;eenheid\ngewicht;2026-05-24 08:00;160;lb\n");
    assert_eq!(problem(&rows[0]), Some(RowProblem::Unit("lb".into())));
}

fn reading(kind: Kind, value: u32, minute: u32, note: &str) -> Reading {
    let amount = |value: u32| Amount::parse(&format!("{}.{}", value / 10, value % 10)).unwrap();
    let amounts = match kind {
        Kind::BloodPressure => [
            (Part::Systolic, amount(value + 1000)),
            (Part::Diastolic, amount(value / 4 + 500)),
            (Part::Pulse, amount(600)),
        ]
        .into(),
        other => other
            .parts()
            .iter()
            .map(|part| (*part, amount(value)))
            .collect(),
    };
    let at = format!(
        "2026-05-{:02}T{:02}:{:02}:00+02:00",
        minute / 1440 + 1,
        minute / 60 % 24,
        minute % 60
    );
    Reading {
        kind,
        at: Moment::parse(&at).unwrap(),
        amounts,
        milligrams: None,
        moment: (kind == Kind::Glucose).then_some(GlucoseMoment::Fasting),
        slot: None,
        note: note.to_owned(),
    }
}

fn file(all: &[(String, Reading)]) -> Vec<u8> {
    let rows = all.iter().map(|(id, reading)| Exported {
        id,
        reading,
        dialysis: None,
        by: "uzelf",
    });
    export(rows).unwrap()
}

#[test]
fn a_note_is_no_formula_and_comes_back_as_it_was() {
    for note in ["=1+1", "+31 6", "-", "@x", "'=x", "gewoon", "a;b\n\"c\""] {
        let id = uuid::Uuid::from_u128(7).to_string();
        let all = [(id, reading(Kind::Weight, 724, 5, note))];
        let bytes = file(&all);
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(
            !text.contains(";=") && !text.contains(";+") && !text.contains(";@"),
            "{text}"
        );
        let back = Csv.rows(&bytes, now()).unwrap()[0].says.clone().unwrap();
        assert_eq!(back.reading, all[0].1, "{note}");
    }
}

#[test]
fn a_session_goes_out_as_rows_and_comes_back_as_one_session() {
    let id = "6f2c1f0e-8c1c-4c1a-9a57-0d6a2a1f3b11";
    let side = |at: &str, weight: &str| crate::Side {
        at: Moment::parse(at).unwrap(),
        amounts: [
            (Part::Weight, Amount::parse(weight).unwrap()),
            (Part::Systolic, Amount::parse("142").unwrap()),
            (Part::Diastolic, Amount::parse("80").unwrap()),
        ]
        .into(),
    };
    let session = Session {
        before: Some(side("2026-05-25T07:30:00+02:00", "74,3")),
        after: Some(side("2026-05-25T11:45:00+02:00", "72,10")),
        note: "rustig".into(),
    };
    let readings = session.readings(id);
    let rows = readings.iter().map(|(part, phase, reading)| Exported {
        id: part,
        reading,
        dialysis: Some((*phase, id)),
        by: "uzelf",
    });
    let bytes = export(rows).unwrap();
    let fresh = plan(Csv.rows(&bytes, now()).unwrap(), &[], &BTreeSet::new());
    assert_eq!(fresh.sessions, [(Some(id.to_owned()), session)]);
    assert!(fresh.readings.is_empty());
    let there: Vec<(String, Reading)> =
        readings.into_iter().map(|(id, _, one)| (id, one)).collect();
    let again = plan(Csv.rows(&bytes, now()).unwrap(), &there, &BTreeSet::new());
    assert!(again.sessions.is_empty());
    assert!(
        again
            .rows
            .iter()
            .all(|(.., verdict)| *verdict == Verdict::Duplicate)
    );
}

#[test]
fn what_was_deleted_does_not_come_back_by_an_import() {
    let id = uuid::Uuid::from_u128(9).to_string();
    let bytes = file(&[(id.clone(), reading(Kind::Weight, 724, 5, ""))]);
    let plan = plan(Csv.rows(&bytes, now()).unwrap(), &[], &BTreeSet::from([id]));
    assert!(plan.readings.is_empty());
}

fn readings() -> impl Strategy<Value = Vec<(String, Reading)>> {
    let one = (0_usize..3, 320_u32..420, 0_u32..20_000, "\\PC{0,20}");
    proptest::collection::vec(one, 0..30).prop_map(|all| {
        let kinds = [Kind::Weight, Kind::BloodPressure, Kind::Temperature];
        let all = all
            .into_iter()
            .enumerate()
            .map(|(n, (kind, value, minute, note))| {
                let id = uuid::Uuid::from_u128(u128::try_from(n).unwrap() + 1).to_string();
                (id, reading(kinds[kind], value, minute, note.trim()))
            });
        all.collect()
    })
}

proptest! {
    #[test]
    fn what_goes_out_comes_back_once_and_never_twice(all in readings()) {
        let bytes = file(&all);
        let rows = Csv.rows(&bytes, now()).unwrap();
        let fresh = plan(rows.clone(), &[], &BTreeSet::new());
        let mut expected: Vec<(Option<String>, Reading)> = Vec::new();
        for (id, reading) in &all {
            if !expected.iter().any(|(_, other)| other.same_as(reading)) {
                expected.push((Some(id.clone()), reading.clone()));
            }
        }
        prop_assert_eq!(fresh.readings, expected);
        let again = plan(rows, &all, &BTreeSet::new());
        prop_assert!(again.readings.is_empty());
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let mut file = b"soort;tijdstip;waarde\n".to_vec();
        file.extend(&bytes);
        // Whatever comes of it, it comes.
        let _ = Csv.rows(&file, now()).map(|rows| plan(rows, &[], &BTreeSet::new()));
        let _ = Csv.rows(&bytes, now());
    }
}
