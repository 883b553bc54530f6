//! Lichaamslengte (zib-BodyHeight, nl-core-BodyHeight): LOINC 8302-2, 8306-3, 8308-9.

use super::observed::{MEASURED, judged, measured};
use super::{Block, NOTES};
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Observation"],
    profiles: &["zib-BodyHeight", "nl-core-BodyHeight"],
    codes: &["8302-2", "8306-3", "8308-9"],
    chapter: Chapter::VitalSigns,
    title: measured,
    date: &["effective*", "issued"],
    status: judged,
    fields: &[&[("height", "value*")], MEASURED, NOTES],
};
