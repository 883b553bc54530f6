//! What stands around every screen.

use inzage::components::icon::{Draw, Icon};
use inzage::components::nav::Nav;
use inzage::route::Route;
use inzage::state::brand;
use inzage::state::look::use_texts;
use leptos::prelude::*;

use super::example::{example, forced};

/// A page in the frame of the app; with its ways where they are what is shown.
pub(crate) fn around(with_ways: bool, page: AnyView) -> AnyView {
    let ways = with_ways.then(|| {
        let route = Memo::new(|_| Route::Dossier);
        view! { <Nav route on_lock=Callback::new(|()| {}) /> }
    });
    view! {
        <a class="skip" href="#inhoud">
            "Naar de inhoud"
        </a>
        <div class="frame" class:frame-open=with_ways>
            <header class="top">
                <a class="brand" href="/galerij" target="_self">
                    <span
                        class="brand-sign"
                        class:brand-own=brand::has_own_sign()
                        aria-hidden="true"
                    ></span>
                    <span>{use_texts().common.app}</span>
                </a>
                {with_ways
                    .then(|| {
                        view! {
                            <button type="button" class="button-quiet top-lock">
                                <Draw icon=Icon::Lock />
                                "Vergrendelen"
                            </button>
                        }
                    })}
            </header>
            {ways}
            <main id="inhoud" tabindex="-1">
                {page}
            </main>
        </div>
    }
    .into_any()
}

fn helps() -> AnyView {
    let phone = "088 000 00 00";
    view! {
        <p class="help-line no-print">
            <a href="/hulp">"Hulp"</a>
            <a href=brand::dialled(phone)>"Bel " {phone}</a>
        </p>
    }
    .into_any()
}

pub(crate) fn all() -> AnyView {
    let text = view! {
        <p class="lead">"Een zin die zegt waar dit scherm over gaat."</p>
        <p>"Daaronder staat de rest, in gewone letters."</p>
        <p class="hint">"Met een toelichting,"</p>
        <p class="small">"en wat nog minder telt."</p>
    };
    [
        example("Tekst van een scherm", text),
        example("Hulp onder een scherm", helps()),
        forced("Hulp, met de focus", "focus-visible", helps()),
    ]
    .collect_view()
    .into_any()
}
