//! Print and copy, of any page; and what every sheet says of its sources.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::icon::{Draw, Icon};
use super::live::live;
use crate::platform::{clipboard, clock, device};
use crate::state::look::{use_lang_code, use_texts};
use crate::state::sources;
use crate::state::whole::{Whole, use_whole};
use crate::texts::{PaperLine, PaperSource};

/// A screen as a sheet of paper, with what can be done with any page.
pub fn sheet(page: impl FnOnce() -> AnyView) -> AnyView {
    Whole::provide();
    view! {
        <SheetLine />
        {page()}
        <PageTools />
    }
    .into_any()
}

/// The line at the top of each printed sheet: the sources, when they were
/// collected, and when it was printed.
#[component]
fn SheetLine() -> impl IntoView {
    let asked = sources::sheet();
    let words = move || {
        let text = &use_texts().paper;
        let today = clock::for_people(&clock::today(), use_lang_code());
        let all = asked.get().and_then(Result::ok).unwrap_or_default();
        let all: Vec<_> = all
            .iter()
            .map(|(name, at)| text.source(&PaperSource { date: at, name }))
            .collect();
        let all = if all.is_empty() {
            text.no_sources.to_owned()
        } else {
            all.join(" · ")
        };
        text.line(&PaperLine {
            date: &today,
            sources: &all,
        })
    };
    view! { <p class="sheet-line" aria-hidden="true">{live(words)}</p> }
}

/// The two things that can be done with any page.
#[component]
fn PageTools() -> impl IntoView {
    let text = &use_texts().paper;
    let said = RwSignal::new(None::<&'static str>);
    let whole = use_whole();
    let copy = move || {
        let today = clock::for_people(&clock::today(), use_lang_code());
        let line = use_texts().paper.copied_line(&today);
        spawn_local(async move {
            let done = clipboard::copy_page("inhoud", &line).await;
            said.set(Some(if done { text.copied } else { text.not_copied }));
        });
    };
    // The keys of the browser print what is shown: the whole list comes first.
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        let print = (event.ctrl_key() || event.meta_key()) && event.key() == "p";
        if print && whole.is_unfinished_now() {
            event.prevent_default();
            whole.then(device::print);
        }
    });
    on_cleanup(move || keys.remove());
    view! {
        <div class="page-tools no-print">
            <button type="button" class="button-quiet" on:click=move |_| whole.then(device::print)>
                <Draw icon=Icon::Print />
                {text.print}
            </button>
            <button type="button" class="button-quiet" on:click=move |_| whole.then(copy)>
                <Draw icon=Icon::Documents />
                {text.copy}
            </button>
            <p role="status">{live(move || said.get())}</p>
        </div>
    }
}
