//! Without the module *beoordeling* no screen, print or export holds a word that
//! judges a value: over every text there is to show. What is left is listed here,
//! each with the reason why it is no judgement of ours.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Words, and words in a row, that judge a value.
const JUDGING: &[&str] = &[
    // Dutch
    "hoog",
    "hoge",
    "hoger",
    "laag",
    "lage",
    "lager",
    "normaal",
    "normale",
    "abnormaal",
    "abnormale",
    "afwijkend",
    "afwijkende",
    "verhoogd",
    "verhoogde",
    "verlaagd",
    "verlaagde",
    "goed ingesteld",
    "slecht ingesteld",
    "boven de grens",
    "onder de grens",
    "binnen de grens",
    "buiten de grens",
    "grenswaarde",
    "streefwaarde",
    "gevaarlijk",
    "zorgelijk",
    "hypertensie",
    // English
    "high",
    "higher",
    "low",
    "lower",
    "normal",
    "abnormal",
    "elevated",
    "raised",
    "above the limit",
    "below the limit",
    "within the limit",
    "out of range",
    "dangerous",
    "worrying",
    "hypertension",
];

/// Tables that say what a source's own codes and terms mean, and nothing of a number.
const SOURCES_OWN: &[(&str, &str)] = &[
    (
        "zib_labels.tsv",
        "names of codes of the zibs: shown where a source sent that code",
    ),
    (
        "terms.tsv",
        "plain names and explanations of terms: shown where a source sent that term",
    ),
    (
        "codings.tsv",
        "names of codes: shown where a source sent that code",
    ),
    ("synonyms.tsv", "words to search by: never shown"),
    (
        "everyday.txt",
        "words that need no explanation: never shown",
    ),
    ("sensitive.tsv", "names of kinds of results: of no value"),
];

/// What a text says when a source speaks, and it tells so.
const SAYS_SO: &[&str] = &[
    "volgens de bron",
    "van de bron",
    "according to the source",
    "of the source",
];

/// Single texts, or a part of them, and why it is no judgement.
const ALLOWED: &[(&str, &str)] = &[
    (
        "onderdruk is altijd lager dan de bovendruk",
        "two numbers that were swapped",
    ),
    (
        "lower pressure is always below",
        "two numbers that were swapped",
    ),
    ("Lower pressure", "diastolic: the name of the number"),
    ("Zet lager", "the place in a list"),
    ("Zet hoger", "the place in a list"),
    (
        "treefwaarde",
        "the person's own target, agreed with her care team",
    ),
    (
        "interpretation\t",
        "what a source flagged; the screen says that the source does",
    ),
    ("criticality\t", "how serious a source calls an allergy"),
    (
        "confidentiality\t",
        "who may see a document, as the source says",
    ),
    ("referenceRange\t", "the range that a source sent"),
    (
        "low\tLaagste",
        "the lower end of a range that a source sent",
    ),
    (
        "high\tHoogste",
        "the upper end of a range that a source sent",
    ),
    ("the lower of the two numbers", "what diastolic is"),
    ("the higher of the two numbers", "what systolic is"),
    (
        "lower pressure was read",
        "diastolic: the name of the number",
    ),
    (
        "boven of onder de normale waarden",
        "explains what a source may have written",
    ),
    ("normal\tnormaal", "before the range that a source sent"),
    (
        "volgens de bron buiten het normale gebied",
        "the source's own range",
    ),
    ("Normaal volgens", "before the name of the source"),
    ("Normal according to", "before the name of the source"),
    (
        "Het normale gebied verschilt tussen",
        "ranges that sources sent",
    ),
    (
        "The normal range differs between",
        "ranges that sources sent",
    ),
];

/// Whole texts that are allowed, and why.
const WHOLE: &[(&str, &str)] = &[
    ("low", "a member of FHIR, or a key"),
    ("high", "a member of FHIR, or a key"),
    ("normal", "a key"),
    (
        "Normaal",
        "the size of letters; the head of the column with the source's range",
    ),
    (
        "Normal",
        "the size of letters; the head of the column with the source's range",
    ),
    ("normaal", "before the range that a source sent"),
    ("hoger dan", "than the value before it"),
    ("lager dan", "than the value before it"),
    ("higher than", "than the value before it"),
    ("lower than", "than the value before it"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The judging words of a text.
fn judging(text: &str) -> Vec<&'static str> {
    let lower = without_places(text).to_lowercase();
    let letters = |c: char| c.is_alphanumeric();
    let words: Vec<&str> = lower
        .split(|c| !letters(c))
        .filter(|w| !w.is_empty())
        .collect();
    let row = format!(" {} ", words.join(" "));
    let found = JUDGING
        .iter()
        .filter(|word| row.contains(&format!(" {word} ")));
    found.copied().collect()
}

/// A text without its `{places}`: their names are never shown.
fn without_places(text: &str) -> String {
    let mut parts = text.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let rest = part.split_once('}').map_or("", |(_, rest)| rest);
        format!("{text} {rest}")
    })
}

