//! Lichaamslengte (zib-BodyHeight, nl-core-BodyHeight): LOINC 8302-2, 8306-3, 8308-9.

use super::Block;
use super::observed::{judged, measured};
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Observation"],
    profiles: &["zib-BodyHeight", "nl-core-BodyHeight"],
    codes: &["8302-2", "8306-3", "8308-9"],
    chapter: Chapter::VitalSigns,
    title,
    date: &["effective*", "issued"],
    status,
    fields: &[
        ("height", "value*"),
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
