//! Medisch hulpmiddel (zib-MedicalDevice, nl-core-MedicalDevice).

use super::titles::plain_status;
use super::{Block, NOTES};
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["DeviceUseStatement"],
    profiles: &["zib-MedicalDevice", "nl-core-MedicalDevice"],
    codes: &[],
    chapter: Chapter::Devices,
    title,
    date: &["whenUsed", "timing*", "recordedOn"],
    status: plain_status,
    fields: &[
        &[
            ("product", "device"),
            ("bodySite", "bodySite"),
            ("used", "whenUsed"),
            ("used", "timing*"),
            ("reason", "indication"),
            ("reason", "ext:zib-MedicalDevice-Problem"),
            ("reason", "ext:deviceUseStatement-reasonReferenceSTU3"),
            ("reason", "reasonCode"),
            ("reason", "reasonReference"),
            ("status", "status"),
            ("organization", "ext:zib-MedicalDevice-Organization"),
            ("location", "ext:ext-MedicalDevice.Location"),
            ("practitioner", "ext:zib-MedicalDevice-Practitioner"),
            ("practitioner", "ext:ext-MedicalDevice.HealthProfessional"),
            ("informant", "source"),
        ],
        NOTES,
    ],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    reader.named(&["device"])
}
