//! What becomes of a link: followed, looked at, ended; and what the log says of it.

use super::*;

impl Bench {
    /// The sentences of the log.
    fn log_said(&mut self) -> Vec<String> {
        let page = logbook::Request::Page {
            filter: inzage_dossier::logbook::Filter::default(),
            start: 0,
            most: 100,
        };
        let Answer::Logbook(logbook::Answer::Page(page)) = self.ask(Request::Logbook(page)) else {
            panic!("the log")
        };
        page.lines.into_iter().map(|line| line.text).collect()
    }

    fn used_since(&mut self) -> access::Since {
        match self.ask(Request::Access(access::Request::Since)) {
            Answer::Access(access::Answer::Since(since)) => since,
            _ => panic!("since"),
        }
    }

    pub(in super::super) fn visits_again(&mut self, at: &str) {
        at.clone_into(&mut self.now.borrow_mut());
        let Answer::Vaults(vaults) = self.ask(Request::Vaults) else {
            panic!("vaults")
        };
        let vault = vaults[0].id.clone();
        let with = Secret::Passphrase(PASSPHRASE.into());
        self.done(Request::Unlock { vault, with });
    }
}

/// What the gateway tells of a link that lives.
fn told(accesses: Vec<inzage_api::Access>) -> inzage_api::ShareState {
    inzage_api::ShareState {
        paused: false,
        expires: NOW + 600,
        opens_left: None,
        attempts_left: Some(4),
        bytes: 10,
        generation: Some(1),
        accesses,
        ended: None,
    }
}

fn looked(who: &str, at: i64) -> inzage_api::Access {
    inzage_api::Access {
        at,
        recipient: who.into(),
        outcome: inzage_api::AccessOutcome::Opened,
    }
}

#[test]
fn what_did_not_change_is_not_brought_again_and_what_did_is() {
    let mut bench = record();
    let (link, _, _) = bench.made(wish(Sort::Care, Selection::default()));
    let encrypt = Ask::Encrypt {
        id: link.id.clone(),
    };
    assert!(matches!(bench.links(encrypt.clone()), Told::Content(None)));
    bench.collected("a@medmij", &problem("Eczeem"));
    let Told::Content(Some(publish)) = bench.links(encrypt) else {
        panic!("something new")
    };
    assert_eq!(publish.generation, 2);
}

#[test]
fn a_link_never_shows_what_it_left_out_once_that_was_removed_and_came_again() {
    for whole_provider in [false, true] {
        let mut bench = record();
        let number = bench.number_of("Neuspoliep Ooievaar");
        let mut left_out = Selection::default();
        left_out.entries.insert(number.clone());
        let (link, ..) = bench.made(wish(Sort::Care, left_out));
        let (other, ..) = bench.made(wish(Sort::Care, Selection::default()));
        if whole_provider {
            let (provider, with_data) = ("a@medmij".into(), true);
            bench.done(Request::RemoveProvider {
                provider,
                with_data,
            });
        } else {
            bench.done(Request::Taking(Take::Remove { number }));
        }
        assert!(matches!(
            bench.links(Ask::Encrypt {
                id: link.id.clone()
            }),
            Told::Content(None)
        ));
        let (of, now) = (link.id, NOW);
        let shown = bench.link(Ask::One { id: of, now });
        assert!(shown.halted && !shown.live);
        let following = bench.link(Ask::One { id: other.id, now });
        assert!(!following.halted && following.live);
    }
}

#[test]
fn what_another_device_brought_since_is_followed_by_what_is_here() {
    let mut bench = record();
    let (link, ..) = bench.made(wish(Sort::Care, Selection::default()));
    let id = link.id.clone();
    let mut state = told(Vec::new());
    state.generation = Some(5);
    bench.link(Ask::Told {
        id: id.clone(),
        state,
        now: NOW,
    });
    let Told::Content(Some(publish)) = bench.links(Ask::Encrypt { id }) else {
        panic!("what is here goes over what the other device brought")
    };
    assert_eq!(publish.generation, 6);
}

#[test]
fn who_looked_is_told_and_stands_in_the_log_once() {
    let mut bench = record();
    let (link, _, _) = bench.made(wish(Sort::Care, Selection::default()));
    let state = told(vec![looked("Anna", NOW - 60)]);
    for _ in 0..2 {
        let (id, state, now) = (link.id.clone(), state.clone(), NOW);
        let told = bench.link(Ask::Told { id, state, now });
        assert_eq!(told.looks.len(), 1);
        assert_eq!(told.looks[0].1, "Anna");
        assert_eq!(told.attempts_left, Some(4));
    }
    let lines = bench.log_said();
    let looked = lines.iter().filter(|it| it.contains("Anna keek mee"));
    assert_eq!(looked.count(), 1);
}

#[test]
fn who_looked_since_the_last_visit_stands_beside_who_used_the_data() {
    let mut bench = record();
    let (link, _, _) = bench.made(wish(Sort::Care, Selection::default()));
    let (id, now) = (link.id.clone(), NOW);
    let state = told(vec![looked("Anna", NOW + 60), looked("Anna", NOW + 120)]);
    bench.link(Ask::Told { id, state, now });
    // The first visit has none before it: it tells who looked since it began.
    let first = bench.used_since();
    assert_eq!((first.visit, first.lookers.len()), (None, 1));
    bench.visits_again("2026-05-27T11:00:00+02:00");
    let since = bench.used_since();
    let [anna] = since.lookers.as_slice() else {
        panic!("{:?}", since.lookers)
    };
    assert_eq!((anna.who.as_str(), anna.times), ("Anna", 2));
    assert_eq!(anna.link.as_ref(), Some(&link.id));
    assert!(anna.at.contains("Voor Anna"));
}

#[test]
fn what_the_person_does_and_what_ends_by_itself_stands_in_the_log() {
    let mut bench = record();
    let (link, _, _) = bench.made(wish(Sort::Care, Selection::default()));
    for deed in [Deed::Paused, Deed::Resumed, Deed::Extended] {
        let id = link.id.clone();
        bench.done(Request::Links(Ask::Did { id, deed }));
    }
    let mut state = told(Vec::new());
    state.ended = Some(inzage_api::ShareEnd::Attempts);
    let (id, now) = (link.id.clone(), NOW);
    assert_eq!(
        bench.link(Ask::Told { id, state, now }).state,
        State::Attempts
    );
    let lines = bench.log_said();
    for part in [
        "gemaakt",
        "gepauzeerd",
        "werkt weer",
        "verlengd",
        "werkt niet meer",
    ] {
        let found = lines
            .iter()
            .filter(|line| line.contains(part) && line.contains("Voor Anna"));
        assert_eq!(found.count(), 1, "{part}");
    }
}

#[test]
fn a_link_that_ended_gives_nothing_to_hand_over_and_can_be_forgotten() {
    let mut bench = record();
    let (link, _, _) = bench.made(wish(Sort::Care, Selection::default()));
    let (id, now) = (link.id.clone(), NOW + 8 * 86_400);
    let over = bench.link(Ask::One {
        id: id.clone(),
        now,
    });
    assert_eq!((over.state, over.days_left), (State::Expired, None));
    assert!(over.link.is_empty() && over.passcode.is_none() && over.code.is_none());
    bench.done(Request::Links(Ask::Forget { id }));
    let Told::Links(left) = bench.links(Ask::All { now }) else {
        panic!("links")
    };
    assert!(left.is_empty());
}
