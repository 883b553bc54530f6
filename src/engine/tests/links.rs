//! Links with which others look along: what goes, what stays, and looking through one.

mod life;

use std::collections::BTreeSet;

use inzage_share::{CareKeys, Link as Words};

use super::super::protocol::links::{
    Answer as Told, Deed, Link, Request as Ask, Selection, Sort, State, Wish,
};
use super::super::protocol::taking::Request as Take;
use super::super::protocol::{access, logbook};
use super::*;

/// 2026-05-26 09:00 UTC, as [`AT`].
pub(super) const NOW: i64 = 1_779_786_000;

const ASTHMA: &str = r#"{"resourceType":"Condition","id":"c1","clinicalStatus":"active","code":{"text":"Astma"},"asserter":{"reference":"Practitioner/p1"}}"#;
const GLOOM: &str = r#"{"resourceType":"Condition","id":"c2","clinicalStatus":"active","code":{"text":"Depressie Kanarie"},"note":[{"text":"Zwaluwstaart"}],"asserter":{"reference":"Practitioner/p2"}}"#;
const NOSE: &str = r#"{"resourceType":"Condition","id":"c3","clinicalStatus":"active","code":{"text":"Neuspoliep Ooievaar"}}"#;
const GP: &str =
    r#"{"resourceType":"Practitioner","id":"p1","name":[{"text":"Dokter Roodborst"}]}"#;
const PSYCHIATRIST: &str =
    r#"{"resourceType":"Practitioner","id":"p2","name":[{"text":"Dokter Koolmees"}]}"#;
const WISH: &str = r#"{"resourceType":"Consent","id":"w1","meta":{"profile":["http://nictiz.nl/fhir/StructureDefinition/zib-TreatmentDirective"]},"status":"active","note":"Nachtegaal"}"#;

pub(super) fn record() -> Bench {
    let mut bench = Bench::ready();
    let id = bench.start("a@medmij");
    let johanna = patient("Johanna", "1955-03-09");
    bench.ingest(&id, "48", "patient", &bundle(&[&johanna]));
    let all = [ASTHMA, GLOOM, NOSE, GP, PSYCHIATRIST, WISH];
    bench.ingest(&id, "48", "problem", &bundle(&all));
    bench.finish(&id);
    bench.done(Request::ConfirmPerson { collection: id });
    bench
}

pub(super) fn wish(sort: Sort, selection: Selection) -> Wish {
    Wish {
        sort,
        name: "Voor Anna".into(),
        selection,
        live: true,
        days: 7,
        passcode: sort != Sort::Desk,
        host: "https://mee.example".into(),
    }
}

impl Bench {
    pub(super) fn links(&mut self, ask: Ask) -> Told {
        match self.ask(Request::Links(ask)) {
            Answer::Links(told) => told,
            Answer::Failed(failure) => panic!("{failure:?}"),
            _ => panic!("about links"),
        }
    }

    fn link(&mut self, ask: Ask) -> Link {
        match self.links(ask) {
            Told::Link(link) => *link,
            _ => panic!("a link"),
        }
    }

    /// Makes a link and gives it with its encrypted files.
    pub(super) fn made(&mut self, wish: Wish) -> (Link, Vec<Vec<u8>>, inzage_api::NewShare) {
        let Told::New { id, share: new } = self.links(Ask::Make { wish, now: NOW }) else {
            panic!("new")
        };
        let (share, now) = ("s".repeat(43), NOW);
        let of = id.clone();
        self.link(Ask::Made { id: of, share, now });
        let Told::Content(Some(publish)) = self.links(Ask::Encrypt { id: id.clone() }) else {
            panic!("content")
        };
        let file = |nth| Request::Links(Ask::File { nth });
        let files = (0..publish.files.len()).map(|nth| match self.ask(file(nth)) {
            Answer::Bytes(bytes) => bytes,
            _ => panic!("bytes"),
        });
        let files = files.collect();
        (self.link(Ask::Published { id, now }), files, new)
    }

    pub(super) fn number_of(&mut self, title: &str) -> String {
        let rows = self.chapter(Chapter::Problems).rows;
        let row = rows.into_iter().find(|row| row.title.contains(title));
        row.unwrap().number
    }

    /// Opens a link as somebody else does.
    pub(super) fn look_along(link: &Link, files: &[Vec<u8>], passcode: &str) -> (Self, Answer) {
        Self::look_along_at(AT, link, files, passcode)
    }

