//! One thing at several sources: together, apart, and so again after collecting.

use inzage_dossier::view::{Reason, Verdict};

use super::super::protocol::same;
use super::*;

fn vaccination(id: &str, note: &str) -> String {
    format!(
        r#"{{"resourceType":"Immunization","id":"{id}","status":"completed","date":"2020-03-04","note":[{{"text":"{note}"}}],
        "identifier":[{{"system":"urn:oid:1.2.3","value":"prik-1"}}],
        "vaccineCode":{{"coding":[{{"system":"http://snomed.info/sct","code":"871875004","display":"DTP"}}]}}}}"#
    )
}

impl Bench {
    fn vaccinated(&mut self, provider: &str, vaccination: &str) {
        let id = self.start(provider);
        let patient = bundle(&[&patient("Johanna", "1955-03-09")]);
        self.ingest(&id, "48", "patient", &patient);
        self.ingest(&id, "48", "vaccination", &bundle(&[vaccination]));
        if matches!(self.finish(&id), PersonCheck::First { .. }) {
            self.done(Request::ConfirmPerson { collection: id });
        }
    }

    fn two_sources() -> Self {
        let mut bench = Self::ready();
        bench.add("b@medmij", "Huisartsenpraktijk De Linde");
        bench.vaccinated("a@medmij", &vaccination("v1", "Geen klachten"));
        bench.vaccinated("b@medmij", &vaccination("x9", "Wat koorts"));
        bench
    }

    fn vaccinations(&mut self) -> Vec<Row> {
        self.chapter(Chapter::Vaccinations).rows
    }

    fn say(&mut self, number: &str, other: &str, verdict: Verdict) {
        self.done(Request::Same(same::Request::Decide {
            number: number.into(),
            other: other.into(),
            verdict,
            at: AT.into(),
        }));
    }
}

#[test]
fn one_thing_of_two_sources_is_one_row_and_both_stay_reachable() {
    let mut bench = Bench::two_sources();
    let view = bench.chapter(Chapter::Vaccinations);
    let [row] = view.rows.as_slice() else {
        panic!("one row")
    };
    assert_eq!(view.head.entries, 1);
    let also: Vec<_> = row.also.iter().map(|source| source.name.as_str()).collect();
    assert_eq!(
        (row.source.name.as_str(), also.as_slice()),
        ("Ziekenhuis De Brug", &["Huisartsenpraktijk De Linde"][..])
    );
    let same = bench.page(&row.number).same;
    assert_eq!(same.reasons, [Reason::Identifier]);
    let other = bench.page(&same.others[0].number);
    assert_eq!(other.same.others[0].number, row.number);
    let values: Vec<_> = same.differing[0]
        .values
        .iter()
        .map(|(_, value)| value.as_str())
        .collect();
    assert_eq!(values, ["Geen klachten", "Wat koorts"]);
    // Everywhere that rows are listed it is one.
    let Answer::Overview(overview) = bench.ask(Request::Overview) else {
        panic!("overview")
    };
    let prikken = |count: &&ChapterCount| count.chapter == Chapter::Vaccinations;
    let counted = overview.chapters.iter().find(prikken).unwrap();
    assert_eq!(counted.entries, 1);
    // Words of either source find it.
    for word in ["koorts", "klachten"] {
        assert_eq!(bench.found(word).len(), 1, "{word}");
    }
}

#[test]
fn who_chooses_one_of_two_sources_sees_what_both_delivered() {
    let mut bench = Bench::two_sources();
    bench.found("prik");
    for provider in ["a@medmij", "b@medmij"] {
        let filter = Filter {
            provider: Some(provider.into()),
            chapter: Some(Chapter::Vaccinations),
            ..Filter::default()
        };
        let part = TimelineRequest::Part {
            filter: filter.clone(),
            start: 0,
            most: 9,
        };
        let Answer::Timeline(timeline) = bench.ask(Request::Timeline(part)) else {
            panic!("timeline")
        };
        let Answer::Found(found) = bench.ask(Request::Search(Search {
            words: "DTP".into(),
            filter,
            most: 9,
        })) else {
            panic!("found")
        };
        assert_eq!((timeline.total, found.total), (1, 1), "{provider}");
        for choices in [timeline.choices, found.choices] {
            assert_eq!(choices.providers.len(), 2);
            let vaccinations =
                |(chapter, ..): &&(Chapter, String, usize)| *chapter == Chapter::Vaccinations;
            let (.., count) = choices.chapters.iter().find(vaccinations).unwrap();
            assert_eq!(*count, 1, "it counts once");
        }
    }
}

