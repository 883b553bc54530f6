//! Labels and code words in Dutch and English: plain tables, no framework.
//!
//! `tables/zib_labels.tsv` comes from the zib 2017 value sets (package
//! nictiz.fhir.nl.stu3.zib2017 2.2.18, CC0-1.0); the other tables are our own.

mod brand;
mod explain;
mod table;
pub mod terms;

pub use brand::set_wording;
pub use explain::{explain_chapter, explain_label, is_understood};

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use table::Table;

/// Language of everything that is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Dutch.
    #[default]
    Nl,
    /// English.
    En,
}

impl Lang {
    /// The one of two texts that is in this language.
    pub fn pick<'a>(self, nl: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Nl => nl,
            Self::En => en,
        }
    }
}

macro_rules! tables {
    ($($name:ident $file:literal $keys:literal;)*) => {
        $(static $name: LazyLock<Table> =
            LazyLock::new(|| Table::read(include_str!(concat!("../tables/", $file)), $keys));)*
        /// Every table, for the tests.
        #[cfg(test)]
        const TABLES: &[(&str, &LazyLock<Table>)] = &[$(($file, &$name)),*];
    };
}

tables! {
    ZIB "zib_labels.tsv" 2;
    CODINGS "codings.tsv" 2;
    CODES "codes.tsv" 2;
    ELEMENTS "elements.tsv" 1;
    FIELDS "fields.tsv" 1;
    KINDS "kinds.tsv" 1;
    UNITS "units.tsv" 1;
    UNITS_MANY "units_many.tsv" 1;
    UNITS_ONE "units_one.tsv" 1;
    SYSTEMS "systems.tsv" 1;
    EXTENSIONS "extensions.tsv" 1;
    PHRASES "phrases.tsv" 1;
    MEDICATION "medication.tsv" 1;
    LOGBOOK "logbook.tsv" 1;
    CHAPTERS "chapters.tsv" 1;
    CHAPTERS_OFFICIAL "chapters_official.tsv" 1;
    SENSITIVE "sensitive.tsv" 1;
    SERVICES "services.tsv" 1;
    SCOPE_NOTES "scope_notes.tsv" 1;
    QUERIES "queries.tsv" 2;
    EXPLANATIONS "explanations.tsv" 1;
    CHAPTER_EXPLANATIONS "chapter_explanations.tsv" 1;
}

/// Every sentence and name of our own in a language, as the tables have it: what a
/// brand may word otherwise. Code systems are not ours to word.
pub fn sentences(lang: Lang) -> impl Iterator<Item = &'static str> {
    let tables: [&'static LazyLock<Table>; 14] = [
        &CODINGS,
        &ELEMENTS,
        &FIELDS,
        &KINDS,
        &EXTENSIONS,
        &PHRASES,
        &MEDICATION,
        &LOGBOOK,
        &CHAPTERS,
        &SENSITIVE,
        &SCOPE_NOTES,
        &QUERIES,
        &EXPLANATIONS,
        &CHAPTER_EXPLANATIONS,
    ];
    tables.into_iter().flat_map(move |table| table.texts(lang))
}

/// Label of a coding: our own plain word, else that of the zib value sets, else
/// that of the FHIR or HL7 v3 code system it comes from.
pub fn concept(system: &str, code: &str, lang: Lang) -> Option<&'static str> {
    let system = &*stu3_system(system);
    CODINGS
        .find2(system, code, lang)
        .or_else(|| ZIB.find2(system, code, lang))
        .or_else(|| CODES.find2(code_system(system)?, code, lang))
}

/// The URI that STU3 gives a HL7 v3 code system; R4 gives it another, and some
/// sources its OID.
fn stu3_system(system: &str) -> Cow<'_, str> {
    if let Some(oid) = system.strip_prefix("urn:oid:2.16.840.1.113883.5.")
        && let Some((_, name)) = V3_OIDS.iter().find(|(number, _)| *number == oid)
    {
        return Cow::Owned(format!("http://hl7.org/fhir/v3/{name}"));
    }
    match system.strip_prefix("http://terminology.hl7.org/CodeSystem/v3-") {
        Some(name) => Cow::Owned(format!("http://hl7.org/fhir/v3/{name}")),
        None => Cow::Borrowed(system),
    }
}

/// HL7 v3 code systems by the last part of their OID (2.16.840.1.113883.5.…).
const V3_OIDS: &[(&str, &str)] = &[
    ("1", "AdministrativeGender"),
    ("2", "MaritalStatus"),
    ("4", "ActCode"),
    ("14", "ActStatus"),
    ("83", "ObservationInterpretation"),
    ("90", "ParticipationType"),
    ("111", "RoleCode"),
    ("139", "TimingEvent"),
    ("1008", "NullFlavor"),
    ("1119", "AddressUse"),
];

/// The official label of a coding in the zib value sets.
pub fn official(system: &str, code: &str, lang: Lang) -> Option<&'static str> {
    ZIB.find2(&stu3_system(system), code, lang)
}

