//! Whose data is looked at, and the ways through them.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::keeping::Keeping;
use crate::components::faces::{Notice, Tone};
use crate::components::heading::Heading;
use crate::components::live::live;
use crate::engine::protocol::links::Seen;
use crate::route::{Links, Route};
use crate::state::address::use_address;
use crate::state::along::readers;
use crate::state::brand::shows;
use crate::state::look::use_texts;
use crate::state::session::use_session;

/// Whose data it is, from when, until when, what is left out.
#[component]
pub(super) fn About(seen: Seen, make: Callback<()>) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.along;
    let title = if seen.whose.is_empty() {
        text.somebody.to_owned()
    } else {
        text.whose(&seen.whose)
    };
    let ways = [
        (Route::Dossier, texts.nav.dossier),
        (Route::Medication, texts.nav.medication),
        (Route::SeriesList, texts.series.title),
        (Route::Timeline, texts.nav.timeline),
        (Route::Documents, texts.nav.documents),
        (Route::Search, texts.nav.search),
    ];
    let from_when = match &seen.made {
        Some(at) => text.made(at),
        None => text.made_unknown.to_owned(),
    };
    let live_until = seen.until.filter(|_| seen.copied.is_none());
    let until = live_until.map(|until| text.until(&until));
    let copied = seen.copied.map(|at| texts.helping.copy_notice(&at));
    let preview = seen.preview;
    let keeping = move || {
        let here = readers().is_some_and(|readers| readers.here);
        (here && !preview).then(|| view! { <Keeping make /> })
    };
    view! {
        <Heading text=title />
        {copied
            .map(|copied| {
                view! {
                    <Notice tone=Tone::Info>
                        <p>{copied}</p>
                    </Notice>
                }
            })}
        <p>{from_when} " " {until}</p>
        <p>{text.read_only}</p>
        <section class="section">
            <h2>{text.left_out}</h2>
            {(!seen.left_out.is_empty())
                .then(|| {
                    let parts = seen.left_out.into_iter().map(|part| view! { <li>{part}</li> });
                    view! { <ul class="along-left-out">{parts.collect_view()}</ul> }
                })}
            <p>{text.left_out_more}</p>
        </section>
        <nav aria-label=text.ways>
            <ul class="rows">
                {ways
                    .into_iter()
                    .filter(|(to, _)| shows(to))
                    .map(|(to, word)| {
                        view! {
                            <li>
                                <a class="row row-way" href=to.path()>
                                    <span class="row-title">{word}</span>
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </nav>
        {live(keeping)}
        <Leave preview />
    }
}

/// Back to one's own record or list, or away.
#[component]
fn Leave(preview: bool) -> impl IntoView {
    let text = &use_texts().along;
    let (session, address) = (use_session(), use_address());
    let keeper = session.clone();
    let word = move || match keeper.keeper() {
        _ if preview => text.back,
        Some(_) => use_texts().helping.back,
        None => text.close,
    };
    let leave = move |_| {
        let session = session.clone();
        spawn_local(async move {
            session.look_back().await;
            if preview {
                address.go(&Route::Links(Links::New));
            }
        });
    };
    view! {
        <div class="buttons">
            <button type="button" class="button" on:click=leave>
                {live(word)}
            </button>
        </div>
    }
}
