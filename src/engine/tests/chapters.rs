//! Rows of a chapter in parts, and that what was made of the record is made anew
//! when something changes.

use super::*;

/// Problems of five years, two of each, one of two active.
fn bench() -> Bench {
    let mut bench = Bench::ready();
    let id = bench.start("a@medmij");
    let problems: Vec<String> = (0..10)
        .map(|at| {
            let (year, status) = (2015 + at / 2, ["active", "inactive"][at % 2]);
            format!(
                r#"{{"resourceType":"Condition","id":"c{at}","clinicalStatus":"{status}",
                "onsetDateTime":"{year}-0{}-01","code":{{"text":"Klacht {at}"}}}}"#,
                1 + at % 2
            )
        })
        .collect();
    let problems: Vec<&str> = problems.iter().map(String::as_str).collect();
    bench.ingest(&id, "48", "problem", &bundle(&problems));
    bench.finish(&id);
    bench
}

fn titles(rows: &[Row]) -> Vec<&str> {
    rows.iter().map(|row| row.title.as_str()).collect()
}

#[test]
fn parts_put_together_are_the_whole_chapter() {
    let mut bench = bench();
    let whole = bench.chapter(Chapter::Problems).rows;
    let mut together = Vec::new();
    for start in [0, 4, 8] {
        let most = 4;
        let part = bench.rows(RowsRequest {
            start,
            most,
            ..all_of(Chapter::Problems)
        });
        assert_eq!(part.total, 10);
        together.extend(part.rows);
    }
    assert_eq!(together, whole);
    assert_eq!(titles(&whole[..2]), ["Klacht 9", "Klacht 8"]);
}

#[test]
fn a_part_of_what_was_chosen_knows_how_many_there_are() {
    let mut bench = bench();
    let view = bench.chapter(Chapter::Problems).view;
    assert_eq!(view.choices.years, [2019, 2018, 2017, 2016, 2015]);
    assert_eq!(view.choices.providers.len(), 1);
    assert_eq!(view.states.len(), 2);
    let filter = Filter {
        from: Some(2018),
        ..Filter::default()
    };
    let chosen = RowsRequest {
        filter,
        most: 3,
        ..all_of(Chapter::Problems)
    };
    let part = bench.rows(chosen.clone());
    assert_eq!((part.rows.len(), part.total), (3, 4));
    let state = part.rows[0].state.clone();
    let part = bench.rows(RowsRequest { state, ..chosen });
    assert_eq!(titles(&part.rows), ["Klacht 9", "Klacht 7"]);
}

#[test]
fn a_collection_a_removal_and_another_language_are_seen_at_once() {
    let mut bench = bench();
    let count = |bench: &mut Bench| {
        let Answer::Overview(overview) = bench.ask(Request::Overview) else {
            panic!("overview")
        };
        let problems = |count: &&ChapterCount| count.chapter == Chapter::Problems;
        overview.chapters.iter().find(problems).unwrap().clone()
    };
    assert_eq!(count(&mut bench).entries, 10);
    bench.add("b@medmij", "Huisarts");
    bench.collected("b@medmij", &problem("Jicht"));
    assert_eq!(count(&mut bench).entries, 11);
    assert_eq!(bench.chapter(Chapter::Problems).choices.providers.len(), 2);
    let dutch = bench.chapter(Chapter::Problems).view.states;
    bench.done(Request::Language { lang: Lang::En });
    assert_eq!(count(&mut bench).name, "Complaints and illnesses");
    assert_ne!(bench.chapter(Chapter::Problems).view.states, dutch);
    bench.done(Request::RemoveProvider {
        provider: "a@medmij".into(),
        with_data: true,
    });
    assert_eq!(count(&mut bench).entries, 1);
}

#[test]
fn what_was_made_in_idle_time_is_what_is_made_when_it_is_asked_for() {
    let (mut idle, mut asked) = (bench(), bench());
    while idle.engine.has_work() {
        idle.engine.work();
    }
    let ask = |bench: &mut Bench| {
        let timeline = TimelineRequest::Part {
            filter: Filter::default(),
            start: 0,
            most: 100,
        };
        let today = "2026-05-26".to_owned();
        let home = bench.ask(Request::Overview);
        let medicines = super::protocol::medication::Request::InUse { today };
        (
            titles_of(bench.ask(Request::Timeline(timeline))),
            matches!(home, Answer::Overview(home) if home.chapters.iter().any(|one| one.entries == 10)),
            matches!(
                bench.ask(Request::Medication(medicines)),
                Answer::Medication(_)
            ),
        )
    };
    let answers = ask(&mut idle);
    assert_eq!(answers, ask(&mut asked));
    assert_eq!((answers.0.len(), answers.1, answers.2), (10, true, true));
    // What comes later is made in idle time as well.
    let id = idle.start("a@medmij");
    let later = r#"{"resourceType":"Condition","id":"c99","code":{"text":"Klacht 99"}}"#;
    idle.ingest(&id, "48", "problem", &bundle(&[later]));
    assert!(idle.engine.has_work());
}

fn titles_of(answer: Answer) -> Vec<String> {
    let Answer::Timeline(part) = answer else {
        panic!("timeline")
    };
    let rows = part.rows.into_iter().map(|(_, row)| row);
    rows.filter_map(|row| match row {
        TimelineRow::One(row) => Some(row.title),
        TimelineRow::Day { .. } => None,
    })
    .collect()
}
