//! How a medicine is used, of all its dosages together, for rows and treatments: in
//! our words where the structured dosage says everything, else as the source wrote
//! it. What the source wrote stands on the page of the entry either way.

use std::collections::BTreeSet;

use super::names::small;
use crate::reader::{Node, Reader, children};
use inzage_words::{Lang, phrase};

impl<'a> Reader<'a> {
    /// How it is used; `None` when nothing says so.
    pub(crate) fn usage(&self) -> Option<String> {
        let written = self.written_usage();
        let Some(made) = self.whole_usage() else {
            return written;
        };
        // Sources write Dutch, whatever language this reading is in.
        let dutch = Reader::new(self.resource, self.known, Lang::Nl);
        let says_it_all = [Some(&made), dutch.whole_usage().as_ref()]
            .into_iter()
            .flatten()
            .any(|made| says_all(made, &self.words_of_source()));
        if says_it_all { Some(made) } else { written }
    }

    fn dosages(&self) -> impl Iterator<Item = Node<'a>> {
        ["dosageInstruction", "dosage"]
            .into_iter()
            .flat_map(|path| self.at(path))
            .filter(|node| node.value.is_object())
    }

    /// As the source wrote it, else the sentence of each dosage.
    fn written_usage(&self) -> Option<String> {
        if let Some(rendered) = self.first(&[RENDERED]) {
            return Some(rendered);
        }
        let said = self
            .dosages()
            .filter_map(|node| self.part(node, "text").or_else(|| self.dosage(node)));
        joined(said)
    }

    /// Everything that the source wrote about the use, but for what stands beside it:
    /// since when, until when, that it was stopped.
    fn words_of_source(&self) -> String {
        let texts = self.dosages().filter_map(|node| self.part(node, "text"));
        let all: Vec<String> = self.first(&[RENDERED]).into_iter().chain(texts).collect();
        let clauses = all.iter().flat_map(|text| text.split(", "));
        let own = clauses.filter(|clause| !self.stands_beside(&clause.trim().to_lowercase()));
        own.collect::<Vec<_>>().join(" ")
    }

    /// Whether a clause only says what the period of use or the status says.
    fn stands_beside(&self, clause: &str) -> bool {
        let has = |paths: &[&'a str]| paths.iter().any(|path| !self.at(path).is_empty());
        let ends = || has(END_OF_USE);
        match clause.split(' ').collect::<Vec<_>>().as_slice() {
            ["vanaf", ..] => has(START_OF_USE),
            ["tot", "en", "met", ..] => ends(),
            ["gedurende", number, span, rest @ ..] => {
                let length = number.parse::<u32>().is_ok() && SPANS.contains(span);
                let until = matches!(rest, ["tot", "en", "met", ..]);
                length && (rest.is_empty() || until) && (ends() || has(LENGTH_OF_USE))
            }
            ["definitief" | "tijdelijk", "gestopt" | "onderbroken"] => {
                has(STOP_TYPE) || self.is_one("status", &["stopped", "on-hold"])
            }
            ["geneesmiddel", "niet", "in", "gebruik"] => self.is_one("taken", &["n"]),
            _ => false,
        }
    }

    /// The sentences of all dosages; `None` where one of them cannot be read whole.
    fn whole_usage(&self) -> Option<String> {
        let said: Option<Vec<String>> = self.dosages().map(|node| self.whole(node)).collect();
        joined(said?.into_iter())
    }

    /// The sentence of a dosage that says when, and of which nothing is left unsaid.
    fn whole(&self, node: Node<'a>) -> Option<String> {
        let timing = children(node, "timing").into_iter().next();
        let repeat = timing.and_then(|timing| children(timing, "repeat").into_iter().next());
        let readable = holds_only(node, DOSAGE)
            && timing.is_none_or(|node| holds_only(node, TIMING))
            && repeat.is_none_or(|node| holds_only(node, REPEAT));
        let says_when = timing.and_then(|timing| self.timing(timing)).is_some();
        let mut said = self.dosage(node).filter(|_| readable && says_when)?;
        for key in ["additionalInstruction", "patientInstruction"] {
            for instruction in children(node, key) {
                let told = small(&self.text(instruction)?);
                if !said.to_lowercase().contains(&told.to_lowercase()) {
                    said = format!("{said}, {told}");
                }
            }
        }
        let other = ["overig", "anders", "other"].map(|word| format!(", {word}"));
        let unsaid = said.contains(phrase("unknown_code", self.lang))
            || other.iter().any(|other| said.ends_with(other));
        (!unsaid).then_some(said)
    }
}

