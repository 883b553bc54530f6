//! An entry, and where there is room the list of its chapter beside it.

use inzage_zib::view::Chapter;
use leptos::prelude::*;

use super::EntryScreen;
use crate::components::faces::Loading;
use crate::components::filtered::FilteredRows;
use crate::components::live::live;
use crate::components::paper::sheet;
use crate::components::rows::{LIST_BESIDE, OpenBeside};
use crate::engine::protocol::ChapterView;
use crate::platform::room;
use crate::route::Route;
use crate::state::address::use_address;
use crate::state::look::use_texts;
use crate::state::record;
use crate::state::whole::Whole;

/// Room for both, in letters of the text: the list 17, the entry 28, and what is
/// around and between them.
const BOTH: f64 = 51.0;

/// The entry that the address names, and the list that stays where it is while one
/// entry after the other is read.
#[component]
pub fn ListAndEntry(chapter: Chapter) -> impl IntoView {
    let address = use_address();
    let number = Memo::new(move |known: Option<&String>| match address.route() {
        Route::Entry(_, number) => number,
        // The person goes elsewhere: this screen goes with its entry.
        _ => known.cloned().unwrap_or_default(),
    });
    let room = has_room(chapter);
    view! {
        <div class="list-and-entry">
            {live(move || room.get().then(|| list(chapter, number)))}
            <div class="entry-side">
                {live(move || {
                    let number = number.get();
                    sheet(move || view! { <EntryScreen chapter number /> }.into_any())
                })}
            </div>
        </div>
    }
}

/// Whether there is room for a list, as long as the window is as it is; what has no
/// chapter of its own has no list.
fn has_room(chapter: Chapter) -> Memo<bool> {
    let measured = move || {
        let room = chapter != Chapter::Supporting;
        room && room::in_letters("inhoud").is_some_and(|width| width >= BOTH)
    };
    let room = RwSignal::new(measured());
    let resized = window_event_listener(leptos::ev::resize, move |_| room.set(measured()));
    on_cleanup(move || resized.remove());
    Memo::new(move |_| room.get())
}

/// The list; none beside the only entry of a chapter.
fn list(chapter: Chapter, number: Memo<String>) -> AnyView {
    // Paper shows the entry: its list is not waited for.
    Whole::provide();
    provide_context(OpenBeside(number));
    let asked = record::chapter(chapter);
    live(move || match asked.get() {
        None => view! {
            <div class="list-side no-print">
                <Loading text=use_texts().common.loading />
            </div>
        }
        .into_any(),
        Some(Ok(view)) if view.head.entries > 1 => rows(view),
        Some(_) => ().into_any(),
    })
    .into_any()
}

fn rows(view: ChapterView) -> AnyView {
    let ChapterView {
        head,
        choices,
        states,
        ..
    } = view;
    view! {
        <section id=LIST_BESIDE class="list-side no-print" aria-labelledby="list-title">
            <h2 id="list-title">{head.name}</h2>
            <FilteredRows chapter=head.chapter choices states total=head.entries />
        </section>
    }
    .into_any()
}
