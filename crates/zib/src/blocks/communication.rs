//! Message (Communication; dwv-PatientCorrectionsCommunication).

use super::titles::unusual_status;
use super::{Block, NOTES};
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Communication"],
    profiles: &["dwv-PatientCorrectionsCommunication"],
    codes: &[],
    chapter: Chapter::Documents,
    title,
    date: &["sent", "received"],
    status: unusual_status,
    fields: &[
        &[
            ("subjectLine", "topic"),
            ("message", "payload"),
            ("sent", "sent"),
            ("received", "received"),
            ("sender", "sender"),
            ("recipient", "recipient"),
            ("about", "about"),
            ("inResponseTo", "inResponseTo"),
            ("reason", "reasonCode"),
            ("status", "status"),
            ("priority", "priority"),
            ("medium", "medium"),
        ],
        NOTES,
    ],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    reader.named(&["topic", "category", "payload/contentString"])
}
