//! What each provider offers at all, and per chapter why there is nothing, or
//! less.

use leptos::prelude::*;

use super::super::back::Back;
use crate::components::faces::{Nothing, faces};
use crate::components::heading::Heading;
use crate::components::icon::Icon;
use crate::components::rows::Mark;
use crate::engine::protocol::sources::{Offer, Offered, OfferedChapter, OfferedService};
use crate::platform::clock;
use crate::route::Route;
use crate::state::emptiness;
use crate::state::look::{use_lang_code, use_texts};
use crate::state::sources;
use crate::texts::OffersService;

/// What each provider offers.
#[component]
pub fn OffersPage() -> impl IntoView {
    let text = use_texts();
    let asked = sources::offers();
    view! {
        <div class="page">
            <Back to=Route::Sources word=text.sources.title />
            <Heading text=text.offers.title />
            <p class="lead">{text.offers.lead}</p>
            {faces(
                asked,
                |offers| {
                    if offers.is_empty() {
                        let text = &use_texts().sources;
                        view! {
                            <Nothing
                                icon=Icon::Providers
                                title=text.empty_title
                                text=text.empty_text
                            />
                        }
                            .into_any()
                    } else {
                        offers
                            .into_iter()
                            .map(|offer| view! { <OneOffer offer /> })
                            .collect_view()
                            .into_any()
                    }
                },
            )}
            <p class="hint">{text.common.incomplete}</p>
        </div>
    }
}

#[component]
fn OneOffer(offer: Offer) -> impl IntoView {
    let text = &use_texts().offers;
    let states = offer.chapters.iter().flat_map(|chapter| &chapter.states);
    let scopes = emptiness::scopes(states.filter_map(|state| state.why.as_ref()));
    let services = offer.services.into_iter().map(|one| {
        let scope = scopes.get(one.name.as_str()).map(|&scope| scope.to_owned());
        service(one, scope)
    });
    let services = services.collect_view();
    let (offered, not): (Vec<_>, Vec<_>) = offer.chapters.into_iter().partition(|chapter| {
        chapter
            .states
            .iter()
            .any(|state| state.service.is_some() || state.entries > 0)
    });
    let not: Vec<_> = not.into_iter().map(|chapter| chapter.head.name).collect();
    view! {
        <section class="section held">
            <h2>
                <Mark source=offer.source />
            </h2>
            <h3>{text.services}</h3>
            <ul class="offered">{services}</ul>
            <h3>{text.chapters}</h3>
            <dl class="fields">
                {offered.into_iter().map(|chapter| view! { <Chapter chapter /> }).collect_view()}
            </dl>
            {(!not.is_empty())
                .then(|| {
                    view! {
                        <h3>{text.not_offered}</h3>
                        <p>{not.join(", ")}</p>
                    }
                })}
        </section>
    }
}

fn service(service: OfferedService, scope: Option<String>) -> impl IntoView {
    let text = &use_texts().offers;
    let state = match (&service.collected, service.supported) {
        (Some(at), _) => text.collected(&clock::for_people(at, use_lang_code())),
        (None, true) => text.not_collected.to_owned(),
        (None, false) => text.unsupported.to_owned(),
    };
    view! {
        <li>
            {text.service(&OffersService { id: &service.id, name: &service.name })} ". " {state}
            {scope.map(|scope| view! { <p class="hint">{scope}</p> })}
        </li>
    }
}

#[component]
fn Chapter(chapter: OfferedChapter) -> impl IntoView {
    view! {
        <div class="field-pair">
            <dt>
                <a href=Route::Chapter(chapter.head.chapter).path()>{chapter.head.name}</a>
            </dt>
            {chapter.states.into_iter().map(state).collect_view()}
        </div>
    }
}

fn state(offered: Offered) -> impl IntoView {
    let texts = use_texts();
    let written = |at: &str| clock::for_people(at, use_lang_code());
    let count = (offered.entries > 0).then(|| texts.common.entries(offered.entries));
    let why = offered
        .why
        .map(|why| emptiness::words(texts, written, &why));
    let sentence = why.map(|why| why.sentence);
    view! {
        <dd>
            {offered.service.map(|name| view! { <span class="small">{name}": "</span> })}
            {count.map(|count| view! { <span>{count}". "</span> })}
            {sentence.map(|sentence| view! { <span>{sentence}</span> })}
        </dd>
    }
}
