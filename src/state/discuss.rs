//! The list to take along.

use inzage_dossier::view::Topic;

use super::record::{Asked, ask, use_asked};
use super::words::Trouble;
use crate::engine::protocol::discuss::{Item, Request as Change};
use crate::engine::protocol::{Answer, Request};
use crate::platform::clock;
use crate::platform::engine::Engine;

/// The list.
pub fn list() -> Asked<Vec<Item>> {
    use_asked(
        || Request::Discuss(Change::List),
        |answer| match answer {
            Answer::Discuss(items) => Some(items),
            _ => None,
        },
    )
}

/// Changes the list.
///
/// # Errors
/// What the engine says.
pub async fn change(engine: &Engine, change: Change) -> Result<(), Trouble> {
    ask!(engine, Request::Discuss(change), Answer::Done => ())
}

/// Something to put on the list: entries, the difference they are, a question.
pub fn adding(numbers: Vec<String>, topic: Option<Topic>, text: String) -> Change {
    Change::Add {
        numbers,
        topic,
        text,
        at: clock::now_local(),
    }
}
