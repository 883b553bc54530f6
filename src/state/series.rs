//! What the screens ask of repeated measurements.

use inzage_chart::view::Period;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::record::{Asked, use_asked};
use super::session::use_session;
use super::words::Trouble;
use crate::engine::protocol::series::{
    Answer as Told, File, How, Line, Measured, Request as Wanted, Shown, Size, Which,
};
use crate::engine::protocol::{Answer, Failure, Part, Request, Stretch, measure};
use crate::platform::engine::Engine;
use crate::platform::{file as file_out, room};

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
    /// Rows of the table at first.
    pub first: usize,
    /// Room for the chart.
    pub size: RwSignal<Size>,
}

/// Rows of the table at first, and how many more each time.
pub const FIRST_ROWS: usize = 50;

impl Chosen {
    /// A period, at its newest, in the room that the element `room` has, with so many
    /// rows of the table at first.
    pub fn new(period: Period, room: &'static str, rows: usize) -> Self {
        Self {
            period: RwSignal::new(period),
            day: RwSignal::new(None),
            rows: RwSignal::new(rows),
            first: rows,
            size: use_room(room),
        }
    }

    /// How that is asked now.
    pub fn now(&self) -> How {
        untrack(|| self.how())
    }

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

/// Series that a list shows at first, and how many more each time.
const STEP: usize = 100;

/// A part of everything that was measured more than once.
pub fn list(start: usize) -> Asked<Part<Line>> {
    use_asked(
        move || Request::Series(Wanted::List(Stretch { start, most: STEP })),
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
pub fn file(which: Which, how: Option<How>) -> Request {
    Request::Series(match how {
        Some(how) => Wanted::Svg { which, how },
        None => Wanted::Csv { which },
    })
}

/// Saves a file: the picture of a chart with how it is wanted, else its table; and
/// what went wrong. `wanted` makes the request.
pub fn saving(
    wanted: impl Fn(Option<How>) -> Request + Clone + Send + Sync + 'static,
) -> (
    impl Fn(Option<How>) + Clone + Send + Sync + 'static,
    RwSignal<Option<Trouble>>,
) {
    let session = use_session();
    let trouble = RwSignal::new(None);
    let save = move |how: Option<How>| {
        let (engine, request) = (session.engine().clone(), wanted(how));
        spawn_local(async move {
            match made(&engine, request).await {
                Ok(made) => {
                    trouble.try_set(None);
                    file_out::save(&made.name, made.text.as_bytes());
                }
                Err(found) => {
                    trouble.try_set(Some(found));
                }
            }
        });
    };
    (save, trouble)
}

async fn made(engine: &Engine, request: Request) -> Result<File, Trouble> {
    match engine.ask(request).await.map_err(Trouble::Engine)? {
        Answer::Series(Told::File(file)) | Answer::Measure(measure::Answer::File(file)) => Ok(file),
        _ => Err(Trouble::Engine(Failure::Internal)),
    }
}