#[test]
fn what_was_parted_stays_parted_after_collecting_again_until_it_is_undone() {
    let mut bench = Bench::two_sources();
    let row = bench.vaccinations().remove(0);
    let other = bench.page(&row.number).same.others[0].number.clone();
    bench.say(&row.number, &other, Verdict::Different);
    assert_eq!(bench.vaccinations().len(), 2);
    bench.vaccinated("b@medmij", &vaccination("x9", "Wat koorts, en moe"));
    bench.vaccinated("a@medmij", &vaccination("v1", "Geen klachten"));
    bench.done(Request::Reload);
    assert_eq!(bench.vaccinations().len(), 2);
    let decided = bench.page(&other).same.decided;
    assert_eq!(
        (decided[0].verdict, &decided[0].row.number),
        (Verdict::Different, &row.number)
    );
    bench.done(Request::Same(same::Request::Undo {
        number: other,
        other: row.number,
    }));
    assert_eq!(bench.vaccinations().len(), 1);
}

#[test]
fn what_may_be_the_same_is_suggested_and_confirmed_by_the_person_only() {
    let mut bench = Bench::two_sources();
    bench.add("c@medmij", "Apotheek De Klok");
    bench.vaccinated(
        "c@medmij",
        &vaccination("v", "").replace("prik-1", "prik-2"),
    );
    let rows = bench.vaccinations();
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row.maybe_same));
    let lone = rows.iter().find(|row| row.also.is_empty()).unwrap();
    let (maybe, reason) = bench.page(&lone.number).same.maybe.remove(0);
    assert_eq!(reason, Reason::Vaccination);
    bench.say(&lone.number, &maybe.number, Verdict::Same);
    let rows = bench.vaccinations();
    assert_eq!((rows.len(), rows[0].also.len()), (1, 2));
    let confirmed = bench.page(&lone.number).same.decided.remove(0);
    bench.done(Request::Same(same::Request::Undo {
        number: lone.number.clone(),
        other: confirmed.row.number,
    }));
    assert_eq!(bench.vaccinations().len(), 2);
}

#[test]
fn a_provider_that_goes_with_its_data_takes_what_was_said_of_it() {
    let mut bench = Bench::two_sources();
    let row = bench.vaccinations().remove(0);
    let other = bench.page(&row.number).same.others[0].number.clone();
    bench.say(&row.number, &other, Verdict::Different);
    bench.done(Request::RemoveProvider {
        provider: "b@medmij".into(),
        with_data: true,
    });
    assert!(bench.page(&row.number).same.decided.is_empty());
    bench.add("b@medmij", "Huisartsenpraktijk De Linde");
    bench.vaccinated("b@medmij", &vaccination("x9", ""));
    assert_eq!(bench.vaccinations().len(), 1, "nothing is remembered of it");
}

#[test]
fn an_earlier_version_tells_what_changed() {
    use inzage_dossier::view::Change;
    let mut bench = Bench::ready();
    bench.vaccinated("a@medmij", &vaccination("v1", "Geen klachten"));
    bench.vaccinated("a@medmij", &vaccination("v1", "Wat koorts"));
    let row = bench.vaccinations().remove(0);
    let changes = bench.page(&row.number).earlier.remove(0).changes;
    assert!(matches!(&changes[..], [Change::Changed { was, now, .. }]
        if was == "Geen klachten" && now == "Wat koorts"));
}

