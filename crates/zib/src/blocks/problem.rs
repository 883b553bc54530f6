//! Probleem (zib-Problem, nl-core-Problem).

use super::{Block, NOTES};
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Condition"],
    profiles: &["zib-Problem", "nl-core-Problem"],
    codes: &[],
    chapter: Chapter::Problems,
    title,
    date: &["onset*", "assertedDate", "recordedDate"],
    status,
    fields: &[
        &[
            ("problemName", "code"),
            ("problemType", "category"),
            ("furtherName", "ext:bgz-SpecificProblemName"),
            (
                "furtherName",
                "ext:ext-Problem.FurtherSpecificationProblemName",
            ),
            ("bodySite", "bodySite"),
            ("onset", "onset*"),
            ("abatement", "abatement*"),
            ("clinicalStatus", "clinicalStatus"),
            ("verificationStatus", "verificationStatus"),
            ("severity", "severity"),
            ("stage", "stage"),
            ("evidence", "evidence"),
            ("dueTo", "ext:condition-dueTo"),
        ],
        NOTES,
    ],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    reader.named(&["code", "bodySite"])
}

fn status(reader: &Reader<'_>) -> Option<String> {
    reader.state(&["clinicalStatus", "verificationStatus"])
}
