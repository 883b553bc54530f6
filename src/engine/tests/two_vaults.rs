//! Two vaults of one person, made apart, that become one.

use inzage_dossier::letters::{self, Letter};
use inzage_dossier::selection::Selection;
use inzage_vault::{Change, Kind};

use super::super::open::Open;
use super::super::protocol::added;
use super::super::protocol::links::{Answer as Told, Request as Ask, Sort};
use super::super::protocol::taking::{Answer as Said, Merged, Request as Take};
use super::links::wish;
use super::restoring::{device, generated};
use super::*;

/// A vault of her own on a device of its own.
fn vault(seed: u8) -> Bench {
    let mut bench = device(seed);
    let Answer::Created { recovery_key, .. } = bench.ask(Request::Create {
        name: "Van mij".into(),
        passphrase: PASSPHRASE.into(),
    }) else {
        panic!("created")
    };
    bench.done(Request::ConfirmRecovery {
        typed: recovery_key,
    });
    bench.add("a@medmij", "Ziekenhuis De Brug");
    bench
}

/// A copy of it on another device.
fn copy(of: &mut Bench, seed: u8) -> Bench {
    let mut bench = device(seed);
    let backup = of.backed_up();
    assert!(matches!(bench.restored(backup), Answer::Text(Some(_))));
    bench
}

impl Bench {
    fn takes_in(&mut self, other: &mut Self) -> Merged {
        let backup = other.backed_up();
        match self.merged(backup) {
            Answer::Taking(Said::Merged(merged)) => merged,
            Answer::Failed(failure) => panic!("{failure:?}"),
            _ => panic!("merged"),
        }
    }

    fn says_mine(&mut self, other: &mut Self) -> Merged {
        let (bytes, with) = (other.backed_up(), Secret::Passphrase(PASSPHRASE.into()));
        let mine = true;
        match self.ask(Request::Taking(Take::Merge { bytes, with, mine })) {
            Answer::Taking(Said::Merged(merged)) => merged,
            _ => panic!("merged"),
        }
    }

    /// Lays something in the vault as it is.
    fn puts(&mut self, kind: Kind, id: &str, bytes: &[u8]) {
        let mut chance = ChaCha20Rng::from_seed([1; 32]);
        let (id, bytes) = (id.to_owned(), bytes.to_vec());
        let put = vec![Change::Put { kind, id, bytes }];
        block_on(self.own().vault.commit(put, &mut chance)).unwrap();
    }

    fn own(&self) -> &Open<inzage_vault::MemoryStore> {
        self.engine.open.as_ref().unwrap()
    }

    fn lies(&self, kind: Kind, id: &str) -> Option<Vec<u8>> {
        block_on(self.own().vault.read(kind, id)).unwrap()
    }

    fn number_of_problem(&mut self) -> String {
        self.chapter(Chapter::Problems).rows.remove(0).number
    }

    fn left_out_of(&self, link: &str) -> Vec<String> {
        let kept = self
            .lies(Kind::Setting, &format!("share-link/{link}"))
            .unwrap();
        let kept: serde_json::Value = serde_json::from_slice(&kept).unwrap();
        serde_json::from_value(kept["selection"]["entries"].clone()).unwrap()
    }

    fn adds_document(&mut self, title: &str) -> String {
        match self.ask(Request::Added(added::Request::Upload {
            number: None,
            title: title.into(),
            date: String::new(),
            bytes: b"%PDF-1.7 van mij".to_vec(),
            now: AT.into(),
        })) {
            Answer::Added(added::Answer::Kept(id)) => id,
            _ => panic!("kept"),
        }
    }

    fn renames(&mut self, id: &str, title: &str, now: &str) {
        self.ask(Request::Added(added::Request::Rename {
            id: id.into(),
            title: title.into(),
            date: String::new(),
            now: now.into(),
        }));
    }

    fn own_bytes(&self) -> Vec<String> {
        let ids = block_on(self.own().vault.ids(Kind::Document)).unwrap();
        ids.into_iter()
            .filter(|id| id.starts_with("own/"))
            .collect()
    }
}

