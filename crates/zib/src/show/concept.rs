//! Coded things: the label of the zib, the source's text, its display.

use crate::reader::{Node, Reader, list};
use inzage_fhir::Value;
use inzage_words::Lang;

/// Whether a value is a Coding, by its members.
pub(crate) fn is_coding(value: &Value) -> bool {
    let Some(members) = value.as_object() else {
        return false;
    };
    (members.contains_key("code") || members.contains_key("display"))
        && !(members.contains_key("display") && members.contains_key("reference"))
        && (members.contains_key("code") || members.contains_key("system"))
        && members.keys().all(|key| {
            matches!(
                key.trim_start_matches('_'),
                "system" | "version" | "code" | "display" | "userSelected" | "extension" | "id"
            )
        })
}

/// A display without the semantic tag of SNOMED: `Fractuur (aandoening)`.
fn without_tag<'a>(system: &str, display: &'a str) -> &'a str {
    if system != "http://snomed.info/sct" {
        return display;
    }
    match display.strip_suffix(')').and_then(|d| d.rsplit_once(" (")) {
        Some((name, tag)) if !name.is_empty() && !tag.contains(')') => name,
        _ => display,
    }
}

/// What a measurement of LOINC is, without how and in what unit: `Natrium [mol/volume]
/// in bloed d.m.v. telling` is `Natrium in bloed`.
pub(crate) fn plain_loinc(name: &str) -> String {
    let mut kept = String::new();
    let mut depth = 0_u8;
    for c in name.chars() {
        match c {
            '[' => depth = depth.saturating_add(1),
            ']' => depth = depth.saturating_sub(1),
            '^' => kept.push(' '),
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    let what = [" d.m.v. ", " by "].iter().fold(kept.as_str(), |text, by| {
        text.split_once(by).map_or(text, |(what, _)| what)
    });
    what.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text holds an object identifier: a number of machines.
pub(crate) fn has_oid(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit() && c != '.')
        .any(|part| part.split('.').filter(|p| !p.is_empty()).count() > 5)
}

/// What a concept may be called.
#[derive(Default)]
struct Names<'a> {
    /// The source's own text.
    text: Option<(&'a Value, &'a str)>,
    /// Label of the zib, of any coding.
    label: Option<&'a str>,
    /// First display, without tag.
    display: Option<(&'a Value, &'a str)>,
    /// `anders`, `onbekend`: from `NullFlavor` or data-absent-reason.
    word: Option<&'a str>,
    /// First bare code.
    code: Option<(&'a Value, &'a str)>,
}

fn text_of<'a>(value: &'a Value, key: &str) -> Option<(&'a Value, &'a str)> {
    let value = value.get(key)?;
    let text = value.as_str()?.trim();
    (!text.is_empty()).then_some((value, text))
}

/// A text as the code it may be the English name of: `Entered in Error` is
/// `entered-in-error`. For a status of which no code came (R4 `CodeableConcept`).
pub(crate) fn as_code(text: &str) -> String {
    text.trim().to_lowercase().replace([' ', '_'], "-")
}

