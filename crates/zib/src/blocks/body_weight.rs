//! Lichaamsgewicht (zib-BodyWeight, nl-core-BodyWeight): LOINC 29463-7.

use super::Block;
use super::observed::{judged, measured};
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Observation"],
    profiles: &["zib-BodyWeight", "nl-core-BodyWeight"],
    codes: &[
        "29463-7", "3141-9", "8335-2", "3142-7", "8341-0", "8350-1", "8351-9",
    ],
    chapter: Chapter::VitalSigns,
    title,
    date: &["effective*", "issued"],
    status,
    fields: &[
        ("weight", "value*"),
        ("clothing", "component:8352-7/value*"),
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
