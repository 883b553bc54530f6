//! Vaccinatie (zib-Vaccination; R4 nl-core-Vaccination-event, imm-Vaccination-event).

use super::{Block, NOTES};
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Immunization"],
    profiles: &[
        "zib-Vaccination",
        "nl-core-Vaccination-event",
        "imm-Vaccination-event",
    ],
    codes: &[],
    chapter: Chapter::Vaccinations,
    title,
    date: &["occurrence*", "date"],
    status,
    fields: &[
        &[
            ("vaccine", "vaccineCode"),
            ("product", "ext:ext-imm-Vaccination.PharmaceuticalProduct"),
            ("product", "ext:ext-Vaccination.PharmaceuticalProduct"),
            ("vaccinationDate", "occurrence*"),
            ("vaccinationDate", "date"),
            ("notGiven", "notGiven"),
            ("notGiven", "wasNotGiven"),
            ("status", "status"),
            ("statusReason", "statusReason"),
            ("explanation", "explanation"),
            ("dose", "doseQuantity"),
            ("vaccinationProtocol", "protocolApplied"),
            ("vaccinationProtocol", "vaccinationProtocol"),
            ("site", "site"),
            ("route", "route"),
            ("administeredBy", "practitioner"),
            ("administeredBy", "performer"),
            ("location", "location"),
            ("manufacturer", "manufacturer"),
            ("lotNumber", "lotNumber"),
            ("expirationDate", "expirationDate"),
            ("reason", "reasonCode"),
            ("reason", "reasonReference"),
            ("reaction", "reaction"),
            ("primarySource", "primarySource"),
            ("reportOrigin", "reportOrigin"),
            ("recorded", "recorded"),
            ("isSubpotent", "isSubpotent"),
        ],
        NOTES,
    ],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    reader.named(&[
        "vaccineCode",
        "ext:ext-imm-Vaccination.PharmaceuticalProduct",
        "ext:ext-Vaccination.PharmaceuticalProduct",
        "protocolApplied/targetDisease",
        "vaccinationProtocol/targetDisease",
    ])
}

fn status(reader: &Reader<'_>) -> Option<String> {
    if reader.is_true("notGiven") || reader.is_true("wasNotGiven") {
        return Some(inzage_words::phrase("not_given", reader.lang).to_owned());
    }
    if reader.is_one("status", &["completed"]) {
        return Some(reader.word("gegeven", "given"));
    }
    reader.state(&["status"])
}
