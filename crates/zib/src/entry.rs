//! A resource to its page, its row, its chapter.

use crate::Known;
use crate::blocks::{self, Block};
use crate::reader::{Node, Reader, children};
use crate::show::as_code;
use crate::technical::{Rows, Technical};
use crate::view::{Chapter, Entry, Lang};
use inzage_fhir::{Resource, Value};
use inzage_words::phrase;

/// What a row says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowText {
    /// What it is; never an id, never empty.
    pub title: String,
    /// When, for people; empty when not known.
    pub date: String,
    /// Status or value that matters, in words; empty when there is none.
    pub status: String,
}

/// The page of `resource`, and what was odd while reading it, in words.
pub fn entry(resource: &Resource, known: &dyn Known, lang: Lang) -> (Entry, Vec<String>) {
    let block = blocks::find(resource);
    let head = heading(block, resource, known, lang);
    let reader = Reader::new(resource, known, lang);
    let (mut fields, mut source, mut other) = (Vec::new(), Vec::new(), Vec::new());
    let mut technical = Technical::default();
    for (key, path) in block.fields.iter().copied().flatten() {
        let label = label(key, lang);
        let mut rows = Rows {
            out: &mut fields,
            technical: &mut technical,
        };
        for node in reader.at(path) {
            reader.rest(node, &label, &mut rows);
        }
        // The label says what the code of this component says.
        if let Some((component, _)) = path.split_once('/').filter(|(c, _)| c.contains(':')) {
            for node in reader
                .at(component)
                .into_iter()
                .flat_map(|c| children(c, "code"))
            {
                reader.mark(node.value);
                reader.rest(node, &label, &mut rows);
            }
        }
    }
    for (key, path) in SOURCE {
        let label = label(key, lang);
        let mut rows = Rows {
            out: &mut source,
            technical: &mut technical,
        };
        for node in reader.at(path) {
            reader.rest(node, &label, &mut rows);
        }
    }
    reader.pass_over_narrative(resource.value(), &fields);
    let root = Node {
        holder: "",
        key: resource.kind(),
        value: resource.value(),
        beside: None,
    };
    let mut rows = Rows {
        out: &mut other,
        technical: &mut technical,
    };
    reader.members(root, "", &mut rows);
    source.extend(technical.into_fields(lang));
    let entry = Entry {
        id: resource.key(),
        chapter: chapter(resource),
        title: head.title,
        date: head.date,
        status: head.status,
        fields,
        source,
        other,
    };
    (entry, findings(resource, lang))
}

/// Where something came from, in whichever resource.
pub(crate) const SOURCE: &[(&str, &str)] = &[
    ("identifier", "identifier"),
    ("masterIdentifier", "masterIdentifier"),
    (
        "medicationTreatment",
        "ext:zib-Medication-MedicationTreatment",
    ),
    (
        "medicationTreatment",
        "ext:ext-PharmaceuticalTreatment.Identifier",
    ),
    ("groupIdentifier", "groupIdentifier"),
    ("subject", "subject"),
    ("patient", "patient"),
    ("category", "category"),
    ("recorder", "recorder"),
    ("asserter", "asserter"),
    ("author", "author"),
    ("performer", "performer"),
    ("informationSource", "informationSource"),
    ("source", "source"),
    ("issued", "issued"),
    ("assertedDate", "assertedDate"),
    ("recordedDate", "recordedDate"),
    ("dateAsserted", "dateAsserted"),
    ("recordedOn", "recordedOn"),
    ("intent", "intent"),
    ("basedOn", "basedOn"),
    ("partOf", "partOf"),
    ("encounter", "encounter"),
    ("episode", "ext:extension-context-nl-core-episodeofcare"),
    ("episode", "ext:ext-Context-EpisodeOfCare"),
    ("copy", "ext:ext-CopyIndicator"),
    ("orderNumber", "ext:ext-EdifactReferenceNumber"),
    ("context", "context"),
    ("meta", "meta"),
    ("id", "id"),
];

pub(crate) fn label(key: &str, lang: Lang) -> String {
    inzage_words::field(key, lang).map_or_else(|| inzage_words::element(key, lang), str::to_owned)
}

