//! Any other measurement or result.

use super::observed::{MEASURED, judged, measured};
use super::{Block, NOTES};
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Observation"],
    profiles: &[],
    codes: &[],
    chapter: Chapter::Results,
    title: measured,
    date: &["effective*", "issued"],
    status: judged,
    fields: &[MEASURED, NOTES],
};