impl<'a> Reader<'a> {
    fn names(&self, key: &str, concept: &'a Value, codings: &'a [Value]) -> Names<'a> {
        let mut names = Names {
            text: text_of(concept, "text"),
            ..Names::default()
        };
        if let Some((_, text)) = names.text.filter(|_| codings.is_empty()) {
            names.label = inzage_words::code("", key, &as_code(text), self.lang);
        }
        for coding in codings {
            let system = text_of(coding, "system").map_or("", |(_, s)| s);
            let code = text_of(coding, "code");
            if system.contains("NullFlavor") || system.contains("data-absent-reason") {
                // "Something else" is no name beside what it is.
                if code.is_some_and(|(_, c)| c == "OTH") && names.text.is_some() {
                    continue;
                }
                let word = code.and_then(|(_, c)| inzage_words::code("", "absent", c, self.lang));
                names.word = names
                    .word
                    .or(word)
                    .or(text_of(coding, "display").map(|(_, d)| d));
                continue;
            }
            // A status whose system is unknown still says refuted or entered in error.
            let label = code.and_then(|(_, c)| {
                inzage_words::concept(system, c, self.lang)
                    .or_else(|| inzage_words::code("", key, c, self.lang))
            });
            names.label = names.label.or(label);
            let display = text_of(coding, "display").map(|(v, d)| (v, without_tag(system, d)));
            let display = display.filter(|(_, d)| !has_oid(d));
            names.display = names.display.or(display);
            names.code = names.code.or(code);
        }
        names
    }

    /// The name of a concept, never a bare code; nothing is marked.
    pub(crate) fn concept_name(&self, concept: &'a Value) -> Option<String> {
        let codings = match concept.get("coding") {
            None if is_coding(concept) => std::slice::from_ref(concept),
            codings => list(codings),
        };
        let mut names = self.names("", concept, codings);
        // "Something else" is no name beside what it is.
        if names.text.is_some() {
            names.word = None;
        }
        let name = Self::called(&names)?;
        let loinc = codings.iter().any(|c| {
            let of = text_of(c, "system").is_some_and(|(_, s)| s == "http://loinc.org");
            of && text_of(c, "display").is_some_and(|(_, d)| d == name)
        });
        let plain = plain_loinc(&name);
        Some(if loinc && !plain.is_empty() {
            plain
        } else {
            name
        })
    }

    fn called(names: &Names<'_>) -> Option<String> {
        let text = names.text.map(|(_, t)| t);
        let name = names.label.or(names.display.map(|(_, d)| d));
        let same = |a: &str, b: &str| a.to_lowercase().contains(&b.to_lowercase());
        match (name, text, names.word) {
            (Some(name), Some(text), _) if same(text, name) => Some(text.to_owned()),
            (Some(name), Some(text), _) if same(name, text) && name.contains(text) => {
                Some(name.to_owned())
            }
            (Some(name), Some(text), _) => Some(format!("{name} ({text})")),
            (Some(name), None, _) => Some(name.to_owned()),
            (None, Some(text), Some(word)) if !same(text, word) => Some(format!("{text} ({word})")),
            (None, Some(text), _) => Some(text.to_owned()),
            (None, None, word) => word.map(str::to_owned),
        }
    }

    /// The text of a `CodeableConcept`.
    pub(crate) fn concept(&self, node: Node<'a>) -> Option<String> {
        let codings = list(node.value.get("coding"));
        let names = self.names(node.key, node.value, codings);
        self.told(&names)
    }

    /// The text of a Coding.
    pub(crate) fn coding(&self, node: Node<'a>) -> Option<String> {
        let names = self.names(node.key, &Value::Null, std::slice::from_ref(node.value));
        let mut text = self.told(&names)?;
        if self.lang == Lang::Nl
            && let Some(word) = self.specified(node)
            && !text.contains(&word)
        {
            text = format!("{text} ({word})");
        }
        Some(text)
    }

    /// The zib's word beside a Coding (`Encounter.class`).
    fn specified(&self, node: Node<'a>) -> Option<String> {
        ["ext:code-specification", "ext:ext-CodeSpecification"]
            .into_iter()
            .flat_map(|path| crate::reader::select(node.value, node.key, path))
            .find_map(|n| self.text(n))
    }

    /// The name, or the bare code said to be one; marks what the text holds.
    fn told(&self, names: &Names<'a>) -> Option<String> {
        let text = match (Self::called(names), names.code) {
            (Some(text), _) => text,
            (None, Some(_)) if self.brief.get() => return None,
            (None, Some((value, code))) => {
                self.mark(value);
                format!("{} {code}", inzage_words::phrase("unknown_code", self.lang))
            }
            (None, None) => return None,
        };
        for (value, _) in [names.text, names.display].into_iter().flatten() {
            if value
                .as_str()
                .is_some_and(|whole| text.contains(whole.trim()))
            {
                self.mark(value);
            }
        }
        Some(text)
    }
}
