//! What the page of each building block shows, in both languages.

use inzage_fhir::Resource;
use inzage_zib::view::{Entry, Field, Lang};
use inzage_zib::{NothingKnown, block_place, coverage, entry};
use std::collections::BTreeSet;
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

/// Every example: its name, and the resource.
#[cfg(test)]
fn examples() -> Vec<(String, Resource)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/resources");
    let files = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = files.map(|e| e.unwrap().path()).collect();
    files.sort();
    let read = |file: std::path::PathBuf| {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let resource = Resource::parse(&std::fs::read(&file).unwrap()).unwrap();
        (name, resource)
    };
    files.into_iter().map(read).collect()
}

#[test]
fn every_building_block_reads_as_agreed() {
    for (name, resource) in examples() {
        for (lang, suffix) in [(Lang::Nl, "nl"), (Lang::En, "en")] {
            let (entry, findings) = entry(&resource, &NothingKnown, lang);
            insta::assert_snapshot!(format!("{name}_{suffix}"), page(&entry, &findings));
        }
    }
}

/// What has a page of its own has an example, and with it a snapshot in both
/// languages (`docs/reviewing.md`).
#[test]
fn no_building_block_is_without_a_snapshot() {
    let seen: BTreeSet<usize> = examples()
        .iter()
        .filter_map(|(_, resource)| block_place(resource))
        .collect();
    let without: Vec<_> = coverage()
        .into_iter()
        .enumerate()
        .filter(|(place, _)| !seen.contains(place))
        .map(|(_, block)| (block.resources, block.profiles))
        .collect();
    assert!(without.is_empty(), "no example of: {without:#?}");
}
