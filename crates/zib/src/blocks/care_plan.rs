//! Zorgplan and treatment objectives (`CarePlan`, Goal).

use super::titles::plain_status;
use super::{Block, NOTES};
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["CarePlan", "Goal"],
    profiles: &[],
    codes: &[],
    chapter: Chapter::PlannedCare,
    title,
    date: &["period", "start*", "created"],
    status: plain_status,
    fields: &[
        &[
            ("title", "title"),
            ("description", "description"),
            ("period", "period"),
            ("start", "start*"),
            ("status", "status"),
            ("status", "lifecycleStatus"),
            ("achievementStatus", "achievementStatus"),
            ("addresses", "addresses"),
            ("goal", "goal"),
            ("target", "target"),
            ("activity", "activity"),
            ("careTeam", "careTeam"),
            ("expressedBy", "expressedBy"),
            ("priority", "priority"),
            ("statusDate", "statusDate"),
            ("statusReason", "statusReason"),
            ("outcome", "outcomeCode"),
            ("outcome", "outcomeReference"),
        ],
        NOTES,
    ],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    reader.named(&["title", "description", "category"])
}
