//! What the screens of medication ask, with today by the clock of the device.

use leptos::prelude::*;

use super::record::{Asked, ask, use_asked};
use super::words::Trouble;
use crate::engine::protocol::medication::{Answer, Brief, Day, List, Request};
use crate::engine::protocol::{Answer as Said, Request as Ask};
use crate::platform::clock;
use crate::platform::engine::Engine;

/// Everything about medication, as it stands today.
pub fn list() -> Asked<List> {
    use_asked(
        || {
            Ask::Medication(Request::List {
                today: clock::today(),
            })
        },
        |said| match medication(said)? {
            Answer::List(list) => Some(list),
            _ => None,
        },
    )
}

/// How many medicines are in use, and the first of them.
pub fn in_use() -> Asked<(usize, Vec<Brief>)> {
    use_asked(
        || {
            Ask::Medication(Request::InUse {
                today: clock::today(),
            })
        },
        |said| match medication(said)? {
            Answer::InUse(count, first) => Some((count, first)),
            _ => None,
        },
    )
}

/// The schedule of a day. The day stays in memory.
pub fn day(day: RwSignal<String>) -> Asked<Day> {
    use_asked(
        move || Ask::Medication(Request::Day { day: day.get() }),
        |said| match medication(said)? {
            Answer::Day(day) => Some(day),
            _ => None,
        },
    )
}

/// Keeps what the person says herself, or takes it back.
///
/// # Errors
/// What the engine says.
pub async fn say(engine: &Engine, request: Request) -> Result<(), Trouble> {
    ask!(engine, Ask::Medication(request), Said::Done => ())
}

fn medication(said: Said) -> Option<Answer> {
    match said {
        Said::Medication(answer) => Some(*answer),
        _ => None,
    }
}
