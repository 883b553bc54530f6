//! `docs/REQUIREMENTS.md`: every requirement has a row, every file and test that it
//! names is there.
#![expect(
    clippy::unwrap_used,
    reason = "the helpers of these tests may fail loudly"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Cells of every row of the tables.
fn rows() -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(root().join("docs/REQUIREMENTS.md")).unwrap();
    text.lines()
        .filter(|line| {
            ["| FO-", "| DI-", "| PGO-", "| MM-"]
                .iter()
                .any(|id| line.starts_with(id))
        })
        .map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect())
        .collect()
}

/// What stands between backticks.
fn named(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

fn cell(row: &[String], at: usize) -> &str {
    row.get(at).map_or("", String::as_str)
}

/// Every line of Rust in the project that begins a function.
fn functions(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        let skipped = ["target", "node_modules", "dist"];
        if path.is_dir() {
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or("");
            if !skipped.contains(&name) {
                functions(&path, found);
            }
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let names = text.lines().filter_map(|line| {
                let line = line.trim_start();
                let line = line.strip_prefix("async ").unwrap_or(line);
                let name = line.strip_prefix("fn ")?.split('(').next()?;
                Some(name.to_owned())
            });
            found.extend(names);
        }
    }
}

/// Every id there is.
fn ids() -> BTreeSet<String> {
    let mut all: BTreeSet<String> = [
        "FO-1.3",
        "FO-1.6.1",
        "FO-1.6.4",
        "FO-1.6.5",
        "FO-1.6.6",
        "FO-2.1.1",
        "FO-2.1.2.1",
        "FO-2.1.2.2",
        "FO-2.1.2.3",
        "FO-3.1",
        "FO-3.2.1",
        "FO-3.2.2",
        "FO-3.2.3",
        "FO-3.2.4",
        "FO-3.2.5",
        "FO-3.2.6",
        "FO-3.2.7",
        "FO-3.2.8",
        "FO-3.2.9",
        "FO-3.2.9.1",
        "FO-3.2.9.2",
        "FO-3.2.9.3",
        "FO-3.2.9.4",
        "FO-3.2.9.6",
        "DI-IF02",
        "DI-1",
        "DI-2",
        "DI-3",
        "PGO-1",
        "PGO-2",
        "PGO-3",
        "PGO-4",
        "PGO-5",
        "PGO-6",
        "PGO-7",
        "PGO-8",
        "PGO-9",
        "MM-A.9.4.1",
    ]
    .map(str::to_owned)
    .into();
    all.extend((1..=26).map(|block| format!("DI-BGZ{block:02}")));
    all
}

#[test]
fn every_requirement_has_one_row_that_says_where_it_is_met_or_why_not() {
    let rows = rows();
    let found: BTreeSet<String> = rows.iter().map(|row| cell(row, 1).to_owned()).collect();
    assert_eq!(found, ids());
    assert_eq!(found.len(), rows.len(), "an id stands twice");
    for row in &rows {
        let reason = row.iter().any(|cell| cell.contains("n.v.t. – "));
        let files = named(cell(row, 3))
            .into_iter()
            .any(|name| name.contains('/'));
        assert!(files || reason, "{}: nowhere", cell(row, 1));
        assert!(
            !named(cell(row, 4)).is_empty() || reason,
            "{}: untested",
            cell(row, 1)
        );
    }
}

#[test]
fn every_file_and_test_that_is_named_is_there() {
    let mut known = BTreeSet::new();
    for folder in ["crates", "src", "xtask"] {
        functions(&root().join(folder), &mut known);
    }
    for row in rows() {
        let files = named(cell(&row, 3))
            .into_iter()
            .filter(|name| name.contains('/'));
        for file in files {
            assert!(root().join(file).exists(), "{}: no {file}", cell(&row, 1));
        }
        for test in named(cell(&row, 4)) {
            assert!(known.contains(test), "{}: no test {test}", cell(&row, 1));
        }
    }
}