/// Texts one after the other, each once; `None` without any.
fn joined(said: impl Iterator<Item = String>) -> Option<String> {
    let mut once: Vec<String> = Vec::new();
    for text in said {
        if !once.contains(&text) {
            once.push(text);
        }
    }
    (!once.is_empty()).then(|| once.join("; "))
}

/// Whether `node` has no members but `keys`: nothing that would go unread.
fn holds_only(node: Node<'_>, keys: &[&str]) -> bool {
    node.value
        .as_object()
        .is_some_and(|members| members.keys().all(|key| keys.contains(&key.as_str())))
}

/// Where the period of use begins and ends, and how long it is.
const START_OF_USE: &[&str] = &[
    "ext:zib-Medication-PeriodOfUse/start",
    "ext:ext-TimeInterval.Period/start",
    "effectivePeriod/start",
];
pub(crate) const END_OF_USE: &[&str] = &[
    "ext:zib-Medication-PeriodOfUse/end",
    "ext:ext-TimeInterval.Period/end",
    "effectivePeriod/end",
];
pub(crate) const LENGTH_OF_USE: &[&str] = &[
    "ext:zib-MedicationUse-Duration",
    "ext:ext-TimeInterval.Duration",
    "effectivePeriod/ext:zib-MedicationUse-Duration",
    "effectivePeriod/ext:ext-TimeInterval.Duration",
    "ext:zib-Medication-PeriodOfUse/ext:zib-MedicationUse-Duration",
    "ext:ext-TimeInterval.Period/ext:ext-TimeInterval.Duration",
];
/// That it was stopped, for now or for good.
pub(crate) const STOP_TYPE: &[&str] = &["mod:zib-Medication-StopType", "mod:ext-StopType"];

const SPANS: &[&str] = &[
    "dag", "dagen", "week", "weken", "maand", "maanden", "jaar", "uur",
];

/// Text of all dosages (MP9).
const RENDERED: &str = "ext:ext-RenderedDosageInstruction";

const DOSAGE: &[&str] = &[
    "id",
    "sequence",
    "text",
    "additionalInstruction",
    "patientInstruction",
    "timing",
    "asNeededBoolean",
    "asNeededCodeableConcept",
    "site",
    "route",
    "method",
    "dose",
    "doseQuantity",
    "doseRange",
    "doseAndRate",
    "maxDosePerPeriod",
    "maxDosePerAdministration",
    "rateQuantity",
    "rateRange",
    "rateRatio",
];
const TIMING: &[&str] = &["id", "repeat", "code", "event"];
const REPEAT: &[&str] = &[
    "id",
    "boundsDuration",
    "boundsRange",
    "boundsPeriod",
    "count",
    "duration",
    "durationMax",
    "durationUnit",
    "frequency",
    "frequencyMax",
    "period",
    "periodMax",
    "periodUnit",
    "dayOfWeek",
    "timeOfDay",
    "when",
    "offset",
];

/// Whether `made` says every word and number of `written`, and the same number of
/// times.
fn says_all(made: &str, written: &str) -> bool {
    let (made, written) = (tokens(made), tokens(written));
    let words: BTreeSet<&str> = made.iter().map(String::as_str).collect();
    let (often, written_often) = (counted(&made), counted(&written));
    // A moment of the day says that it is every day, unless something else is said.
    let daily = !LONGER.iter().any(|span| words.contains(span));
    let unsaid = |word: &str| UNSAID.contains(&word) || (daily && word == DAY);
    written
        .iter()
        .all(|word| words.contains(word.as_str()) || unsaid(word))
        && (often.is_empty() || written_often.is_subset(&often))
}

/// The numbers that stand before "times".
fn counted(tokens: &[String]) -> BTreeSet<&str> {
    let pairs = tokens.iter().zip(tokens.iter().skip(1));
    pairs
        .filter(|(_, word)| word.as_str() == TIMES)
        .map(|(number, _)| number.as_str())
        .filter(|number| number.starts_with(|c: char| c.is_ascii_digit()))
        .collect()
}

