//! The providers added: what came from each, what did not and why.

use leptos::prelude::*;

use crate::components::live::live;
use leptos::task::spawn_local;

use crate::components::dialog::Dialog;
use crate::components::faces::{Nothing, Notice, Tone, TroubleNotice, faces};
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::person::questions;
use crate::components::rows::{Fold, Mark};
use crate::components::state::State;
use crate::engine::protocol::{GroupCard, ProviderCard, QueryCard, ServiceCard};
use crate::pages::links::remains;
use crate::platform::clock;
use crate::route::Route;
use crate::state::address::use_address;
use crate::state::collect::use_collect;
use crate::state::ends::{self, StateWords};
use crate::state::look::{use_lang_code, use_texts};
use crate::state::providers;
use crate::state::session::use_session;
use crate::state::words::Trouble;

/// The providers added.
#[component]
pub fn Providers() -> impl IntoView {
    let text = &use_texts().providers;
    let asked = providers::added();
    view! {
        <div class="page">
            <Heading text=text.title />
            <p class="lead">{text.lead}</p>
            {faces(
                asked,
                |cards| {
                    if cards.is_empty() {
                        view! { <Empty /> }.into_any()
                    } else {
                        view! { <Cards cards /> }.into_any()
                    }
                },
            )}
        </div>
    }
}

#[component]
fn Empty() -> impl IntoView {
    let text = &use_texts().providers;
    view! {
        <Nothing icon=Icon::Providers title=text.empty_title text=text.empty_text>
            <a class="button" href=Route::AddProvider.path()>
                {text.add}
            </a>
        </Nothing>
    }
}

#[component]
fn Cards(cards: Vec<ProviderCard>) -> impl IntoView {
    let text = &use_texts().providers;
    view! {
        {questions(&cards)}
        <div class="buttons">
            <a class="button" href=Route::Collect.path()>
                <Draw icon=Icon::Refresh />
                {text.collect_all}
            </a>
            <a class="button-quiet" href=Route::AddProvider.path()>
                <Draw icon=Icon::Add />
                {text.add}
            </a>
        </div>
        <ul class="cards">
            {cards.into_iter().map(|card| view! { <Card card /> }).collect_view()}
        </ul>
        <p class="hint">
            <strong>{text.adjust}</strong>
            ": "
            {text.adjust_text}
        </p>
    }
}

#[component]
fn Card(card: ProviderCard) -> impl IntoView {
    let text = use_texts();
    let several = card.groups.len() > 1;
    let place = [card.provider.kind.clone(), card.provider.place.clone()];
    let place = place.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let groups = card.groups.clone();
    let whole = StoredValue::new(card.clone());
    view! {
        <li class="card">
            <h2 class="card-head">
                <Mark source=card.source.clone() />
            </h2>
            {(!place.is_empty()).then(|| view! { <p class="hint">{place}</p> })}
            <p>{text.providers.entries(card.entries)}</p>
            {groups
                .into_iter()
                .enumerate()
                .map(|(place, group)| {
                    let title = several.then(|| text.providers.group(&(place + 1).to_string()));
                    view! { <Group title group card=whole /> }
                })
                .collect_view()}
            <Remove card=whole />
        </li>
    }
}

/// One login of a provider, with its services.
#[component]
fn Group(
    title: Option<String>,
    group: GroupCard,
    card: StoredValue<ProviderCard>,
) -> impl IntoView {
    let text = &use_texts().providers;
    let collect = use_collect();
    let address = use_address();
    let collected = group
        .services
        .iter()
        .any(|service| service.collected.is_some());
    let supported = group.services.iter().any(|service| service.supported);
    let consent = consent(&group, collected);
    let id = group.group.clone();
    let go = move |with_login: bool| {
        collect.plan_for(&[card.get_value()], Some(&id));
        if with_login {
            collect.with_login(0);
        }
        address.go(&Route::Collect);
    };
    let adjust = go.clone();
    view! {
        {title.map(|title| view! { <h3>{title}</h3> })}
        <div>
            {group.services.into_iter().map(|service| view! { <Service service /> }).collect_view()}
        </div>
        {consent}
        {supported
            .then(|| {
                view! {
                    <div class="buttons">
                        <button type="button" class="button-quiet" on:click=move |_| go(false)>
                            <Draw icon=Icon::Refresh />
                            {if collected { text.collect_again } else { text.collect_first }}
                        </button>
                        {collected
                            .then(|| {
                                view! {
                                    <button
                                        type="button"
                                        class="button-quiet"
                                        on:click=move |_| adjust(true)
                                    >
                                        {text.adjust}
                                    </button>
                                }
                            })}
                    </div>
                }
            })}
    }
}

