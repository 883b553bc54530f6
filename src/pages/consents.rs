//! The kinds of consent, told apart.

use leptos::prelude::*;

use crate::components::faces::faces;
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::rows::Mark;
use crate::components::state::State;
use crate::engine::protocol::{GroupCard, ProviderCard, ServiceCard};
use crate::platform::clock;
use crate::route::{MIJN_MITZ, Route};
use crate::state::ends::StateWords;
use crate::state::look::{use_lang_code, use_texts};
use crate::state::providers;

/// The kinds of consent.
#[component]
pub fn Consents() -> impl IntoView {
    let texts = use_texts();
    let text = &texts.consents;
    let asked = providers::added();
    view! {
        <div class="page">
            <Heading text=text.title />
            <p class="lead">{text.lead}</p>
            <section class="section">
                <h2>{text.pgo_title}</h2>
                <p>{text.pgo_text}</p>
                {faces(asked, |cards| view! { <Given cards /> }.into_any())}
            </section>
            <section class="section">
                <h2>{text.between_title}</h2>
                <p>{text.between_text}</p>
                <p>
                    <a class="button-quiet" href=MIJN_MITZ target="_blank" rel="noopener noreferrer">
                        <Draw icon=Icon::External />
                        <span>{format!("{} ({})", text.between_go, texts.common.new_tab)}</span>
                    </a>
                </p>
            </section>
            <section class="section">
                <h2>{text.sent_title}</h2>
                <p>{text.sent_text}</p>
            </section>
        </div>
    }
}

#[component]
fn Given(cards: Vec<ProviderCard>) -> impl IntoView {
    let text = use_texts();
    if cards.is_empty() {
        return view! { <p class="hint">{text.consents.pgo_none}</p> }.into_any();
    }
    view! {
        <ul class="cards">
            {cards
                .into_iter()
                .map(|card| {
                    view! {
                        <li class="card">
                            <h3 class="card-head">
                                <Mark source=card.source />
                            </h3>
                            {card.groups.into_iter().map(|group| view! { <Group group /> }).collect_view()}
                        </li>
                    }
                })
                .collect_view()}
        </ul>
        <p>
            <a class="button-quiet" href=Route::Providers.path()>
                {text.providers.adjust}
            </a>
        </p>
    }
    .into_any()
}

#[component]
fn Group(group: GroupCard) -> impl IntoView {
    let GroupCard {
        lasting,
        lapsed,
        valid_until,
        services,
        ..
    } = group;
    services
        .into_iter()
        .map(|service| {
            let words = consent(&service, lasting, lapsed, valid_until.as_deref());
            view! {
                <div class="service">
                    <p class="strong">{service.name}</p>
                    <State words />
                </div>
            }
        })
        .collect_view()
}

fn consent(service: &ServiceCard, lasting: bool, lapsed: bool, until: Option<&str>) -> StateWords {
    let text = &use_texts().consents;
    match service.granted {
        None => StateWords::soft(text.never),
        Some(false) => StateWords::attention(text.not_given),
        Some(true) if lapsed => StateWords::attention(use_texts().providers.lapsed),
        Some(true) if lasting => StateWords::good(&until.map_or_else(
            || text.lasting.to_owned(),
            |until| {
                let date = clock::for_people(until, use_lang_code());
                format!("{}. {}", text.lasting, text.lasting_until(&date))
            },
        )),
        Some(true) => StateWords::good(text.once),
    }
}
