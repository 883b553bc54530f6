//! Kinds of results that a person may want to see together with her doctor.
//!
//! Which those are is data: `sensitive.tsv`, with its sources. An entry of such
//! a kind is covered (title, value, excerpt) until she opens it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use inzage_fhir::{Resource, Value};

use crate::search::text::words_of;

/// The table, read once.
pub(crate) static TABLE: LazyLock<Table> =
    LazyLock::new(|| Table::read(include_str!("sensitive.tsv")));

/// Resource types that hold results or findings: only those open covered. What
/// she was given or had done (medicines, procedures) she knows of.
const RESULTS: &[&str] = &[
    "Observation",
    "DiagnosticReport",
    "DocumentReference",
    "DocumentManifest",
    "Composition",
    "Condition",
    "EpisodeOfCare",
    "Media",
];

/// Members that say what a result is, not what was found.
const NAMES: &[&str] = &[
    "code",
    "category",
    "type",
    "class",
    "description",
    "title",
    "content",
    "extension",
    "diagnosis",
    "practiceSetting",
    "facilityType",
    "context",
];

/// A kind of `sensitive.tsv`, by its name there.
pub type Kind = &'static str;

/// Of which sensitive kind `resource` is; `None` for what opens as it is.
pub fn kind(resource: &Resource) -> Option<Kind> {
    if !RESULTS.contains(&resource.kind()) {
        return None;
    }
    named(resource.value()).or_else(|| match resource.get("contained") {
        Some(Value::Array(contained)) => contained.iter().find_map(named),
        _ => None,
    })
}

/// The kind that the names of a resource, itself or contained, tell.
fn named(resource: &Value) -> Option<Kind> {
    let members = resource.as_object().into_iter().flatten();
    members
        .filter(|(name, _)| NAMES.contains(&name.as_str()))
        .find_map(|(_, value)| TABLE.of(value))
}

/// Words and codes to kinds.
#[derive(Default)]
pub(crate) struct Table {
    /// First word (without `*`) to the rules that begin with it.
    words: BTreeMap<&'static str, Vec<WordRule>>,
    codes: Vec<(&'static str, &'static str, bool, Kind)>,
}

struct WordRule {
    /// Words in a row.
    words: Vec<&'static str>,
    /// Whether the last may end in any way.
    open: bool,
    kind: Kind,
}

impl Table {
    /// Reads a table in the form of `sensitive.tsv`.
    pub(crate) fn read(text: &'static str) -> Self {
        let mut table = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(kind), Some(by), Some(what)) = (cells.next(), cells.next(), cells.next())
            else {
                continue;
            };
            let open = what.ends_with('*');
            let what = what.trim_end_matches('*');
            if by == "code" {
                let (system, code) = what.split_once('|').unwrap_or(("", what));
                table.codes.push((system, code, open, kind));
            } else {
                table.add_words(what.split(' ').collect(), open, kind);
            }
        }
        table
    }

    fn add_words(&mut self, words: Vec<&'static str>, open: bool, kind: Kind) {
        if let Some(first) = words.first() {
            let rules = self.words.entry(first).or_default();
            rules.push(WordRule { words, open, kind });
        }
    }

    /// The kind of the first code or word within `value` that has one.
    fn of(&self, value: &Value) -> Option<Kind> {
        match value {
            Value::Array(items) => items.iter().find_map(|item| self.of(item)),
            Value::Object(members) => {
                let text = |name: &str| members.get(name).and_then(Value::as_str);
                text("code")
                    .and_then(|code| self.of_code(text("system").unwrap_or_default(), code))
                    .or_else(|| members.values().find_map(|item| self.of(item)))
            }
            Value::String(text) if !text.contains("://") && text.len() < 500 => self.of_text(text),
            _ => None,
        }
    }

    /// Every kind that something within `value` has, however long the text; what is
    /// no text (the bytes of a document) is passed over.
    pub(crate) fn all_of(&self, value: &Value, found: &mut BTreeSet<Kind>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.all_of(item, found)),
            Value::Object(members) => {
                let text = |name: &str| members.get(name).and_then(Value::as_str);
                let system = text("system").unwrap_or_default();
                found.extend(text("code").and_then(|code| self.of_code(system, code)));
                let told = members.iter().filter(|(name, _)| *name != "data");
                told.for_each(|(_, item)| self.all_of(item, found));
            }
            Value::String(text) => {
                let words: Vec<String> = words_of(text).collect();
                let starts = (0..words.len()).filter_map(|at| words.get(at..));
                found.extend(starts.filter_map(|words| self.at(words)));
            }
            _ => {}
        }
    }

    fn of_code(&self, system: &str, code: &str) -> Option<Kind> {
        let fits = |(known, start, open, kind): &(&str, &str, bool, Kind)| {
            let same = code == *start || (*open && code.starts_with(start));
            (same && system == *known).then_some(*kind)
        };
        self.codes.iter().find_map(fits)
    }

    fn of_text(&self, text: &str) -> Option<Kind> {
        let words: Vec<String> = words_of(text).collect();
        (0..words.len()).find_map(|at| self.at(words.get(at..).unwrap_or_default()))
    }

    /// The kind of a rule that fits where `words` begin.
    fn at(&self, words: &[String]) -> Option<Kind> {
        let first = words.first()?.as_str();
        // Every start of the word that is the first word of a rule.
        let starts = (1..=first.len()).filter_map(|end| first.get(..end));
        let rules = starts.filter_map(|start| self.words.get(start)).flatten();
        rules
            .filter(|rule| rule.fits(words))
            .map(|rule| rule.kind)
            .next()
    }
}

