//! Anything: a resource without a building block of its own.

use super::Block;
use crate::reader::Reader;
use crate::view::Chapter;

pub(crate) static BLOCK: Block = Block {
    kinds: &[],
    profiles: &[],
    codes: &[],
    chapter: Chapter::Supporting,
    title,
    date: DATES,
    status,
    fields: &[&[]],
};

/// Where a date stands in most resources, the one that matters most first.
pub(crate) const DATES: &[&str] = &[
    "effective*",
    "onset*",
    "performed*",
    "occurrence*",
    "period",
    "start",
    "whenUsed",
    "date",
    "dateTime",
    "authoredOn",
    "assertedDate",
    "recordedDate",
    "dateAsserted",
    "indexed",
    "created",
    "sent",
    "issued",
    "recorded",
    "whenHandedOver",
    "collection/collected*",
];

pub(crate) fn title(reader: &Reader<'_>) -> Option<String> {
    crate::show::name_of(reader, reader.resource.value())
}

pub(crate) fn status(reader: &Reader<'_>) -> Option<String> {
    ["status", "lifecycleStatus"]
        .iter()
        .flat_map(|path| reader.at(path))
        .find_map(|node| reader.text(node))
}
