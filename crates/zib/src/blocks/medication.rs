//! Farmaceutisch product (zib-Product, mp-PharmaceuticalProduct): a page without a row.

use super::Block;
use super::titles::unusual_status;
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Medication"],
    profiles: &[
        "zib-Product",
        "mp-PharmaceuticalProduct",
        "nl-core-PharmaceuticalProduct",
    ],
    codes: &[],
    chapter: Chapter::Supporting,
    title,
    date: &[],
    status: unusual_status,
    fields: &[&[
        ("productName", "code"),
        ("description", "ext:zib-Product-Description"),
        ("description", "ext:ext-PharmaceuticalProduct.Description"),
        ("form", "form"),
        ("ingredient", "ingredient"),
        ("strength", "amount"),
        ("isBrand", "isBrand"),
        ("isOverTheCounter", "isOverTheCounter"),
        ("manufacturer", "manufacturer"),
        ("package", "package"),
        ("batch", "batch"),
        ("status", "status"),
    ]],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    reader.named(&[
        "code",
        "ext:zib-Product-Description",
        "ext:ext-PharmaceuticalProduct.Description",
        "ingredient/itemCodeableConcept",
    ])
}
