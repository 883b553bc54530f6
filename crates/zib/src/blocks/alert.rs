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

fn title(reader: &Reader<'_>) -> Option<String> {
    // "Something else" (OTH) says no more than "see the problem".
    let problem = reader.named(&["ext:flag-detail", "ext:zib-Alert-Concern"]);
    problem
        .filter(|_| reader.is_one("code", &["OTH"]))
        .or_else(|| reader.named(&["code", "ext:flag-detail", "category"]))
}
