//! The building blocks: FHIR as received to what a person reads.

pub mod view;