fn consent(group: &GroupCard, collected: bool) -> Option<AnyView> {
    let text = &use_texts().providers;
    if group.lapsed {
        return Some(
            view! {
                <Notice tone=Tone::Attention>
                    <p>{text.lapsed}</p>
                </Notice>
            }
            .into_any(),
        );
    }
    if !collected {
        return None;
    }
    let words = if group.lasting {
        text.lasting
    } else {
        text.once
    };
    let until = group
        .valid_until
        .as_deref()
        .map(|until| text.valid_until(&clock::for_people(until, use_lang_code())));
    Some(view! { <p class="hint">{words} {until.map(|until| format!(" {until}"))}</p> }.into_any())
}

#[component]
fn Service(service: ServiceCard) -> impl IntoView {
    let text = use_texts();
    let words = &text.providers;
    let when = service.collected.as_deref().map_or_else(
        || words.never.to_owned(),
        |at| words.collected(&clock::for_people(at, use_lang_code())),
    );
    let refused = service.granted == Some(false);
    let title = words.details_of(&service.name);
    view! {
        <div class="service">
            <h3>{service.name}</h3>
            {if !service.supported {
                view! { <State words=StateWords::soft(text.add.unknown_service) /> }.into_any()
            } else if refused {
                view! { <State words=StateWords::attention(words.not_granted) /> }.into_any()
            } else {
                view! { <p class="hint">{when}</p> }.into_any()
            }}
            {(!service.queries.is_empty())
                .then(|| {
                    view! {
                        <Fold title>
                            <ul class="queries">
                                {service.queries.into_iter().map(query).collect_view()}
                            </ul>
                        </Fold>
                    }
                })}
        </div>
    }
}

fn query(query: QueryCard) -> impl IntoView {
    let words = ends::query(use_texts(), query.entries, &query.end);
    view! {
        <li>
            <span>{query.name}</span>
            <State words />
            {query
                .findings
                .into_iter()
                .map(|finding| view! { <span class="why">{finding}</span> })
                .collect_view()}
        </li>
    }
}

/// Removes a provider, after asking what to do with its data.
#[component]
fn Remove(card: StoredValue<ProviderCard>) -> impl IntoView {
    let text = use_texts();
    let session = use_session();
    let asking = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let provider = card.with_value(|card| card.provider.zorgaanbiedernaam.clone());
    let name = card.with_value(|card| card.source.name.clone());
    let id = card.with_value(dialog_id);
    let title = text.providers.remove_title(&name);
    let label = title.clone();
    let remove = Callback::new(move |with_data: bool| {
        let (session, provider) = (session.clone(), provider.clone());
        spawn_local(async move {
            match providers::remove(session.engine(), provider, with_data).await {
                Ok(()) => {
                    asking.set(false);
                    session.record_changed();
                }
                Err(found) => trouble.set(Some(found)),
            }
        });
    });
    view! {
        <p>
            <button
                type="button"
                class="link"
                aria-label=label
                on:click=move |_| asking.set(true)
            >
                {text.providers.remove}
            </button>
        </p>
        <Dialog id title open=asking on_close=Callback::new(move |()| asking.set(false))>
            <p>{text.providers.remove_text}</p>
            {remains()}
            {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
            <div class="buttons">
                <button type="button" class="button" on:click=move |_| remove.run(false)>
                    {text.providers.remove_keep}
                </button>
                <button
                    type="button"
                    class="button-quiet button-serious"
                    on:click=move |_| remove.run(true)
                >
                    <Draw icon=Icon::Remove />
                    {text.providers.remove_all}
                </button>
                <button type="button" class="button-quiet" on:click=move |_| asking.set(false)>
                    {text.common.cancel}
                </button>
            </div>
        </Dialog>
    }
}

/// An element id of its own for each provider's dialog.
fn dialog_id(card: &ProviderCard) -> String {
    let name = card
        .provider
        .zorgaanbiedernaam
        .replace(|letter: char| !letter.is_ascii_alphanumeric(), "-");
    format!("remove-{name}")
}
