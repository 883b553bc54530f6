//! Other vital signs: heart and pulse rate, temperature, saturation, respiration.

use super::Block;
use super::observed::{judged, measured};
use crate::reader::Reader;
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
    title,
    date: &["effective*", "issued"],
    status,
    fields: &[
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
