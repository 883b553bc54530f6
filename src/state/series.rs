//! What the screens ask of repeated measurements.

use inzage_chart::view::Period;
use leptos::prelude::*;

use super::record::{Asked, ask, use_asked};
use super::words::Trouble;
use crate::engine::protocol::series::{
    Answer as Told, File, How, Line, Measured, Request as Wanted, Shown, Size, Which,
};
use crate::engine::protocol::{Answer, Request};
use crate::platform::engine::Engine;
use crate::platform::room;

/// Before the screen is measured: a small phone, ordinary letters.
const FIRST: Size = Size {
    width: 328,
    letters: 18,
};

/// The room that the element with this id has, now and whenever the window
/// changes. The element has to hold one of one `rem` wide, `{id}-letter`.
pub fn use_room(id: &'static str) -> RwSignal<Size> {
    let size = RwSignal::new(FIRST);
    let measure = move || {
        if let Some((width, letters)) = room::of(id) {
            let now = Size { width, letters };
            if size.try_get_untracked().is_some_and(|known| known != now) {
                size.set(now);
            }
        }
    };
    Effect::new(move |_| request_animation_frame(measure));
    let resized = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || resized.remove());
    size
}

/// What a person chose to see of a series.
#[derive(Clone, Copy)]
pub struct Chosen {
    /// Which stretch of time.
    pub period: RwSignal<Period>,
    /// A day within it; none: that of the newest point.
    pub day: RwSignal<Option<String>>,
    /// Most rows of the table.
    pub rows: RwSignal<usize>,
    /// Room for the chart.
    pub size: RwSignal<Size>,
}

impl Chosen {
    /// How that is asked.
    pub fn how(&self) -> How {
        How {
            period: self.period.get(),
            day: self.day.get(),
            size: self.size.get(),
            rows: self.rows.get(),
        }
    }
}

/// Everything that was measured more than once.
pub fn list() -> Asked<Vec<Line>> {
    use_asked(
        || Request::Series(Wanted::List),
        |answer| match answer {
            Answer::Series(Told::List(lines)) => Some(lines),
            _ => None,
        },
    )
}

/// One series, as chosen.
pub fn shown(which: Which, chosen: Chosen) -> Asked<Shown> {
    use_asked(
        move || {
            Request::Series(Wanted::Show {
                which: which.clone(),
                how: chosen.how(),
            })
        },
        |answer| match answer {
            Answer::Series(Told::Shown(shown)) => Some(*shown),
            _ => None,
        },
    )
}

/// Where the results of an entry stand.
pub fn measured(number: String, size: RwSignal<Size>) -> Asked<Vec<Measured>> {
    use_asked(
        move || {
            Request::Series(Wanted::Of {
                number: number.clone(),
                size: size.get(),
            })
        },
        |answer| match answer {
            Answer::Series(Told::Measured(measured)) => Some(measured),
            _ => None,
        },
    )
}

/// A series as a file: its points as CSV, or, with `how`, its chart as SVG.
///
/// # Errors
/// What the engine says.
pub async fn file(engine: &Engine, which: Which, how: Option<How>) -> Result<File, Trouble> {
    let wanted = match how {
        Some(how) => Wanted::Svg { which, how },
        None => Wanted::Csv { which },
    };
    ask!(engine, Request::Series(wanted), Answer::Series(Told::File(file)) => file)
}
