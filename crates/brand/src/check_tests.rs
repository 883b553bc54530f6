//! The table of pairs is that of the style sheets, and what fails is named.

use super::*;
use crate::tokens::{reference, without_comments};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[test]
fn the_default_passes() {
    let failing: Vec<String> = check(&Tokens::defaults())
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(failing, Vec::<String>::new());
}

#[test]
fn what_fails_is_named_with_a_colour_that_passes() {
    let mut tokens = Tokens::defaults();
    tokens.set(Scheme::Light, "text-soft", "#9a9a9a");
    let failing = check(&tokens);
    let fore: BTreeSet<&str> = failing
        .iter()
        .filter_map(|failing| match failing {
            Failing::Contrast { pair, .. } => Some(pair.fore),
            Failing::Size { .. } => None,
        })
        .collect();
    // The initial of a source without a colour of its own stands on it too.
    assert_eq!(fore, BTreeSet::from(["on-mark", "text-soft"]));
    let Some(Failing::Contrast {
        nearest: Some(nearest),
        ..
    }) = failing.first()
    else {
        panic!("{failing:?}");
    };
    tokens.set(Scheme::Light, "text-soft", &nearest.to_string());
    assert_eq!(check(&tokens), []);
    assert!(
        failing[0]
            .to_string()
            .starts_with("theme.light.text-soft: #9a9a9a on ground")
    );
}

#[test]
fn small_letters_and_targets_fail() {
    let mut tokens = Tokens::defaults();
    tokens.set(Scheme::Light, "size-body", "0.9rem");
    tokens.set(Scheme::Light, "target", "2rem");
    let failing: Vec<String> = check(&tokens).iter().map(ToString::to_string).collect();
    assert_eq!(
        failing,
        [
            "theme.sizes.size-body: 16.2 px, needs 18 px; nearest that passes: 1rem",
            "theme.sizes.target: 36.0 px, needs 44 px; nearest that passes: 2.445rem",
        ]
    );
}

/// Letters and what they stand on, of each rule of a sheet that names both.
fn named_together(sheet: &str) -> Vec<[String; 2]> {
    let text = without_comments(sheet);
    let rules = text.split('}').filter_map(|rule| rule.rsplit('{').next());
    let named = |rule: &str, wanted: &str| {
        rule.split(';').find_map(|declaration| {
            let (property, value) = declaration.split_once(':')?;
            (property.trim() == wanted).then(|| reference(value.trim()).map(str::to_owned))?
        })
    };
    rules
        .filter_map(|rule| {
            let back = named(rule, "background").or_else(|| named(rule, "background-color"))?;
            Some([named(rule, "color")?, back])
        })
        .collect()
}

#[test]
fn every_pair_that_a_style_sheet_names_is_in_the_table() {
    let tokens = Tokens::defaults();
    let table = pairs();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../style");
    let mut seen = 0;
    for file in fs::read_dir(folder).unwrap() {
        let file = file.unwrap().path();
        if file.extension().is_none_or(|kind| kind != "css") {
            continue;
        }
        let sheet = fs::read_to_string(&file).unwrap();
        for [fore, back] in named_together(&sheet) {
            let name = |token: &str| {
                let mut name = token.to_owned();
                while let Some(other) = tokens.value(Scheme::Light, &name).and_then(reference) {
                    if other.starts_with("brand-") {
                        break;
                    }
                    name = other.to_owned();
                }
                name
            };
            let (fore, back) = (name(&fore), name(&back));
            let known = table
                .iter()
                .any(|pair| pair.fore == fore && pair.back == back);
            assert!(
                known,
                "{}: {fore} on {back} is not in pairs.tsv",
                file.display()
            );
            seen += 1;
        }
    }
    assert!(seen > 10, "the sheets are read");
}

#[test]
fn every_colour_with_a_meaning_is_in_the_table() {
    let table = pairs();
    let tokens = Tokens::defaults();
    // Said by a line and a word beside it, and so never alone.
    let beside = ["accent", "line"];
    for name in tokens.of_meaning().filter(|name| !beside.contains(name)) {
        let named = |pair: &Pair| pair.fore == name || pair.back == name;
        assert!(table.iter().any(named), "{name} is in no pair");
    }
}