/// The element whose code words a code system holds. STU3 and R4 name the same
/// system differently: its last part tells.
fn code_system(system: &str) -> Option<&'static str> {
    let name = system.rsplit('/').next()?;
    Some(match name.strip_prefix("v3-").unwrap_or(name) {
        "condition-clinical" | "allergyintolerance-clinical" => "clinicalStatus",
        "condition-ver-status" | "allergyintolerance-verification" => "verificationStatus",
        "ObservationInterpretation" | "0078" | "v2-0078" => "interpretation",
        "immunization-recommendation-status" => "forecastStatus",
        "observation-category" => "observationCategory",
        "goal-achievement" => "achievementStatus",
        "0136" | "v2-0136" => "yesNo",
        "TimingEvent" | "event-timing" => "when",
        "ActCode" => "encounterClass",
        "Confidentiality" => "confidentiality",
        "administrative-gender" => "gender",
        "diagnostic-service-status" | "observation-status" | "request-status" => "status",
        _ => return None,
    })
}

/// A FHIR code word in the words of people: first for this element
/// (`Condition.clinicalStatus`), then for its name alone (`clinicalStatus`).
pub fn code(kind: &str, element: &str, code: &str, lang: Lang) -> Option<&'static str> {
    // Most texts are no code word at all: that is soon known.
    CODE_WORDS.get(code)?;
    CODES
        .find2(&format!("{kind}.{element}"), code, lang)
        .or_else(|| CODES.find2(element, code, lang))
}

/// Whether `text`, in small letters, only says why something is missing: `afgeschermd`.
pub fn says_absent(text: &str, lang: Lang) -> bool {
    let words = match lang {
        Lang::Nl => &ABSENT_NL,
        Lang::En => &ABSENT_EN,
    };
    words.contains(text)
}

static ABSENT_NL: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| CODES.texts_of("absent", Lang::Nl));
static ABSENT_EN: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| CODES.texts_of("absent", Lang::En));

static CODE_WORDS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| CODES.second_keys());

/// Label of a FHIR element; its own name in words where there is none.
pub fn element(name: &str, lang: Lang) -> String {
    let name = name.trim_start_matches('_');
    ELEMENTS
        .find(name, lang)
        .or_else(|| typed(name).and_then(|base| ELEMENTS.find(base, lang)))
        .map_or_else(|| spelled(name), str::to_owned)
}

/// `valueQuantity` -> `value`: an element without the type in its name.
fn typed(name: &str) -> Option<&str> {
    const TYPES: &[&str] = &[
        "DateTime",
        "Date",
        "Period",
        "Timing",
        "Quantity",
        "CodeableConcept",
        "Coding",
        "Reference",
        "String",
        "Boolean",
        "Integer",
        "Decimal",
        "Range",
        "Ratio",
        "Age",
        "Duration",
        "Identifier",
        "Attachment",
        "Time",
        "Instant",
        "Code",
        "Uri",
        "SampledData",
        "Annotation",
        "Money",
        "Address",
        "ContactPoint",
        "HumanName",
        "Markdown",
        "Url",
        "Canonical",
        "Oid",
        "Uuid",
        "Id",
        "PositiveInt",
        "UnsignedInt",
        "Base64Binary",
    ];
    TYPES
        .iter()
        .find_map(|t| name.strip_suffix(t))
        .filter(|base| !base.is_empty())
}

/// `flightNumber` -> `Flight number`.
fn spelled(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut before = ' ';
    for c in name.chars() {
        match c {
            '-' | '_' | '.' | ' ' => out.push(' '),
            c if out.is_empty() => out.extend(c.to_uppercase()),
            c if c.is_uppercase() && before.is_lowercase() => {
                out.push(' ');
                out.extend(c.to_lowercase());
            }
            c => out.push(c),
        }
        before = c;
    }
    out
}

/// Label of a curated field, by its key in `fields.tsv`.
pub fn field(key: &str, lang: Lang) -> Option<&'static str> {
    FIELDS.find(key, lang)
}

/// Whether a label key has a text of its own, as a field or as an element.
pub fn has_label(key: &str) -> bool {
    FIELDS
        .find(key, Lang::Nl)
        .or_else(|| ELEMENTS.find(key, Lang::Nl))
        .is_some()
}

/// What a resource type is called; `None` for a type without a word.
pub fn kind(resource_type: &str, lang: Lang) -> Option<&'static str> {
    KINDS.find(resource_type, lang)
}

/// A unit in words, by UCUM code or by the text that came with it.
pub fn unit(code: &str, lang: Lang) -> Option<&'static str> {
    UNITS.find(code, lang)
}

/// More than one of a unit, by the text that came with it in small letters.
pub fn units(text: &str, lang: Lang) -> Option<&'static str> {
    UNITS_MANY.find(text, lang)
}

/// One of a unit, by the text that came with it in small letters: `stuks`.
pub fn unit_of_one(text: &str, lang: Lang) -> Option<&'static str> {
    UNITS_ONE.find(text, lang)
}

/// Name of a code or identifier system.
pub fn system(uri: &str, lang: Lang) -> Option<&'static str> {
    SYSTEMS.find(uri, lang)
}

