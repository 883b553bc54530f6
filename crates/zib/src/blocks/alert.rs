//! Alert (zib-Alert, nl-core-Alert).

use super::titles::plain_status;
use super::{Block, NOTES};
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Flag"],
    profiles: &["zib-Alert", "nl-core-Alert"],
    codes: &[],
    chapter: Chapter::Alerts,
    title,
    date: &["period"],
    status: plain_status,
    fields: &[
        &[
            ("alertName", "code"),
            ("alertType", "category"),
            ("condition", "ext:flag-detail"),
            ("condition", "ext:zib-Alert-Concern"),
            ("period", "period"),
            ("status", "status"),
        ],
        NOTES,
    ],
};

/// Codes that say no more than "see the problem": `NullFlavor`, data-absent-reason.
const SEE_PROBLEM: &[&str] = &[
    "OTH",
    "NA",
    "UNK",
    "NI",
    "not-applicable",
    "unknown",
    "unsupported",
];

fn title(reader: &Reader<'_>) -> Option<String> {
    let problem = reader.named(&["ext:flag-detail", "ext:zib-Alert-Concern"]);
    problem
        .filter(|_| reader.is_one("code", SEE_PROBLEM))
        .or_else(|| reader.named(&["code", "ext:flag-detail", "category"]))
}
