//! What titles and statuses are made of.

use crate::reader::{Node, Reader};
use crate::show::{as_code, only_says_problem};
use inzage_fhir::{HumanName, Value};
use inzage_words::Lang;

/// Longest title in characters; the whole text stands in the fields.
const LONGEST: usize = 160;

/// Words of a status that change the meaning of everything else.
const WRONG: &[&str] = &["entered-in-error"];

impl<'a> Reader<'a> {
    /// The name at the first of `paths` that has one: never an id, never a bare code.
    /// Where none has one, why it is missing.
    pub(crate) fn named(&self, paths: &[&'a str]) -> Option<String> {
        let nodes: Vec<Node<'a>> = paths.iter().flat_map(|path| self.at(path)).collect();
        let (there, missing): (Vec<_>, Vec<_>) =
            nodes.into_iter().partition(|node| !node.value.is_null());
        let mut in_turn = there.into_iter().chain(missing);
        in_turn
            .find_map(|node| self.name_at_node(node))
            .map(|name| shortened(undated(&name, self.lang)))
    }

    /// The name of a person: the one of now, whatever other names came.
    pub(crate) fn person_name(&self) -> Option<String> {
        let name = HumanName::known_by(crate::reader::list(self.resource.get("name")));
        (!name.is_empty()).then(|| shortened(name))
    }

    fn name_at_node(&self, node: Node<'a>) -> Option<String> {
        let text = match node.value {
            Value::Object(members)
                if members.contains_key("reference") || members.contains_key("identifier") =>
            {
                let display = members.get("display").and_then(Value::as_str);
                let target = members.get("reference").and_then(Value::as_str);
                let name = target.and_then(|t| self.name_at(t));
                name.filter(|_| self.prefers_name(target, display))
                    .or_else(|| {
                        let display = display?;
                        Some(crate::show::without_marks(display).unwrap_or(display.to_owned()))
                    })
                    .or_else(|| target.and_then(|t| self.name_at(t)))
            }
            Value::Object(members)
                if members.contains_key("coding") || crate::show::is_coding(node.value) =>
            {
                self.concept_name(node.value)
            }
            Value::Object(members) if members.contains_key("text") && members.len() == 1 => {
                self.concept_name(node.value)
            }
            Value::Array(_) => None,
            _ => self.text(node),
        };
        // A number alone is an id, whoever wrote it; a date says when, not what.
        let raw = node.value.as_str().map(str::trim);
        let date = raw.is_some_and(|raw| inzage_fhir::FhirDate::parse(raw).is_some());
        text.filter(|t| !date && t.chars().any(char::is_alphabetic))
            .filter(|t| !crate::show::has_oid(t))
    }

    /// A medicine is called what its Medication says, and a problem what its
    /// Condition says where the display only says that it is one.
    fn prefers_name(&self, target: Option<&str>, display: Option<&str>) -> bool {
        target
            .and_then(|t| self.target(t))
            .and_then(|r| r.get("resourceType"))
            .is_some_and(|kind| {
                let problem = || display.is_some_and(only_says_problem);
                kind == "Medication" || (kind == "Condition" && problem())
            })
    }

    /// The text at the first of `paths` that says something.
    pub(crate) fn first(&self, paths: &[&'a str]) -> Option<String> {
        paths
            .iter()
            .flat_map(|path| self.at(path))
            .find_map(|node| self.text(node))
    }

    /// The words of every status at `paths` that say something, each once.
    pub(crate) fn said(&self, paths: &[&'a str]) -> Option<String> {
        let mut words: Vec<String> = Vec::new();
        for node in paths.iter().flat_map(|path| self.at(path)) {
            let word = self.text(node).or_else(|| self.unreadable(node));
            if let Some(word) = word {
                // One sentence: a capital at its beginning only.
                let word = match (node.key, node.value.as_str()) {
                    ("status" | "lifecycleStatus", Some("unknown")) => {
                        inzage_words::phrase("status_unknown", self.lang).to_owned()
                    }
                    _ => crate::show::small(&word),
                };
                if !words.contains(&word) {
                    words.push(word);
                }
            }
        }
        (!words.is_empty()).then(|| shortened(words.join(", ")))
    }

    /// That a status came in a code without words: a row shows no bare codes.
    fn unreadable(&self, node: Node<'a>) -> Option<String> {
        let status = ["status", "clinicalStatus", "verificationStatus"].contains(&node.key);
        let word = inzage_words::phrase("status_unreadable", self.lang);
        (status && node.value.is_object()).then(|| word.to_owned())
    }

    /// Whether the code word at `path` is one of `codes`: as a code, or as the
    /// code of a concept (R4).
    pub(crate) fn is_one(&self, path: &'a str, codes: &[&str]) -> bool {
        self.at(path).iter().any(|node| {
            let direct = node.value.as_str();
            let of_concept = crate::reader::list(node.value.get("coding"))
                .iter()
                .filter_map(|c| c.get("code").and_then(Value::as_str));
            let of_text = node.value.get("text").and_then(Value::as_str);
            let of_text = of_text.filter(|_| node.value.get("coding").is_none());
            let of_text = of_text.map(as_code);
            let mut all = direct
                .into_iter()
                .chain(of_concept)
                .chain(of_text.as_deref());
            all.any(|c| codes.contains(&c))
        })
    }

    /// The status, and whatever says that it is not so after all.
    pub(crate) fn state(&self, paths: &[&'a str]) -> Option<String> {
        let wrong = ["status", "verificationStatus"]
            .iter()
            .any(|path| self.is_one(path, WRONG));
        if wrong {
            return Some(inzage_words::phrase("wrong", self.lang).to_owned());
        }
        self.said(paths)
    }

    /// Whether the source says yes at `path`.
    pub(crate) fn is_true(&self, path: &'a str) -> bool {
        self.at(path).iter().any(|n| n.value == &Value::Bool(true))
    }

    /// A word in the language of this reading.
    pub(crate) fn word(&self, nl: &'static str, en: &'static str) -> String {
        match self.lang {
            Lang::Nl => nl.to_owned(),
            Lang::En => en.to_owned(),
        }
    }
}

/// A title without the date at its end (it stands beside it); a date of a machine
/// elsewhere in it reads as a date.
fn undated(title: &str, lang: Lang) -> String {
    let is_date = |word: &str| {
        let dashed = word.get(4..5) == Some("-") && word.len() >= 10;
        dashed && inzage_fhir::FhirDate::parse(word).is_some()
    };
    if !title.split_whitespace().any(is_date) {
        return title.to_owned();
    }
    let words: Vec<&str> = title.split_whitespace().collect();
    if let [before @ .., name, last] = words.as_slice()
        && is_date(last)
        && !BEFORE_DATES.contains(&name.to_lowercase().as_str())
    {
        let mut kept = before.to_vec();
        if !matches!(name.to_lowercase().as_str(), "dd" | "dd." | "d.d." | "d.d") {
            kept.push(name);
        }
        let kept = kept.join(" ");
        let kept = kept.trim_end_matches([',', ':', '-', '–', ' ']);
        if !kept.is_empty() && !kept.split_whitespace().any(is_date) {
            return kept.to_owned();
        }
    }
    let words: Vec<String> = words
        .into_iter()
        .map(|word| {
            if is_date(word) {
                crate::show::date_text(word, lang)
            } else {
                word.to_owned()
            }
        })
        .collect();
    words.join(" ")
}

/// Words after which a date belongs to the title.
const BEFORE_DATES: &[&str] = &[
    "van", "op", "per", "tot", "sinds", "vanaf", "of", "on", "from", "since", "until",
];

/// A text of at most [`LONGEST`] characters, on one line.
pub(crate) fn shortened(text: String) -> String {
    let text = if text.contains('\n') {
        text.replace('\n', " ")
    } else {
        text
    };
    match text.char_indices().nth(LONGEST) {
        None => text,
        Some((end, _)) => {
            let (head, _) = text.split_at(end);
            let head = head.rsplit_once(' ').map_or(head, |(head, _)| head);
            format!("{head} …")
        }
    }
}

/// The status of most resources.
pub(crate) fn plain_status(reader: &Reader<'_>) -> Option<String> {
    reader.state(&["status", "lifecycleStatus"])
}

/// The status where "active", "completed" and "final" go without saying.
pub(crate) fn unusual_status(reader: &Reader<'_>) -> Option<String> {
    let usual = [
        "active",
        "completed",
        "final",
        "current",
        "finished",
        "available",
    ];
    if reader.is_one("status", &usual) {
        return None;
    }
    plain_status(reader)
}

/// No status.
pub(crate) fn no_status(_: &Reader<'_>) -> Option<String> {
    None
}
