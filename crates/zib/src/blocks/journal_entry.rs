//! Journaalregel of the GP (gp-JournalEntry).

use super::observed::{MEASURED, judged, measured};
use super::{Block, NOTES};
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Observation"],
    profiles: &["gp-JournalEntry"],
    codes: &[],
    chapter: Chapter::GeneralPractice,
    title: measured,
    date: &["effective*", "issued"],
    status: judged,
    fields: &[&[("journalText", "value*")], MEASURED, NOTES],
};
