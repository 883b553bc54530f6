//! What a person reads, as text: for a clinician to review.

use std::fmt::Write as _;

use super::*;
use crate::medication::words::{
    Voice, block_words, day_words, difference_words, dose_words, period_words, place_words,
    slot_words, standing_words, treatment_words, weekday_words,
};

/// Treatments of one person at three providers.
fn record() -> Vec<Told> {
    let cyclic = with(
        agreement(),
        json!({
            "extension": [period("2026-03-01", ""), treatment("mbh-2")],
            "medicationCodeableConcept": {"text": "Ethinylestradiol/levonorgestrel tablet 30/150 microgram"},
            "modifierExtension": [{"url": format!("{ZIB}zib-Medication-RepeatPeriodCyclicalSchedule"),
                "valueDuration": {"value": 28, "unit": "d", "code": "d"}}],
            "dosageInstruction": [{"text": "21 dagen 1 tablet 's avonds, dan 7 dagen niet", "timing": {"repeat": {
                "when": ["EVE"], "boundsDuration": {"value": 21, "unit": "d", "code": "d"}}},
                "doseQuantity": {"value": 1, "unit": "tablet"}}],
        }),
    );
    let needed = with(
        used(),
        json!({
            "extension": [treatment("mbh-3")],
            "medicationCodeableConcept": {"text": "Paracetamol tablet 500 mg"},
            "dosage": [{"asNeededCodeableConcept": {"text": "bij pijn"},
                "doseRange": {"low": {"value": 1, "unit": "tablet"}, "high": {"value": 2, "unit": "tablet"}},
                "maxDosePerPeriod": {"numerator": {"value": 6, "unit": "tablet"}, "denominator": {"value": 1, "unit": "d", "code": "d"}}}],
        }),
    );
    let stopped = with(
        agreement(),
        json!({
            "extension": [period("2025-01-01", "2026-02-01"), treatment("mbh-4")],
            "medicationCodeableConcept": {"text": "Enalapril tablet 10 mg"},
            "status": "stopped",
            "modifierExtension": stop_type("2", "Definitief"),
            "reasonCode": [{"text": "Prikkelhoest"}],
        }),
    );
    let other = with(
        agreement(),
        json!({
            "extension": [period("2026-01-01", ""), treatment("elders")],
            "medicationCodeableConcept": {"text": "Metoprolol tablet mga 100 mg",
                "coding": [{"system": ATC, "code": "C07AB02", "display": "metoprolol"}]},
            "status": null,
        }),
    );
    let not_used = with(
        used(),
        json!({"id": "mgb2", "taken": "n", "dateAsserted": "2026-03-02",
        "note": [{"text": "Ik word er duizelig van."}]}),
    );
    vec![
        told_by("nierkliniek@medmij", "1", &agreement()),
        told_by("apotheek@medmij", "2", &administration()),
        told_by("nierkliniek@medmij", "3", &used()),
        told_by("ziekenhuis@medmij", "4", &other),
        told_by("ziekenhuis@medmij", "5", &cyclic),
        told_by("huisarts@medmij", "6", &needed),
        told_by("huisarts@medmij", "7", &stopped),
        told_by("huisarts@medmij", "8", &not_used),
    ]
}

/// The list and the day as text.
fn text(all: &[Told], at: &str, lang: Lang) -> String {
    let at = day(at);
    let found = treatments(all, at, &Said::default());
    let mut out = String::new();
    for treatment in &found {
        let speaker = treatment.speaker().unwrap();
        writeln!(out, "## {}", place_words(treatment.place, lang)).unwrap();
        writeln!(out, "{}", speaker.told.medication.product).unwrap();
        writeln!(out, "{}", speaker.told.medication.usage).unwrap();
        writeln!(out, "{}", treatment_words(treatment, lang)).unwrap();
        for part in &treatment.parts {
            let medication = &part.told.medication;
            let said = medication.said.as_deref().map(|said| day_words(said, lang));
            writeln!(
                out,
                "  {}: {} · {} · {} · {} · {} · {} · {}",
                Voice::of(medication.block).words(lang),
                block_words(medication.block, lang),
                standing_words(part, lang),
                period_words(&medication.period, lang),
                medication.by,
                said.unwrap_or_default(),
                part.told.provider,
                [
                    &medication.reason,
                    &medication.change_reason,
                    &medication.note
                ]
                .map(String::as_str)
                .join("|"),
            )
            .unwrap();
        }
    }
    for difference in differing(all, at, &Said::default()) {
        let words = difference_words(difference.kind, lang);
        writeln!(out, "! {words}: {} / {}", difference.one, difference.other).unwrap();
    }
    writeln!(out, "\n# {}", weekday_words(at, lang)).unwrap();
    for line in schedule(&found, at) {
        let who = line.told_by.join(",");
        let time = line.time.clone().unwrap_or_default();
        writeln!(
            out,
            "{}: {time} {} ({who})",
            slot_words(line.slot, lang),
            dose_words(&line, lang)
        )
        .unwrap();
    }
    out
}

#[test]
fn treatments_as_a_person_reads_them() {
    insta::assert_snapshot!("treatments_nl", text(&record(), "2026-03-15", Lang::Nl));
    insta::assert_snapshot!("treatments_en", text(&record(), "2026-03-25", Lang::En));
}
