//! Family situation and participation in society (zib-FamilySituation,
//! zib-ParticipationInSociety): collected with Basisgegevens GGZ.

use super::observed::{MEASURED, judged_or_found, measured};
use super::{Block, NOTES};
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Observation"],
    profiles: &[
        "zib-FamilySituation",
        "zib-ParticipationInSociety",
        "nl-core-FamilySituation",
        "nl-core-ParticipationInSociety",
    ],
    codes: &["365470003", "314845004"],
    chapter: Chapter::SocialHistory,
    title: measured,
    date: &["effective*", "issued"],
    status: judged_or_found,
    fields: &[MEASURED, NOTES],
};
