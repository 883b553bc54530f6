//! Other vital signs: heart and pulse rate, temperature, saturation, respiration.

use super::observed::{MEASURED, judged_or_found, measured};
use super::{Block, NOTES};
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Observation"],
    profiles: &[
        "zib-HeartRate",
        "zib-PulseRate",
        "zib-BodyTemperature",
        "zib-OxygenSaturation",
        "zib-Respiration",
        "nl-core-HeartRate",
        "nl-core-PulseRate",
        "nl-core-BodyTemperature",
        "nl-core-O2Saturation",
        "nl-core-Respiration",
    ],
    codes: &[
        "8867-4",
        "8893-0",
        "8310-5",
        "59408-5",
        "422834003",
        "vital-signs",
    ],
    chapter: Chapter::VitalSigns,
    title: measured,
    date: &["effective*", "issued"],
    status: judged_or_found,
    fields: &[MEASURED, NOTES],
};
