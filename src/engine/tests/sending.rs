use super::*;

use inzage_api::{Takes, Taking};
use inzage_measure::{Kind, Part};
use measure::{Request as Measure, Typed};
use serde_json::Value;
use sharing::{Answer as Shared, Choice, End, Fate, Preview, Request as Ask, Share, Since};

const NOW: &str = "2026-05-26T11:00:00+02:00";
const LATER: &str = "2026-05-27T11:00:00+02:00";

impl Bench {
    /// A vault with a confirmed person, a provider that takes measurements and one
    /// that does not, and these weights.
    pub(super) fn to_share(weights: &[&str]) -> Self {
        let mut bench = Self::ready();
        bench.takes("a@medmij");
        bench.add("b@medmij", "Apotheek");
        bench.collected("a@medmij", &problem("Hoge bloeddruk"));
        for (number, weight) in weights.iter().enumerate() {
            let at = format!("2026-05-{:02}T08:00:00+02:00", number + 1);
            bench.weigh(&at, weight);
        }
        bench
    }

    fn takes(&mut self, name: &str) {
        let Answer::Providers(cards) = self.ask(Request::Providers) else {
            panic!("providers")
        };
        let card = cards
            .into_iter()
            .find(|card| card.provider.zorgaanbiedernaam == name)
            .unwrap();
        let detail = ProviderDetail {
            provider: card.provider,
            groups: vec![LoginGroup {
                id: "g".into(),
                services: Vec::new(),
                takes: vec![Taking {
                    id: "53".into(),
                    name: "Zelfmetingen".into(),
                    takes: Takes::Measurements,
                }],
                vendor: None,
            }],
        };
        self.done(Request::AddProvider { detail });
    }

    /// The ids of the weights, oldest first.
    fn weights(&mut self) -> Vec<String> {
        let ways = self.shown(Kind::Weight).ways.into_iter();
        let ids = ways.filter_map(|way| match way {
            Some(measure::Way::Reading(id)) => Some(id),
            _ => None,
        });
        ids.rev().collect()
    }

    fn weigh(&mut self, at: &str, weight: &str) {
        let typed = Typed {
            kind: Kind::Weight,
            at: at.into(),
            numbers: [(Part::Weight, weight.to_owned())].into(),
            milligrams: false,
            moment: None,
            slot: None,
            note: "geheim".into(),
        };
        let (id, sure, draft, now) = (None, true, None, NOW.into());
        self.ask(Request::Measure(Measure::Keep {
            id,
            typed,
            sure,
            draft,
            now,
        }));
    }

    fn sharing(&mut self, ask: Ask) -> Shared {
        match self.ask(Request::Sharing(ask)) {
            Answer::Sharing(answer) => answer,
            Answer::Failed(failure) => panic!("{failure:?}"),
            _ => panic!("an answer about sharing"),
        }
    }

    fn share(&mut self, ask: Ask) -> Share {
        match self.sharing(ask) {
            Shared::Share(share) => *share,
            other => panic!("{other:?}"),
        }
    }

    pub(super) fn begin(&mut self) -> String {
        self.begin_with(vec![Kind::Weight])
    }

    pub(super) fn begin_with(&mut self, kinds: Vec<Kind>) -> String {
        let choice = Choice {
            kinds,
            ..all_weights()
        };
        let now = NOW.into();
        self.share(Ask::Start { choice, now }).id
    }

    pub(super) fn next(&mut self, id: &str) -> Option<Value> {
        let (id, now) = (id.into(), NOW.into());
        match self.sharing(Ask::Next { id, now }) {
            Shared::Parcel(bytes) => bytes.map(|bytes| serde_json::from_slice(&bytes).unwrap()),
            other => panic!("{other:?}"),
        }
    }

    pub(super) fn sent(&mut self, id: &str, end: End) -> Share {
        let (id, now) = (id.into(), LATER.into());
        self.share(Ask::Sent { id, end, now })
    }

    /// With whom a reading was shared.
    fn shared(&mut self, id: &str) -> Vec<String> {
        match self.ask(Request::Measure(Measure::One { id: id.into() })) {
            Answer::Measure(measure::Answer::One(one)) => one.shared,
            _ => panic!("one"),
        }
    }

    fn preview_share(&mut self, choice: Choice) -> Preview {
        match self.sharing(Ask::Preview { choice }) {
            Shared::Preview(preview) => preview,
            other => panic!("{other:?}"),
        }
    }
}

fn all_weights() -> Choice {
    Choice {
        provider: "a@medmij".into(),
        kinds: vec![Kind::Weight],
        from: None,
        until: None,
        notes: false,
        again: false,
        changed: false,
    }
}

/// An answer with these statuses, the Patient's first.
pub(super) fn answer(statuses: &[&str]) -> End {
    let entries: Vec<Value> = statuses
        .iter()
        .map(|status| {
            serde_json::json!({"response": {"status": status, "outcome": {"issue": [{"diagnostics": "te oud"}]}}})
        })
        .collect();
    let bundle = serde_json::json!({"resourceType": "Bundle", "entry": entries});
    End::Answered {
        bytes: serde_json::to_vec(&bundle).unwrap(),
        trace_id: "t".into(),
    }
}

