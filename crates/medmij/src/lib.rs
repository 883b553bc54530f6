//! What `MedMij` agreed, as types and pure functions: the lists, the
//! gegevensdiensten with their queries, the OAuth messages, the chain log.
//! No I/O, and no FHIR parsing.

pub mod chainlog;
pub mod gegevensdiensten;
pub mod lists;
pub mod oauth;
mod secret;

pub use secret::Secret;
