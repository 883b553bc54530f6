//! Laboratoriumuitslag (zib-LaboratoryTestResult-Observation, nl-core-LaboratoryTestResult, gp-LaboratoryResult, gp-DiagnosticResult).

use super::Block;
use super::observed::{judged, measured};
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Observation"],
    profiles: &[
        "zib-LaboratoryTestResult-Observation",
        "nl-core-LaboratoryTestResult",
        "gp-LaboratoryResult",
        "gp-DiagnosticResult",
        "vitalsign-bloodglucose",
    ],
    codes: &["275711006", "49581000146104", "laboratory"],
    chapter: Chapter::Results,
    title,
    date: &["effective*", "issued"],
    status,
    fields: &[
        ("result", "value*"),
        ("value", "value*"),
        ("component", "component"),
        ("what", "code"),
        ("interpretation", "interpretation"),
        ("referenceRange", "referenceRange"),
        ("bodySite", "bodySite"),
        ("method", "method"),
        ("device", "device"),
        ("eventTiming", "ext:observation-eventTiming"),
        ("absentReason", "dataAbsentReason"),
        ("status", "status"),
        ("moment", "effective*"),
        ("performer", "performer"),
        ("specimen", "specimen"),
        ("related", "related"),
        ("hasMember", "hasMember"),
        ("derivedFrom", "derivedFrom"),
        ("note", "note"),
        ("note", "comment"),
        ("note", "ext:Comment"),
        ("note", "ext:ext-Comment"),
    ],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    measured(reader)
}

fn status(reader: &Reader<'_>) -> Option<String> {
    judged(reader)
}
