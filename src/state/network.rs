//! *Mijn zorgnetwerk*: asking for it, and what the person notes.

#![expect(clippy::missing_errors_doc, reason = "what the engine says, always")]

use super::record::{Asked, ask, use_asked};
use super::words::Trouble;
use crate::engine::protocol::network::{Everybody, Noted, Request as Ask};
use crate::engine::protocol::{Answer, Request};
use crate::platform::clock;
use crate::platform::engine::Engine;

/// Everybody.
pub fn everybody() -> Asked<Everybody> {
    use_asked(
        || Request::Network(Ask::Everybody),
        |answer| match answer {
            Answer::Network(everybody) => Some(everybody),
            _ => None,
        },
    )
}

/// Keeps a note: new, or what the one with this id says from now on.
pub async fn keep(engine: &Engine, id: Option<String>, noted: Noted) -> Result<(), Trouble> {
    let now = clock::now_local();
    ask!(engine, Request::Network(Ask::Keep { id, noted, now }), Answer::Done => ())
}

/// Deletes a note.
pub async fn delete(engine: &Engine, id: String) -> Result<(), Trouble> {
    let now = clock::now_local();
    ask!(engine, Request::Network(Ask::Delete { id, now }), Answer::Done => ())
}
