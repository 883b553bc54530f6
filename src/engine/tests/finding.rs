//! By word and by date.

use super::*;

fn condition(id: &str, name: &str, onset: &str) -> String {
    format!(
        r#"{{"resourceType":"Condition","id":"{id}","clinicalStatus":"active",
        "code":{{"text":"{name}"}}{onset}}}"#
    )
}

/// A record with these problems.
fn with(problems: &[String]) -> Bench {
    let mut bench = Bench::ready();
    let id = bench.start("a@medmij");
    let patient = patient("Johanna", "1955-03-09");
    bench.ingest(&id, "48", "patient", &bundle(&[&patient]));
    let problems: Vec<&str> = problems.iter().map(String::as_str).collect();
    bench.ingest(&id, "48", "problem", &bundle(&problems));
    bench.finish(&id);
    bench.done(Request::ConfirmPerson { collection: id });
    bench
}

fn titles(rows: &[Row]) -> Vec<&str> {
    rows.iter().map(|row| row.title.as_str()).collect()
}

fn timeline(bench: &mut Bench, filter: Filter, start: usize) -> Timeline {
    let part = TimelineRequest::Part {
        filter,
        start,
        most: 10,
    };
    match bench.ask(Request::Timeline(part)) {
        Answer::Timeline(timeline) => timeline,
        _ => panic!("timeline"),
    }
}

#[test]
fn typing_errors_endings_and_everyday_words_find_it_and_it_says_why() {
    let mut bench = with(&[
        condition("1", "Hypertensie", ""),
        condition("2", "Nierstenen", ""),
    ]);
    for typed in [
        "hypertensei",
        "hoge bloeddruk",
        "hyper",
        "Huisartsenpost hypertensie",
    ] {
        let found = bench.found(typed);
        let wanted: &[&str] = if typed.starts_with("Huis") {
            &[]
        } else {
            &["Hypertensie"]
        };
        assert_eq!(titles(&found), wanted, "{typed}");
    }
    for typed in ["niersteen", "nierst", "stenen"] {
        assert_eq!(titles(&bench.found(typed)), ["Nierstenen"], "{typed}");
    }
    let search = Search {
        words: "vermeulen".into(),
        most: 10,
        ..Search::default()
    };
    let Answer::Found(found) = bench.ask(Request::Search(search)) else {
        panic!("found")
    };
    assert_eq!(found.total, 1);
    assert_eq!(found.ready, (3, 3));
}

#[test]
fn before_everything_is_ready_it_says_so_and_finds_what_is() {
    let mut bench = with(&[condition("1", "Jicht", "")]);
    let Answer::Found(found) = bench.ask(Request::Search(Search {
        words: "jicht".into(),
        most: 10,
        ..Search::default()
    })) else {
        panic!("found")
    };
    assert_eq!(found.ready, (0, 2));
    assert_eq!(titles(&bench.found("jicht")), ["Jicht"]);
}

#[test]
fn what_is_covered_is_found_by_its_kind_only_until_it_is_opened() {
    let mut bench = with(&[condition("1", "Borstkanker links", "")]);
    assert_eq!(bench.found("borstkanker").len(), 0);
    let row = bench.found("tumormarkers").remove(0);
    assert!(row.covered);
    bench.done(Request::News(NewsRequest::Opened { number: row.number }));
    assert_eq!(titles(&bench.found("borstkanker")), ["Borstkanker links"]);
}

#[test]
fn vague_dates_stand_where_they_may() {
    let onset = |date: &str| format!(r#","onsetDateTime":"{date}""#);
    let mut bench = with(&[
        condition("1", "Jaar", &onset("2012")),
        condition("2", "Dag", &onset("2012-03-04")),
        condition("3", "Maand", &onset("2012-03")),
        condition("4", "Later", &onset("2014-01-01")),
        condition("5", "Nooit", ""),
        condition("6", "Einde", r#","abatementDateTime":"2011-05""#),
    ]);
    let all = timeline(&mut bench, Filter::default(), 0);
    let shown: Vec<String> = all
        .rows
        .iter()
        .map(|(year, row)| match row {
            TimelineRow::One(row) => format!("{year:?} {} [{}]", row.title, row.date),
            TimelineRow::Day { date, kinds, .. } => format!("{year:?} {kinds} [{date}]"),
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
    let years: Vec<_> = all
        .years
        .iter()
        .map(|y| (y.year, y.entries, y.start))
        .collect();
    assert_eq!(years.first(), Some(&(Some(2014), 1, 0)));
    let from = Filter {
        from: Some(2013),
        ..Filter::default()
    };
    assert_eq!(timeline(&mut bench, from, 0).total, 1);
    assert_eq!(
        timeline(&mut bench, Filter::default(), 1).rows.len(),
        all.total - 1
    );
}
