//! Verrichting (zib-Procedure, nl-core-Procedure-event).

use super::titles::plain_status;
use super::{Block, NOTES};
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Procedure"],
    profiles: &["zib-Procedure", "nl-core-Procedure-event"],
    codes: &[],
    chapter: Chapter::Procedures,
    title,
    date: &["performed*"],
    status: plain_status,
    fields: &[
        &[
            ("procedureType", "code"),
            ("performed", "performed*"),
            ("status", "status"),
            ("statusReason", "statusReason"),
            ("notDone", "notDone"),
            ("notDoneReason", "notDoneReason"),
            ("bodySite", "bodySite"),
            ("procedureMethod", "ext:zib-Procedure-ProcedureMethod"),
            ("procedureMethod", "ext:procedure-method"),
            ("reason", "reasonCode"),
            ("reason", "reasonReference"),
            ("performer", "performer"),
            ("location", "location"),
            ("focalDevice", "focalDevice"),
            ("usedDevice", "usedReference"),
            ("usedDevice", "usedCode"),
            ("outcome", "outcome"),
            ("complication", "complication"),
            ("complication", "complicationDetail"),
            ("report", "report"),
            ("followUp", "followUp"),
            ("request", "basedOn"),
            ("definition", "definition"),
        ],
        NOTES,
    ],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    reader.named(&["code", "category"])
}
