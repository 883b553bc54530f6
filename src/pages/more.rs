//! What the bottom bar of a phone has no room for.

use leptos::prelude::*;

use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::route::{Ask, Links, Route};
use crate::state::left::use_left;
use crate::state::look::use_texts;
use crate::state::session::use_session;

/// The other ways, and the lock.
#[component]
pub fn More() -> impl IntoView {
    let texts = use_texts();
    let text = &texts.nav;
    let (session, left) = (use_session(), use_left());
    let ways = [
        (Route::Providers, Icon::Providers, text.providers),
        (Route::Documents, Icon::Documents, text.documents),
        (Route::Search, Icon::Search, text.search),
        (Route::Timeline, Icon::Clock, text.timeline),
        (Route::Ask(Ask::Home), Icon::Wishes, texts.asking.title),
        (Route::Network, Icon::Stethoscope, text.network),
        (Route::Sources, Icon::Dossier, texts.sources.title),
        (Route::Discuss, Icon::Letter, texts.discuss.title),
        (Route::Links(Links::Home), Icon::Eye, texts.links.title),
        (Route::Logbook, Icon::Clock, text.logbook),
        (Route::Consents, Icon::Consents, text.consents),
        (Route::Take, Icon::Download, texts.taking.title),
        (Route::Settings, Icon::Settings, text.settings),
    ];
    view! {
        <div class="page">
            <Heading text=text.more />
            <ul class="rows">
                {live(move || {
                    ways.iter()
                        .filter(|(to, ..)| left.leads_to(to))
                        .map(|&(ref to, icon, word)| {
                            view! {
                                <li>
                                    <a class="row row-way" href=to.path()>
                                        <Draw icon />
                                        <span class="row-title">{word}</span>
                                        <Draw icon=Icon::Next />
                                    </a>
                                </li>
                            }
                        })
                        .collect_view()
                })}
            </ul>
            <button type="button" class="button-quiet" on:click=move |_| session.lock()>
                <Draw icon=Icon::Lock />
                {text.lock}
            </button>
        </div>
    }
}
