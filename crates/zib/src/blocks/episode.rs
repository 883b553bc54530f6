//! Episode of the GP (nl-core-episodeofcare, nl-core-EpisodeOfCare).

use super::titles::plain_status;
use super::{Block, NOTES};
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["EpisodeOfCare"],
    profiles: &["nl-core-episodeofcare", "nl-core-EpisodeOfCare"],
    codes: &[],
    chapter: Chapter::GeneralPractice,
    title,
    date: &["ext:EpisodeOfCare-DateLastEncounter", "period"],
    status: plain_status,
    fields: &[
        &[
            ("episodeTitle", "ext:EpisodeOfCare-Title"),
            ("episodeTitle", "ext:ext-EpisodeOfCare.EpisodeOfCareName"),
            ("condition", "diagnosis"),
            ("type", "type"),
            ("period", "period"),
            ("firstEncounter", "ext:EpisodeOfCare-DateFirstEncounter"),
            ("lastEncounter", "ext:EpisodeOfCare-DateLastEncounter"),
            ("status", "status"),
            ("careManager", "careManager"),
            ("team", "team"),
            ("managingOrganization", "managingOrganization"),
            ("statusHistory", "statusHistory"),
        ],
        NOTES,
    ],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    reader.named(&[
        "ext:EpisodeOfCare-Title",
        "ext:ext-EpisodeOfCare.EpisodeOfCareName",
        "diagnosis/condition",
        "type",
    ])
}
