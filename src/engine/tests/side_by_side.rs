//! Collections as they were, two beside each other, what is offered, where
//! sources disagree, and the list to take along.

use inzage_dossier::view::{Change, Fate, Topic};

use super::super::protocol::{discuss, sources};
use super::*;

fn allergy(id: &str, word: &str) -> String {
    format!(
        r#"{{"resourceType":"AllergyIntolerance","id":"{id}","verificationStatus":"{word}","clinicalStatus":"active",
        "recorder":{{"reference":"Practitioner/1","display":"M. Bos"}},"asserter":{{"reference":"Patient/p"}},
        "code":{{"coding":[{{"system":"http://snomed.info/sct","code":"762952008","display":"Pinda"}}]}}}}"#
    )
}

/// When the second collection of a test began.
const LATER: &str = "2026-05-27T11:00:00+02:00";

impl Bench {
    fn allergic(&mut self, provider: &str, resources: &[&str], complete: bool) -> String {
        self.allergic_at(AT, provider, resources, complete)
    }

    fn allergic_at(
        &mut self,
        at: &str,
        provider: &str,
        resources: &[&str],
        complete: bool,
    ) -> String {
        let id = self.start_at(provider, at);
        self.ingest(
            &id,
            "48",
            "patient",
            &bundle(&[&patient("Johanna", "1955-03-09")]),
        );
        self.ingest(&id, "48", "allergy", &bundle(resources));
        if !complete {
            let end = QueryEnd::Failed {
                code: ErrorCode::ProviderTimeout,
                status: None,
                trace_id: None,
                at: AT.into(),
            };
            let (collection, service, query) = (id.clone(), "48".into(), "allergy".into());
            self.done(Request::QueryEnded {
                collection,
                service,
                query,
                end,
            });
        }
        if matches!(self.finish(&id), PersonCheck::First { .. }) {
            self.done(Request::ConfirmPerson {
                collection: id.clone(),
            });
        }
        id
    }

    fn sources(&mut self, request: sources::Request) -> sources::Answer {
        match self.ask(Request::Sources(request)) {
            Answer::Sources(answer) => answer,
            _ => panic!("sources"),
        }
    }

    fn held(&mut self, id: &str) -> sources::CollectionView {
        match self.sources(sources::Request::Collection { id: id.into() }) {
            sources::Answer::Collection(view) => *view,
            _ => panic!("collection"),
        }
    }

    fn fates(&mut self, one: &str, other: &str) -> Vec<(Fate, String)> {
        let (one, other) = (one.into(), other.into());
        let sources::Answer::Compared(compared) =
            self.sources(sources::Request::Compare { one, other })
        else {
            panic!("compared")
        };
        let entries = compared.parts.into_iter().flat_map(|(fate, part)| {
            let items = part.items.into_iter();
            items.map(move |entry| (fate, entry.row))
        });
        entries
            .filter(|(_, row)| row.chapter == Chapter::Allergies)
            .map(|(fate, row)| (fate, row.title))
            .collect()
    }

    fn differences(&mut self) -> Vec<sources::Difference> {
        match self.sources(sources::Request::Differences {
            day: "2026-05-26".into(),
            part: FIRST,
        }) {
            sources::Answer::Differences(found) => found.items,
            _ => panic!("differences"),
        }
    }

    fn list(&mut self) -> Vec<discuss::Item> {
        match self.ask(Request::Discuss(discuss::Request::List)) {
            Answer::Discuss(items) => items,
            _ => panic!("list"),
        }
    }

    fn discuss(&mut self, request: discuss::Request) {
        self.done(Request::Discuss(request));
    }
}

#[test]
fn a_collection_stays_whole_as_it_was_when_a_later_one_brings_something_newer() {
    let mut bench = Bench::ready();
    let first = bench.allergic(
        "a@medmij",
        &[&allergy("1", "unconfirmed"), &allergy("2", "confirmed")],
        true,
    );
    let confirmed = allergy("1", "confirmed");
    let second = bench.allergic_at(LATER, "a@medmij", &[&confirmed], true);
    let view = bench.held(&first);
    let chapter = |view: &sources::CollectionView, wanted| {
        view.chapters
            .iter()
            .find(|chapter| chapter.head.chapter == wanted)
            .cloned()
            .unwrap()
    };
    assert_eq!(chapter(&view, Chapter::Allergies).rows.total, 2);
    assert!(view.head.rebuilds && view.head.joined);
    assert_eq!(
        view.chapters.len(),
        18,
        "the 18 chapters, with their empties"
    );
    assert!(chapter(&view, Chapter::Alerts).empties.len() == 1);
    let later = chapter(&bench.held(&second), Chapter::Allergies);
    assert_eq!(later.rows.total, 1);
    let before = chapter(&view, Chapter::Allergies);
    let says = before.rows.items.iter().map(|row| &row.status);
    assert_eq!(
        says.filter(|status| **status == later.rows.items[0].status)
            .count(),
        1,
        "the other one is as it was"
    );
    assert_eq!(
        bench.fates(&second, &first),
        [
            (Fate::Changed, "Pinda".to_owned()),
            (Fate::Gone, "Pinda".to_owned())
        ],
        "whichever is named first, the older one comes first"
    );
}

