//! Betaler (zib-Payer, nl-core-Payer).

use super::Block;
use super::titles::unusual_status;
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Coverage"],
    profiles: &[
        "zib-Payer",
        "nl-core-Payer",
        "nl-core-Payer.InsuranceCompany",
        "nl-core-Payer.PayerPerson",
    ],
    codes: &[],
    chapter: Chapter::Payer,
    title,
    date: &["period"],
    status: unusual_status,
    fields: &[&[
        ("insurer", "payor"),
        ("insuranceType", "type"),
        ("subscriberId", "subscriberId"),
        ("period", "period"),
        ("policyHolder", "policyHolder"),
        ("subscriber", "subscriber"),
        ("beneficiary", "beneficiary"),
        ("relationship", "relationship"),
        ("status", "status"),
        ("grouping", "grouping"),
        ("dependent", "dependent"),
        ("network", "network"),
        ("order", "order"),
    ]],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    let parts: Vec<String> = [reader.named(&["payor"]), reader.named(&["type"])]
        .into_iter()
        .flatten()
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
