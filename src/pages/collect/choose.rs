//! The plan: where to collect, how many logins, which services.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::components::live::live;

use crate::components::faces::{Nothing, faces};
use crate::components::icon::Icon;
use crate::components::rows::Mark;
use crate::engine::protocol::{GroupCard, ProviderCard};
use crate::route::Route;
use crate::state::collect::use_collect;
use crate::state::look::use_texts;
use crate::state::providers;

/// Chooses where to collect.
#[component]
pub(super) fn Choose(on_planned: Callback<()>) -> impl IntoView {
    let asked = providers::added();
    faces(asked, move |cards| {
        if cards.iter().any(|card| collectable(card).next().is_some()) {
            view! { <Plan cards on_planned /> }.into_any()
        } else {
            let text = use_texts();
            view! {
                <Nothing
                    icon=Icon::Providers
                    title=text.providers.empty_title
                    text=text.collect.plan_empty
                >
                    <a class="button" href=Route::AddProvider.path()>
                        {text.providers.add}
                    </a>
                </Nothing>
            }
            .into_any()
        }
    })
}

/// The logins of a provider that bring something Inzage can collect.
fn collectable(card: &ProviderCard) -> impl Iterator<Item = &GroupCard> {
    card.groups
        .iter()
        .filter(|group| group.services.iter().any(|service| service.supported))
}

#[component]
fn Plan(cards: Vec<ProviderCard>, on_planned: Callback<()>) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.collect;
    let collect = use_collect();
    let all: BTreeSet<String> = cards
        .iter()
        .map(|card| card.provider.zorgaanbiedernaam.clone())
        .collect();
    let chosen = RwSignal::new(all);
    let kept = StoredValue::new(cards.clone());
    let wanted = move || {
        let chosen = chosen.get();
        kept.with_value(|cards| {
            cards
                .iter()
                .filter(|card| chosen.contains(&card.provider.zorgaanbiedernaam))
                .cloned()
                .collect::<Vec<_>>()
        })
    };
    let logins = move || {
        wanted()
            .iter()
            .flat_map(collectable)
            .filter(|group| !group.lasting || group.lapsed)
            .count()
    };
    let start = move |_| {
        let wanted = wanted();
        if !wanted.is_empty() {
            collect.plan_for(&wanted, None);
            on_planned.run(());
        }
    };
    view! {
        <fieldset class="choices stack">
            <legend>{text.plan_choose}</legend>
            <ul class="rows plan">
                {cards.into_iter().map(|card| view! { <Provider card chosen /> }).collect_view()}
            </ul>
        </fieldset>
        <p aria-live="polite">
            {live(move || {
                if chosen.with(BTreeSet::is_empty) {
                    text.choose_one.to_owned()
                } else {
                    match logins() {
                        0 => text.plan_lasting.to_owned(),
                        logins => texts.add.logins(logins),
                    }
                }
            })}
        </p>
        <p class="hint">{text.plan_time}</p>
        <div class="buttons">
            <button
                type="button"
                class="button button-large"
                disabled=move || chosen.with(BTreeSet::is_empty)
                on:click=start
            >
                {text.plan_start}
            </button>
        </div>
    }
}

#[component]
fn Provider(card: ProviderCard, chosen: RwSignal<BTreeSet<String>>) -> impl IntoView {
    let text = &use_texts().collect;
    let name = card.provider.zorgaanbiedernaam.clone();
    let is_chosen = {
        let name = name.clone();
        move || chosen.with(|chosen| chosen.contains(&name))
    };
    let lasting = collectable(&card).all(|group| group.lasting && !group.lapsed);
    let services = collectable(&card)
        .flat_map(|group| &group.services)
        .filter(|service| service.supported)
        .map(|service| service.name.clone())
        .collect::<Vec<_>>();
    view! {
        <li>
            <label class="row row-choice">
                <input
                    type="checkbox"
                    prop:checked=is_chosen
                    on:change=move |event| {
                        let wanted = event_target_checked(&event);
                        chosen
                            .update(|chosen| {
                                if wanted {
                                    chosen.insert(name.clone());
                                } else {
                                    chosen.remove(&name);
                                }
                            });
                    }
                />
                <span class="row-main">
                    <span class="row-title">
                        <Mark source=card.source />
                    </span>
                    <span class="small">{services.join(" · ")}</span>
                    {lasting.then(|| view! { <span class="small">{text.plan_lasting}</span> })}
                </span>
            </label>
        </li>
    }
}