    /// Likewise, at another moment.
    pub(super) fn look_along_at(
        at: &str,
        link: &Link,
        files: &[Vec<u8>],
        passcode: &str,
    ) -> (Self, Answer) {
        let mut other = Self::locked();
        at.clone_into(&mut other.now.borrow_mut());
        let read = Ask::Read {
            link: link.link.clone(),
            now: NOW,
        };
        assert!(matches!(other.links(read), Told::Asks(_)));
        let proof = Ask::Proof {
            passcode: passcode.into(),
            who: "Anna de Vries".into(),
        };
        assert!(matches!(other.ask(Request::Links(proof)), Answer::Text(_)));
        for bytes in files.iter().cloned() {
            other.done(Request::Links(Ask::Take { bytes }));
        }
        let seen = other.ask(Request::Links(Ask::View));
        (other, seen)
    }
}

/// Every text in a resource.
fn values(json: &str) -> BTreeSet<String> {
    fn walk(value: &serde_json::Value, found: &mut BTreeSet<String>) {
        match value {
            serde_json::Value::String(text) => drop(found.insert(text.clone())),
            serde_json::Value::Array(items) => items.iter().for_each(|item| walk(item, found)),
            serde_json::Value::Object(members) => {
                members.values().for_each(|item| walk(item, found));
            }
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    walk(&serde_json::from_str(json).unwrap(), &mut found);
    found
}

pub(super) fn decrypted(link: &Link, file: &[u8]) -> String {
    let key = match Words::parse(&link.link).unwrap() {
        Words::Care(payload) => {
            let passcode = link.passcode.as_deref().unwrap_or_default();
            CareKeys::derive(&payload.key, passcode).unwrap().content
        }
        Words::Plain(payload) => payload.key,
    };
    let opened = inzage_share::open(&key, std::str::from_utf8(file).unwrap()).unwrap();
    String::from_utf8_lossy(&opened.plain).into_owned()
}

#[test]
fn nothing_that_was_left_out_is_in_the_decrypted_content() {
    let mut bench = record();
    let nose = bench.number_of("Neuspoliep");
    let selection = Selection {
        entries: BTreeSet::from([nose]),
        ..Selection::default()
    };
    let stays: BTreeSet<String> = [GLOOM, NOSE, PSYCHIATRIST, WISH]
        .into_iter()
        .flat_map(values)
        .collect();
    let goes: BTreeSet<String> = [ASTHMA, GP].into_iter().flat_map(values).collect();
    for sort in [Sort::Care, Sort::Plain, Sort::Desk] {
        let (link, files, _) = bench.made(wish(sort, selection.clone()));
        let content: String = files.iter().map(|file| decrypted(&link, file)).collect();
        for value in stays.difference(&goes).filter(|value| value.len() > 2) {
            assert!(!content.contains(value.as_str()), "{value} went along");
        }
        for value in goes.iter().filter(|value| value.len() > 2) {
            assert!(content.contains(value.as_str()), "{value} is not there");
        }
    }
}

#[test]
fn who_looks_along_sees_what_was_chosen_and_changes_nothing() {
    let mut bench = record();
    let (link, files, new) = bench.made(wish(Sort::Care, Selection::default()));
    assert!(new.gate.unwrap().verifier.starts_with("$sha256$"));
    assert_eq!((link.state, link.days_left), (State::Open, Some(7)));
    let passcode = link.passcode.clone().unwrap();
    let (mut other, seen) = Bench::look_along(&link, &files, &passcode);
    let Answer::Links(Told::Seen(Some(seen))) = seen else {
        panic!("seen")
    };
    assert!(seen.whose.contains("Vermeulen") && !seen.preview);
    assert!(seen.until.is_some() && !seen.left_out.is_empty());
    let titles: Vec<_> = other.chapter(Chapter::Problems).rows;
    let titles: Vec<_> = titles.into_iter().map(|row| row.title).collect();
    assert_eq!(titles.len(), 2, "{titles:?}");
    assert!(other.found("Depressie").is_empty());
    assert_eq!(other.found("astma").len(), 1);
    let number = other.number_of("Astma");
    assert_eq!(other.page(&number).source.name, "Ziekenhuis De Brug");
    let refused = |answer| matches!(answer, Answer::Failed(Failure::ReadOnly));
    let setting = Request::SaveSetting {
        name: "lock-minutes".into(),
        value: "60".into(),
    };
    assert!(refused(other.ask(setting)));
    assert!(refused(other.ask(Request::Backup)));
    let all_read = NewsRequest::AllRead { provider: None };
    other.ask(Request::News(all_read));
    let note = super::super::protocol::added::Request::Keep {
        id: None,
        number: None,
        text: "Van een ander".into(),
        now: AT.into(),
    };
    assert!(refused(other.ask(Request::Added(note))));
}

#[test]
fn a_wrong_passcode_opens_nothing_also_with_the_files_in_hand() {
    let mut bench = record();
    let (link, files, _) = bench.made(wish(Sort::Care, Selection::default()));
    let (_, seen) = Bench::look_along(&link, &files, "not this one");
    assert!(matches!(seen, Answer::Failed(Failure::Damaged)));
}

#[test]
fn a_plain_link_holds_a_bundle_per_source_with_its_fhir_version() {
    let mut bench = record();
    let (link, files, new) = bench.made(wish(Sort::Plain, Selection::default()));
    assert!(new.gate.unwrap().verifier.starts_with("$argon2id$"));
    let bundle: serde_json::Value = serde_json::from_str(&decrypted(&link, &files[0])).unwrap();
    assert_eq!(bundle["resourceType"], "Bundle");
    let (mut other, seen) = Bench::look_along(&link, &files, "");
    assert!(matches!(seen, Answer::Links(Told::Seen(Some(_)))));
    let number = other.number_of("Astma");
    assert_eq!(other.page(&number).source.name, "Ziekenhuis De Brug");
}

#[test]
fn the_owner_looks_as_the_other_will_and_comes_back() {
    let mut bench = record();
    let selection = Selection::default();
    bench.done(Request::Links(Ask::Look { selection }));
    assert_eq!(bench.chapter(Chapter::Problems).rows.len(), 2);
    let Told::Seen(Some(seen)) = bench.links(Ask::Seen) else {
        panic!("seen")
    };
    assert!(seen.preview);
    bench.done(Request::Links(Ask::Back));
    assert_eq!(bench.chapter(Chapter::Problems).rows.len(), 3);
}

#[test]
fn a_plain_link_at_the_desk_ends_in_ten_minutes_and_after_one_time() {
    let mut bench = record();
    let (link, _, new) = bench.made(wish(Sort::Desk, Selection::default()));
    assert_eq!(new.expires, NOW + 600);
    assert_eq!(
        (new.opens, new.gate.is_none(), new.lasting),
        (Some(1), true, false)
    );
    assert!(link.passcode.is_none() && link.code.is_some());
    // STU3 is told in a manifest: without one R4 is assumed.
    assert!(!new.direct && link.link.contains("#shlink:/"));
}

#[test]
fn a_link_at_the_desk_asks_for_a_passcode_where_each_link_does() {
    let mut bench = record();
    let (link, _, new) = bench.made(Wish {
        passcode: true,
        ..wish(Sort::Desk, Selection::default())
    });
    assert!(new.gate.is_some() && new.opens == Some(1) && !new.direct);
    assert!(link.passcode.is_some());
}

#[test]
fn one_file_of_r4_is_given_without_a_manifest_and_read_as_it_is() {
    let mut bench = record();
    let id = bench.start("a@medmij");
    let prick = r#"{"resourceType":"Immunization","id":"i1","status":"completed","vaccineCode":{"text":"Griepprik Ekster"},"patient":{"reference":"Patient/p"},"occurrenceDateTime":"2025-10-20"}"#;
    let johanna = patient("Johanna", "1955-03-09");
    bench.ingest(&id, "48", "patient", &bundle(&[&johanna]));
    bench.ingest(&id, "63", "vaccination", &bundle(&[prick]));
    bench.finish(&id);
    assert_eq!(bench.found("Ekster").len(), 1);
    let selection = Selection {
        chapters: BTreeSet::from([
            Chapter::Demographics,
            Chapter::Problems,
            Chapter::CareProviders,
            Chapter::Supporting,
            Chapter::TreatmentDirectives,
        ]),
        ..Selection::default()
    };
    let (link, files, new) = bench.made(wish(Sort::Desk, selection));
    assert!(new.direct && new.gate.is_none());
    assert_eq!(files.len(), 1);
    let read = Ask::Read {
        link: link.link.clone(),
        now: NOW,
    };
    let Told::Asks(asks) = Bench::locked().links(read) else {
        panic!("asks")
    };
    assert!(asks.direct && !asks.passcode);
    let content = decrypted(&link, &files[0]);
    assert!(content.contains(prick) && !content.contains("Astma"));
    let (mut other, seen) = Bench::look_along(&link, &files, "");
    assert!(matches!(seen, Answer::Links(Told::Seen(Some(_)))));
    assert_eq!(other.found("Ekster").len(), 1);
}

#[test]
fn what_can_be_left_out_comes_in_parts() {
    let mut bench = record();
    let part = |bench: &mut Bench, start| {
        let entries = Ask::Entries {
            chapter: Chapter::Problems,
            selection: Selection::default(),
            stretch: Stretch { start, most: 1 },
        };
        let Told::Entries(part) = bench.links(entries) else {
            panic!("entries")
        };
        (part.total, part.items.into_iter().map(|row| row.title))
    };
    let (total, first) = part(&mut bench, 0);
    let (_, second) = part(&mut bench, 1);
    let both: BTreeSet<String> = first.chain(second).collect();
    assert_eq!((total, both.len()), (2, 2));
}
