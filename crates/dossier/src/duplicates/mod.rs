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

pub use decisions::{Decision, Decisions, Verdict};
pub use groups::{Groups, find};

use crate::record::Record;

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

/// Why two entries stand together, or may be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Reason {
    /// The person said so.
    Confirmed,
    /// The same resource of the same provider, in two services.
    SameResource,
    /// The same identifier, and the same code or building block.
    Identifier,
    /// The same unique number of a document.
    Document,
    /// The same AGB or UZI number and name.
    Registry,
    /// The same AGB or UZI number under another name.
    RegistryOtherName,
    /// The same product and serial number.
    Device,
    /// The same product or serial number.
    DeviceProduct,
    /// The same measurement, to the minute, with the same value.
    Measurement,
    /// The same measurement on the same day, with the same value.
    MeasurementDay,
    /// The same test, moment, specimen and value, of one provider.
    Result,
    /// The same test, moment and specimen, with another status: perhaps a newer version.
    ResultVersion,
    /// The same problem, in overlapping periods.
    Problem,
    /// The same alert.
    Alert,
    /// The same substance.
    Substance,
    /// The same product, in overlapping periods.
    Product,
    /// The same name and role, number or address.
    Contact,
    /// The same vaccine on the same day.
    Vaccination,
    /// The same procedure on the same day and side.
    Procedure,
    /// A contact of the same kind, at the same place and time.
    Encounter,
}
