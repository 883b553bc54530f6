//! Everything by word: labels, values, codes, plain names, titles of documents.
//!
//! Tolerant of typing, of endings and of everyday words: a typed word fits as it
//! stands, by its stem, as the beginning or inside of a word, by a synonym, with
//! a typing error, or in the parts of a compound, in that order (`matching.rs`).

mod excerpt;
mod index;
mod matching;
mod query;
mod stem;
mod synonyms;
pub mod text;

#[cfg(test)]
mod tests;

pub use excerpt::{Piece, marked};
pub use index::{Doc, Facet, Index, Part};
pub use query::Found;
pub use synonyms::Synonyms;
