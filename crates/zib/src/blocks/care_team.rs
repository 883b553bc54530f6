//! Zorgteam (nl-core-careteam, nl-core-CareTeam).

use super::titles::plain_status;
use super::{Block, NOTES};
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["CareTeam"],
    profiles: &["nl-core-careteam", "nl-core-CareTeam"],
    codes: &[],
    chapter: Chapter::CareProviders,
    title,
    date: &["period"],
    status: plain_status,
    fields: &[
        &[
            ("name", "name"),
            ("participant", "participant"),
            ("period", "period"),
            ("status", "status"),
            ("reason", "reasonCode"),
            ("reason", "reasonReference"),
            ("managingOrganization", "managingOrganization"),
            ("telecom", "telecom"),
        ],
        NOTES,
    ],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    reader.named(&["name", "category", "reasonReference"])
}
