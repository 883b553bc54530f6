//! Bloeddruk (zib-BloodPressure, nl-core-BloodPressure): LOINC 85354-9.

use super::observed::{MEASURED, judged};
use super::{Block, NOTES};
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Observation"],
    profiles: &["zib-BloodPressure", "nl-core-BloodPressure"],
    codes: &["85354-9"],
    chapter: Chapter::VitalSigns,
    title,
    date: &["effective*", "issued"],
    status: judged,
    fields: &[
        &[
            ("systolic", "component:8480-6/value*"),
            ("diastolic", "component:8462-4/value*"),
            ("meanPressure", "component:8478-0|6797001/value*"),
            ("endpoint", "component:85549003/value*"),
            ("cuff", "component:8358-4|70665002/value*"),
            ("bodyPosition", "component:8361-8|424724000/value*"),
        ],
        MEASURED,
        NOTES,
    ],
};

#[expect(
    clippy::unnecessary_wraps,
    reason = "every building block has this signature"
)]
fn title(reader: &Reader<'_>) -> Option<String> {
    let number = |path| reader.first(&[path]);
    let name = reader.word("Bloeddruk", "Blood pressure");
    let over = number("component:8480-6/valueQuantity/value");
    let under = number("component:8462-4/valueQuantity/value");
    Some(match (over, under) {
        (Some(over), Some(under)) => {
            let unit = number("component:8480-6/valueQuantity")
                .and_then(|whole| whole.split_once(' ').map(|(_, unit)| unit.to_owned()))
                .unwrap_or_default();
            format!("{name} {over}/{under} {unit}")
                .trim_end()
                .to_owned()
        }
        _ => name,
    })
}
