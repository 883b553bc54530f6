//! The whole record: what was collected, from whom, in which versions; whose it
//! is; and why something is missing. No DOM and no I/O.

pub mod access;
pub mod changes;
pub mod collection;
pub mod differences;
pub mod document;
pub mod duplicates;
pub mod emptiness;
pub mod held;
pub mod join;
pub mod letters;
pub mod logbook;
pub mod medication;
pub mod network;
pub mod news;
pub mod person;
pub mod record;
pub mod search;
pub mod selection;
pub mod series;
pub mod timeline;
pub mod unite;
pub mod view;
pub mod without;
