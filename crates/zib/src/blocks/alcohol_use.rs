//! Alcoholgebruik (zib-AlcoholUse, nl-core-AlcoholUse).

use super::observed::{MEASURED, judged, measured};
use super::{Block, NOTES};
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Observation"],
    profiles: &["zib-AlcoholUse", "nl-core-AlcoholUse"],
    codes: &["228273003"],
    chapter: Chapter::SocialHistory,
    title: measured,
    date: &["effective*", "issued"],
    status: judged,
    fields: &[
        &[
            ("alcoholStatus", "value*"),
            ("amount", "component:160573003/value*"),
        ],
        MEASURED,
        NOTES,
    ],
};
