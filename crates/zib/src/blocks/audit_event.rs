//! Who looked at, or changed, data (FHIR `AuditEvent`, STU3 and R4; NEN 7513).

use super::{Block, NOTES};
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["AuditEvent"],
    profiles: &[],
    codes: &[],
    chapter: Chapter::Supporting,
    title,
    date: &["recorded"],
    status: |_| None,
    fields: &[
        &[
            ("accessWho", "agent/name"),
            ("accessWho", "agent/who"),
            ("accessWho", "agent/reference"),
            ("accessRole", "agent/role"),
            ("accessRole", "agent/type"),
            ("accessWhen", "recorded"),
            ("accessDid", "action"),
            ("accessDid", "subtype"),
            ("accessData", "entity/name"),
            ("accessData", "entity/type"),
            ("accessData", "entity/what"),
            ("accessData", "entity/reference"),
            ("accessWhy", "purposeOfEvent"),
            ("accessWhy", "agent/purposeOfUse"),
            ("accessWhere", "source/site"),
            ("accessOutcome", "outcome"),
            ("accessOutcome", "outcomeDesc"),
        ],
        NOTES,
    ],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    reader.named(&["subtype", "type"])
}
