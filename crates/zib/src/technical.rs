//! Codes, systems, ids: what a reader does not need to read an entry. It stands
//! with the source, gathered per label.

use crate::reader::{Node, Reader};
use crate::view::{Field, Lang};
use inzage_fhir::Value;

/// Codes, systems and the like: shown under the source, gathered per label.
#[derive(Default)]
pub(crate) struct Technical {
    rows: Vec<(String, Vec<String>)>,
}

impl Technical {
    /// Adds a text once under its label.
    pub(crate) fn add(&mut self, label: &str, text: String) {
        match self.rows.iter_mut().find(|(l, _)| l == label) {
            Some((_, texts)) if texts.contains(&text) => {}
            Some((_, texts)) => texts.push(text),
            None => self.rows.push((label.to_owned(), vec![text])),
        }
    }

    /// One row per label, in the order of [`inzage_words::TECHNICAL`].
    pub(crate) fn into_fields(mut self, lang: Lang) -> Vec<Field> {
        self.rows.sort_by_key(|(label, _)| {
            inzage_words::TECHNICAL
                .iter()
                .position(|key| inzage_words::phrase(key, lang) == label)
        });
        self.rows
            .into_iter()
            .map(|(label, texts)| Field {
                label,
                value: texts.join("; "),
            })
            .collect()
    }
}

/// A label with one `›` at most: of what, and what.
fn short(label: &str) -> String {
    match label.split_once(" › ") {
        Some((first, rest)) => {
            let last = rest.rsplit(" › ").next().unwrap_or(rest);
            if first == last {
                first.to_owned()
            } else {
                format!("{first} › {last}")
            }
        }
        None => label.to_owned(),
    }
}

/// Where rows go.
pub(crate) struct Rows<'r> {
    pub(crate) out: &'r mut Vec<Field>,
    pub(crate) technical: &'r mut Technical,
}

impl Rows<'_> {
    /// Adds a row that says something, once.
    pub(crate) fn push(&mut self, label: &str, value: String) {
        let label = short(label);
        // Or a part says what the whole said, or a label is what this one says.
        let of = |whole: &str| label == whole || label.starts_with(&format!("{whole} › "));
        let same = |row: &Field| (row.value == value && of(&row.label)) || row.label == value;
        if !value.trim().is_empty() && !self.out.iter().any(same) {
            self.out.push(Field { label, value });
        }
    }
}

impl<'a> Reader<'a> {
    /// What a label left out of a coding: its own display, code and system.
    pub(crate) fn coding_leftovers(&self, node: Node<'a>) -> Option<String> {
        if !crate::show::is_coding(node.value) {
            return None;
        }
        let part = |name: &str| {
            let value = node.value.get(name)?;
            let text = value.as_str().map(str::trim).filter(|t| !t.is_empty())?;
            self.mark(value);
            Some(text)
        };
        let (display, code, system) = (part("display"), part("code"), part("system"));
        // Where a plainer word was shown and the source gives no display.
        let official = inzage_words::official(system.unwrap_or(""), code.unwrap_or(""), self.lang);
        let display = display.or(official);
        let name = system.and_then(|s| inzage_words::system(s, self.lang));
        let system = match (name, system) {
            (Some(name), Some(uri)) => format!("({name}, {uri})"),
            (_, Some(uri)) => format!("({uri})"),
            _ => String::new(),
        };
        let parts = [display.unwrap_or(""), code.unwrap_or(""), &system];
        let text = parts
            .iter()
            .filter(|p| !p.is_empty())
            .copied()
            .collect::<Vec<_>>();
        (!text.is_empty()).then(|| text.join(" "))
    }

    /// Adds a single value that is for machines.
    pub(crate) fn technical(&self, node: Node<'a>, label: &str, rows: &mut Rows<'_>) {
        let text = match node.value {
            Value::Bool(flag) => {
                inzage_words::phrase(if *flag { "yes" } else { "no" }, self.lang).to_owned()
            }
            // Only why it is missing came.
            Value::Null => match self.text(node) {
                Some(why) => format!("{}: {why}", short(label)),
                None => return,
            },
            other => match crate::show::plain(other) {
                Some(text) => text,
                None => return,
            },
        };
        self.mark(node.value);
        let key = match node.key {
            _ if node.value.is_null() => "code_words",
            "reference" => "reference",
            "url" if node.holder == "extension" || node.holder == "modifierExtension" => {
                "extension"
            }
            "profile" => "profile",
            "versionId" | "version" => "version",
            "lastUpdated" => "last_updated",
            "id" => "technical_id",
            "code" => "codes",
            "display" => "as_received",
            _ if as_written(node.value) => {
                let text = format!("{}: {text}", short(label));
                return rows
                    .technical
                    .add(inzage_words::phrase("as_received", self.lang), text);
            }
            _ => {
                return rows.technical.add(
                    inzage_words::phrase("code_words", self.lang),
                    format!("{}: {text}", short(label)),
                );
            }
        };
        rows.technical
            .add(inzage_words::phrase(key, self.lang), text);
    }
}

/// A time of which the page shows the day, and a text of which it shows the words.
fn as_written(value: &Value) -> bool {
    let time = |text: &str| text.contains('T') && inzage_fhir::FhirDate::parse(text).is_some();
    value
        .as_str()
        .is_some_and(|text| time(text) || text.starts_with('<'))
}

/// The type of what a reference points at (R4).
fn names_a_type(node: Node<'_>) -> bool {
    let kind = node.value.as_str();
    node.key == "type" && kind.is_some_and(|k| inzage_words::kind(k, Lang::Nl).is_some())
}

/// Answers that only say that nothing is out of the ordinary.
fn goes_without_saying(node: Node<'_>) -> bool {
    match node.value {
        Value::Bool(true) => node.key == "active",
        Value::Bool(false) => matches!(
            node.key,
            "notGiven"
                | "wasNotGiven"
                | "notDone"
                | "deceasedBoolean"
                | "multipleBirthBoolean"
                | "asNeededBoolean"
                | "doNotPerform"
        ),
        _ => false,
    }
}

/// What a reader does not need to read the entry: systems, ids, addresses of
/// definitions. Shown with the source.
pub(crate) fn is_technical(node: Node<'_>) -> bool {
    matches!(
        node.key,
        "reference"
            | "system"
            | "url"
            | "profile"
            | "versionId"
            | "lastUpdated"
            | "id"
            | "userSelected"
            | "contentType"
            | "language"
            | "hash"
            | "implicitRules"
            | "rank"
            | "sequence"
            | "uri"
    ) && !node.value.is_object()
        || node
            .value
            .as_str()
            .is_some_and(|text| text.starts_with("urn:"))
        || node.holder == "timing-exact"
        // Fixed by zib-TreatmentDirective: it is about the restriction, not the treatment.
        || (node.holder == "except" && node.key == "type")
        || names_a_type(node)
        || goes_without_saying(node)
        || (node.key == "version" && node.holder == "coding")
}
