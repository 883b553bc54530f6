//! A long list that is shown in parts: the engine gives one at a time, and the
//! screen holds what the person asked to see (ADR 0100).

use std::sync::atomic::{AtomicUsize, Ordering};

use leptos::prelude::*;

use super::faces::faces;
use super::live::live;
use super::more::MoreButton;
use super::rows::Rows;
use crate::engine::protocol::{Part as Items, Rows as Part};
use crate::platform::focus;
use crate::route::Route;
use crate::state::look::use_texts;
use crate::state::record::Asked;
use crate::state::whole::{Extent, use_whole};

/// Numbers of the elements that parts are: several lists may stand on one screen.
static PARTS: AtomicUsize = AtomicUsize::new(0);

/// A part of a list: what is shown, and how far it goes once that is known.
pub struct Piece {
    /// What is shown.
    pub view: AnyView,
    /// How far the list goes with it.
    pub extent: Signal<Option<Extent>>,
}

/// Makes the part that begins at a place.
pub type Pieces = StoredValue<Box<dyn Fn(usize) -> Piece + Send + Sync>>;

/// Keeps how each part is made.
pub fn pieces(make: impl Fn(usize) -> Piece + Send + Sync + 'static) -> Pieces {
    StoredValue::new(Box::new(make))
}

/// Parts that are rows and nothing else.
pub fn row_pieces(ask: impl Fn(usize) -> Asked<Part> + Send + Sync + 'static) -> Pieces {
    pieces(move |start| {
        let asked = ask(start);
        Piece {
            view: faces(asked, |part| view! { <Rows rows=part.rows /> }.into_any()),
            extent: Signal::derive(move || extent(start, &asked.get()?.ok()?)),
        }
    })
}

/// Parts of anything else; `view` shows one.
pub fn item_pieces<T: 'static>(
    ask: impl Fn(usize) -> Asked<Items<T>> + Send + Sync + 'static,
    view: impl Fn(Vec<T>) -> AnyView + Clone + Send + Sync + 'static,
) -> Pieces {
    pieces(move |start| {
        let (asked, view) = (ask(start), view.clone());
        Piece {
            view: faces(asked, move |part| view(part.items)),
            extent: Signal::derive(move || Some(extent_of(start, &asked.get()?.ok()?))),
        }
    })
}

/// The same, of a list of which the first part is here already.
pub fn item_pieces_after<T: Clone + Send + Sync + 'static>(
    first: Items<T>,
    ask: impl Fn(usize) -> Asked<Items<T>> + Send + Sync + 'static,
    view: impl Fn(Vec<T>) -> AnyView + Clone + Send + Sync + 'static,
) -> Pieces {
    let rest = item_pieces(ask, view.clone());
    pieces(move |start| {
        if start > 0 {
            return rest.with_value(|make| make(start));
        }
        Piece {
            view: view(first.items.clone()),
            extent: Signal::stored(Some(extent_of(0, &first))),
        }
    })
}

fn extent_of<T>(start: usize, part: &Items<T>) -> Extent {
    Extent {
        end: start + part.items.len(),
        total: part.total,
    }
}

/// How far a list goes with a part of it.
pub fn extent(start: usize, part: &Part) -> Option<Extent> {
    Some(Extent {
        end: start + part.rows.len(),
        total: part.total,
    })
}

/// The list, from a place on.
#[component]
pub fn Growing(
    /// Place of the first row.
    start: usize,
    /// Makes each part.
    pieces: Pieces,
) -> impl IntoView {
    part(start, pieces, false)
}

/// One part, and below it the next one or the way to it. The parts above stay as
/// they are.
fn part(start: usize, pieces: Pieces, asked_for: bool) -> AnyView {
    let Piece { view, extent } = pieces.with_value(|make| make(start));
    let whole = use_whole();
    let open = RwSignal::new(false);
    let more = Memo::new(move |_| extent.get().map(Extent::more));
    whole.awaits(Signal::derive(move || !open.get() && more.get() != Some(0)));
    Effect::new(move |_| {
        let goes_on = more.get().is_some_and(|more| more > 0);
        if whole.is_wanted() && goes_on && !open.get_untracked() {
            open.set(true);
        }
    });
    let id = format!("part-{}", PARTS.fetch_add(1, Ordering::Relaxed));
    if asked_for {
        first_row_takes_the_focus(id.clone(), extent);
    }
    // What is open stays as it is, whatever else is learned of the part above.
    let way = Memo::new(move |_| {
        let is_open = open.get();
        (is_open, extent.get().filter(|_| !is_open))
    });
    let below = live(move || match way.get() {
        (true, _) => {
            let next = extent.get_untracked().map_or(start, |extent| extent.end);
            part(next, pieces, !whole.is_wanted_now())
        }
        (false, Some(extent)) => {
            let more = extent.more();
            view! {
                <MoreButton more on_more=move || open.set(true) />
                {(more > 0).then(|| view! { <OnlyWhatIsHere /> })}
            }
            .into_any()
        }
        (false, None) => ().into_any(),
    });
    view! {
        <div class="part" id=id>
            {view}
        </div>
        {below}
    }
    .into_any()
}

/// The browser searches in what is shown; the app in everything.
#[component]
fn OnlyWhatIsHere() -> impl IntoView {
    let text = use_texts();
    view! {
        <p class="small no-print">
            {text.finding.only_here} " " <a href=Route::Search.path()>{text.nav.search}</a>
        </p>
    }
}

/// Who asked for more goes on reading at the first of it.
fn first_row_takes_the_focus(id: String, extent: Signal<Option<Extent>>) {
    Effect::watch(
        move || extent.get().is_some(),
        move |there, before, _| {
            if *there && before != Some(&true) {
                let id = id.clone();
                request_animation_frame(move || focus::focus_first_link(&id));
            }
        },
        true,
    );
}
