//! The module *beoordeling*: the person's own readings beside general limits.
//!
//! Nothing here is part of the base product. An operator switches it on by
//! declaring that it carries the responsibility of a manufacturer of a medical
//! device (`docs/judging.md`); limits and words are files that only then leave
//! the gateway. It says "above the limit", the limit and its source: never what
//! to do, how urgent it is, or a dose.
//!
//! When no general limit may be applied is decided in one place, [`rules`], that
//! everything goes through: [`judge`] is the only way to a [`Judgement`].
//!
//! Pure: no clock, no storage, and no other crate of ours.

mod figures;
mod limits;
mod person;
mod reading;
pub mod rules;
mod words;

pub use figures::{Judgement, Word, judge};
pub use limits::{Bound, Fault, Figure, Group, Limit, Limits, LineFault};
pub use person::{Circumstance, Person, Said, age};
pub use reading::{Moment, Quantity, Reading};
pub use rules::Withheld;
pub use words::{Words, filled};

/// The limits that come with Inzage; an operator may give others.
pub const LIMITS: &str = include_str!("../limits.tsv");
/// The words of this module, Dutch and English.
pub const WORDS: &str = include_str!("../words.tsv");
