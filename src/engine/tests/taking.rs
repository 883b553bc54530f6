//! Taking along: as received, which source gave what, the age of the backup, and
//! removing one entry.

use std::io::Read as _;

use inzage_dossier::selection::Selection;

use super::super::protocol::added;
use super::super::protocol::taking::{
    Answer as Said, Backup, Document, File, Leaf, Received, Request as Take,
};
use super::*;

impl Bench {
    fn taken(&mut self, request: Take) -> Vec<u8> {
        match self.ask(Request::Taking(request)) {
            Answer::Bytes(bytes) => bytes,
            _ => panic!("a file"),
        }
    }

    fn received(&mut self, selection: Selection) -> Received {
        match self.ask(Request::Taking(Take::Received { selection })) {
            Answer::Taking(Said::Received(received)) => received,
            _ => panic!("what was received"),
        }
    }

    fn document(&mut self, selection: Selection) -> Document {
        match self.ask(Request::Taking(Take::Document { selection })) {
            Answer::Taking(Said::Document(document)) => document,
            _ => panic!("a document"),
        }
    }

    fn pages_of(&mut self, selection: Selection, chapter: Chapter, start: usize) -> Part<Leaf> {
        let part = Stretch { start, most: 100 };
        match self.ask(Request::Taking(Take::Leaves {
            selection,
            chapter,
            part,
        })) {
            Answer::Taking(Said::Leaves(leaves)) => leaves,
            _ => panic!("entries"),
        }
    }

    fn last_backup(&mut self) -> Backup {
        match self.ask(Request::Taking(Take::Backup)) {
            Answer::Taking(Said::Backup(backup)) => backup,
            _ => panic!("a backup"),
        }
    }

    fn own_note(&mut self, now: &str) {
        self.ask(Request::Added(added::Request::Keep {
            id: None,
            number: None,
            text: "Vragen".into(),
            now: now.into(),
        }));
    }
}

fn stu3(provider: &str) -> File {
    File {
        provider: provider.into(),
        r4: false,
    }
}

fn resources(bundle: &[u8]) -> Vec<serde_json::Value> {
    let read: serde_json::Value = serde_json::from_slice(bundle).unwrap();
    assert_eq!(read["resourceType"], "Bundle");
    assert_eq!(read["type"], "collection");
    let entries = read["entry"].as_array().unwrap().iter();
    entries.map(|entry| entry["resource"].clone()).collect()
}

#[test]
fn what_a_source_gave_goes_as_it_came() {
    let mut bench = Bench::ready();
    let problem = problem("Hoge  bloeddruk").replace("\"id\"", " \"id\" ");
    bench.collected("a@medmij", &problem);
    let selection = Selection::everything();
    let received = bench.received(selection.clone());
    assert_eq!(received.files.len(), 1);
    let given = &received.files[0];
    assert_eq!(given.source.name, "Ziekenhuis De Brug");
    assert_eq!((given.entries, received.left_out), (2, 0));
    let file = given.file.clone();
    assert_eq!(file, stu3("a@medmij"));
    let bytes = bench.taken(Take::File { selection, file });
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(text.contains(&problem), "byte for byte: {text}");
    assert_eq!(resources(&bytes).len(), given.entries);
    let told = bench.texts();
    let line = |line: &String| line.contains("gegevens zoals ontvangen");
    assert!(told.iter().any(line));
}

#[test]
fn what_is_left_out_is_in_no_file_and_is_counted() {
    let mut bench = Bench::ready();
    bench.collected("a@medmij", &problem("Hoge bloeddruk"));
    let mut selection = Selection::everything();
    selection.chapters.insert(Chapter::Problems);
    let received = bench.received(selection.clone());
    assert_eq!((received.files[0].entries, received.left_out), (1, 1));
    let file = stu3("a@medmij");
    let bytes = bench.taken(Take::File {
        selection: selection.clone(),
        file,
    });
    assert!(!String::from_utf8(bytes).unwrap().contains("bloeddruk"));
    selection.providers.insert("a@medmij".into());
    assert!(bench.received(selection.clone()).files.is_empty());
    let file = stu3("a@medmij");
    assert!(matches!(
        bench.ask(Request::Taking(Take::File { selection, file })),
        Answer::Failed(Failure::NotFound)
    ));
}

