//! What rows and headings say, over our own examples, and over a folder of other
//! data where `INZAGE_EXAMPLES` names one: no title is empty, an id, an English code
//! word or a bare code, and no English row has a Dutch word of ours.
#![expect(
    clippy::unwrap_used,
    reason = "the helpers of these tests may fail loudly"
)]

use inzage_fhir::Resource;
use inzage_words::Lang;
use inzage_zib::{NothingKnown, RowText, entry, row};
use std::path::{Path, PathBuf};

fn own() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../zib/tests/resources")
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|e| e == "json") {
            found.push(path);
        }
    }
}

/// Every resource in `folder`, Bundles opened.
fn resources(folder: &Path) -> Vec<Resource> {
    let mut paths = Vec::new();
    files(folder, &mut paths);
    paths.sort();
    paths
        .iter()
        .flat_map(|path| inzage_fhir::open(&std::fs::read(path).unwrap()).resources)
        .map(|received| received.resource)
        .collect()
}

/// What is wrong with a text that a row or heading shows.
fn fault(text: &str, resource: &Resource, lang: Lang) -> Option<&'static str> {
    let id = resource.get("id").and_then(|id| id.as_str());
    let identifiers = resource.get("identifier").and_then(|i| i.as_array());
    let own_number = identifiers.into_iter().flatten().any(|identifier| {
        let value = identifier.get("value").and_then(|v| v.as_str());
        value == Some(text)
    });
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if text.trim().is_empty() {
        Some("empty")
    } else if id == Some(text) || own_number || text.contains(&resource.key()) {
        Some("an id")
    } else if letters == 0 {
        Some("a bare code")
    } else if looks_like_an_id(text) {
        Some("a technical number")
    } else if lang == Lang::Nl && text.split([',', '·']).any(|part| is_code_word(part.trim())) {
        Some("an English code word")
    } else if text.contains(inzage_words::phrase("unknown_code", lang)) {
        Some("a bare code")
    } else {
        None
    }
}

/// One word with digits and hyphens or dots, or with the prefix of an OID or UUID.
fn looks_like_an_id(text: &str) -> bool {
    let single = !text.contains(char::is_whitespace);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let long = single && digits > 5 && text.len() > 15;
    long || ["urn:", "http://", "https://", "2.16.840."]
        .iter()
        .any(|mark| text.contains(mark))
}

/// A code word of FHIR as it is: `in-progress`, `entered-in-error`.
fn is_code_word(text: &str) -> bool {
    let code = text.to_lowercase();
    let words = [
        "active",
        "inactive",
        "resolved",
        "completed",
        "final",
        "preliminary",
        "unknown",
        "booked",
        "proposed",
        "draft",
        "stopped",
        "confirmed",
        "refuted",
        "current",
        "finished",
        "normal",
        "high",
        "low",
    ];
    words.contains(&code.as_str())
        || (code.contains('-') && words.iter().any(|w| code.starts_with(w)))
        || ["entered-in-error", "in-progress", "on-hold", "not-done"].contains(&code.as_str())
}

/// Dutch words of our own statuses: none of them may stand in an English row.
const DUTCH: &[&str] = &[
    "actief",
    "afgerond",
    "gestopt",
    "foutief",
    "onbekend",
    "niet gegeven",
    "volgens de bron",
    "normaal",
    "tot en met",
    "verstrekt",
    "overleden",
    "zo nodig",
    "toegestaan",
    "bevestigd",
    "weerlegd",
    "voorlopig",
    "niet uitgevoerd",
    "wordt niet gebruikt",
];

/// Whether a status holds a Dutch word that is no word of the source itself.
fn dutch(row: &RowText, resource: &Resource) -> Option<&'static str> {
    let own = resource.value().to_string().to_lowercase();
    let status = row.status.to_lowercase();
    DUTCH
        .iter()
        .find(|word| status.contains(**word) && !own.contains(**word))
        .copied()
}

fn faults(resources: &[Resource]) -> Vec<String> {
    let mut found = Vec::new();
    for resource in resources {
        for lang in [Lang::Nl, Lang::En] {
            let row = row(resource, &NothingKnown, lang);
            let (page, _) = entry(resource, &NothingKnown, lang);
            let mut note = |what: &str, text: &str| {
                found.push(format!("{} ({lang:?}): {what}: {text}", resource.key()));
            };
            for title in [&row.title, &page.title] {
                if let Some(what) = fault(title, resource, lang) {
                    note(what, title);
                }
            }
            if !row.status.is_empty()
                && let Some(what) = fault(&row.status, resource, lang)
            {
                note(what, &row.status);
            }
            if let Some(word) = dutch(&row, resource).filter(|_| lang == Lang::En) {
                note("a Dutch word", word);
            }
        }
    }
    found
}

#[test]
fn no_row_or_title_is_an_id_a_code_or_empty() {
    let mut all = resources(&own());
    assert!(all.len() > 50);
    if let Some(folder) = std::env::var_os("INZAGE_EXAMPLES") {
        all.extend(resources(Path::new(&folder)));
    }
    let found = faults(&all);
    assert!(
        found.is_empty(),
        "{} of {}:\n{}",
        found.len(),
        all.len(),
        found.join("\n")
    );
}

#[test]
fn the_test_itself_sees_what_it_should() {
    let resource = |value: &str| Resource::parse(value.as_bytes()).unwrap();
    let one = resource(r#"{"resourceType":"Flag","id":"abc","identifier":[{"value":"12 x"}]}"#);
    for (text, wrong) in [
        ("", true),
        ("abc", true),
        ("12 x", true),
        ("85354-9", true),
        ("urn:uuid:5", true),
        ("2.16.840.1.113883", true),
        ("Final", true),
        ("entered-in-error", true),
        ("Actief, confirmed", true),
        ("Onbekende code 12", false),
        ("onbekende code 12", true),
        ("Bloeddruk 138/86 mmHg", false),
        ("Krukken", false),
    ] {
        assert_eq!(fault(text, &one, Lang::Nl).is_some(), wrong, "{text}");
    }
    let row = RowText {
        status: "Gestopt".into(),
        ..RowText::default()
    };
    assert_eq!(dutch(&row, &one), Some("gestopt"));
}
