//! The building blocks: FHIR as received to what a person reads.
//!
//! [`entry()`] makes the page of a resource. Whatever a building block does not
//! show is shown under `other`, by construction: each value that was
//! put on the page is marked, and what is left unmarked is added.

mod access;
mod attachments;
mod blocks;
mod carers;
mod concepts;
mod coverage;
mod entry;
mod identity;
mod medication;
mod narrative;
mod numeric;
mod origin;
mod person;
mod postal;
mod reader;
mod references;
mod rest;
mod rows;
mod show;
mod technical;
pub mod view;

pub use access::{Access, access};
pub use attachments::{Attachment, attachments};
pub use carers::{Carer, Register, carers, general_practitioners};
pub use concepts::{Concept, concepts, main_concept};
pub use coverage::{Covered, block, coverage, label as field_label, place as block_place};
pub use entry::{RowText, chapter, entry, row, sort_key, state, when};
pub use identity::{Coded, DeviceNumbers, Identity, identity};
pub use medication::{
    DoseTiming, Identifier, Length, Medication, MedicationBlock, MedicationDosage,
    MedicationStatus, StopType, UsePeriod, medication,
};
pub use numeric::{numeric, worded};
pub use origin::{composers, origin, targets};
pub use person::{Person, person};
pub use postal::postal;
pub use references::references;
pub use rows::{chapters, people_within, row_count, rows};
pub use show::date_text;

use inzage_fhir::Resource;

/// What was received beside a resource, to follow its references to.
pub trait Known {
    /// The resource that `reference` (as received: `Type/id`, a URL, `urn:uuid:…`)
    /// points at. Contained resources are never asked for.
    fn find(&self, reference: &str) -> Option<&Resource>;

    /// The Patient that came with it, where there is one: says who the GP is.
    fn patient(&self) -> Option<&Resource> {
        None
    }
}

/// Nothing was received beside it.
#[derive(Clone, Copy, Debug, Default)]
pub struct NothingKnown;

impl Known for NothingKnown {
    fn find(&self, _: &str) -> Option<&Resource> {
        None
    }
}
