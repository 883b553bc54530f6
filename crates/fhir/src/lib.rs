//! FHIR STU3 and R4 as received: tolerant reading, datatypes, references.
//!
//! Reading never fails as a whole: what is odd becomes a [`Finding`] beside the
//! resources that could be read.

mod datatypes;
mod date;
mod json;
mod narrative;
mod open;
mod resource;
mod salvage;

pub use datatypes::{HumanName, Reference, decimal};
pub use date::{FhirDate, Precision, sort_key};
pub use json::{MAX_DEPTH, parse};
pub use narrative::plain_text;
pub use open::{Finding, FindingKind, Opened, Received, open};
pub use resource::Resource;
pub use serde_json::Value;
