//! Medication across sources: treatments, whether they are in use, where sources
//! differ, and the schedule of a day. Nothing is decided here that a source did
//! not say: what is not explicit is unclear.

mod day;
mod differences;
mod moment;
mod said;
mod span;
mod standing;
mod steps;
mod treatment;
pub mod words;

pub use day::{DayDose, Slot, schedule};
pub use differences::{Difference, DifferenceKind, differences};
pub use said::Said;
pub use standing::{Standing, Why, standing};
pub use treatment::{Part, Place, Treatment, treatments};

use inzage_zib::Medication;

/// A building block of medication, and who delivered it.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Number of the entry.
    pub number: String,
    /// MedMij name of the provider.
    pub provider: String,
    /// `Type/id` as received: the same thing of one provider has the same.
    pub key: String,
    /// What it says.
    pub medication: Medication,
}

/// Small letters and single spaces, for comparing texts.
fn folded(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | ',' | '%' | '/'));
    let words: Vec<String> = words
        .map(|word| word.trim_matches(['.', ',']).to_lowercase())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests;
