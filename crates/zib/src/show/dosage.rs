//! How a medicine is used, as one sentence: `1 tablet 's ochtends en 1 tablet 's
//! avonds, zo nodig: bij pijn, hoogstens 4 tabletten per dag, oraal`.

use super::names::small;
use super::timing::Schedule;
use crate::reader::{Node, Reader, children, select};
use crate::technical::Rows;
use inzage_fhir::Value;
use inzage_words::phrase;

/// Whether `node` is a Dosage, or the `dosage` of an administration.
pub(crate) fn is_dosage(node: Node<'_>) -> bool {
    matches!(node.key, "dosageInstruction" | "dosage") && node.value.is_object()
}

impl<'a> Reader<'a> {
    /// Adds the text of the source, and the sentence when it says more.
    pub(crate) fn dosage_rows(&self, node: Node<'a>, label: &str, rows: &mut Rows<'_>) {
        if let Some(written) = self.part(node, "text") {
            rows.push(label, written);
        }
        let written: Vec<String> = rows
            .out
            .iter()
            .filter(|row| row.label == label)
            .map(|row| row.value.clone())
            .collect();
        if written.is_empty() || !self.has_written_dosage() {
            let said = self.dosage(node).unwrap_or_default();
            rows.push(label, crate::entry::sentence(&said));
        } else {
            let unsaid = |part: &String| !written.iter().any(|text| says(text, part));
            let more: Vec<String> = self.how_much(node).into_iter().filter(unsaid).collect();
            let schedule = phrase("dosage_schedule", self.lang);
            let more = crate::entry::sentence(&more.join(", "));
            rows.push(&format!("{label} › {schedule}"), more);
        }
        self.repeated(node, label, rows);
        self.members(node, label, rows);
    }

    /// Marks instructions that stand word for word in what was said already.
    fn repeated(&self, node: Node<'a>, label: &str, rows: &Rows<'_>) {
        let said: Vec<String> = rows
            .out
            .iter()
            .filter(|row| row.label == label)
            .map(|row| row.value.to_lowercase())
            .collect();
        for key in REPEATED {
            for instruction in children(node, key) {
                let name = match instruction.value.as_str() {
                    Some(text) => Some(text.trim().to_owned()),
                    None => self.concept_name(instruction.value),
                };
                let known = name.is_some_and(|name| {
                    let name = name.to_lowercase();
                    said.iter().any(|text| text.contains(&name))
                });
                if known {
                    self.text(instruction);
                }
            }
        }
    }

    /// Whether the source wrote any dosage in words.
    fn has_written_dosage(&self) -> bool {
        WRITTEN.iter().any(|path| !self.at(path).is_empty())
    }