#[test]
fn what_a_link_leaves_out_there_it_leaves_out_here() {
    let (mut here, mut there) = (vault(1), vault(2));
    here.collected("a@medmij", &problem("Astma"));
    there.collected("a@medmij", &problem("Astma"));
    let (mine, theirs) = (here.number_of_problem(), there.number_of_problem());
    assert_ne!(mine, theirs);
    let mut selection = Selection::default();
    selection.entries.insert(theirs);
    let (link, ..) = there.made(wish(Sort::Care, selection));
    let merged = here.takes_in(&mut there);
    assert_eq!((merged.links, merged.halted, merged.entries), (1, 0, 0));
    assert_eq!(here.left_out_of(&link.id), [mine]);
}

#[test]
fn a_link_that_leaves_out_what_is_not_known_here_never_shows_anything_new() {
    let (mut here, mut there) = (vault(1), vault(2));
    here.collected("a@medmij", &problem("Astma"));
    there.collected("a@medmij", &problem("Astma"));
    let number = there.number_of_problem();
    let mut selection = Selection::default();
    selection.entries.insert(number.clone());
    let (link, ..) = there.made(wish(Sort::Care, selection));
    there.done(Request::Taking(Take::Remove { number }));
    let merged = here.takes_in(&mut there);
    assert_eq!((merged.links, merged.halted), (1, 1));
    let encrypt = Ask::Encrypt { id: link.id };
    assert!(matches!(
        here.ask(Request::Links(encrypt)),
        Answer::Links(Told::Content(None))
    ));
}

#[test]
fn documents_of_her_own_go_with_what_they_are_the_bytes_of() {
    let mut here = vault(1);
    here.collected("a@medmij", &problem("Astma"));
    let both = here.adds_document("Foto");
    let gone = here.adds_document("Weg ermee");
    let mut there = copy(&mut here, 2);
    here.renames(&both, "Foto hier", "2026-05-27T11:00:00+02:00");
    there.renames(&both, "Foto daar", "2026-05-28T11:00:00+02:00");
    let now = "2026-05-28T11:00:00+02:00".into();
    here.ask(Request::Added(added::Request::Delete {
        id: gone.clone(),
        now,
    }));
    let merged = here.takes_in(&mut there);
    assert_eq!((merged.both, merged.documents, merged.own), (1, 1, 0));
    assert_eq!(here.own_bytes().len(), 2, "each of both has its bytes");
    assert!(here.lies(Kind::Document, &format!("own/{gone}")).is_none());
    // Deleted here, it goes there too.
    there.takes_in(&mut here);
    assert!(there.lies(Kind::Document, &format!("own/{gone}")).is_none());
    assert_eq!(there.own_bytes().len(), 2);
}

#[test]
fn both_ways_and_once_more_nothing_is_lost_or_doubled() {
    for seed in 0..6 {
        let mut here = generated(seed);
        let shared = here.noted(None, "Samen", "2026-05-26T13:00:00+02:00");
        let mut there = copy(&mut here, 100 + seed);
        for (bench, text, minute) in [(&mut here, "hier", 1), (&mut there, "daar", 2)] {
            let at = |second| format!("2026-05-26T14:{minute:02}:{second:02}+02:00");
            bench.noted(Some(&shared), &format!("Gewijzigd {text}"), &at(0));
            bench.noted(None, &format!("Alleen {text}"), &at(1));
            bench.collected("p0@medmij", &problem(&format!("Klacht {text}")));
        }
        here.takes_in(&mut there);
        there.takes_in(&mut here);
        assert_eq!(here.notes().len(), there.notes().len(), "dossier {seed}");
        for text in [
            "Gewijzigd hier",
            "Gewijzigd daar",
            "Alleen hier",
            "Alleen daar",
        ] {
            for bench in [&here, &there] {
                let notes = bench.notes();
                let said = notes.values().filter(|note| note.contains(text));
                assert_eq!(said.count(), 1, "{text} in dossier {seed}");
            }
        }
        let (mine, theirs) = (here.content_hash(), there.content_hash());
        assert_eq!(here.takes_in(&mut there), Merged::default());
        assert_eq!(there.takes_in(&mut here), Merged::default());
        assert_eq!((here.content_hash(), there.content_hash()), (mine, theirs));
    }
}