/// What a row of `resource` says: the heading of its page.
pub fn row(resource: &Resource, known: &dyn Known, lang: Lang) -> RowText {
    heading(blocks::find(resource), resource, known, lang)
}

fn heading(block: &Block, resource: &Resource, known: &dyn Known, lang: Lang) -> RowText {
    let reader = Reader::new(resource, known, lang);
    reader.brief.set(true);
    let title = (block.title)(&reader).filter(|t| !t.trim().is_empty());
    let kind = inzage_words::kind(resource.kind(), lang).unwrap_or(phrase("unnamed_item", lang));
    let title = title.map(|title| match title.to_lowercase() {
        // Only why it is missing: of what, has to be said too.
        why if inzage_words::says_absent(&why, lang) => format!("{kind} ({why})"),
        _ => title,
    });
    let title = title.map(|title| match resource.kind() {
        // Names begin as their bearers write them.
        "Patient" | "Practitioner" | "PractitionerRole" | "RelatedPerson" | "Organization"
        | "Location" => title,
        _ => sentence(&title),
    });
    RowText {
        title: title.unwrap_or_else(|| kind.to_owned()),
        date: reader
            .first_date(block.date)
            .map(|(_, text)| {
                if block.has_clock() {
                    crate::show::moment_text(text, lang)
                } else {
                    crate::show::day_text(text, lang)
                }
            })
            .unwrap_or_default(),
        status: sentence(&(block.status)(&reader).unwrap_or_default()),
    }
}

/// `text` with a capital first: a word that has capitals of its own (`pH`) stays.
pub(crate) fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(first), second)
            if first.is_lowercase() && second.is_none_or(|c| !c.is_uppercase()) =>
        {
            let (_, rest) = text.split_at(first.len_utf8());
            first.to_uppercase().collect::<String>() + rest
        }
        _ => text.to_owned(),
    }
}

/// The chapter that `resource` belongs to.
pub fn chapter(resource: &Resource) -> Chapter {
    blocks::find(resource).chapter
}

/// How `resource` stands, in words: its clinical status, else its status. A code
/// without words is left out.
pub fn state(resource: &Resource, lang: Lang) -> Option<String> {
    ["clinicalStatus", "status"].iter().find_map(|element| {
        let value = resource.get(element)?;
        // R4 codes the clinical status.
        let coded = || value.get("coding")?.get(0)?.get("code")?.as_str();
        let only_text = || value.get("text")?.as_str().map(as_code);
        let code = value.as_str().or_else(coded).map(str::to_owned);
        let code = code.or_else(only_text)?;
        let word = inzage_words::code(resource.kind(), element, &code, lang)?;
        Some(sentence(word))
    })
}

/// The date of its row as received (of any precision), and whether only an end is
/// known; `None` without a date.
pub fn when(resource: &Resource) -> Option<(&str, bool)> {
    let reader = Reader::new(resource, &crate::NothingKnown, Lang::Nl);
    let dates = reader.first_moment(blocks::find(resource).date);
    // Of what has no beginning the end may be known.
    dates.or_else(|| reader.first_moment(&["abatementDateTime", "abatementPeriod"]))
}

/// Text that compares as the date of its row does; `None` without a date.
pub fn sort_key(resource: &Resource) -> Option<String> {
    let reader = Reader::new(resource, &crate::NothingKnown, Lang::Nl);
    let (_, text) = reader.first_date(blocks::find(resource).date)?;
    inzage_fhir::sort_key(text)
}

fn findings(resource: &Resource, lang: Lang) -> Vec<String> {
    let mut found = Vec::new();
    let odd = ["resourceType", "id", "status"]
        .iter()
        .any(|key| resource.get(key).is_some_and(|v| !v.is_string()));
    if odd || !resource.get("resourceType").is_some_and(Value::is_string) {
        found.push(phrase("finding_shape", lang).to_owned());
    }
    if inzage_words::kind(resource.kind(), lang).is_none() {
        found.push(phrase("finding_unknown_kind", lang).to_owned());
    }
    found
}