#[test]
fn all_of_it_is_one_zip_with_the_list_of_who_gave_what() {
    let mut bench = Bench::ready();
    bench.add("b@medmij", "Huisarts De Linde");
    bench.collected("a@medmij", &problem("Hoge bloeddruk"));
    bench.collected("b@medmij", &problem("Jicht"));
    let selection = Selection::everything();
    let bytes = bench.taken(Take::All { selection });
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut names: Vec<String> = zip
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    names.sort();
    assert_eq!(
        names,
        ["a-stu3.fhir.json", "b-stu3.fhir.json", "bronnen.csv"]
    );
    let mut bundle = Vec::new();
    zip.by_name("b-stu3.fhir.json")
        .unwrap()
        .read_to_end(&mut bundle)
        .unwrap();
    assert_eq!(resources(&bundle).len(), 2);
    let mut list = String::new();
    zip.by_name("bronnen.csv")
        .unwrap()
        .read_to_string(&mut list)
        .unwrap();
    assert_eq!(list.as_bytes(), bench.taken(Take::List));
    assert!(list.contains("Ziekenhuis De Brug,a@medmij,48,"), "{list}");
    assert!(
        list.contains("2026-05-26T11:00:00+02:00,1,volledig"),
        "{list}"
    );
    assert_eq!(list.lines().count(), 5, "{list}");
}

#[test]
fn the_document_has_every_entry_of_what_was_chosen_with_its_source() {
    let mut bench = Bench::ready();
    bench.add("b@medmij", "Huisarts De Linde");
    bench.collected("a@medmij", &problem("Jicht"));
    bench.collected("b@medmij", &problem("Jicht"));
    let mut selection = Selection::everything();
    let document = bench.document(selection.clone());
    assert_eq!(document.person.as_deref(), Some("Johanna Vermeulen"));
    assert_eq!(
        (document.made.as_str(), document.sources.len()),
        ("26 mei 2026", 2)
    );
    let counts = document
        .chapters
        .iter()
        .map(|(chapter, _, n)| (*chapter, *n));
    let counts: Vec<_> = counts.collect();
    assert_eq!(counts, [(Chapter::Demographics, 2), (Chapter::Problems, 2)]);
    // What stands together in a list stands here for each source.
    let leaves = bench.pages_of(selection.clone(), Chapter::Problems, 0);
    let mut names: Vec<_> = leaves
        .items
        .iter()
        .map(|leaf| leaf.source.name.as_str())
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["Huisarts De Linde", "Ziekenhuis De Brug"]);
    assert!(
        leaves
            .items
            .iter()
            .all(|leaf| leaf.title == "Jicht" && !leaf.fields.is_empty())
    );
    assert_eq!(
        bench
            .pages_of(selection.clone(), Chapter::Problems, 1)
            .items
            .len(),
        1
    );
    selection.providers.insert("b@medmij".into());
    let document = bench.document(selection.clone());
    assert_eq!((document.sources.len(), document.left_out), (1, 2));
    assert_eq!(bench.pages_of(selection, Chapter::Problems, 0).total, 1);
}

#[test]
fn own_entries_after_the_last_backup_are_counted() {
    let mut bench = Bench::ready();
    assert_eq!(bench.last_backup(), Backup::default());
    bench.own_note("2026-05-26T11:00:00+02:00");
    let first = bench.last_backup();
    assert_eq!((first.last, first.newer), (None, 1));
    bench.done(Request::SaveSetting {
        name: "backup-at".into(),
        value: "2026-05-24T09:30:00Z".into(),
    });
    assert_eq!(bench.last_backup().newer, 1);
    bench.done(Request::SaveSetting {
        name: "backup-at".into(),
        value: "2026-05-26T09:30:00Z".into(),
    });
    assert_eq!(bench.last_backup().newer, 0);
    // Half past eleven where she lives is before what she writes at noon.
    bench.own_note("2026-05-26T12:00:00+02:00");
    assert_eq!(bench.last_backup().newer, 1);
    assert!(bench.last_backup().last.unwrap().starts_with("26 mei 2026"));
}

#[test]
fn how_old_the_last_backup_is_is_said_in_days() {
    let mut bench = Bench::ready();
    bench.done(Request::SaveSetting {
        name: "backup-at".into(),
        value: "2026-05-23T11:30:00+02:00".into(),
    });
    assert_eq!(bench.last_backup().days, Some(2));
}

#[test]
fn an_entry_that_is_removed_is_gone_until_it_is_collected_again() {
    let mut bench = Bench::ready();
    bench.collected("a@medmij", &problem("Hoge bloeddruk"));
    let number = bench.chapter(Chapter::Problems).rows.remove(0).number;
    assert!(bench.page(&number).removable);
    let remove = Take::Remove { number };
    bench.done(Request::Taking(remove.clone()));
    assert!(bench.chapter(Chapter::Problems).rows.is_empty());
    assert!(matches!(
        bench.ask(Request::Taking(remove)),
        Answer::Failed(Failure::NotFound)
    ));
    let told = bench.texts().pop().unwrap();
    assert_eq!(told, "Verwijderd: 1 ontvangen gegeven.");
    bench.collected("a@medmij", &problem("Hoge bloeddruk"));
    assert_eq!(bench.chapter(Chapter::Problems).rows.len(), 1);
}

