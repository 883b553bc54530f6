//! Wilsverklaring (zib-AdvanceDirective, nl-core-AdvanceDirective).

use super::titles::unusual_status;
use super::{Block, NOTES};
use crate::reader::Reader;
use crate::view::Chapter;
use inzage_fhir::Value;

pub(super) static BLOCK: Block = Block {
    kinds: &["Consent"],
    profiles: &["zib-AdvanceDirective", "nl-core-AdvanceDirective"],
    codes: &[],
    chapter: Chapter::TreatmentDirectives,
    title,
    date: &["dateTime", "period"],
    status: unusual_status,
    fields: &[
        &[
            ("livingWillType", "category"),
            ("date", "dateTime"),
            ("disorder", "ext:zib-AdvanceDirective-Disorder"),
            ("disorder", "ext:ext-AdvanceDirective.Disorder"),
            ("representative", "consentingParty"),
            ("representative", "provision/actor"),
            ("livingWillDocument", "source*"),
            ("period", "period"),
            ("status", "status"),
            ("organization", "organization"),
            ("policy", "policy"),
            ("policyRule", "policyRule"),
            ("scope", "scope"),
            ("provision", "provision"),
            ("verification", "verification"),
            ("except", "except"),
        ],
        NOTES,
    ],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    // The first category says that it is an advance directive, another which one.
    let kinds = reader.at("category");
    let specific = kinds
        .iter()
        .filter(|node| !is_general(node.value))
        .find_map(|node| reader.concept_name(node.value));
    specific.or_else(|| reader.named(&["category"]))
}

/// Whether a category only says that it is an advance directive.
fn is_general(category: &Value) -> bool {
    crate::reader::list(category.get("coding")).iter().any(|c| {
        c.get("code")
            .is_some_and(|c| c == "11341000146107" || c == "acd")
    })
}
