//! Woonsituatie (zib-LivingSituation, nl-core-LivingSituation).

use super::observed::{MEASURED, judged_or_found, measured};
use super::{Block, NOTES};
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Observation"],
    profiles: &["zib-LivingSituation", "nl-core-LivingSituation"],
    codes: &["365508006"],
    chapter: Chapter::SocialHistory,
    title: measured,
    date: &["effective*", "issued"],
    status: judged_or_found,
    fields: &[&[("houseType", "value*")], MEASURED, NOTES],
};