impl WordRule {
    fn fits(&self, words: &[String]) -> bool {
        let last = self.words.len().saturating_sub(1);
        words.len() > last
            && self
                .words
                .iter()
                .zip(words)
                .enumerate()
                .all(|(at, (rule, word))| {
                    word == rule || (at == last && self.open && word.starts_with(rule))
                })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(json: &str) -> Option<Kind> {
        kind(&Resource::parse(json.as_bytes()).expect("a resource"))
    }

    fn named(kind: &str, name: &str) -> Option<Kind> {
        of(&format!(
            r#"{{"resourceType":"{kind}","code":{{"text":"{name}"}}}}"#
        ))
    }

    #[test]
    fn a_code_tells_without_a_word() {
        let coded = |system: &str, code: &str| {
            of(&format!(
                r#"{{"resourceType":"Observation","code":{{"coding":[{{"system":"{system}","code":"{code}"}}]}}}}"#
            ))
        };
        assert_eq!(coded("http://loinc.org", "56888-1"), Some("sti"));
        assert_eq!(
            coded("http://hl7.org/fhir/sid/icpc-1-nl", "P76.01"),
            Some("mind")
        );
        assert_eq!(coded("http://loinc.org", "718-7"), None);
        assert_eq!(coded("http://example.org", "P76"), None);
    }

    #[test]
    fn words_tell_with_accents_capitals_and_endings() {
        assert_eq!(named("Observation", "HIV-1 antistoffen"), Some("sti"));
        assert_eq!(named("Observation", "CA 15-3"), Some("cancer"));
        assert_eq!(
            named("DiagnosticReport", "Cytologisch onderzoek cervix"),
            Some("tissue")
        );
        assert_eq!(named("Condition", "Suïcidale gedachten"), Some("mind"));
        assert_eq!(named("Observation", "Kalium"), None);
        assert_eq!(
            named("Observation", "Psalm"),
            None,
            "no rule ends in `psa*`"
        );
    }

    #[test]
    fn medicines_and_what_was_found_do_not_count() {
        assert_eq!(named("MedicationRequest", "HIV-remmer"), None);
        assert_eq!(named("Procedure", "Biopsie"), None);
        let found =
            r#"{"resourceType":"Observation","code":{"text":"Kalium"},"comment":"geen tumor"}"#;
        assert_eq!(of(found), None);
    }

    #[test]
    fn every_line_of_the_table_is_read() {
        let lines = include_str!("sensitive.tsv").lines();
        let wanted = lines
            .filter(|l| !l.starts_with('#') && !l.is_empty())
            .count();
        let words: usize = TABLE.words.values().map(Vec::len).sum();
        assert_eq!(words + TABLE.codes.len(), wanted);
        for rule in TABLE.words.values().flatten() {
            let written = rule.words.join(" ");
            let folded: Vec<String> = words_of(&written).collect();
            assert_eq!(folded.join(" "), written, "as words are folded");
        }
    }
}