#[test]
fn a_contact_person_within_the_patient_may_be_one_who_came_alone() {
    let mut bench = Bench::ready();
    let patient = r#"{"resourceType":"Patient","id":"p","birthDate":"1955-03-09",
        "name":[{"given":["Johanna"],"family":"Vermeulen"}],
        "contact":[{"name":{"family":"Bos","given":["Kees"]}},
          {"name":{"family":"Vermeulen","given":["Noor"]},
           "telecom":[{"system":"phone","value":"06 12345678"}]}]}"#;
    let alone = r#"{"resourceType":"RelatedPerson","id":"r",
        "name":[{"family":"Vermeulen","given":["Noor"]}],
        "telecom":[{"system":"phone","value":"0612345678"}]}"#;
    let id = bench.start("a@medmij");
    bench.ingest(&id, "48", "patient", &bundle(&[patient]));
    bench.ingest(&id, "48", "contact", &bundle(&[alone]));
    bench.finish(&id);
    bench.done(Request::ConfirmPerson { collection: id });
    let contacts = |bench: &mut Bench| {
        let view = bench.chapter(Chapter::ContactPersons);
        assert_eq!(view.rows.len(), view.head.entries);
        view.rows
    };
    let rows = contacts(&mut bench);
    let maybe: Vec<bool> = rows.iter().map(|row| row.maybe_same).collect();
    assert_eq!(
        (rows.len(), maybe.iter().filter(|may| **may).count()),
        (3, 2)
    );
    let page = bench.chapter(Chapter::Demographics).rows.remove(0).number;
    let same = bench.page(&page).same;
    let [(suggested, Reason::Contact)] = same.maybe.as_slice() else {
        panic!("one suggestion")
    };
    let from_there = bench.page(&suggested.number).same.maybe.remove(0).0;
    assert_eq!(
        (from_there.number.as_str(), from_there.title.as_str()),
        (format!("{page}-contact-1").as_str(), "Noor Vermeulen")
    );
    // Confirmed: one row for both, and the other contact person as before.
    bench.say(&page, &suggested.number, Verdict::Same);
    let rows = contacts(&mut bench);
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| !row.maybe_same));
    assert_eq!(bench.page(&page).same.others[0].number, suggested.number);
    bench.done(Request::Reload);
    assert_eq!(contacts(&mut bench).len(), 2);
    // Taken back, from the other side.
    bench.done(Request::Same(same::Request::Undo {
        number: suggested.number.clone(),
        other: page.clone(),
    }));
    assert_eq!(contacts(&mut bench).len(), 3);
    // Not the same: nothing is suggested any more.
    bench.say(&suggested.number, &page, Verdict::Different);
    assert!(contacts(&mut bench).iter().all(|row| !row.maybe_same));
    assert_eq!(bench.page(&page).same.decided.len(), 1);
}

#[test]
fn contact_persons_of_one_family_within_one_patient_stay_apart() {
    let mut bench = Bench::ready();
    let patient = r#"{"resourceType":"Patient","id":"p","birthDate":"1955-03-09",
        "name":[{"given":["Johanna"],"family":"Vermeulen"}],
        "contact":[{"name":{"family":"Bos","given":["Kees"]}},
          {"name":{"family":"Bos","given":["Noor"]}},{"name":{"family":"Bos","given":["Noor"]}}]}"#;
    let id = bench.start("a@medmij");
    bench.ingest(&id, "48", "patient", &bundle(&[patient]));
    bench.ingest(&id, "51", "patient", &bundle(&[patient]));
    bench.finish(&id);
    bench.done(Request::ConfirmPerson { collection: id });
    let rows = bench.chapter(Chapter::ContactPersons).rows;
    let titles: Vec<&str> = rows.iter().map(|row| row.title.as_str()).collect();
    assert_eq!(titles, ["Kees Bos", "Noor Bos", "Noor Bos"]);
    assert!(rows.iter().all(|row| row.variants.is_empty()));
}
