//! Contactverslag of the GP, and other reports (gp-EncounterReport, Composition).

use super::Block;
use super::titles::{shortened, unusual_status};
use crate::reader::{Reader, select};
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Composition"],
    profiles: &["gp-EncounterReport"],
    codes: &[],
    chapter: Chapter::GeneralPractice,
    title,
    date: &["date"],
    status,
    fields: &[&[
        ("reportTitle", "title"),
        ("date", "date"),
        ("reportType", "type"),
        ("section", "section"),
        ("author", "author"),
        ("status", "status"),
        ("attester", "attester"),
        ("custodian", "custodian"),
        ("confidentiality", "confidentiality"),
        ("relatesTo", "relatesTo"),
        ("event", "event"),
    ]],
};

/// What was concluded and agreed: the lines themselves.
fn status(reader: &Reader<'_>) -> Option<String> {
    let mut said: Vec<String> = unusual_status(reader).into_iter().collect();
    for section in reader.at("section") {
        let title = reader.part(section, "title");
        let text = select(section.value, section.key, "text/div")
            .into_iter()
            .find_map(|text| reader.text(text))
            .map(|text| text.trim_start_matches(LINE_MARK).to_owned());
        said.extend(match (title, text) {
            (Some(title), Some(text)) if !text.starts_with(&title) => {
                Some(format!("{title}: {text}"))
            }
            (_, text) => text,
        });
    }
    (!said.is_empty()).then(|| shortened(said.join(" · ")))
}

/// What generated texts of nl-core-SOAPReport begin with.
const LINE_MARK: &str = "SOAPLineText: ";

fn title(reader: &Reader<'_>) -> Option<String> {
    reader.named(&["title", "type"])
}
