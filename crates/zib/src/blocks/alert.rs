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
    reader.named(&["code", "ext:flag-detail", "category"])
}
