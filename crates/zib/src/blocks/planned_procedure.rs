//! Verrichting, planned (zib-ProcedureRequest, nl-core-Procedure-request).

use super::{Block, NOTES};
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["ProcedureRequest", "ServiceRequest"],
    profiles: &["zib-ProcedureRequest", "nl-core-Procedure-request"],
    codes: &[],
    chapter: Chapter::PlannedCare,
    title,
    date: &["occurrence*", "authoredOn"],
    status,
    fields: &[
        &[
            ("procedureType", "code"),
            ("orderStatus", "status"),
            ("planned", "occurrence*"),
            ("priority", "priority"),
            ("bodySite", "bodySite"),
            ("reason", "reasonCode"),
            ("reason", "reasonReference"),
            ("requester", "requester"),
            ("performer", "performer"),
            ("performerType", "performerType"),
            ("authoredOn", "authoredOn"),
            ("doNotPerform", "doNotPerform"),
            ("asNeeded", "asNeeded*"),
            ("quantity", "quantity*"),
            ("orderDetail", "orderDetail"),
            ("specimen", "specimen"),
            ("location", "locationCode"),
            ("location", "locationReference"),
            ("instruction", "patientInstruction"),
            ("supportingInformation", "supportingInfo"),
        ],
        NOTES,
    ],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    reader.named(&["code", "category"])
}

fn status(reader: &Reader<'_>) -> Option<String> {
    reader.state(&["status", "status/ext:code-specification"])
}
