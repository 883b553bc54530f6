//! Plain names and explanations of coded terms: a file in a documented form
//! (`docs/terms.md`) that a vendor can replace, read while the app runs.
//!
//! A term is found by its code (SNOMED CT, LOINC, ICPC, ICD-10, ATC, NHG table 45
//! or any other system by its URI), else by the text it is called by, else by a
//! word in that text. Nothing here replaces a medical term: it stands beside it.

use crate::Lang;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization as _;

/// The file that comes with Inzage.
pub const SHIPPED: &str = include_str!("../terms/terms.tsv");

/// Short names of code systems in a key, with the URIs they stand for.
const SYSTEMS: &[(&str, &[&str])] = &[
    (
        "sct",
        &["http://snomed.info/sct", "urn:oid:2.16.840.1.113883.6.96"],
    ),
    (
        "loinc",
        &["http://loinc.org", "urn:oid:2.16.840.1.113883.6.1"],
    ),
    (
        "icpc",
        &[
            "http://hl7.org/fhir/sid/icpc-1-nl",
            "http://hl7.org/fhir/sid/icpc-1",
            "urn:oid:2.16.840.1.113883.2.4.4.31.1",
        ],
    ),
    (
        "icd10",
        &[
            "http://hl7.org/fhir/sid/icd-10-nl",
            "http://hl7.org/fhir/sid/icd-10",
            "urn:oid:2.16.840.1.113883.6.3",
        ],
    ),
    (
        "atc",
        &[
            "http://www.whocc.no/atc",
            "http://fhir.nl/fhir/NamingSystem/atc",
            "urn:oid:2.16.840.1.113883.6.73",
        ],
    ),
    (
        "nhg45",
        &[
            "https://referentiemodel.nhg.org/tabellen/nhg-tabel-45-diagnostische-bepalingen",
            "urn:oid:2.16.840.1.113883.2.4.4.30.45",
        ],
    ),
];

/// Most words of a `word:` key.
const MOST_WORDS: usize = 4;

/// A term in both languages, Dutch first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    name: [String; 2],
    text: [String; 2],
    synonyms: [Vec<String>; 2],
}

impl Term {
    /// What people call it: `hoge bloeddruk`.
    pub fn name(&self, lang: Lang) -> &str {
        let [nl, en] = &self.name;
        lang.pick(nl, en)
    }

    /// What it is, in one or two sentences.
    pub fn text(&self, lang: Lang) -> &str {
        let [nl, en] = &self.text;
        lang.pick(nl, en)
    }

    /// Every word it can be searched by, in both languages: name and synonyms.
    pub fn search_words(&self) -> impl Iterator<Item = &str> {
        let names = self.name.iter();
        names
            .chain(self.synonyms.iter().flatten())
            .map(String::as_str)
    }
}

/// What is wrong with a line of a term file; the line is left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct LineFault {
    /// Counted from 1.
    pub line: usize,
    /// What.
    pub fault: Fault,
}

/// What can be wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Not the seven columns.
    #[error("{0} columns instead of 7 (keys, name, text, synonyms; then those in English)")]
    Columns(usize),
    /// No key.
    #[error("no key in the first column")]
    NoKey,
    /// A name or a text is missing.
    #[error("column {0} is empty: name and text are needed in both languages")]
    Empty(usize),
    /// A key that is none.
    #[error(
        "`{0}` is no key: use sct:, loinc:, icpc:, icd10:, atc:, nhg45:, label:, word: or URI|code"
    )]
    Key(String),
    /// A key that another line has.
    #[error("the key `{0}` stands on another line too")]
    Twice(String),
}

/// How a term is found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// A code: short name or URI of its system, and the code.
    Code(String, String),
    /// The whole text, folded.
    Label(String),
    /// Words in the text, folded.
    Word(String),
}

/// The terms of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    terms: Vec<Term>,
    keys: BTreeMap<Key, usize>,
}