/// Texts that judge, without those that are allowed.
fn faults(texts: impl IntoIterator<Item = (String, String)>) -> Vec<String> {
    let mut faults = Vec::new();
    for (place, text) in texts {
        let found = judging(&text);
        let allowed = ALLOWED.iter().any(|(part, _)| text.contains(part))
            || WHOLE.iter().any(|(whole, _)| text == *whole)
            || SAYS_SO.iter().any(|source| text.contains(source));
        if !found.is_empty() && !allowed {
            faults.push(format!("{place}: {found:?} in {text:?}"));
        }
    }
    faults
}

fn strings(place: &str, value: &serde_json::Value, found: &mut Vec<(String, String)>) {
    match value {
        serde_json::Value::String(text) => found.push((place.to_owned(), text.clone())),
        serde_json::Value::Object(members) => {
            for (key, value) in members {
                strings(&format!("{place}.{key}"), value, found);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// The string literals of Rust source, without comments and without tests.
fn literals(source: &str) -> Vec<String> {
    let source = source
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    let mut found = Vec::new();
    for line in source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
    {
        let mut rest = line;
        while let Some((_, after)) = rest.split_once('"') {
            let Some(end) = closing(after) else { break };
            let (literal, tail) = after.split_at(end);
            found.push(literal.to_owned());
            rest = tail.get(1..).unwrap_or_default();
        }
    }
    found
}

fn closing(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, c)| {
        let end = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        end.then_some(at)
    })
}

#[test]
fn no_text_of_a_screen_judges() {
    let mut texts = Vec::new();
    for lang in ["nl", "en"] {
        let file = root().join(format!("locales/{lang}.json"));
        strings(
            lang,
            &serde_json::from_str(&read(&file)).unwrap(),
            &mut texts,
        );
    }
    assert!(texts.len() > 1000);
    let faults = faults(texts);
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn no_table_of_words_judges() {
    let mut all = Vec::new();
    files(&root().join("crates/words/tables"), &mut all);
    files(&root().join("crates/words/terms"), &mut all);
    let mut texts = Vec::new();
    let mut whole = BTreeSet::new();
    for file in all {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        if SOURCES_OWN.iter().any(|(table, _)| *table == name) {
            whole.insert(name);
            continue;
        }
        for line in read(&file).lines().filter(|line| !line.starts_with('#')) {
            texts.push((name.clone(), line.to_owned()));
        }
    }
    assert_eq!(whole.len(), SOURCES_OWN.len(), "a table that is gone");
    let faults = faults(texts);
    assert!(faults.is_empty(), "{faults:#?}");
}

/// What charts, files and prints are made of: no other text can get into them.
#[test]
fn no_text_in_the_program_judges() {
    let mut all = Vec::new();
    for folder in [
        "src",
        "crates/chart/src",
        "crates/measure/src",
        "crates/dossier/src",
        "crates/zib/src",
        "crates/own/src",
    ] {
        files(&root().join(folder), &mut all);
    }
    let mut texts = Vec::new();
    for file in all {
        let name = file.to_string_lossy().replace('\\', "/");
        let rust = Path::new(&name).extension().is_some_and(|end| end == "rs");
        let test = name.contains("/tests") || name.ends_with("tests.rs");
        // The module's own engine part has keys only; its words are in its file.
        if rust && !test {
            let literals = literals(&read(&file)).into_iter();
            texts.extend(literals.map(|literal| (name.clone(), literal)));
        }
    }
    assert!(texts.len() > 1000);
    let faults = faults(texts);
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_exception_is_still_needed() {
    let mut all = Vec::new();
    for folder in [
        "locales",
        "src",
        "crates/words/tables",
        "crates/chart/src",
        "crates/measure/src",
        "crates/dossier/src",
        "crates/zib/src",
    ] {
        files(&root().join(folder), &mut all);
    }
    let texts: Vec<String> = all
        .iter()
        .filter_map(|file| std::fs::read_to_string(file).ok())
        .collect();
    for (part, why) in ALLOWED.iter().chain(WHOLE) {
        assert!(!why.is_empty());
        assert!(
            texts.iter().any(|text| text.contains(part)),
            "nothing says {part:?}"
        );
    }
}

#[test]
fn the_words_of_the_module_are_found() {
    let mut found = 0;
    for line in inzage_judge::WORDS.lines() {
        found += usize::from(!judging(line).is_empty());
    }
    assert!(found >= 5, "a test that cannot fail");
    assert!(judging("In deze periode gemiddeld 138. Laagste 120, hoogste 150.").is_empty());
    assert_eq!(judging("Uw bloeddruk is te hoog."), ["hoog"]);
}