#[test]
fn what_a_failed_query_did_not_bring_is_not_said_to_be_gone() {
    let mut bench = Bench::ready();
    let first = bench.allergic("a@medmij", &[&allergy("1", "confirmed")], true);
    let second = bench.allergic_at(LATER, "a@medmij", &[], false);
    assert_eq!(
        bench.fates(&first, &second),
        [(Fate::NotAskedNow, "Pinda".to_owned())]
    );
    let head = bench.held(&second).head;
    assert!(
        head.services
            .iter()
            .all(|service| service.whole != Some(true))
    );
}

#[test]
fn collections_of_two_providers_are_not_compared() {
    let mut bench = Bench::ready();
    bench.add("b@medmij", "Huisartsenpraktijk De Linde");
    let one = bench.allergic("a@medmij", &[], true);
    let other = bench.allergic("b@medmij", &[], true);
    let compare = sources::Request::Compare { one, other };
    assert!(matches!(
        bench.ask(Request::Sources(compare)),
        Answer::Failed(Failure::NotFound)
    ));
}

#[test]
fn each_provider_says_what_it_offers_and_why_a_chapter_is_empty() {
    let mut bench = Bench::ready();
    let sources::Answer::Offers(offers) = bench.sources(sources::Request::Offers) else {
        panic!("offers")
    };
    assert_eq!(offers[0].services.len(), 2);
    assert_eq!(offers[0].chapters.len(), 20);
    for chapter in &offers[0].chapters {
        assert!(!chapter.states.is_empty(), "{:?}", chapter.head.chapter);
        assert!(chapter.states.iter().all(|state| state.why.is_some()));
    }
}

#[test]
fn an_allergy_confirmed_here_and_refuted_there_is_a_difference_with_two_sides() {
    let mut bench = Bench::ready();
    bench.add("b@medmij", "Huisartsenpraktijk De Linde");
    bench.allergic("a@medmij", &[&allergy("1", "confirmed")], true);
    assert!(bench.differences().is_empty());
    bench.allergic("b@medmij", &[&allergy("9", "refuted")], true);
    let found = bench.differences().remove(0);
    assert_eq!(
        (found.topic, found.subject.as_str()),
        (Topic::Allergy, "Pinda")
    );
    let names: Vec<_> = found
        .sides
        .iter()
        .map(|side| side.row.source.name.as_str())
        .collect();
    assert_eq!(names, ["Ziekenhuis De Brug", "Huisartsenpraktijk De Linde"]);
    assert!(found.sides.iter().all(|side| !side.says.is_empty()));
}

#[test]
fn who_delivered_recorded_and_told_is_said_apart() {
    let mut bench = Bench::ready();
    bench.allergic("a@medmij", &[&allergy("1", "confirmed")], true);
    bench.allergic("a@medmij", &[&allergy("1", "confirmed")], true);
    let number = bench.chapter(Chapter::Allergies).rows[0].number.clone();
    let origin = bench.page(&number).origin;
    let of = |label: &str| {
        origin
            .iter()
            .find(|row| row.label == label)
            .map(|row| row.value.as_str())
    };
    assert!(of("Gekregen van").is_some_and(|value| value.starts_with("Ziekenhuis De Brug (")));
    assert_eq!(of("Vastgelegd door"), Some("M. Bos"));
    assert_eq!(of("Verteld door"), Some("de patiënt zelf"));
    assert!(of("Ook zo opgehaald op").is_some());
}