fn fates(share: &Share) -> Vec<&Fate> {
    share.lines.iter().map(|(fate, _)| fate).collect()
}

#[test]
fn who_takes_measurements_is_told_apart() {
    let mut bench = Bench::to_share(&["70,5"]);
    let Shared::Choices(choices) = bench.sharing(Ask::Choices) else {
        panic!("choices")
    };
    let names = |marks: &[SourceMark]| -> Vec<String> {
        marks.iter().map(|mark| mark.provider.clone()).collect()
    };
    assert_eq!(names(&choices.places), ["a@medmij"]);
    assert_eq!(names(&choices.others), ["b@medmij"]);
    assert_eq!(choices.kinds, [(Kind::Weight, 1)]);
}

#[test]
fn what_is_previewed_is_what_leaves() {
    let mut bench = Bench::to_share(&["70,5", "71,0"]);
    let preview = bench.preview_share(all_weights());
    assert!(preview.person.is_some());
    let shown: Vec<_> = preview
        .lines
        .iter()
        .map(|line| line.row.value.clone())
        .collect();
    assert_eq!(shown, ["71,0\u{a0}kg", "70,5\u{a0}kg"]);
    assert!(preview.lines.iter().all(|line| line.row.note.is_empty()));
    let id = bench.begin();
    let bundle = bench.next(&id).unwrap();
    let observations = &bundle["entry"].as_array().unwrap()[1..];
    let sent: Vec<String> = observations
        .iter()
        .map(|entry| entry["resource"]["valueQuantity"]["value"].to_string())
        .collect();
    assert_eq!(sent.len(), 2);
    assert!(sent.contains(&"70.5".to_owned()) && sent.contains(&"71.0".to_owned()));
    assert!(!bundle.to_string().contains("geheim"), "notes stay home");
    assert!(bundle.to_string().contains("1955-03-09"));
}

#[test]
fn a_partly_refused_share_offers_only_the_rest() {
    let mut bench = Bench::to_share(&["70,5", "71,0"]);
    let id = bench.begin();
    bench.next(&id).unwrap();
    let share = bench.sent(&id, answer(&["201", "201", "422"]));
    assert!(
        matches!(fates(&share)[..], [Fate::Refused(why), Fate::Accepted(_)] if why == "te oud")
    );
    assert_eq!(share.trace_id.as_deref(), Some("t"));
    assert_eq!(
        bench.next(&id),
        None,
        "refused ones do not leave by themselves"
    );
    let again = Ask::Again {
        id: id.clone(),
        uncertain_too: false,
        now: LATER.into(),
    };
    bench.share(again);
    let bundle = bench.next(&id).unwrap();
    assert_eq!(
        bundle["entry"].as_array().unwrap().len(),
        2,
        "the Patient and one"
    );
    // What was taken, or is on its way, is not offered in a new choice.
    let preview = bench.preview_share(all_weights());
    assert_eq!((preview.lines.len(), preview.before), (0, 2));
    let again = Choice {
        again: true,
        ..all_weights()
    };
    assert_eq!(bench.preview_share(again).lines.len(), 2);
}

#[test]
fn without_an_answer_it_is_uncertain_and_the_person_decides() {
    let mut bench = Bench::to_share(&["70,5"]);
    let id = bench.begin();
    for end in [
        End::Uncertain { trace_id: None },
        End::Answered {
            bytes: Vec::new(),
            trace_id: "t".into(),
        },
    ] {
        bench.next(&id).unwrap();
        let share = bench.sent(&id, end);
        assert!(matches!(fates(&share)[..], [Fate::Uncertain(_)]));
        assert_eq!(bench.next(&id), None);
        let again = |uncertain_too| Ask::Again {
            id: id.clone(),
            uncertain_too,
            now: LATER.into(),
        };
        bench.share(again(false));
        assert_eq!(bench.next(&id), None, "not without her word");
        bench.share(again(true));
    }
    bench.next(&id).unwrap();
    let share = bench.sent(&id, End::Unsent);
    assert!(matches!(fates(&share)[..], [Fate::Waiting]));
    assert!(bench.next(&id).is_some(), "it certainly did not arrive");
}

#[test]
fn a_crash_while_sending_leaves_it_uncertain() {
    let mut bench = Bench::to_share(&["70,5"]);
    let id = bench.begin();
    bench.next(&id).unwrap();
    bench.done(Request::Reload);
    let (share, now) = (id.clone(), LATER.into());
    let share = bench.share(Ask::Share { id: share, now });
    assert!(matches!(fates(&share)[..], [Fate::Uncertain(_)]));
    assert_eq!(bench.next(&id), None);
}