/// Label of an extension by the last part of its URL; that part in words where
/// there is none.
pub fn extension(url: &str, lang: Lang) -> String {
    let name = url.rsplit(['/', '#']).next().unwrap_or(url);
    EXTENSIONS
        .find(name, lang)
        .or_else(|| ELEMENTS.find(name, lang))
        .map_or_else(
            || spelled(name.rsplit('.').next().unwrap_or(name)),
            str::to_owned,
        )
}

/// A word of the program itself, by its key in `phrases.tsv`; the key where there
/// is none (a test keeps that from happening).
pub fn phrase(key: &'static str, lang: Lang) -> &'static str {
    let phrase = PHRASES.find(key, lang);
    debug_assert!(phrase.is_some(), "no phrase {key}");
    phrase.unwrap_or(key)
}

/// A word of the medication overview, by its key in `medication.tsv`; the key where
/// there is none (a test keeps that from happening).
pub fn medication(key: &'static str, lang: Lang) -> &'static str {
    let found = MEDICATION.find(key, lang);
    debug_assert!(found.is_some(), "no word {key}");
    found.unwrap_or(key)
}

/// A word or sentence of the person's own log, by its key in `logbook.tsv`; gaps
/// in it are `{name}`.
pub fn logbook(key: &str, lang: Lang) -> Option<&'static str> {
    LOGBOOK.find(key, lang)
}

/// Phrases that are labels of rows for machines: they stand last in the source of a
/// page, in this order.
pub const TECHNICAL: &[&str] = &[
    "as_received",
    "codes",
    "code_words",
    "reference",
    "extension",
    "profile",
    "version",
    "last_updated",
    "technical_id",
];

/// Plain name of a chapter, by its name in snake case.
pub fn chapter(key: &str, lang: Lang) -> Option<&'static str> {
    CHAPTERS.find(key, lang)
}

/// Official name of a chapter (Basisgegevensset Zorg 2017), by its name in snake case.
pub fn chapter_official(key: &str, lang: Lang) -> Option<&'static str> {
    CHAPTERS_OFFICIAL.find(key, lang)
}

/// What an entry of a sensitive kind is called while it is covered; in general words
/// for a kind without a name.
pub fn sensitive(kind: &str, lang: Lang) -> &'static str {
    let name = SENSITIVE.find(kind, lang);
    name.or_else(|| SENSITIVE.find("*", lang)).unwrap_or("")
}

/// Everyday words and other words that mean the same, or that they also find
/// (`synonyms.tsv`): one pair each.
pub fn synonyms() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = include_str!("../tables/synonyms.tsv").lines();
    let pairs = lines.filter(|line| !line.starts_with('#'));
    pairs
        .filter_map(|line| line.split_once('\t'))
        .flat_map(|(word, others)| others.split(';').map(move |other| (word, other)))
}

/// Name of a gegevensdienst by its id.
pub fn service(id: &str, lang: Lang) -> Option<&'static str> {
    SERVICES.find(id, lang)
}

/// What a gegevensdienst holds by definition, and what not.
pub fn scope_note(id: &str, lang: Lang) -> Option<&'static str> {
    SCOPE_NOTES.find(id, lang)
}

/// What a query of a gegevensdienst asks for: its own words for this service, or
/// those of every service (`*`).
pub fn query(service: &str, id: &str, lang: Lang) -> Option<&'static str> {
    QUERIES
        .find2(service, id, lang)
        .or_else(|| QUERIES.find2("*", id, lang))
}

/// Name of a month, 1 to 12.
pub fn month(number: u8, lang: Lang) -> &'static str {
    const NL: [&str; 12] = [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ];
    const EN: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let names = match lang {
        Lang::Nl => NL,
        Lang::En => EN,
    };
    names
        .get(usize::from(number).wrapping_sub(1))
        .copied()
        .unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_misses_a_language_and_no_key_occurs_twice() {
        for (file, table) in TABLES {
            assert!(!table.is_empty(), "{file}");
            assert_eq!(table.faults, Vec::<String>::new(), "{file}");
        }
    }

    #[test]
    fn unknown_elements_are_spelled_out() {
        assert_eq!(element("flightNumber", Lang::Nl), "Flight number");
        assert_eq!(
            element("valueQuantity", Lang::Nl),
            element("value", Lang::Nl)
        );
        assert_eq!(extension("http://x.example/My-thing", Lang::En), "My thing");
    }

    #[test]
    fn a_code_system_has_the_same_words_under_its_r4_name() {
        let r4 = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";
        assert_eq!(concept(r4, "MTH", Lang::Nl), Some("Moeder"));
        let status = "http://terminology.hl7.org/CodeSystem/condition-ver-status";
        assert_eq!(concept(status, "confirmed", Lang::Nl), Some("bevestigd"));
    }

    #[test]
    fn a_word_of_one_element_goes_before_the_general_one() {
        assert_eq!(
            code("Condition", "clinicalStatus", "active", Lang::Nl),
            Some("actief")
        );
        assert_eq!(code("Nothing", "nothing", "active", Lang::Nl), None);
    }
}
