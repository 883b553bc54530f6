//! Notices, faces of what takes time, and words for how something stands.

use inzage::components::cover::Cover;
use inzage::components::faces::{Loading, Nothing, Notice, Tone, TroubleNotice, failed};
use inzage::components::icon::{Draw, Icon};
use inzage::components::state::State;
use inzage::engine::protocol::Failure;
use inzage::platform::http::HttpError;
use inzage::route::Route;
use inzage::state::ends::StateWords;
use inzage::state::words::{Trouble, TroubleWords};
use inzage_api::ErrorCode;
use leptos::prelude::*;

use super::example::example;
use super::made_up::LONG_WORD;

fn notice(tone: Tone, words: &'static str) -> AnyView {
    view! {
        <Notice tone>
            <p class="strong">{words}</p>
            <p>
                "Er kan nog iets bij staan, met "
                <a href="/galerij/meldingen">"een link"</a>
                "."
            </p>
        </Notice>
    }
    .into_any()
}

fn trouble(trouble: Trouble) -> AnyView {
    view! { <TroubleNotice trouble /> }.into_any()
}

fn notices() -> Vec<AnyView> {
    vec![
        example("Goed", notice(Tone::Good, "Alles is opgehaald.")),
        example("Om te weten", notice(Tone::Info, "U kijkt naar een kopie.")),
        example(
            "Let op",
            notice(Tone::Attention, "Uw toestemming loopt bijna af."),
        ),
        example(
            "Ernstig",
            notice(Tone::Serious, "Dit kon niet worden bewaard."),
        ),
        example("Lange woorden", notice(Tone::Attention, LONG_WORD)),
    ]
}

fn troubles() -> Vec<AnyView> {
    let told = HttpError {
        trace_id: Some("3f2504e0-4f89-41d3-9a0c-0305e82c3301".to_owned()),
        provider_status: Some(503),
        ..HttpError::code(ErrorCode::ProviderError)
    };
    vec![
        example(
            "Geen netwerk",
            trouble(Trouble::Gateway(HttpError::offline())),
        ),
        example("Fout bij de zorgaanbieder", trouble(Trouble::Gateway(told))),
        example(
            "Geen toestemming",
            trouble(Trouble::Code(ErrorCode::AccessDenied)),
        ),
        example(
            "Verkeerde wachtzin",
            trouble(Trouble::Engine(Failure::WrongSecret)),
        ),
        example(
            "Mislukt, met opnieuw",
            failed(Trouble::Engine(Failure::Storage), || {}),
        ),
    ]
}

fn faces() -> Vec<AnyView> {
    let nothing = view! {
        <Nothing
            icon=Icon::Providers
            title="Nog geen zorgaanbieders"
            text="Voeg een ziekenhuis of huisarts toe. Daarna haalt u uw gegevens op."
        >
            <button type="button" class="button">
                <Draw icon=Icon::Add />
                "Zorgaanbieder toevoegen"
            </button>
        </Nothing>
    };
    let bare = view! {
        <Nothing icon=Icon::Search title="Niets gevonden" text="Probeer een ander woord." />
    };
    let cover = view! {
        <Cover number="1".to_owned() later=Route::Dossier on_open=Callback::new(|()| {}) />
    };
    vec![
        example(
            "Laden",
            view! { <Loading text="Uw gegevens worden gelezen" /> },
        ),
        example("Niets, met een knop", nothing),
        example("Niets", bare),
        example("Gevoelig: nog bedekt", cover),
    ]
}

fn states() -> AnyView {
    let why = TroubleWords {
        what: "De zorgaanbieder gaf geen antwoord.".to_owned(),
        side: Some("Dit ligt niet aan u.".to_owned()),
        now: "Probeer het over een uur opnieuw.".to_owned(),
        trace: Some("Nummer voor de helpdesk: 3f2504e0".to_owned()),
    };
    let all = [
        StateWords::good("12 gegevens"),
        StateWords::soft("In de wacht"),
        StateWords::busy("Bezig"),
        StateWords::attention("Niet alles ontvangen"),
        StateWords::serious("Mislukt").because(why),
    ];
    let all = all.map(|words| view! { <li><State words /></li> });
    view! { <ul class="queries">{all.collect_view()}</ul> }.into_any()
}

fn ribbons() -> AnyView {
    view! {
        <p class="ribbon">
            <Draw icon=Icon::Offline />
            <span>"U bent niet verbonden. Wat u al heeft, kunt u lezen."</span>
        </p>
        <p class="ribbon ribbon-test">"Dit is een testnetwerk"</p>
    }
    .into_any()
}

pub(crate) fn all() -> AnyView {
    let rest = vec![
        example("Hoe het staat", states()),
        example("Linten boven een scherm", ribbons()),
    ];
    let all = [notices(), troubles(), faces(), rest];
    all.into_iter().flatten().collect_view().into_any()
}