#[test]
fn the_list_keeps_entries_differences_and_questions_in_the_order_of_the_person() {
    let mut bench = Bench::ready();
    bench.allergic("a@medmij", &[&allergy("1", "confirmed")], true);
    let number = bench.chapter(Chapter::Allergies).rows[0].number.clone();
    let add = |numbers: &[&String], text: &str| discuss::Request::Add {
        numbers: numbers.iter().map(|number| (*number).clone()).collect(),
        topic: None,
        text: text.into(),
        at: AT.into(),
    };
    bench.discuss(add(&[&number], ""));
    bench.discuss(add(&[&number], ""));
    bench.discuss(add(&[], "Mag ik minderen?"));
    let list = bench.list();
    let [entry, question] = list.as_slice() else {
        panic!("the same entry stands on it once")
    };
    assert_eq!((entry.title.as_str(), entry.rows.len()), ("Pinda", 1));
    bench.discuss(discuss::Request::Move {
        id: question.id.clone(),
        up: true,
    });
    bench.discuss(discuss::Request::Edit {
        id: entry.id.clone(),
        text: "Klopt dit?".into(),
    });
    bench.discuss(discuss::Request::Check {
        id: question.id.clone(),
        done: true,
    });
    // The entry changes; it stays what it is about.
    bench.allergic("a@medmij", &[&allergy("1", "refuted")], true);
    bench.done(Request::Reload);
    let list = bench.list();
    assert!(list[0].done && list[0].text == "Mag ik minderen?");
    assert_eq!(
        (list[1].text.as_str(), &list[1].rows[0].number),
        ("Klopt dit?", &number)
    );
    bench.done(Request::RemoveProvider {
        provider: "a@medmij".into(),
        with_data: true,
    });
    assert_eq!(
        (bench.list()[1].title.as_str(), bench.list()[1].rows.len()),
        ("Pinda", 0)
    );
    bench.discuss(discuss::Request::Delete {
        id: entry.id.clone(),
    });
    assert_eq!(bench.list().len(), 1);
}

#[test]
fn what_changed_between_two_collections_is_told_field_by_field() {
    let mut bench = Bench::ready();
    let one = bench.allergic("a@medmij", &[&allergy("1", "unconfirmed")], true);
    let other = bench.allergic("a@medmij", &[&allergy("1", "confirmed")], true);
    let sources::Answer::Compared(compared) =
        bench.sources(sources::Request::Compare { one, other })
    else {
        panic!("compared")
    };
    let mut parts = compared.parts.iter();
    let (_, changed) = parts.find(|(fate, _)| *fate == Fate::Changed).unwrap();
    let mut fields = changed.items[0].changes.iter();
    assert!(fields.any(|change| matches!(change, Change::Changed { .. })));
}

#[test]
fn what_a_collection_held_and_what_became_of_it_come_in_parts_that_make_the_whole() {
    let mut bench = Bench::ready();
    let all: Vec<String> = (10..60)
        .map(|id| allergy(&id.to_string(), "confirmed"))
        .collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let one = bench.allergic("a@medmij", &all, true);
    let other = bench.allergic_at(LATER, "a@medmij", &all, true);
    let view = bench.held(&one);
    let mut chapters = view.chapters.into_iter();
    let chapter = chapters.find(|chapter| chapter.head.chapter == Chapter::Allergies);
    let first = chapter.unwrap().rows;
    assert_eq!((first.items.len(), first.total), (20, 50));
    let rest = Stretch {
        start: 20,
        most: 100,
    };
    let sources::Answer::Held(held) = bench.sources(sources::Request::Held {
        id: one.clone(),
        chapter: Chapter::Allergies,
        part: rest,
    }) else {
        panic!("held")
    };
    let numbers = |rows: &[Row]| {
        rows.iter()
            .map(|row| row.number.clone())
            .collect::<Vec<_>>()
    };
    let mut whole = [numbers(&first.items), numbers(&held.items)].concat();
    whole.sort();
    whole.dedup();
    assert_eq!(whole.len(), 50);

    let same = |bench: &mut Bench, part| {
        let (one, other, fate) = (one.clone(), other.clone(), Fate::Same);
        match bench.sources(sources::Request::ComparePart {
            one,
            other,
            fate,
            part,
        }) {
            sources::Answer::ComparedPart(part) => part,
            _ => panic!("a part"),
        }
    };
    // The patient is the same too.
    let part = same(&mut bench, Stretch { start: 50, most: 9 });
    assert_eq!((part.items.len(), part.total), (1, 51));
    let nothing = same(&mut bench, Stretch { start: 51, most: 9 });
    assert_eq!((nothing.items.len(), nothing.total), (0, 51));
}

#[test]
fn a_refuted_allergy_is_in_its_chapter_and_no_warning_on_the_overview() {
    let mut bench = Bench::ready();
    let (refuted, confirmed) = (allergy("1", "refuted"), allergy("2", "confirmed"));
    bench.allergic("a@medmij", &[&refuted, &confirmed], true);
    assert_eq!(bench.chapter(Chapter::Allergies).rows.len(), 2);
    let Answer::Overview(overview) = bench.ask(Request::Overview) else {
        panic!("overview")
    };
    assert_eq!(
        (overview.warnings.len(), overview.warnings_in_all),
        (1, 2),
        "the link to the rest counts both"
    );
}
