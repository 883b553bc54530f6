//! Monster (zib-LaboratoryTestResult-Specimen): a page without a row.

use super::titles::unusual_status;
use super::{Block, NOTES};
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Specimen"],
    profiles: &[
        "zib-LaboratoryTestResult-Specimen",
        "zib-LaboratoryTestResult-Specimen-Isolate",
        "nl-core-LaboratoryTestResult.Specimen",
    ],
    codes: &[],
    chapter: Chapter::Supporting,
    title,
    date: &["collection/collected*", "receivedTime"],
    status: unusual_status,
    fields: &[
        &[
            ("material", "type"),
            ("specimenNumber", "accessionIdentifier"),
            ("collection", "collection"),
            ("receivedTime", "receivedTime"),
            ("container", "container"),
            ("parent", "parent"),
            ("processing", "processing"),
            ("status", "status"),
            ("request", "request"),
            ("sequenceNumber", "ext:specimen-sequenceNumber"),
            ("condition", "condition"),
        ],
        NOTES,
    ],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    reader.named(&["type"])
}