#[test]
fn what_was_sent_stays_readable_and_what_changed_since_is_said() {
    let mut bench = Bench::to_share(&["70,5", "71,0", "72,0"]);
    let id = bench.begin();
    bench.next(&id).unwrap();
    bench.sent(&id, answer(&["201", "201", "201", "201"]));
    let ids: Vec<String> = bench.weights();
    let typed = Typed {
        kind: Kind::Weight,
        at: "2026-05-02T08:00:00+02:00".into(),
        numbers: [(Part::Weight, "71,5".to_owned())].into(),
        milligrams: false,
        moment: None,
        slot: None,
        note: String::new(),
    };
    let (draft, now) = (None, String::from(LATER));
    bench.ask(Request::Measure(Measure::Keep {
        id: Some(ids[1].clone()),
        typed,
        sure: true,
        draft,
        now: now.clone(),
    }));
    let deleted = ids[2].clone();
    bench.ask(Request::Measure(Measure::Delete { id: deleted, now }));
    let (share, now) = (id.clone(), LATER.into());
    let share = bench.share(Ask::Share { id: share, now });
    let told: Vec<(&str, &Since)> = share
        .lines
        .iter()
        .map(|(_, line)| (line.row.value.as_str(), &line.since))
        .collect();
    let changed = Since::Changed("71,5\u{a0}kg, 2 mei 2026 08:00".into());
    let sent = [
        ("72,0\u{a0}kg", &Since::Deleted),
        ("71,0\u{a0}kg", &changed),
        ("70,5\u{a0}kg", &Since::Same),
    ];
    assert_eq!(told, sent);
    let preview = bench.preview_share(all_weights());
    assert_eq!((preview.before, preview.changed), (1, 1));
    assert!(preview.lines.is_empty());
    let changed = Choice {
        changed: true,
        ..all_weights()
    };
    let lines = bench.preview_share(changed).lines;
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].row.value, "71,5\u{a0}kg");
}

#[test]
fn a_shared_reading_carries_with_whom_and_when() {
    let mut bench = Bench::to_share(&["70,5", "71,0", "72,0"]);
    let id = bench.begin();
    bench.next(&id).unwrap();
    bench.sent(&id, answer(&["201", "201", "500", "422"]));
    let mut told: Vec<Vec<String>> = bench.weights().iter().map(|id| bench.shared(id)).collect();
    let mut details = bench.shown(Kind::Weight).details();
    told.sort();
    details.sort();
    assert_eq!(told[0], Vec::<String>::new(), "refused: it is not there");
    assert_eq!(
        told[1],
        ["gedeeld met Ziekenhuis De Brug op 27 mei 2026, 11:00"]
    );
    assert_eq!(
        told[2],
        ["onzeker: misschien ontvangen door Ziekenhuis De Brug, 27 mei 2026, 11:00"]
    );
    assert_eq!(details, ["", told[1][0].as_str(), told[2][0].as_str()]);
    // Also when it is deleted here.
    let weights = bench.weights();
    let id = weights.iter().find(|id| !bench.shared(id).is_empty());
    let (id, now) = (id.unwrap().clone(), String::from(LATER));
    let before = bench.shared(&id);
    bench.ask(Request::Measure(Measure::Delete {
        id: id.clone(),
        now,
    }));
    assert_eq!(bench.shared(&id), before);
}

#[test]
fn what_arrived_in_a_later_sharing_does_not_leave_in_an_earlier_one() {
    let mut bench = Bench::to_share(&["70,5"]);
    let first = bench.begin();
    bench.next(&first).unwrap();
    bench.sent(&first, answer(&["201", "422"]));
    let second = bench.begin();
    bench.next(&second).unwrap();
    bench.sent(&second, answer(&["201", "201"]));
    let id = first.clone();
    let (uncertain_too, now) = (true, String::from(LATER));
    let share = bench.share(Ask::Again {
        id,
        uncertain_too,
        now,
    });
    assert_eq!(share.lines[0].1.since, Since::SentLater);
    assert_eq!(share.rest(|_| true), 0);
    assert_eq!(bench.next(&first), None);
    // Sent again knowingly, it leaves.
    let choice = Choice {
        again: true,
        ..all_weights()
    };
    let now = "2026-05-28T11:00:00+02:00".to_owned();
    let third = bench.share(Ask::Start { choice, now }).id;
    assert!(bench.next(&third).is_some());
}

#[test]
fn a_preview_says_of_the_person_what_goes_along_and_nothing_of_who_typed() {
    let mut bench = Bench::to_share(&["70,5"]);
    let (name, value) = ("helper".to_owned(), "Fatima".to_owned());
    bench.done(Request::SaveSetting { name, value });
    bench.weigh("2026-05-03T08:00:00+02:00", "71");
    let preview = bench.preview_share(all_weights());
    let person = preview.person.clone().unwrap();
    assert!(
        person.ends_with("geslacht vrouw, geboren op 9 maart 1955"),
        "{person}"
    );
    assert!(person.contains("Johanna") && person.contains("Vermeulen"));
    assert!(!format!("{preview:?}").contains("Fatima"));
    let id = bench.begin();
    assert!(!bench.next(&id).unwrap().to_string().contains("Fatima"));
}