#[test]
fn what_is_left_out_is_not_named_by_what_refers_to_it() {
    let mut bench = Bench::ready();
    let condition = r#"{"resourceType":"Condition","id":"c1","code":{"text":"Jicht"}}"#;
    let procedure = r#"{"resourceType":"Procedure","id":"p1","status":"completed",
        "code":{"text":"Punctie"},"reasonReference":[{"reference":"Condition/c1"}]}"#;
    let id = bench.start("a@medmij");
    bench.ingest(
        &id,
        "48",
        "patient",
        &bundle(&[&patient("Johanna", "1955-03-09")]),
    );
    bench.ingest(&id, "48", "problem", &bundle(&[condition]));
    bench.ingest(&id, "48", "procedure", &bundle(&[procedure]));
    bench.finish(&id);
    bench.done(Request::ConfirmPerson { collection: id });
    let mut selection = Selection::everything();
    let says = |bench: &mut Bench, selection: &Selection| {
        let leaves = bench.pages_of(selection.clone(), Chapter::Procedures, 0);
        assert_eq!(leaves.total, 1);
        format!("{:?}", leaves.items)
    };
    assert!(
        says(&mut bench, &selection).contains("Jicht"),
        "it is named where it goes"
    );
    selection.chapters.insert(Chapter::Problems);
    let said = says(&mut bench, &selection);
    assert!(
        said.contains("Punctie") && !said.contains("Jicht"),
        "{said}"
    );
}

#[test]
fn the_list_of_sources_tells_nothing_of_what_is_left_out() {
    let mut bench = Bench::ready();
    bench.add("b@medmij", "Huisarts De Linde");
    bench.collected("a@medmij", &problem("Hoge bloeddruk"));
    bench.collected("b@medmij", &problem("Jicht"));
    let mut selection = Selection::everything();
    selection.providers.insert("b@medmij".into());
    selection.chapters.insert(Chapter::Problems);
    let bytes = bench.taken(Take::All { selection });
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut list = String::new();
    zip.by_name("bronnen.csv")
        .unwrap()
        .read_to_string(&mut list)
        .unwrap();
    assert!(list.contains("Ziekenhuis De Brug"), "{list}");
    assert!(!list.contains("Linde"), "{list}");
    assert_eq!(list.lines().count(), 2, "the patient only: {list}");
}

#[test]
fn who_is_named_by_what_is_left_out_does_not_tell_of_it_in_the_list_of_sources() {
    let mut bench = Bench::ready();
    let id = bench.start("a@medmij");
    bench.ingest(
        &id,
        "48",
        "patient",
        &bundle(&[&patient("Johanna", "1955-03-09")]),
    );
    let gloom = r#"{"resourceType":"Condition","id":"c","code":{"text":"Depressie"},"asserter":{"reference":"Practitioner/p"}}"#;
    let doctor = r#"{"resourceType":"Practitioner","id":"p","name":[{"text":"Dokter Roodborst"}]}"#;
    let free = r#"{"resourceType":"Practitioner","id":"q","name":[{"text":"Dokter Koolmees"}]}"#;
    bench.ingest(&id, "48", "problem", &bundle(&[gloom, doctor, free]));
    bench.finish(&id);
    bench.done(Request::ConfirmPerson { collection: id });
    let mut selection = Selection::everything();
    let list = |bench: &mut Bench, selection: &Selection| {
        let selection = selection.clone();
        let bytes = bench.taken(Take::All { selection });
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut list = String::new();
        zip.by_name("bronnen.csv")
            .unwrap()
            .read_to_string(&mut list)
            .unwrap();
        list.lines().count()
    };
    let all = list(&mut bench, &selection);
    selection.chapters.insert(Chapter::Problems);
    assert_eq!(
        (all > 2, list(&mut bench, &selection)),
        (true, 2),
        "the patient only"
    );
}

#[test]
fn own_readings_stand_in_the_document_unless_they_are_left_out() {
    let mut bench = Bench::ready();
    bench.weighed(None, 1, 72);
    bench.weighed(None, 2, 71);
    let mut selection = Selection::everything();
    assert_eq!(bench.document(selection.clone()).readings, Some(2));
    let part = Stretch {
        start: 0,
        most: 100,
    };
    let Answer::Taking(Said::Measured(rows)) = bench.ask(Request::Taking(Take::Measured { part }))
    else {
        panic!("own readings")
    };
    let said: Vec<_> = rows.items.iter().flat_map(|row| &row.status).collect();
    assert_eq!(said.len(), 2);
    assert!(said.iter().any(|says| says.contains("72")), "{said:?}");
    selection.readings = false;
    assert_eq!(bench.document(selection).readings, None);
}
