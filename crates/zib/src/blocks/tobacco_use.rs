//! Tabakgebruik (zib-TobaccoUse, nl-core-TobaccoUse).

use super::observed::{MEASURED, judged, measured};
use super::{Block, NOTES};
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Observation"],
    profiles: &["zib-TobaccoUse", "nl-core-TobaccoUse"],
    codes: &["365980008"],
    chapter: Chapter::SocialHistory,
    title: measured,
    date: &["effective*", "issued"],
    status: judged,
    fields: &[
        &[
            ("tobaccoStatus", "value*"),
            ("tobaccoType", "component:53661000146106/value*"),
            ("amount", "component:266918002/value*"),
            ("packYears", "component:401201003/value*"),
        ],
        MEASURED,
        NOTES,
    ],
};
