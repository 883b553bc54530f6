//! Buttons and links.

use inzage::components::icon::{Draw, Icon};
use inzage::components::more::MoreButton;
use leptos::prelude::*;

use super::example::{example, forced};
use super::made_up::LONG_WORD;

/// Every kind of button once.
fn each(disabled: bool) -> AnyView {
    view! {
        <div class="buttons">
            <button type="button" class="button" disabled=disabled>
                "Ophalen"
            </button>
            <button type="button" class="button-quiet" disabled=disabled>
                <Draw icon=Icon::Download />
                "Bewaren"
            </button>
            <button type="button" class="button-quiet button-serious" disabled=disabled>
                <Draw icon=Icon::Remove />
                "Wissen"
            </button>
            <button type="button" class="link" disabled=disabled>
                "Later"
            </button>
        </div>
    }
    .into_any()
}

fn links() -> AnyView {
    view! {
        <p>
            "Een zin met "
            <a href="/galerij/knoppen">"een link naar een ander scherm"</a>
            " erin."
        </p>
        <a class="back" href="/galerij/knoppen">
            <Draw icon=Icon::Back />
            <span>"Terug naar het dossier"</span>
        </a>
    }
    .into_any()
}

pub(crate) fn all() -> AnyView {
    let large = view! {
        <button type="button" class="button button-large">
            "Ja, dit ben ik"
        </button>
    };
    let long = view! {
        <div class="buttons">
            <button type="button" class="button">
                {LONG_WORD}
            </button>
            <button type="button" class="button-quiet">
                <Draw icon=Icon::Print />
                "Alles afdrukken wat er van deze zorgaanbieder is ontvangen"
            </button>
        </div>
    };
    [
        example("In rust", each(false)),
        forced("Aangewezen", "hover", each(false)),
        forced("Met de focus", "focus-visible", each(false)),
        example("Uit", each(true)),
        example("Groot", large),
        example("Lange woorden", long),
        example("Links", links()),
        forced("Links, aangewezen", "hover", links()),
        forced("Links, met de focus", "focus-visible", links()),
        example(
            "Meer van een lijst",
            view! { <MoreButton more=37 on_more=|| {} /> },
        ),
    ]
    .collect_view()
    .into_any()
}
