//! What the page of each building block shows, in both languages.

use inzage_fhir::Resource;
use inzage_zib::view::{Entry, Field, Lang};
use inzage_zib::{NothingKnown, entry};
use std::fmt::Write;

fn page(entry: &Entry, findings: &[String]) -> String {
    let mut text = format!(
        "{} [{:?}]\ndate: {}\nstatus: {}\n",
        entry.title, entry.chapter, entry.date, entry.status
    );
    let parts = [
        ("fields", &entry.fields),
        ("source", &entry.source),
        ("other", &entry.other),
    ];
    for (name, rows) in parts {
        let _ = writeln!(text, "-- {name}");
        for Field { label, value } in rows {
            let _ = writeln!(text, "{label}: {value}");
        }
    }
    for finding in findings {
        let _ = writeln!(text, "! {finding}");
    }
    text
}

#[test]
fn every_building_block_reads_as_agreed() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/resources");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.sort();
    assert!(files.len() > 50);
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let resource = Resource::parse(&std::fs::read(&file).unwrap()).unwrap();
        for (lang, suffix) in [(Lang::Nl, "nl"), (Lang::En, "en")] {
            let (entry, findings) = entry(&resource, &NothingKnown, lang);
            insta::assert_snapshot!(format!("{name}_{suffix}"), page(&entry, &findings));
        }
    }
}
