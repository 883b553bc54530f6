//! Journaalregel of the GP (gp-JournalEntry).

use super::observed::{MEASURED, judged_or_found, measured};
use super::{Block, NOTES};
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Observation"],
    profiles: &["gp-JournalEntry"],
    codes: &[],
    chapter: Chapter::GeneralPractice,
    title: measured,
    date: &["effective*", "issued"],
    status: judged_or_found,
    fields: &[&[("journalText", "value*")], MEASURED, NOTES],
};