impl Terms {
    /// Reads a term file. A line that cannot be used is left out and told; the
    /// others count.
    pub fn read(file: &str) -> (Self, Vec<LineFault>) {
        let mut terms = Self::default();
        let mut faults = Vec::new();
        let lines = file.trim_start_matches('\u{feff}').lines().enumerate();
        for (at, line) in lines.filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#')) {
            if let Err(fault) = terms.add(line) {
                faults.push(LineFault {
                    line: at + 1,
                    fault,
                });
            }
        }
        (terms, faults)
    }

    fn add(&mut self, line: &str) -> Result<(), Fault> {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let [keys, nl, nl_text, nl_also, en, en_text, en_also] = *cells.as_slice() else {
            return Err(Fault::Columns(cells.len()));
        };
        for (column, cell) in [(2, nl), (3, nl_text), (5, en), (6, en_text)] {
            if cell.is_empty() {
                return Err(Fault::Empty(column));
            }
        }
        let keys = parts(keys).map(key).collect::<Result<Vec<_>, _>>()?;
        if keys.is_empty() {
            return Err(Fault::NoKey);
        }
        for (at, key) in keys.iter().enumerate() {
            let here = keys.iter().take(at).any(|before| before == key);
            if here || self.keys.contains_key(key) {
                return Err(Fault::Twice(written(key)));
            }
        }
        let number = self.terms.len();
        self.keys.extend(keys.into_iter().map(|key| (key, number)));
        self.terms.push(Term {
            name: [nl, en].map(str::to_owned),
            text: [nl_text, en_text].map(str::to_owned),
            synonyms: [nl_also, en_also].map(|cell| parts(cell).map(str::to_owned).collect()),
        });
        Ok(())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// All of them, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter()
    }

    /// The term of something that carries `codes` (system, code) and is called
    /// `names`: by code first, then by a whole name, then by words in a name.
    pub fn find(&self, codes: &[(String, String)], names: &[String]) -> Option<&Term> {
        let by_code = codes
            .iter()
            .find_map(|(system, code)| self.of_code(system, code));
        by_code
            .or_else(|| names.iter().find_map(|name| self.of_label(name)))
            .or_else(|| names.iter().find_map(|name| self.of_words(name)))
    }

    /// The term of a code. In ICPC, ICD-10 and ATC a code falls under the shorter
    /// codes that it begins with (`T90.02` under `T90`, `C07AB02` under `C07`).
    pub fn of_code(&self, system: &str, code: &str) -> Option<&Term> {
        let short = SYSTEMS.iter().find(|(_, uris)| uris.contains(&system));
        let system = short.map_or(system, |(name, _)| name);
        wider(system, code.trim())
            .into_iter()
            .find_map(|code| self.at(&Key::Code(system.to_owned(), code.to_owned())))
    }

    /// The term that is called exactly so; capitals, accents and signs do not count.
    pub fn of_label(&self, name: &str) -> Option<&Term> {
        self.at(&Key::Label(folded(name)))
    }

    /// The term of which a word (or a few, the most first) stands in `name`.
    pub fn of_words(&self, name: &str) -> Option<&Term> {
        let name = folded(name);
        let words: Vec<&str> = name.split(' ').collect();
        (1..=MOST_WORDS).rev().find_map(|length| {
            words
                .windows(length)
                .find_map(|words| self.at(&Key::Word(words.join(" "))))
        })
    }

    fn at(&self, key: &Key) -> Option<&Term> {
        self.terms.get(*self.keys.get(key)?)
    }
}

/// `code` and the codes it falls under, the nearest first.
fn wider<'a>(system: &str, code: &'a str) -> Vec<&'a str> {
    let lengths: &[usize] = if system == "atc" { &[5, 4, 3] } else { &[] };
    let mut found = vec![code];
    found.extend(lengths.iter().filter_map(|length| code.get(..*length)));
    if matches!(system, "icpc" | "icd10") {
        found.extend(code.split_once('.').map(|(wide, _)| wide));
    }
    found
}

/// The parts of a cell that holds several.
fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

fn key(text: &str) -> Result<Key, Fault> {
    let fault = || Fault::Key(text.to_owned());
    if let Some((system, code)) = text.rsplit_once('|') {
        return Ok(Key::Code(system.trim().to_owned(), code.trim().to_owned()));
    }
    let (kind, value) = text.split_once(':').ok_or_else(fault)?;
    let (kind, value) = (kind.trim(), value.trim());
    let words = folded(value);
    match kind {
        _ if words.is_empty() => Err(fault()),
        "label" => Ok(Key::Label(words)),
        "word" if words.split(' ').count() > MOST_WORDS => Err(fault()),
        "word" => Ok(Key::Word(words)),
        system if SYSTEMS.iter().any(|(name, _)| *name == system) => {
            Ok(Key::Code(system.to_owned(), value.to_owned()))
        }
        _ => Err(fault()),
    }
}

fn written(key: &Key) -> String {
    match key {
        Key::Code(system, code) if system.contains(':') => format!("{system}|{code}"),
        Key::Code(system, code) => format!("{system}:{code}"),
        Key::Label(label) => format!("label:{label}"),
        Key::Word(word) => format!("word:{word}"),
    }
}

/// Lower case, without accents, words with one space between them and no signs:
/// texts that people would call the same become the same.
pub fn folded(text: &str) -> String {
    let plain: String = text
        .nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
#[path = "terms_tests.rs"]
mod tests;
