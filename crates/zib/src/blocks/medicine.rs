//! What the medication building blocks have in common.

use super::titles::shortened;
use crate::reader::Reader;

/// The name of the medicine: of the Medication it points at, else its display.
pub(super) fn medicine(reader: &Reader<'_>) -> Option<String> {
    reader.named(&[
        "medicationReference",
        "medicationCodeableConcept",
        "dosageInstruction/text",
    ])
}

/// Whether it is used, stopped, given; then how much and when.
pub(super) fn agreed(reader: &Reader<'_>) -> Option<String> {
    if reader.is_one("status", &["entered-in-error"]) {
        return reader.state(&[]);
    }
    let mut said = Vec::new();
    if reader.is_one("taken", &["n"]) {
        said.push(inzage_words::phrase("not_used", reader.lang).to_owned());
    }
    said.extend(reader.first(&["mod:zib-Medication-StopType", "mod:ext-StopType"]));
    if !reader.is_one("status", &["active", "completed", "in-progress", "unknown"]) {
        said.extend(reader.first(&["status"]));
    }
    said.extend(used(reader));
    said.dedup();
    (!said.is_empty()).then(|| shortened(said.join(", ")))
}

/// How it is used: as the source wrote it, else the sentence of its parts.
fn used(reader: &Reader<'_>) -> Option<String> {
    if let Some(rendered) = reader.first(&["ext:ext-RenderedDosageInstruction"]) {
        return Some(rendered);
    }
    let mut said: Vec<String> = Vec::new();
    for dosage in ["dosageInstruction", "dosage"]
        .iter()
        .flat_map(|path| reader.at(path))
    {
        let text = reader
            .part(dosage, "text")
            .or_else(|| reader.dosage(dosage));
        said.extend(text.filter(|text| !said.contains(text)));
    }
    (!said.is_empty()).then(|| said.join("; "))
}
