//! Product of a medical device (zib-MedicalDeviceProduct): a page without a row.

use super::Block;
use super::titles::unusual_status;
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Device"],
    profiles: &["zib-MedicalDeviceProduct", "nl-core-MedicalDevice.Product"],
    codes: &[],
    chapter: Chapter::Supporting,
    title,
    date: &["manufactureDate"],
    status: unusual_status,
    fields: &[&[
        ("productType", "type"),
        ("deviceName", "deviceName"),
        ("description", "note"),
        ("model", "model"),
        ("model", "modelNumber"),
        ("manufacturer", "manufacturer"),
        ("serialNumber", "serialNumber"),
        ("udi", "udi"),
        ("udi", "udiCarrier"),
        ("lotNumber", "lotNumber"),
        ("manufactureDate", "manufactureDate"),
        ("expirationDate", "expirationDate"),
        ("status", "status"),
        ("version", "version"),
        ("owner", "owner"),
        ("contact", "contact"),
        ("location", "location"),
        ("safety", "safety"),
    ]],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    reader.named(&["type", "deviceName/name", "model"])
}
