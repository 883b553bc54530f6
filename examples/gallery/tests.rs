//! Nothing of `src/components` is missing from the gallery.

use std::fs;
use std::path::Path;

/// Public components that are not shown as they are, and why.
const NOT_SHOWN: [(&str, &str); 8] = [
    (
        "AskedAbout",
        "AskedLine and AskWay, of which the first is asked",
    ),
    ("AskedLines", "asks the engine; AskedLine is shown"),
    (
        "Charted",
        "asks the engine; Periods, ChartBody and Files are shown",
    ),
    (
        "Chooser",
        "asks the engine; ChooserParts and Going are shown",
    ),
    (
        "FilteredRows",
        "asks the engine; FilterBar and Rows are shown",
    ),
    (
        "MeasuredResults",
        "asks the engine; MeasuredResult is shown",
    ),
    (
        "SignIn",
        "asks the engine for passkeys; NoPasskeysHere, FirstPasskey and WithPasskey are shown",
    ),
    (
        "SignedIn",
        "asks the gateway; IsIn and the parts of SignIn are shown",
    ),
];

/// Files without a component of their own that can be seen.
const NOT_SEEN: [(&str, &str); 3] = [
    ("filtered", "asks the engine; its parts are of other files"),
    ("live", "how a part is drawn again, not what it looks like"),
    ("mod", "the list of the others"),
];

fn sources(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = Vec::new();
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|kind| kind == "rs") {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            found.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
    assert!(found.len() > 10, "the sources are elsewhere");
    found
}

fn gallery() -> String {
    let shown = sources("examples/gallery").into_iter();
    let shown = shown.filter(|(name, _)| name != "tests");
    shown.map(|(_, source)| source).collect()
}

/// The public components of a file.
fn components(source: &str) -> Vec<String> {
    let after = |part: &str| {
        let rest = part.split_once("pub fn ")?.1;
        let attributes = part.split_once("pub fn ")?.0.trim();
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
        attributes.is_empty().then_some(name)
    };
    source
        .split("#[component]")
        .skip(1)
        .filter_map(after)
        .collect()
}

#[test]
fn every_public_component_is_shown() {
    let gallery = gallery();
    let mut all = Vec::new();
    for (file, source) in sources("src/components") {
        for component in components(&source) {
            let shown = gallery.contains(&format!("<{component} "))
                || gallery.contains(&format!("<{component}\n"));
            let excused = NOT_SHOWN.iter().any(|(name, _)| *name == component);
            assert!(
                shown != excused,
                "{component} of src/components/{file}.rs: shown {shown}, listed as not shown {excused}"
            );
            all.push(component);
        }
    }
    assert!(all.len() > 30, "components are declared otherwise: {all:?}");
    for (name, _) in NOT_SHOWN {
        assert!(
            all.iter().any(|component| component == name),
            "there is no {name} any more"
        );
    }
}

#[test]
fn every_file_of_components_is_used() {
    let gallery = gallery();
    for (file, _) in sources("src/components") {
        let used = gallery.contains(&format!("inzage::components::{file}::"));
        let excused = NOT_SEEN.iter().any(|(name, _)| *name == file);
        assert!(
            used != excused,
            "src/components/{file}.rs: used {used}, excused {excused}"
        );
    }
}

#[test]
fn every_icon_is_shown() {
    let source = sources("src/components").into_iter();
    let (_, icons) = source.into_iter().find(|(name, _)| name == "icon").unwrap();
    let declared = icons.split("pub enum Icon {").nth(1).unwrap();
    let declared = declared.split("\n}").next().unwrap();
    let names = declared.lines().map(str::trim);
    let names: Vec<&str> = names.filter_map(|line| line.strip_suffix(',')).collect();
    let shown: Vec<String> = super::icons::ALL
        .iter()
        .map(|icon| format!("{icon:?}"))
        .collect();
    assert_eq!(shown, names);
}