/// Two vaults of one person: a newer version of her problem waits in the first for a
/// decision, because it may be somebody else's, and the number of what waits.
fn waiting(seed: u8) -> (Bench, String, String) {
    let mut here = vault(seed);
    here.collected("a@medmij", &problem("Astma"));
    let id = here.start("a@medmij");
    let other = patient("Hanna", "1955-03-09");
    here.ingest(&id, "48", "patient", &bundle(&[&other]));
    here.ingest(&id, "48", "problem", &bundle(&[&problem("Jicht")]));
    here.finish(&id);
    let mut staged = here.own().staged(&id).map(|record| record.head.clone());
    let problem = staged.find(|head| head.kind == "Condition").unwrap();
    drop(staged);
    (here, id, problem.number)
}

fn waits(bench: &Bench) -> usize {
    bench.own().records.all().count() - bench.own().joined().count()
}

impl Bench {
    fn decides(&mut self, collection: &str, decision: Decision) {
        self.done(Request::Decide {
            collection: collection.into(),
            decision,
        });
    }
}

#[test]
fn what_waits_here_and_was_taken_up_there_is_part_of_the_record() {
    let mut orders = std::collections::BTreeSet::new();
    for seed in 0..8 {
        let (mut here, id, waited) = waiting(seed);
        orders.insert(waited < here.number_of_problem());
        let mut there = copy(&mut here, 102);
        there.decides(&id, Decision::Mine);
        assert_eq!((waits(&here), waits(&there)), (2, 0));
        let mut undecided = copy(&mut here, 103);
        here.takes_in(&mut there);
        assert_eq!(waits(&here), 0);
        assert_eq!(here.own().joined().count(), there.own().joined().count());
        // And the other way: what was decided here is not asked again, and an entry that
        // took up another is one.
        let before = there.content();
        let merged = there.takes_in(&mut undecided);
        assert_eq!(merged, Merged::default(), "dossier {seed}");
        assert_eq!(waits(&there), 0);
        assert!(there.own().collections[&id].joined());
        assert!(there.content() == before, "dossier {seed}");
    }
    assert_eq!(
        orders.len(),
        2,
        "the number that waits sorts before and after"
    );
}

#[test]
fn what_she_said_is_not_hers_does_not_come_with_a_backup() {
    let (mut here, id, _) = waiting(1);
    let mut there = copy(&mut here, 2);
    let mut undecided = copy(&mut here, 3);
    there.decides(&id, Decision::Mine);
    here.decides(&id, Decision::Discard);
    let before = here.content();
    for other in [&mut undecided, &mut there] {
        let merged = here.takes_in(other);
        assert_eq!((merged.refused, merged.entries, merged.renewed), (2, 0, 0));
        assert!(here.content() == before);
    }
    // Nor with a backup into a third vault that knows what she said.
    let mut third = copy(&mut here, 4);
    assert_eq!(third.takes_in(&mut there).refused, 2);
    // Where she said that it is hers it stays hers.
    let joined = there.own().joined().count();
    there.takes_in(&mut here);
    assert_eq!(there.own().joined().count(), joined);
    assert!(there.lies(Kind::Setting, "not-hers").is_none());
}

#[test]
fn a_letter_stays_with_its_version_when_a_later_one_comes_without() {
    let mut here = vault(1);
    here.collected("a@medmij", &problem("Astma"));
    here.letter("a@medmij", b"%PDF-1.7 brief");
    let mut there = copy(&mut here, 2);
    let kept = |bench: &Bench| block_on(bench.own().vault.ids(Kind::Document)).unwrap();
    assert_eq!(kept(&here).len(), 1);
    let of = here
        .own()
        .joined()
        .find(|of| !of.record.head.documents.is_empty());
    let mut later = of.unwrap().record.clone();
    later.head.at = "2027-01-01T10:00:00+02:00".into();
    later.head.documents.clear();
    later.bytes.push(b' ');
    there.puts(Kind::Record, &later.head.number.clone(), &later.to_bytes());
    assert_eq!(here.takes_in(&mut there).renewed, 1);
    let number = later.head.number;
    let joined = here.own().records.get(&number).unwrap().record.clone();
    assert!(joined.head.documents.is_empty());
    assert_eq!(joined.earlier[0].documents.len(), 1);
    let [kept] = kept(&here).try_into().unwrap();
    let place = letters::places(&joined);
    assert_eq!(place.first().map(Letter::id), Some(kept));
}

