//! How a medicine is used, of all its dosages together, for rows and treatments: in
//! our words where the structured dosage says everything, else as the source wrote
//! it. What the source wrote stands on the page of the entry either way.

use super::names::small;
use super::wording::{TIMES, says_all};
use crate::reader::{Node, Reader, children, inside};
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
        let (written_by_source, often) = (self.words_of_source(), self.moments_a_day());
        let says_it_all = [Some(&made), dutch.whole_usage().as_ref()]
            .into_iter()
            .flatten()
            .any(|made| says_all(&format!("{made} {often}"), &written_by_source));
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

    /// `2 keer`, where one dosage names two moments of the day: sources write it so.
    fn moments_a_day(&self) -> String {
        let dosages: Vec<Node<'a>> = self.dosages().collect();
        let [only] = dosages.as_slice() else {
            return String::new();
        };
        let named = ["timing/repeat/when", "timing/repeat/timeOfDay"];
        let count: usize = named.iter().map(|path| inside(*only, path).len()).sum();
        match count {
            0 => String::new(),
            count => format!("{count} {TIMES}"),
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
