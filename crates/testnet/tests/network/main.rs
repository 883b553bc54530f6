//! The whole network over real TLS, as a PGO meets it.

mod faults;
mod lists;
mod load;
mod login;
mod pgo;
mod search;
mod token;
