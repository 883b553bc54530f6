//! Whose data it is: compared before anything joins.

use super::*;

#[test]
fn nothing_joins_the_record_before_the_person_has_confirmed() {
    let mut bench = Bench::ready();
    let id = bench.start("a@medmij");
    bench.ingest(
        &id,
        "48",
        "patient",
        &bundle(&[&patient("Johanna", "1955-03-09")]),
    );
    bench.ingest(&id, "48", "problem", &bundle(&[&problem("Hoge bloeddruk")]));
    let PersonCheck::First { name, birth } = bench.finish(&id) else {
        panic!("first")
    };
    assert_eq!(
        (name.as_str(), birth.as_str()),
        ("Johanna Vermeulen", "9 maart 1955")
    );
    assert!(bench.chapter(Chapter::Problems).rows.is_empty());
    bench.done(Request::ConfirmPerson { collection: id });
    assert_eq!(bench.chapter(Chapter::Problems).rows.len(), 1);
}

#[test]
fn somebody_elses_data_are_set_aside_and_mix_with_nothing() {
    let mut bench = Bench::ready();
    bench.collected("a@medmij", &problem("Hoge bloeddruk"));
    bench.add("b@medmij", "Huisarts");
    let id = bench.start("b@medmij");
    bench.ingest(
        &id,
        "48",
        "patient",
        &bundle(&[&patient("Cornelia", "1955-03-09")]),
    );
    bench.ingest(&id, "48", "problem", &bundle(&[&problem("Jicht")]));
    assert!(matches!(bench.finish(&id), PersonCheck::Different { .. }));
    let titles = |view: Shown| {
        view.rows
            .into_iter()
            .map(|row| row.title)
            .collect::<Vec<_>>()
    };
    assert_eq!(titles(bench.chapter(Chapter::Problems)), ["Hoge bloeddruk"]);
    assert!(bench.found("jicht").is_empty());

    bench.done(Request::Decide {
        collection: id,
        decision: Decision::Mine,
    });
    assert_eq!(bench.chapter(Chapter::Problems).rows.len(), 2);
    // Decided once: the same source is not asked about again.
    let again = bench.start("b@medmij");
    bench.ingest(
        &again,
        "48",
        "patient",
        &bundle(&[&patient("Cornelia", "1955-03-09")]),
    );
    assert_eq!(bench.finish(&again), PersonCheck::Same);
}

#[test]
fn what_is_thrown_away_is_gone_and_what_was_there_stays() {
    let mut bench = Bench::ready();
    bench.collected("a@medmij", &problem("Hoge bloeddruk"));
    let id = bench.start("a@medmij");
    bench.ingest(
        &id,
        "48",
        "patient",
        &bundle(&[&patient("Cornelia", "1981-01-01")]),
    );
    bench.finish(&id);
    bench.done(Request::Decide {
        collection: id,
        decision: Decision::Discard,
    });
    bench.done(Request::Reload);
    let Answer::Overview(overview) = bench.ask(Request::Overview) else {
        panic!("overview")
    };
    assert_eq!(
        (
            overview.waiting,
            bench.chapter(Chapter::Problems).rows.len()
        ),
        (0, 1)
    );
}

#[test]
fn without_a_patient_it_joins_and_says_that_it_was_not_checked() {
    let mut bench = Bench::ready();
    let id = bench.start("a@medmij");
    bench.ingest(&id, "48", "problem", &bundle(&[&problem("Hoge bloeddruk")]));
    assert_eq!(bench.finish(&id), PersonCheck::Unchecked);
    let number = bench.chapter(Chapter::Problems).rows[0].number.clone();
    assert!(!bench.page(&number).checked);
}

#[test]
fn confirming_once_compares_what_else_was_waiting() {
    let mut bench = Bench::ready();
    bench.add("b@medmij", "Huisarts");
    let (first, same) = (bench.start("a@medmij"), bench.start("b@medmij"));
    let other = bench.start("b@medmij");
    for (id, given) in [
        (&first, "Johanna"),
        (&same, "Johanna"),
        (&other, "Cornelia"),
    ] {
        bench.ingest(
            id,
            "48",
            "patient",
            &bundle(&[&patient(given, "1955-03-09")]),
        );
        bench.ingest(id, "48", "problem", &bundle(&[&problem(given)]));
        assert!(matches!(bench.finish(id), PersonCheck::First { .. }));
    }
    bench.done(Request::ConfirmPerson { collection: first });
    assert_eq!(bench.finish(&same), PersonCheck::Same);
    assert!(matches!(
        bench.finish(&other),
        PersonCheck::Different { .. }
    ));
    assert_eq!(bench.chapter(Chapter::Problems).rows.len(), 2);
}
