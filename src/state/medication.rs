//! What the screens of medication ask, with today by the clock of the device.

use leptos::prelude::*;

use super::record::{Asked, ask, use_asked};
use super::words::Trouble;
use crate::engine::protocol::medication::{
    Answer, Brief, Day, List, Place, Request, Treatment, Written,
};
use crate::engine::protocol::{Answer as Said, Part, Request as Ask, Stretch};
use crate::platform::clock;
use crate::platform::engine::Engine;

/// Treatments of each place that the list shows at first, and how many more each time.
const STEP: usize = 30;

/// Everything about medication, as it stands today, with the first treatments of each
/// place; with all of them when `whole` says so.
pub fn list(whole: impl Fn() -> bool + 'static) -> Asked<List> {
    use_asked(
        move || {
            Ask::Medication(Request::List {
                today: clock::today(),
                most: if whole() { usize::MAX } else { STEP },
            })
        },
        |said| match medication(said)? {
            Answer::List(list) => Some(list),
            _ => None,
        },
    )
}

/// A part of the treatments of one place.
pub fn treatments(place: Place, start: usize) -> Asked<Part<Treatment>> {
    use_asked(
        move || {
            Ask::Medication(Request::Treatments {
                today: clock::today(),
                place,
                part: Stretch { start, most: STEP },
            })
        },
        |said| match medication(said)? {
            Answer::Treatments(part) => Some(part),
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

/// What the person wrote about medicines herself, by medicine.
pub fn written() -> Asked<Vec<Written>> {
    use_asked(
        || Ask::Medication(Request::Written),
        |said| match medication(said)? {
            Answer::Written(written) => Some(written),
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