/// The words and numbers of a text, each in one form: `2dd 1T` is `2 times 1 stuk`.
fn tokens(text: &str) -> Vec<String> {
    let text = text.to_lowercase().replace('½', " 0.5 ");
    let mut found: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut end = |word: &mut String| {
        if !word.is_empty() {
            let daily = DAILY.contains(&word.as_str());
            found.push(one_form(word));
            found.extend(daily.then(|| DAY.to_owned()));
            word.clear();
        }
    };
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let digit = |c: char| c.is_ascii_digit();
        let in_number = word.starts_with(digit);
        let point = matches!(c, ',' | '.') && in_number && rest.peek().copied().is_some_and(digit);
        if !point && !c.is_alphanumeric() {
            end(&mut word);
        } else {
            if !point && !word.is_empty() && in_number != digit(c) {
                end(&mut word);
            }
            word.push(if point { '.' } else { c });
        }
    }
    end(&mut word);
    found
}

/// A word in the form by which it is compared; a number without zeros that say nothing.
fn one_form(word: &str) -> String {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        let word = match word.split_once('.') {
            Some((whole, part)) => format!("{whole}.{}", part.trim_end_matches('0')),
            None => word.to_owned(),
        };
        let short = word.trim_end_matches('.').trim_start_matches('0');
        return match short.chars().next() {
            None => "0".to_owned(),
            Some('.') => format!("0{short}"),
            Some(_) => short.to_owned(),
        };
    }
    let form = FORMS.iter().find(|(_, words)| words.contains(&word));
    form.map_or(word, |(form, _)| form).to_owned()
}

const TIMES: &str = "times";
const DAY: &str = "dag";

/// "Times a day" in one word.
const DAILY: &[&str] = &["dd", "dagelijks", "daags", "d", "daily"];

/// Other spans than a day, in the form by which they are compared.
const LONGER: &[&str] = &["week", "maand", "jaar", "uur"];

/// What is written in several ways, abbreviated too.
const FORMS: &[(&str, &[&str])] = &[
    (
        TIMES,
        &[
            "maal",
            "keer",
            "x",
            "dd",
            "dagelijks",
            "daags",
            "d",
            "times",
            "time",
            "daily",
        ],
    ),
    (
        "stuk",
        &[
            "t",
            "tab",
            "tabl",
            "tablet",
            "tabletten",
            "tablets",
            "c",
            "caps",
            "capsule",
            "capsules",
            "st",
            "stuk",
            "stuks",
            "piece",
            "pieces",
        ],
    ),
    ("ml", &["ml", "milliliter", "millilitre", "milliliters"]),
    ("mg", &["mg", "milligram"]),
    ("g", &["g", "gr", "gram"]),
    ("druppel", &["dr", "druppel", "druppels", "drop", "drops"]),
    (
        "eenheid",
        &[
            "ie",
            "eh",
            "eenh",
            "eenheid",
            "eenheden",
            "internationale",
            "units",
            "unit",
        ],
    ),
    ("dosis", &["dosis", "doses", "dose"]),
    ("max", &["max", "maximaal", "hoogstens", "most"]),
    (DAY, &["dag", "dagen", "day", "days"]),
    ("week", &["week", "weken", "weeks"]),
    ("maand", &["maand", "maanden", "month", "months"]),
    ("jaar", &["jaar", "jaren", "year", "years"]),
    ("uur", &["uur", "uren", "hour", "hours"]),
    ("elke", &["elke", "iedere", "ieder", "elk", "every", "each"]),
];

/// Words that say nothing of their own beside the others.
const UNSAID: &[&str] = &[
    TIMES, "per", "a", "à", "en", "tot", "steeds", "van", "cyclus", "elke", "and", "to", "at",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_of_the_same_use_say_no_more() {
        let made = "2 keer per dag 1 stuk, oraal";
        for written in [
            "2 maal per dag 1T",
            "2dd1",
            "2 x daags 1 tablet",
            "2 maal per dag 1,0 stuk, Oraal",
        ] {
            assert!(says_all(made, written), "{written}");
        }
        let half = "1 keer per dag 0,5 stuk";
        assert!(says_all(half, "1D½T") && says_all(half, "1 dd 0.50 tabl."));
    }

    #[test]
    fn what_the_source_says_beyond_it_or_otherwise_is_seen() {
        let made = "2 keer per dag 1 stuk";
        for written in [
            "1 maal per dag 2 stuks",
            "2 maal per dag 1T zo nodig",
            "2 maal per week 1T",
            "2dd 1T, niet bij zwangerschap",
            "2 dd 1 ml",
            "eerst 2dd1, na 3 dagen 1dd1",
        ] {
            assert!(!says_all(made, written), "{written}");
        }
        assert!(!says_all("2 keer per week 1 stuk", "2dd 1 stuk"));
        assert!(says_all("1 stuk om 08:00", "elke dag om 8:00 1 stuk"));
    }
}
