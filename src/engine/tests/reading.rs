//! What the screens are told.

use std::collections::BTreeSet;

use super::*;

#[test]
fn each_chapter_says_why_it_is_empty() {
    let mut bench = Bench::ready();
    let states = |bench: &mut Bench, chapter| -> Vec<EmptyState> {
        bench
            .chapter(chapter)
            .view
            .empties
            .into_iter()
            .map(|empty| empty.state)
            .collect()
    };
    assert_eq!(
        states(&mut bench, Chapter::Alerts),
        [EmptyState::NotCollected]
    );
    assert_eq!(
        states(&mut bench, Chapter::GeneralPractice),
        [EmptyState::NotOffered]
    );
    let id = bench.start("a@medmij");
    bench.ingest(&id, "48", "alert", &bundle(&[]));
    let end = QueryEnd::Failed {
        code: ErrorCode::ProviderTimeout,
        status: None,
        trace_id: Some("t1".into()),
        at: AT.into(),
    };
    let failed = Request::QueryEnded {
        collection: id.clone(),
        service: "48".into(),
        query: "allergy".into(),
        end,
    };
    bench.done(failed);
    bench.finish(&id);
    assert!(matches!(
        states(&mut bench, Chapter::Alerts)[..],
        [EmptyState::Empty { .. }]
    ));
    assert!(matches!(&states(&mut bench, Chapter::Allergies)[..],
        [EmptyState::Failed { trace_id: Some(trace), .. }] if trace == "t1"));
}

#[test]
fn what_came_with_a_service_for_something_else_is_not_said_not_to_be_offered() {
    let mut bench = Bench::ready();
    bench.collected("a@medmij", &problem("Jicht"));
    let not_offered = |bench: &mut Bench| {
        let page = bench.chapter(Chapter::GeneralPractice);
        let states = page.view.empties.into_iter().map(|empty| empty.state);
        (page.rows.len(), states.collect::<Vec<_>>())
    };
    assert_eq!(not_offered(&mut bench), (0, vec![EmptyState::NotOffered]));
    let episode = r#"{"resourceType":"EpisodeOfCare","id":"e","status":"active"}"#;
    bench.collected("a@medmij", episode);
    assert_eq!(not_offered(&mut bench), (1, vec![]));
}

#[test]
fn a_provider_goes_with_or_without_its_data() {
    let mut bench = Bench::ready();
    bench.collected("a@medmij", &problem("Jicht"));
    bench.done(Request::RemoveProvider {
        provider: "a@medmij".into(),
        with_data: false,
    });
    let row = bench.chapter(Chapter::Problems).rows[0].clone();
    assert_eq!(row.source.name, "Ziekenhuis De Brug");
    bench.done(Request::RemoveProvider {
        provider: "a@medmij".into(),
        with_data: true,
    });
    assert!(bench.chapter(Chapter::Problems).rows.is_empty());
    let Answer::Providers(cards) = bench.ask(Request::Providers) else {
        panic!("providers")
    };
    assert!(cards.is_empty());
}

#[test]
fn the_language_changes_every_answer() {
    let mut bench = Bench::ready();
    bench.collected("a@medmij", &problem("Jicht"));
    let dutch = bench.chapter(Chapter::Problems).view.head.name;
    bench.done(Request::Language { lang: Lang::En });
    assert_ne!(bench.chapter(Chapter::Problems).head.name, dutch);
}

#[test]
fn entry_numbers_are_no_ids_of_the_source() {
    let mut bench = Bench::ready();
    bench.collected("a@medmij", &problem("Jicht"));
    let rows = bench.chapter(Chapter::Problems).rows;
    let numbers: BTreeSet<_> = rows.iter().map(|row| row.number.clone()).collect();
    assert!(
        numbers
            .iter()
            .all(|number| number.len() == 16 && !number.contains("c1"))
    );
}

#[test]
fn the_contact_persons_and_the_gp_of_a_patient_fill_their_chapters() {
    let mut bench = Bench::ready();
    let patient = r#"{"resourceType":"Patient","id":"p","birthDate":"1955-03-09",
        "name":[{"given":["Johanna"],"family":"Vermeulen"}],
        "contact":[{"name":{"text":"Noor"}},{"name":{"text":"Kees"}}],
        "generalPractitioner":[{"display":"drs. M. Hoek"}]}"#;
    let id = bench.start("a@medmij");
    bench.ingest(&id, "48", "patient", &bundle(&[patient]));
    bench.finish(&id);
    bench.done(Request::ConfirmPerson { collection: id });
    let contacts = bench.chapter(Chapter::ContactPersons);
    let titles: Vec<_> = contacts.rows.iter().map(|row| row.title.as_str()).collect();
    assert_eq!((titles, contacts.head.entries), (vec!["Noor", "Kees"], 2));
    assert!(
        contacts
            .empties
            .iter()
            .all(|e| e.service.as_deref() != Some("48"))
    );
    let gp = &bench.chapter(Chapter::CareProviders).rows[0];
    assert_eq!(
        (gp.title.as_str(), gp.chapter),
        ("drs. M. Hoek", Chapter::CareProviders)
    );
    // Each opens at a page of its own, which leads to the one it came in.
    assert_eq!(bench.page(&gp.number).entry.title, "drs. M. Hoek");
    let kees = bench.page(&contacts.rows[1].number);
    assert_eq!(kees.entry.title, "Kees");
    assert_eq!(kees.entry.chapter, Chapter::ContactPersons);
    assert_eq!(kees.related[0].title, "Johanna Vermeulen");
    assert!(kees.original.contains("Johanna"));
    let Answer::Overview(overview) = bench.ask(Request::Overview) else {
        panic!("overview")
    };
    let count = |chapter| {
        overview
            .chapters
            .iter()
            .find(|c| c.chapter == chapter)
            .map(|c| c.entries)
    };
    assert_eq!(count(Chapter::ContactPersons), Some(2));
    assert_eq!(count(Chapter::CareProviders), Some(1));
    assert_eq!(count(Chapter::Demographics), Some(1));
}

#[test]
fn what_an_entry_points_at_stands_beside_it_without_the_patient_and_people_last() {
    let mut bench = Bench::ready();
    let id = bench.start("a@medmij");
    let visit = r#"{"resourceType":"Encounter","id":"e","status":"finished","subject":{"reference":"Patient/p"},
        "participant":[{"individual":{"reference":"Practitioner/d"}}],
        "diagnosis":[{"condition":{"reference":"Condition/c1"}}]}"#;
    let doctor = r#"{"resourceType":"Practitioner","id":"d","name":[{"text":"drs. M. Hoek"}]}"#;
    bench.ingest(
        &id,
        "48",
        "patient",
        &bundle(&[
            &patient("Johanna", "1955-03-09"),
            doctor,
            &problem("Jicht"),
            visit,
        ]),
    );
    bench.finish(&id);
    bench.done(Request::ConfirmPerson { collection: id });
    let number = bench.chapter(Chapter::Encounters).rows[0].number.clone();
    let related: Vec<_> = bench
        .page(&number)
        .related
        .into_iter()
        .map(|r| r.title)
        .collect();
    assert_eq!(related, ["Jicht", "drs. M. Hoek"]);
}
