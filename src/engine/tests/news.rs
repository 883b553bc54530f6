//! What is new, and what is covered until it is opened.

use super::*;

fn news(bench: &mut Bench) -> News {
    match bench.ask(Request::News(NewsRequest::All { most: 50 })) {
        Answer::News(news) => news,
        _ => panic!("news"),
    }
}

fn result(id: &str, name: &str, value: &str) -> String {
    format!(
        r#"{{"resourceType":"Observation","id":"{id}","status":"final","code":{{"text":"{name}"}},
        "category":[{{"coding":[{{"system":"http://snomed.info/sct","code":"49581000146104"}}]}}],
        "effectiveDateTime":"2026-05-20","valueString":"{value}"}}"#
    )
}

/// Collects the patient and these results.
fn collect(bench: &mut Bench, results: &[&str]) -> String {
    let id = bench.start("a@medmij");
    let patient = patient("Johanna", "1955-03-09");
    bench.ingest(&id, "48", "patient", &bundle(&[&patient]));
    bench.ingest(&id, "48", "laboratory", &bundle(results));
    bench.ingest(&id, "48", "problem", &bundle(&[&problem("Jicht")]));
    if matches!(bench.finish(&id), PersonCheck::First { .. }) {
        bench.done(Request::ConfirmPerson {
            collection: id.clone(),
        });
    }
    id
}

fn titles(rows: &[Row]) -> Vec<(&str, Option<Unread>)> {
    rows.iter()
        .map(|row| (row.title.as_str(), row.unread))
        .collect()
}

#[test]
fn after_the_first_time_it_says_what_is_new_and_opening_clears_it() {
    let mut bench = Bench::ready();
    collect(&mut bench, &[&result("1", "Kalium", "4,2")]);
    assert_eq!(news(&mut bench).rows, []);
    assert!(news(&mut bench).providers[0].first);
    collect(
        &mut bench,
        &[
            &result("1", "Kalium", "4,3"),
            &result("2", "Natrium", "140"),
        ],
    );
    let now = news(&mut bench);
    assert_eq!(
        titles(&now.rows),
        [
            ("Natrium 140", Some(Unread::New)),
            ("Kalium 4,3", Some(Unread::Changed))
        ]
    );
    let of = &now.providers[0];
    assert_eq!((of.new, of.changed, of.gone, of.first), (1, 1, 0, false));
    assert_eq!(of.since, "26 mei 2026");
    bench.done(Request::News(NewsRequest::Opened {
        number: now.rows[0].number.clone(),
    }));
    assert_eq!(titles(&news(&mut bench).rows).len(), 1);
    // It stays so: the mark lies in the vault.
    bench.done(Request::Reload);
    assert_eq!(titles(&news(&mut bench).rows).len(), 1);
    bench.done(Request::News(NewsRequest::AllRead { provider: None }));
    assert_eq!(news(&mut bench).rows, []);
}

#[test]
fn what_is_listed_no_longer_is_news_and_stays() {
    let mut bench = Bench::ready();
    bench.collected("a@medmij", &problem("Jicht"));
    let id = bench.start("a@medmij");
    bench.ingest(&id, "48", "problem", &bundle(&[]));
    bench.finish(&id);
    let rows = news(&mut bench).rows;
    assert_eq!(titles(&rows), [("Jicht", Some(Unread::Gone))]);
    let page = bench.page(&rows[0].number);
    assert_eq!(page.absent.as_deref(), Some("26 mei 2026"));
    assert_eq!(bench.chapter(Chapter::Problems).rows.len(), 1);
}

#[test]
fn a_sensitive_result_is_covered_everywhere_until_it_is_opened() {
    let mut bench = Bench::ready();
    collect(
        &mut bench,
        &[&result("1", "HIV-antistoffen", "niet gevonden")],
    );
    let row = bench.chapter(Chapter::Results).rows[0].clone();
    assert!(row.covered);
    assert_eq!(
        (row.title.as_str(), row.status.as_deref()),
        ("Over hiv, soa of hepatitis", None)
    );
    let page = bench.page(&row.number);
    assert!(page.covered && page.entry.fields.is_empty() && page.original.is_empty());
    let part = TimelineRequest::Part {
        filter: Filter::default(),
        start: 0,
        most: 50,
    };
    let Answer::Timeline(timeline) = bench.ask(Request::Timeline(part)) else {
        panic!("timeline")
    };
    assert!(format!("{timeline:?}").contains("Over hiv"));
    assert!(!format!("{timeline:?}").contains("antistoffen"));
    bench.done(Request::News(NewsRequest::Opened {
        number: row.number.clone(),
    }));
    let row = bench.chapter(Chapter::Results).rows[0].clone();
    assert_eq!(
        (row.covered, row.title.as_str()),
        (false, "HIV-antistoffen: niet gevonden")
    );
    assert!(!bench.page(&row.number).covered);
}

#[test]
fn all_read_opens_no_cover_and_a_setting_does() {
    let mut bench = Bench::ready();
    collect(&mut bench, &[&result("1", "Kalium", "4,2")]);
    collect(
        &mut bench,
        &[&result("1", "Kalium", "4,2"), &result("2", "PSA", "3")],
    );
    bench.done(Request::News(NewsRequest::AllRead { provider: None }));
    assert!(
        bench
            .chapter(Chapter::Results)
            .rows
            .iter()
            .any(|row| row.covered)
    );
    bench.done(Request::News(NewsRequest::SetCovers { covers: false }));
    assert!(
        !bench
            .chapter(Chapter::Results)
            .rows
            .iter()
            .any(|row| row.covered)
    );
    bench.done(Request::Reload);
    assert!(matches!(
        bench.ask(Request::News(NewsRequest::Covers)),
        Answer::Covers(false)
    ));
}
