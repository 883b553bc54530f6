//! What of the record goes along: in a share, on paper, in a file. One choice says
//! what stays; whatever it does not name goes, also what comes later.
//!
//! What stays is left out whole: an entry of which one part stays (the contact
//! persons within a Patient) stays too, because the bytes of an entry are never
//! changed. What only belongs to something else (a Practitioner, a Specimen) goes
//! with what refers to it and not without.

mod label;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use inzage_fhir::Resource;
use inzage_zib::view::Chapter;
use serde::{Deserialize, Serialize};

pub use label::{Label, labels};

/// A choice of what goes along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Selection {
    /// Chapters that stay.
    pub chapters: BTreeSet<Chapter>,
    /// Building blocks that stay: [`inzage_zib::block`].
    pub blocks: BTreeSet<String>,
    /// An entry with one of these labels stays.
    pub labels: BTreeSet<Label>,
    /// Providers whose entries stay: their names in the list of `MedMij`.
    pub providers: BTreeSet<String>,
    /// Entries that stay, by number.
    pub entries: BTreeSet<String>,
    /// Whether letters, reports and pictures go.
    pub documents: bool,
    /// Whether what she measured herself goes.
    pub readings: bool,
}

impl Default for Selection {
    /// Everything but what is sensitive and the treatment directives.
    fn default() -> Self {
        let sensitive = Label::ALL.into_iter().filter(|of| *of != Label::General);
        Self {
            chapters: BTreeSet::from([Chapter::TreatmentDirectives]),
            blocks: BTreeSet::new(),
            labels: sensitive.collect(),
            providers: BTreeSet::new(),
            entries: BTreeSet::new(),
            documents: true,
            readings: true,
        }
    }
}

/// What the choice looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts<'a> {
    /// Its number.
    pub number: &'a str,
    /// Who delivered it.
    pub provider: &'a str,
    /// Every chapter in which it has rows.
    pub chapters: Vec<Chapter>,
    /// Its building block.
    pub block: String,
    /// Its labels.
    pub labels: &'a BTreeSet<Label>,
    /// Whether it is or holds a document.
    pub document: bool,
}

impl<'a> Facts<'a> {
    /// The facts of an entry; `labels` are what [`labels`] says of it.
    pub fn of(
        number: &'a str,
        provider: &'a str,
        resource: &Resource,
        labels: &'a BTreeSet<Label>,
    ) -> Self {
        let chapters = inzage_zib::chapters(resource);
        let document = chapters.contains(&Chapter::Documents)
            || resource.kind() == "Binary"
            || !inzage_zib::attachments(resource).is_empty();
        Self {
            number,
            provider,
            block: inzage_zib::block(resource),
            chapters,
            labels,
            document,
        }
    }

    /// Whether it only belongs to something else.
    pub fn supports(&self) -> bool {
        self.chapters.as_slice() == [Chapter::Supporting]
    }
}

impl Selection {
    /// Everything: what the person takes along for herself.
    pub fn everything() -> Self {
        Self {
            chapters: BTreeSet::new(),
            labels: BTreeSet::new(),
            ..Self::default()
        }
    }

    /// Whether an entry goes along, by what it is itself.
    pub fn takes(&self, facts: &Facts<'_>) -> bool {
        let chapters_go = !facts.chapters.iter().any(|of| self.chapters.contains(of));
        chapters_go
            && !self.blocks.contains(&facts.block)
            && self.labels.is_disjoint(facts.labels)
            && !self.providers.contains(facts.provider)
            && !self.entries.contains(facts.number)
            && (self.documents || !facts.document)
    }
}