    /// `eerst`, `dan`: where several dosages follow one another (`sequence`).
    fn order(&self, node: Node<'a>) -> Option<&'static str> {
        let number = |value: &Value| value.get("sequence").and_then(Value::as_i64);
        let own = number(node.value)?;
        let others: Vec<i64> = self
            .at(node.key)
            .iter()
            .filter_map(|n| number(n.value))
            .collect();
        let first = others.iter().min().copied()?;
        if others.iter().all(|other| *other == own) {
            return None;
        }
        let key = if own == first {
            "at_first"
        } else {
            "after_that"
        };
        Some(phrase(key, self.lang))
    }

    /// The sentence that the parts of a dosage make.
    pub(crate) fn dosage(&self, node: Node<'a>) -> Option<String> {
        let mut said = self.how_much(node);
        if let (Some(order), Some(begin)) = (self.order(node), said.first_mut()) {
            *begin = format!("{order} {begin}");
        }
        for key in ["route", "method", "site"] {
            let absent = inzage_words::code("", "absent", "NA", self.lang);
            let text = self.part(node, key).map(|text| small(&text));
            said.extend(text.filter(|text| Some(text.as_str()) != absent));
        }
        (!said.is_empty()).then(|| said.join(", "))
    }

    /// How much, when, how long.
    fn how_much(&self, node: Node<'a>) -> Vec<String> {
        let timing = children(node, "timing").into_iter().next();
        let schedule = timing.map_or_else(Schedule::default, |timing| self.schedule(timing));
        let mut said = self.dosed(self.dose(node).as_deref(), &schedule);
        if let (Some(cycle), Some(first)) = (self.cycle(), said.first_mut()) {
            *first = format!("{cycle}: {first}");
        }
        let duration = timing.and_then(|timing| {
            let repeat = children(timing, "repeat").into_iter().next()?;
            self.each_time(repeat)
        });
        said.extend(duration);
        said.extend(self.rate(node));
        said.extend(self.as_needed(node));
        said.extend(self.at_most(node));
        said
    }

    /// How much at a time.
    fn dose(&self, node: Node<'a>) -> Option<String> {
        let found = ["doseQuantity", "doseRange", "dose", "doseAndRate/dose*"]
            .into_iter()
            .flat_map(|path| select(node.value, node.key, path));
        let most = phrase("times_at_most", self.lang);
        let texts: Vec<String> = found
            .filter_map(|dose| self.text(dose))
            .map(|dose| match dose.strip_prefix("≤ ") {
                Some(dose) => format!("{most} {dose}"),
                None => dose,
            })
            .collect();
        (!texts.is_empty()).then(|| texts.join(", "))
    }

    /// `cyclus van 28 dagen`: after which all of it begins again.
    pub(crate) fn cycle(&self) -> Option<String> {
        let length = self.first(CYCLES)?;
        Some(format!("{} {length}", phrase("cycle_of", self.lang)))
    }

    /// How fast: `met 100 ml per uur`.
    fn rate(&self, node: Node<'a>) -> Option<String> {
        let found = ["rate*", "doseAndRate/rate*"]
            .into_iter()
            .flat_map(|path| select(node.value, node.key, path));
        let texts: Vec<String> = found.filter_map(|rate| self.text(rate)).collect();
        let with = phrase("at_rate", self.lang);
        (!texts.is_empty()).then(|| format!("{with} {}", texts.join(", ")))
    }

    /// `telkens 30 minuten`
    fn each_time(&self, repeat: Node<'a>) -> Option<String> {
        let least = self.part(repeat, "duration")?;
        let most = self.part(repeat, "durationMax");
        let unit = self.part(repeat, "durationUnit").unwrap_or_default();
        let count = match most {
            Some(most) => format!("{least} {} {most}", phrase("to", self.lang)),
            None => least,
        };
        let each = phrase("each_time", self.lang);
        Some(format!("{each} {count} {unit}").trim_end().to_owned())
    }

    fn as_needed(&self, node: Node<'a>) -> Option<String> {
        let needed = phrase("as_needed", self.lang);
        let why = select(node.value, node.key, "asNeededCodeableConcept");
        let why: Vec<String> = why
            .into_iter()
            .filter_map(|n| self.text(n))
            .map(|text| small(&text))
            .collect();
        // Many sources give "as needed" itself as the reason.
        if let [why] = why.as_slice()
            && why.starts_with(needed)
        {
            return Some(why.clone());
        }
        if !why.is_empty() {
            return Some(format!("{needed}: {}", why.join(", ")));
        }
        let flag = select(node.value, node.key, "asNeededBoolean");
        let flag = flag.into_iter().find(|n| n.value == true)?;
        self.tell(flag.value);
        Some(needed.to_owned())
    }

    /// `hoogstens 6 stuks per dag`
    fn at_most(&self, node: Node<'a>) -> Vec<String> {
        let most = phrase("times_at_most", self.lang);
        let said = |key, more: &str| {
            let text = self.part(node, key)?;
            Some(format!("{most} {text}{more}"))
        };
        let each = format!(" {}", phrase("per_time", self.lang));
        [
            said("maxDosePerPeriod", ""),
            said("maxDosePerAdministration", &each),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// Where a source writes how a medicine is used.
const WRITTEN: &[&str] = &[
    "ext:ext-RenderedDosageInstruction",
    "dosageInstruction/text",
    "dosage/text",
];

/// Where the length of a cycle stands (zib `HerhaalperiodeCyclischSchema`).
const CYCLES: &[&str] = &[
    "mod:zib-Medication-RepeatPeriodCyclicalSchedule",
    "mod:ext-RepeatPeriodCyclicalSchedule",
    "mod:ext-InstructionsForUse.RepeatPeriodCyclicalSchedule",
    "ext:ext-InstructionsForUse.RepeatPeriodCyclicalSchedule",
];

/// Whether `text` has every word of `sentence` already.
fn says(text: &str, sentence: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let lower = text.to_lowercase();
        lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty() && !FILLERS.contains(word))
            .map(str::to_owned)
            .collect()
    };
    let had = words(text);
    // A moment of the day says that it is every day.
    let lower = text.to_lowercase();
    let daily = MOMENTS.iter().any(|moment| lower.contains(moment));
    let had_it = |word: &String| {
        had.contains(word) || (daily && matches!(word.as_str(), "per" | "dag" | "day"))
    };
    // "Less than" is no word.
    let signs = |c: &char| matches!(c, '<' | '>' | '≤' | '≥');
    let compared = sentence
        .chars()
        .filter(signs)
        .all(|sign| text.contains(sign));
    let below = super::wording::negatives(text);
    let below = super::wording::negatives(sentence).is_subset(&below);
    compared && below && words(sentence).iter().all(had_it)
}

/// Parts of a dosage that its text mostly has word for word.
const REPEATED: &[&str] = &[
    "additionalInstruction",
    "patientInstruction",
    "route",
    "method",
    "site",
];

/// What says a time of the day.
const MOMENTS: &[&str] = &[
    "ochtend",
    "morgens",
    "middag",
    "avond",
    "nacht",
    "slapen",
    "ontbijt",
    "morning",
    "noon",
    "evening",
    "night",
    "bed",
    "breakfast",
];

/// Words that say nothing of their own.
const FILLERS: &[&str] = &[
    "keer", "maal", "cyclus", "cycle", "steeds", "en", "met", "tot", "à", "elke", "iedere",
    "times", "time", "and", "at", "to", "every", "each",
];
