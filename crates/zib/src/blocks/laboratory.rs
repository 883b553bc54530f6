//! Laboratoriumuitslag (zib-LaboratoryTestResult-Observation, nl-core-LaboratoryTestResult, gp-LaboratoryResult, gp-DiagnosticResult).

use super::observed::{MEASURED, judged_or_found, measured};
use super::{Block, NOTES};
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
    title: measured,
    date: &["effective*", "issued"],
    status: judged_or_found,
    fields: &[&[("result", "value*")], MEASURED, NOTES],
};
