//! Woonsituatie (zib-LivingSituation, nl-core-LivingSituation).

use super::Block;
use super::observed::{judged, measured};
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Observation"],
    profiles: &["zib-LivingSituation", "nl-core-LivingSituation"],
    codes: &["365508006"],
    chapter: Chapter::SocialHistory,
    title,
    date: &["effective*", "issued"],
    status,
    fields: &[
        ("houseType", "value*"),
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
