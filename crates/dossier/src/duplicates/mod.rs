//! One thing, received more than once: what may be shown as one row by itself,
//! and what may only be suggested (functional design of the `BgZ`, 3.2.9.2).
//! Nothing is taken out of the record: entries stand together, that is all.

mod claims;
mod decisions;
mod groups;

#[cfg(test)]
mod tests;

use inzage_zib::Identity;
use serde::{Deserialize, Serialize};

pub use decisions::{Decision, Decisions};
pub use groups::{Groups, find};

pub use crate::view::{Reason, Verdict};

use crate::record::Record;

/// Kind of a [`Thing`] that stands within a Patient.
const CONTACT: &str = "Patient.contact";

/// A thing at its source: what stays the same when it is collected again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Thing {
    /// MedMij name of the provider.
    pub provider: String,
    /// GegevensdienstId.
    pub service: String,
    /// FHIR resource type.
    pub kind: String,
    /// FHIR logical id; `#` and the entry number when it has none.
    pub id: String,
}

impl Thing {
    /// The thing that a record is a version of.
    pub fn of(record: &Record) -> Self {
        let head = &record.head;
        Self {
            provider: head.provider.clone(),
            service: head.service.clone(),
            kind: head.kind.clone(),
            id: if head.id.is_empty() {
                format!("#{}", head.number)
            } else {
                head.id.clone()
            },
        }
    }

    /// A contact person within the Patient that a record is a version of; `who` is
    /// the name, or what else stays the same when it is collected again.
    pub fn contact(patient: &Record, who: &str) -> Self {
        let of = Self::of(patient);
        Self {
            kind: CONTACT.to_owned(),
            id: format!("{}/{who}", of.id),
            ..of
        }
    }

    /// Whether it is a contact person within a Patient.
    pub fn is_contact(&self) -> bool {
        self.kind == CONTACT
    }

    /// The server it came from: a logical id says nothing beyond it.
    fn server(&self) -> (&str, &str) {
        (&self.provider, &self.service)
    }
}

/// An entry to compare with the others.
#[derive(Clone, Debug)]
pub struct Candidate<'a> {
    /// Entry number.
    pub number: &'a str,
    /// What it is a version of.
    pub thing: Thing,
    /// What identifies it.
    pub identity: Identity,
    /// As received.
    pub bytes: &'a [u8],
}
