//! Allergie of intolerantie (zib-AllergyIntolerance, nl-core-AllergyIntolerance).

use super::{Block, NOTES};
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["AllergyIntolerance"],
    profiles: &["zib-AllergyIntolerance", "nl-core-AllergyIntolerance"],
    codes: &[],
    chapter: Chapter::Allergies,
    title,
    date: &["onset*", "assertedDate", "recordedDate", "reaction/onset"],
    status,
    fields: &[
        &[
            ("causativeAgent", "code"),
            ("allergyCategory", "category"),
            ("type", "type"),
            ("clinicalStatus", "clinicalStatus"),
            ("verificationStatus", "verificationStatus"),
            ("criticality", "criticality"),
            ("onset", "onset*"),
            ("lastOccurrence", "lastOccurrence"),
            ("reaction", "reaction"),
        ],
        NOTES,
    ],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    reader.named(&["code", "reaction/substance"])
}

fn status(reader: &Reader<'_>) -> Option<String> {
    reader.state(&["clinicalStatus", "criticality", "verificationStatus"])
}
