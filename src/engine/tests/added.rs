use super::*;

use super::protocol::added::{Answer as Told, Item, Refusal, Request as Add};

const NOW: &str = "2026-05-26T11:00:00+02:00";
const LATER: &str = "2026-06-01T09:00:00+02:00";

impl Bench {
    fn adding(&mut self, request: Add) -> Told {
        match self.ask(Request::Added(request)) {
            Answer::Added(told) => told,
            Answer::Failed(failure) => panic!("{failure:?}"),
            _ => panic!("an answer about what was added"),
        }
    }

    fn kept_added(&mut self, request: Add) -> String {
        match self.adding(request) {
            Told::Kept(id) => id,
            other => panic!("{other:?}"),
        }
    }

    fn items(&mut self, number: Option<&str>) -> Vec<Item> {
        let number = number.map(str::to_owned);
        match self.adding(Add::On { number }) {
            Told::Items(items) => items,
            other => panic!("{other:?}"),
        }
    }

    fn note(&mut self, number: &str, text: &str) -> String {
        self.kept_added(Add::Keep {
            id: None,
            number: Some(number.into()),
            text: text.into(),
            now: NOW.into(),
        })
    }

    fn problem_number(&mut self) -> String {
        self.collected("a@medmij", &problem("Hoge bloeddruk"));
        self.chapter(Chapter::Problems).rows[0].number.clone()
    }

    fn timeline_titles(&mut self) -> Vec<(String, String)> {
        let part = TimelineRequest::Part {
            filter: Filter::default(),
            start: 0,
            most: 100,
        };
        match self.ask(Request::Timeline(part)) {
            Answer::Timeline(timeline) => {
                let rows = timeline.rows.into_iter();
                rows.map(|(_, row)| match row {
                    TimelineRow::One(row) => (row.title, row.source.name),
                    TimelineRow::Day { .. } => panic!("nothing was measured"),
                })
                .collect()
            }
            _ => panic!("a timeline"),
        }
    }
}

fn upload(number: Option<&str>, bytes: &[u8]) -> Add {
    Add::Upload {
        number: number.map(str::to_owned),
        title: "Foto van de uitslag <b>".into(),
        date: "2026-05-20".into(),
        bytes: bytes.to_vec(),
        now: NOW.into(),
    }
}

const TEXT: &[u8] = "Wat de arts zei: «rustig aan»".as_bytes();

#[test]
fn a_note_stays_with_its_entry_when_that_is_collected_again() {
    let mut bench = Bench::ready();
    let number = bench.problem_number();
    let id = bench.note(&number, "Begon na de verhuizing <script>");
    bench.kept_added(Add::Keep {
        id: Some(id.clone()),
        number: None,
        text: "Begon vóór de verhuizing".into(),
        now: LATER.into(),
    });
    bench.collected("a@medmij", &problem("Hoge bloeddruk, nu anders"));
    let number = bench.chapter(Chapter::Problems).rows[0].number.clone();
    let items = bench.items(Some(&number));
    assert_eq!(items.len(), 1);
    assert_eq!(items[0].text, "Begon vóór de verhuizing");
    assert_eq!(items[0].called.as_deref(), Some("Hoge bloeddruk"));
    assert_eq!(items[0].earlier.len(), 1);
    assert_eq!(items[0].earlier[0].1, "Begon na de verhuizing <script>");
    assert!(bench.items(None).is_empty(), "it stands with its entry");
}

#[test]
fn notes_and_documents_are_found_and_stand_on_the_timeline() {
    let mut bench = Bench::ready();
    let number = bench.problem_number();
    let note = bench.note(&number, "mijn zonnebloemenverhaal");
    let paper = bench.kept_added(upload(None, TEXT));
    let found = bench.found("zonnebloemenverhaal");
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].number.as_str(), found[0].own),
        (number.as_str(), None)
    );
    let found = bench.found("foto");
    assert_eq!(
        (found[0].number.as_str(), found[0].own),
        (paper.as_str(), Some(Made::Added))
    );
    assert_eq!(found[0].date, "20 mei 2026");
    let titles = bench.timeline_titles();
    let mine = titles.iter().filter(|(_, source)| source == "Uzelf");
    assert_eq!(mine.count(), 2, "{titles:?}");
    for id in [note, paper] {
        let now = LATER.into();
        bench.kept_added(Add::Delete { id, now });
    }
    assert!(bench.found("zonnebloemenverhaal").is_empty() && bench.found("foto").is_empty());
    assert_eq!(bench.timeline_titles().len(), 2, "what was collected");
}