#[test]
fn whose_it_is_is_asked_when_it_cannot_be_told_and_then_known() {
    let (mut here, mut there) = (vault(1), vault(2));
    here.collected("a@medmij", &problem("Astma"));
    let empty = there.backed_up();
    assert!(matches!(
        here.merged(empty),
        Answer::Taking(Said::Whose(whose)) if whose.name.is_empty()
    ));
    let id = there.start("a@medmij");
    let other = patient("Hanna", "1955-03-09");
    there.ingest(&id, "48", "patient", &bundle(&[&other]));
    there.finish(&id);
    there.done(Request::ConfirmPerson { collection: id });
    let backup = there.backed_up();
    assert!(matches!(
        here.merged(backup),
        Answer::Taking(Said::Whose(_))
    ));
    here.says_mine(&mut there);
    here.takes_in(&mut there);
    there.takes_in(&mut here);
}

#[test]
fn settings_of_the_other_device_stay_there() {
    let (mut here, mut there) = (vault(1), vault(2));
    here.collected("a@medmij", &problem("Astma"));
    there.collected("a@medmij", &problem("Astma"));
    let device = [
        "helper",
        "backup-at",
        "lock-minutes",
        "log-term",
        "cover-sensitive",
    ];
    for name in device.iter().chain(&["measure-phone"]) {
        there.done(Request::SaveSetting {
            name: (*name).into(),
            value: "7".into(),
        });
    }
    there.done(Request::SaveDraft {
        name: "question".into(),
        text: "Half".into(),
    });
    here.takes_in(&mut there);
    for name in device {
        assert!(here.lies(Kind::Setting, name).is_none(), "{name}");
    }
    assert!(here.lies(Kind::Draft, "question").is_none());
    assert!(here.lies(Kind::Setting, "measure-phone").is_some());
}

#[test]
fn what_cannot_be_read_here_is_not_put_over_and_is_counted() {
    let (mut here, mut there) = (vault(1), vault(2));
    here.collected("a@medmij", &problem("Astma"));
    there.collected("a@medmij", &problem("Astma"));
    here.puts(Kind::Setting, "same", b"?");
    there.puts(Kind::Setting, "same", b"[]");
    assert_eq!(here.takes_in(&mut there).unread, 1);
    assert_eq!(here.lies(Kind::Setting, "same").unwrap(), b"?");
}

#[test]
fn a_collection_or_a_person_that_cannot_be_read_is_not_put_over_and_is_counted() {
    let (mut here, id, _) = waiting(1);
    let mut there = copy(&mut here, 2);
    let mut bare = vault(3);
    bare.collected("a@medmij", &problem("Astma"));
    // Unreadable in the backup: what waits with it does not come.
    there.puts(Kind::Collection, &id, b"?");
    assert_eq!(bare.takes_in(&mut there).unread, 3);
    assert_eq!(waits(&bare), 0);
    // Unreadable here.
    here.puts(Kind::Collection, &id, b"?");
    here.puts(Kind::Person, "me", b"?");
    here.done(Request::Reload);
    let mut whole = waiting(1).0;
    assert_eq!(here.says_mine(&mut whole).unread, 2);
    for (kind, id) in [(Kind::Collection, id.as_str()), (Kind::Person, "me")] {
        assert_eq!(here.lies(kind, id).unwrap(), b"?");
    }
    // And whose the backup is.
    there.puts(Kind::Person, "me", b"?");
    assert_eq!(bare.says_mine(&mut there).unread, 4);
}
