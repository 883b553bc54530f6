//! What is looked for, kept in memory while the person goes to an entry and
//! back: never in the address, the history or on the disk.

use std::collections::BTreeMap;
use std::time::Duration;

use inzage_zib::view::Chapter;
use leptos::prelude::*;

use super::record::{Asked, use_asked};
use crate::engine::protocol::{
    Answer, Filter, Found, Request, Row, Search, Timeline, TimelineRequest,
};

/// Entries that a list shows at first, and how many more each time.
pub const STEP: usize = 40;
/// After how long an index that is still being made is asked again.
const AGAIN: Duration = Duration::from_millis(600);

/// What is looked for, as a context.
#[derive(Clone, Copy)]
pub struct Finding {
    /// As typed.
    pub words: RwSignal<String>,
    /// Where to look.
    pub filter: RwSignal<Filter>,
    /// How many are shown.
    pub most: RwSignal<usize>,
    /// Which part of a chapter, or with `None` of the timeline, is looked at.
    parts: StoredValue<BTreeMap<Option<Chapter>, Part>>,
}

/// Which part is looked at: as filtered, and only of this status.
type Part = (Filter, Option<String>);

impl Finding {
    /// Nothing is looked for. Makes itself a context.
    pub fn provide() -> Self {
        let finding = Self {
            words: RwSignal::default(),
            filter: RwSignal::default(),
            most: RwSignal::new(STEP),
            parts: StoredValue::default(),
        };
        provide_context(finding);
        finding
    }

    /// Another vault, or none: nothing of it is left.
    pub fn forget(self) {
        self.words.set(String::new());
        self.filter.set(Filter::default());
        self.most.set(STEP);
        self.parts.set_value(BTreeMap::new());
    }

    /// Which part of a chapter (of the timeline with `None`) was looked at last; kept
    /// as it is changed.
    pub fn part(self, of: Option<Chapter>) -> (RwSignal<Filter>, RwSignal<Option<String>>) {
        let kept = self.parts.with_value(|parts| parts.get(&of).cloned());
        let (filter, state) = kept.unwrap_or_default();
        let (filter, state) = (RwSignal::new(filter), RwSignal::new(state));
        Effect::watch(
            move || (filter.get(), state.get()),
            move |part, _, _| {
                self.parts.update_value(|parts| {
                    parts.insert(of, part.clone());
                });
            },
            false,
        );
        (filter, state)
    }
}

/// What is looked for.
///
/// # Panics
/// Never in the app: it is given at the start, before any screen.
#[expect(clippy::expect_used, reason = "given before the first screen is built")]
pub fn use_finding() -> Finding {
    use_context::<Finding>().expect("it is given at the start")
}

/// What is found, asked again when `words` or the filter changes, and while the
/// engine is still making the record ready to search in.
pub fn found(words: RwSignal<String>) -> Asked<Found> {
    let finding = use_finding();
    let asked = use_asked(
        move || {
            Request::Search(Search {
                words: words.get(),
                filter: finding.filter.get(),
                most: finding.most.get(),
            })
        },
        |answer| match answer {
            Answer::Found(found) => Some(found),
            _ => None,
        },
    );
    Effect::new(move |_| {
        if let Some(Ok(found)) = asked.get()
            && found.ready.0 < found.ready.1
        {
            set_timeout(move || asked.refetch(), AGAIN);
        }
    });
    asked
}

/// A part of the timeline, asked again when the filter changes.
pub fn timeline(
    filter: impl Fn() -> Filter + 'static,
    start: usize,
    most: usize,
) -> Asked<Timeline> {
    use_asked(
        move || {
            Request::Timeline(TimelineRequest::Part {
                filter: filter(),
                start,
                most,
            })
        },
        |answer| match answer {
            Answer::Timeline(timeline) => Some(timeline),
            _ => None,
        },
    )
}

/// What is planned next.
pub fn next_planned() -> Asked<Option<Row>> {
    let today = crate::platform::clock::today();
    use_asked(
        move || {
            let today = today.clone();
            Request::Timeline(TimelineRequest::Next { today })
        },
        |answer| match answer {
            Answer::Next(row) => Some(row),
            _ => None,
        },
    )
}