#[test]
fn a_note_whose_entry_is_gone_is_not_lost() {
    let mut bench = Bench::ready();
    let number = bench.problem_number();
    bench.note(&number, "bewaar mij");
    bench.done(Request::RemoveProvider {
        provider: "a@medmij".into(),
        with_data: true,
    });
    let items = bench.items(None);
    assert_eq!(items.len(), 1);
    assert_eq!(
        (items[0].text.as_str(), &items[0].on),
        ("bewaar mij", &None)
    );
    assert!(bench.found("bewaar")[0].own.is_some());
}

#[test]
fn a_document_is_told_by_its_bytes_seen_renamed_and_taken_away() {
    let mut bench = Bench::ready();
    let number = bench.problem_number();
    let id = bench.kept_added(upload(Some(&number), b"%PDF-1.7 hallo"));
    let seen = Request::Document {
        number: id.clone(),
        attachment: 0,
        version: None,
    };
    let Answer::Document(document) = bench.ask(seen.clone()) else {
        panic!("a document")
    };
    assert_eq!(document.kind, DocumentKind::Pdf);
    assert_eq!(document.bytes, b"%PDF-1.7 hallo");
    assert_eq!(document.file_name, "Foto-van-de-uitslag-b.pdf");
    bench.kept_added(Add::Rename {
        id: id.clone(),
        title: "Uitslag".into(),
        date: String::new(),
        now: LATER.into(),
    });
    let items = bench.items(Some(&number));
    assert_eq!(
        (items[0].text.as_str(), items[0].date.as_str()),
        ("Uitslag", "1 juni 2026")
    );
    assert_eq!(items, bench.items(None), "also under the documents");
    let now = LATER.into();
    bench.kept_added(Add::Delete { id, now });
    assert!(matches!(bench.ask(seen), Answer::Failed(Failure::NotFound)));
    assert!(bench.items(Some(&number)).is_empty());
}

#[test]
fn what_cannot_be_kept_is_refused_with_its_reason() {
    let mut bench = Bench::ready();
    let number = bench.problem_number();
    let photo = b"\xff\xd8\xff\xe1 cut off";
    for (bytes, why) in [
        (b"".as_slice(), Refusal::Empty),
        (b"MZ\x90\0\x03", Refusal::Kind),
        (b"PK\x03\x04\0\0", Refusal::Kind),
        (b"\0\0\0\x18ftypheic", Refusal::Kind),
        (photo, Refusal::Damaged),
        (&vec![b'a'; 20_000_001], Refusal::TooLarge),
    ] {
        assert_eq!(bench.adding(upload(None, bytes)), Told::Refused(why));
    }
    let keep = |text: String| Add::Keep {
        id: None,
        number: Some(number.clone()),
        text,
        now: NOW.into(),
    };
    assert_eq!(
        bench.adding(keep(" \n".into())),
        Told::Refused(Refusal::Empty)
    );
    assert_eq!(
        bench.adding(keep("é".repeat(2_001))),
        Told::Refused(Refusal::TooLong)
    );
    let odd = "\u{202e}'; DROP TABLE notes;-- \u{1f469}\u{200d}\u{2695}\u{fe0f}\n<img onerror=x>";
    bench.kept_added(keep(odd.into()));
    bench.kept_added(keep("é".repeat(2_000)));
    let texts: Vec<String> = bench
        .items(Some(&number))
        .into_iter()
        .map(|item| item.text)
        .collect();
    assert!(texts.contains(&odd.to_owned()));
}

#[test]
fn what_was_added_is_in_the_backup() {
    let mut bench = Bench::ready();
    let number = bench.problem_number();
    bench.note(&number, "bewaar mij");
    let id = bench.kept_added(upload(None, TEXT));
    let Answer::Bytes(bytes) = bench.ask(Request::Backup) else {
        panic!("a file")
    };
    let with = Secret::Passphrase(PASSPHRASE.into());
    bench.ask(Request::Restore { bytes, with });
    let number = bench.chapter(Chapter::Problems).rows[0].number.clone();
    assert_eq!(bench.items(Some(&number))[0].text, "bewaar mij");
    let seen = Request::Document {
        number: id,
        attachment: 0,
        version: None,
    };
    assert!(matches!(bench.ask(seen), Answer::Document(document) if document.bytes == TEXT));
}
