//! The whole network over real TLS, as a PGO meets it.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

mod exactly_once;
mod faults;
mod lists;
mod load;
mod login;
mod pgo;
mod search;
mod sending;
mod token;
mod vendor;
