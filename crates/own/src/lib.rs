//! What the person makes herself: readings, notes, requests, people in her care
//! network. Each is an entry with an id for ever, and with everything that ever
//! happened to it: who did it, and when. Nothing is taken out of an entry.
//!
//! An entry is generic over its payload: a feature gives a type that is a
//! [`Payload`]. In the vault an entry is one JSON object ([`Entry::to_bytes`]);
//! one that a newer version of the app wrote is [`Kept::Newer`], byte for byte.

mod entry;
mod joining;
mod kept;

pub use entry::{Author, Entry, Event, Payload, What};
pub use joining::{Joined, Joining};
pub use kept::{FORMAT, Kept};
