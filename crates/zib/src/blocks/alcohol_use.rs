//! Alcoholgebruik (zib-AlcoholUse, nl-core-AlcoholUse).

use super::Block;
use super::observed::{judged, measured};
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Observation"],
    profiles: &["zib-AlcoholUse", "nl-core-AlcoholUse"],
    codes: &["228273003"],
    chapter: Chapter::SocialHistory,
    title,
    date: &["effective*", "issued"],
    status,
    fields: &[
        ("alcoholStatus", "value*"),
        ("amount", "component:160573003/value*"),
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
