//! How delicate an entry is, as people tell it: mental, sexual, social, or a result
//! that opens covered. Told by codes and words (`labels.tsv`, `sensitive.tsv`), in
//! doubt too often rather than too seldom: the person decides.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use inzage_fhir::Resource;
use serde::{Deserialize, Serialize};

use crate::news::sensitive::{Kind, TABLE, Table};

static LABELS: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("labels.tsv")));

/// Who somebody is, and where care is given: words in their names mean nothing.
const NAMES: [&str; 7] = [
    "Patient",
    "Practitioner",
    "PractitionerRole",
    "Organization",
    "Location",
    "RelatedPerson",
    "Coverage",
];

/// A sensitivity label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    /// None of the others.
    General,
    /// Mental health and addiction.
    Mental,
    /// Sexuality, pregnancy, infections that go with it.
    Sexual,
    /// Violence, debts, life at home.
    Social,
    /// Genetics, tissue, cancer: what opens covered for its weight.
    Delicate,
}

impl Label {
    /// Every label, in the order they are shown.
    pub const ALL: [Self; 5] = [
        Self::General,
        Self::Mental,
        Self::Sexual,
        Self::Social,
        Self::Delicate,
    ];

    fn of(kind: Kind) -> Self {
        match kind {
            "mental" | "mind" => Self::Mental,
            "sexual" | "sti" | "pregnancy" => Self::Sexual,
            "social" | "safety" => Self::Social,
            _ => Self::Delicate,
        }
    }
}

/// The labels of an entry; never none.
pub fn labels(resource: &Resource) -> BTreeSet<Label> {
    let mut kinds = BTreeSet::new();
    if !NAMES.contains(&resource.kind()) {
        LABELS.all_of(resource.value(), &mut kinds);
        TABLE.all_of(resource.value(), &mut kinds);
    }
    let found: BTreeSet<Label> = kinds.into_iter().map(Label::of).collect();
    if found.is_empty() {
        BTreeSet::from([Label::General])
    } else {
        found
    }
}
