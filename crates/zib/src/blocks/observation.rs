//! Any other measurement or result.

use super::observed::{MEASURED, judged_or_found, measured};
use super::{Block, NOTES};
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Observation"],
    profiles: &[],
    codes: &[],
    chapter: Chapter::Results,
    title: measured,
    date: &["effective*", "issued"],
    status: judged_or_found,
    fields: &[MEASURED, NOTES],
};
