//! Who used the data: kept with a collection, shown when that is part of the record,
//! asked about, and told on the overview.

use super::*;

use super::super::protocol::access::{
    Action, Answer as Said, Filter, Line, Page, Request as Access, Since, Stands, Which,
};
use super::super::protocol::asking::{
    Answer as Asking, Form, Kind, Request as Ask, Said as Piece, State, Via,
};
use inzage_api::{VendorApi, VendorPart};

const DAY: &str = "2026-05-27T09:00:00+02:00";
const WEEK: &str = "2026-06-03T09:00:00+02:00";

fn event(id: &str, at: &str, role: &str) -> String {
    format!(
        r#"{{"id":"{id}","at":"{at}","role":"{role}","department":"Dialyse",
        "action":"read","data":"Uitslagen","purpose":"Behandeling"}}"#
    )
}

fn trail(events: &[String]) -> Vec<u8> {
    format!(r#"{{"events":[{}],"more":false}}"#, events.join(",")).into_bytes()
}

impl Bench {
    /// The provider tells who used the data, and takes requests.
    fn tells(&mut self, parts: &[VendorPart]) {
        let Answer::Providers(cards) = self.ask(Request::Providers) else {
            panic!("providers")
        };
        let provider = cards.into_iter().next().unwrap().provider;
        let group = LoginGroup {
            id: "g".into(),
            services: Vec::new(),
            takes: Vec::new(),
            vendor: Some(VendorApi {
                service: "48".into(),
                parts: parts.iter().copied().collect(),
            }),
        };
        let groups = vec![group];
        self.done(Request::AddProvider {
            detail: ProviderDetail { provider, groups },
        });
    }

    fn access(&mut self, request: Access) -> Said {
        match self.ask(Request::Access(request)) {
            Answer::Access(said) => said,
            Answer::Failed(failure) => panic!("{failure:?}"),
            _ => panic!("an answer about access"),
        }
    }

    /// A collection in which the provider answered so.
    fn trail_comes(&mut self, given: &str, answer: &[u8]) -> String {
        let id = self.start("a@medmij");
        let person = patient(given, "1955-03-09");
        self.ingest(&id, "48", "patient", &bundle(&[&person]));
        let collection = id.clone();
        assert_eq!(
            self.access(Access::Offered { collection }),
            Said::Offered(true)
        );
        let collection = id.clone();
        let told = Access::Told {
            collection,
            trace_id: Some("trace-9".into()),
            bytes: answer.to_vec(),
        };
        assert_eq!(self.access(told), Said::Next(None));
        if matches!(self.finish(&id), PersonCheck::First { .. }) {
            let collection = id.clone();
            self.done(Request::ConfirmPerson { collection });
        }
        id
    }

    fn uses(&mut self, filter: Filter) -> Page {
        let most = 50;
        match self.access(Access::Page { filter, most }) {
            Said::Page(page) => *page,
            other => panic!("{other:?}"),
        }
    }

    fn lines(&mut self) -> Vec<Line> {
        self.uses(Filter::default()).lines
    }

    fn stands_of(&mut self) -> Stands {
        self.uses(Filter::default()).asked.remove(0).stands
    }

    fn since(&mut self) -> Since {
        match self.access(Access::Since) {
            Said::Since(since) => since,
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn not_offered_not_asked_failed_nobody_and_told_are_told_apart() {
    let mut bench = Bench::ready();
    assert_eq!(bench.stands_of(), Stands::NotOffered);
    bench.tells(&[VendorPart::Audit]);
    assert_eq!(bench.stands_of(), Stands::NotAsked);
    bench.trail_comes("Johanna", b"<html>");
    let Stands::Failed {
        trace_id, count, ..
    } = bench.stands_of()
    else {
        panic!("failed")
    };
    assert_eq!((trace_id.as_deref(), count), (Some("trace-9"), 0));
    "2026-05-26T11:10:00+02:00".clone_into(&mut bench.now.borrow_mut());
    bench.trail_comes("Johanna", &trail(&[]));
    let at = "26 mei 2026, 11:10".to_owned();
    let nobody = Stands::Told {
        at,
        count: 0,
        whole: true,
    };
    assert_eq!(bench.stands_of(), nobody);
    let one = event("e-1", "2026-05-20T14:12:00+02:00", "Arts");
    "2026-05-26T11:20:00+02:00".clone_into(&mut bench.now.borrow_mut());
    bench.trail_comes("Johanna", &trail(&[one]));
    let told = Stands::Told {
        at: "26 mei 2026, 11:20".to_owned(),
        count: 1,
        whole: true,
    };
    assert_eq!(bench.stands_of(), told);
    "2026-05-26T11:30:00+02:00".clone_into(&mut bench.now.borrow_mut());
    bench.trail_comes("Johanna", b"");
    assert!(matches!(bench.stands_of(), Stands::Failed { count: 1, .. }));
    let log = bench.texts().join(" ");
    assert!(log.contains("wie uw gegevens gebruikte. Nieuwe regels: 1."));
    assert!(log.contains("wie uw gegevens gebruikte. Er kwam niets."));
}

#[test]
fn who_when_what_and_why_are_shown_chosen_and_survive_a_lock() {
    let mut bench = Bench::ready();
    bench.tells(&[VendorPart::Audit]);
    let nurse = event("e-1", "2026-05-20T14:12:00+02:00", "Verpleegkundige");
    let odd = r#"{"at":"2026-05-21T08:00:00Z","action":"teleport","extra":3.10}"#.to_owned();
    bench.trail_comes("Johanna", &trail(&[odd, nurse]));
    bench.visits_again(DAY);
    let lines = bench.lines();
    assert_eq!(lines.len(), 2);
    let (odd, line) = (&lines[0], &lines[1]);
    assert_eq!(line.who, "Verpleegkundige, Dialyse");
    assert_eq!(line.text, "Bekeken: Uitslagen");
    assert_eq!(line.why, "Behandeling");
    assert_eq!(
        (line.day.as_str(), line.clock.as_str()),
        ("20 mei 2026", "14:12")
    );
    assert_eq!(line.source.name, "Ziekenhuis De Brug");
    assert_eq!((odd.who.as_str(), odd.clock.as_str()), ("", "08:00 (UTC)"));
    let details = format!("{:?}", odd.details);
    assert!(
        details.contains("teleport") && details.contains("3.10"),
        "{details}"
    );
    let role = Some("Verpleegkundige".to_owned());
    let chosen = bench.uses(Filter {
        role,
        ..Filter::default()
    });
    assert_eq!(
        (chosen.total, chosen.lines[0].which.id.as_str()),
        (1, "e-1")
    );
    let action = Some(Action::Print);
    assert_eq!(
        bench
            .uses(Filter {
                action,
                ..Filter::default()
            })
            .total,
        0
    );
}

#[test]
fn the_trail_of_somebody_else_is_never_shown_and_goes_with_what_is_thrown_away() {
    let mut bench = Bench::ready();
    bench.tells(&[VendorPart::Audit]);
    bench.trail_comes(
        "Johanna",
        &trail(&[event("mine", "2026-05-20T14:12:00+02:00", "Arts")]),
    );
    let other = event("other", "2026-05-21T14:12:00+02:00", "Zqv-psychiater");
    let id = bench.trail_comes("Willem", &trail(&[other]));
    let ids = |bench: &mut Bench| {
        let lines = bench.lines().into_iter();
        lines.map(|line| line.which.id).collect::<Vec<_>>()
    };
    assert_eq!(ids(&mut bench), ["mine"]);
    let decision = Decision::Discard;
    bench.done(Request::Decide {
        collection: id.clone(),
        decision,
    });
    let name = format!("access {id}");
    assert!(matches!(
        bench.ask(Request::Setting { name }),
        Answer::Text(None)
    ));
    assert_eq!(ids(&mut bench), ["mine"]);
    bench.done(Request::RemoveProvider {
        provider: "a@medmij".into(),
        with_data: true,
    });
    assert!(bench.lines().is_empty());
}

#[test]
fn what_is_not_known_is_asked_of_who_told_it() {
    let mut bench = Bench::ready();
    bench.tells(&[VendorPart::Audit, VendorPart::Requests]);
    let hostile = "Arts\u{1}</p>\u{202e}";
    let told = serde_json::json!({"id": "e-1", "at": "2026-05-20T14:12:00+02:00", "role": hostile});
    bench.trail_comes("Johanna", &trail(&[told.to_string()]));
    let which = bench.lines()[0].which.clone();
    let ask = |bench: &mut Bench, which: &Which| {
        let which = which.clone();
        match bench.access(Access::Ask { which }) {
            Said::Question(id) => id,
            other => panic!("{other:?}"),
        }
    };
    let id = ask(&mut bench, &which);
    assert_eq!(ask(&mut bench, &which), id, "once is enough");
    let state = bench.lines()[0].asked.clone();
    assert_eq!(state, Some((id.clone(), State::Draft)));
    let asking = |bench: &mut Bench, ask: Ask| match bench.ask(Request::Asking(ask)) {
        Answer::Asking(answer) => *answer,
        _ => panic!("an answer about asking"),
    };
    let Asking::One(shown) = asking(&mut bench, Ask::One { id: id.clone() }) else {
        panic!("one")
    };
    assert_eq!(
        (shown.brief.kind, shown.brief.via),
        (Kind::Question, Via::Vendor)
    );
    let numbers = (Piece::Numbers, "e-1".to_owned());
    assert!(shown.lines.contains(&numbers), "{:?}", shown.lines);
    // Written anew it stays about the same.
    let form = Form {
        text: "Wie was dit?".into(),
        ..shown.form
    };
    let keep = Ask::Keep {
        id: Some(id.clone()),
        form,
        draft: String::new(),
        now: DAY.into(),
    };
    assert_eq!(asking(&mut bench, keep), Asking::Kept(id.clone()));
    let leave = Ask::Leave {
        id,
        again: false,
        now: DAY.into(),
    };
    let Asking::Parcel(Some(parcel)) = asking(&mut bench, leave) else {
        panic!("a parcel")
    };
    let body: serde_json::Value = serde_json::from_slice(&parcel.bytes).unwrap();
    let wanted =
        serde_json::json!({"kind": "question", "text": "Wie was dit?", "about_event": "e-1"});
    assert_eq!(body, wanted);
}

#[test]
fn an_audit_event_of_the_record_stands_with_the_others() {
    let mut bench = Bench::ready();
    let id = bench.collected("a@medmij", &problem("Hoge bloeddruk"));
    let again = bench.start("a@medmij");
    assert_ne!(id, again);
    let event = include_str!("../../../crates/zib/tests/resources/audit_event.json");
    bench.ingest(&again, "48", "audit", &bundle(&[event]));
    bench.finish(&again);
    let line = bench.lines().remove(0);
    assert_eq!(line.text, "Bekeken: medicatie");
    assert!(line.who.starts_with("verpleegkundige, afdeling dialyse"));
    assert!(line.entry.is_some());
}

#[test]
fn the_overview_says_who_used_the_data_since_the_last_visit() {
    let mut bench = Bench::ready();
    assert!(!bench.since().offered);
    bench.tells(&[VendorPart::Audit]);
    let old = event("e-1", "2026-05-20T14:12:00+02:00", "Arts");
    bench.trail_comes("Johanna", &trail(std::slice::from_ref(&old)));
    let first = bench.since();
    assert_eq!((first.visit, first.lookers.len()), (None, 0));
    // Soon again is the same visit.
    bench.visits_again("2026-05-26T12:30:00+02:00");
    assert_eq!(bench.since().visit, None);
    bench.visits_again(WEEK);
    let since = bench.since();
    assert_eq!(since.visit.as_deref(), Some("26 mei 2026"));
    assert_eq!(since.lookers, []);
    let new = |id: &str, day: u8| event(id, &format!("2026-05-{day}T09:00:00+02:00"), "Arts");
    let late = event("late", "2026-05-19T09:00:00+02:00", "Apotheker");
    bench.trail_comes(
        "Johanna",
        &trail(&[new("e-3", 29), new("e-2", 28), old, late]),
    );
    let since = bench.since();
    let lookers: Vec<_> = since
        .lookers
        .iter()
        .map(|it| (it.who.as_str(), it.times))
        .collect();
    assert_eq!(lookers, [("Arts, Dialyse", 2), ("Apotheker, Dialyse", 1)]);
    assert_eq!(since.lookers[0].at, "Ziekenhuis De Brug");
    assert!(since.asked.is_some());
}
