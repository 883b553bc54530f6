//! Medication: the list of treatments, the list on paper, and a day.

mod day;
mod list;
mod own;
mod paper;
mod treatment;
mod written;

pub use day::MedicationDay;
pub use list::{InUse, Medication};
