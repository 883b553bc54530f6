//! Find a provider, see what it shares, add it.

use std::time::Duration;

use inzage_api::{Provider, ProviderDetail, ProviderSearch};
use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;

use crate::components::live::live;
use leptos::task::spawn_local;

use super::back::Back;
use crate::components::dialog::Dialog;
use crate::components::faces::{Loading, Notice, Tone, TroubleNotice, failed};
use crate::components::field::{ChoiceField, TextField};
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::rows::Fold;
use crate::components::signing::SignedIn;
use crate::components::state::State;
use crate::engine::protocol::ProviderCard;
use crate::route::Route;
use crate::state::asked::Awaited;
use crate::state::draft::Draft;
use crate::state::ends::StateWords;
use crate::state::look::use_texts;
use crate::state::providers;
use crate::state::session::use_session;
use crate::state::words::Trouble;

/// What is searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Wanted {
    name: String,
    place: String,
    kind: &'static str,
}

impl Wanted {
    fn is_empty(&self) -> bool {
        self.name.chars().count() < 2 && self.place.chars().count() < 2 && self.kind.is_empty()
    }
}

/// Kinds of care as the directory names them.
fn kinds() -> Vec<(&'static str, String)> {
    let text = &use_texts().add;
    [
        ("", text.kind_any),
        ("huisarts", text.kind_gp),
        ("ziekenhuis", text.kind_hospital),
        ("dialysecentrum", text.kind_dialysis),
        ("apotheek", text.kind_pharmacy),
        ("ggz", text.kind_mental),
        ("laboratorium", text.kind_lab),
    ]
    .map(|(kind, word)| (kind, word.to_owned()))
    .into()
}

/// The screen.
#[component]
pub fn AddProvider() -> impl IntoView {
    let texts = use_texts();
    view! {
        <div class="page">
            <Back to=Route::Providers word=texts.providers.title />
            <Heading text=texts.add.title />
            <SignedIn>
                <Searching />
            </SignedIn>
        </div>
    }
}

/// The search.
#[component]
fn Searching() -> impl IntoView {
    let texts = use_texts();
    let text = &texts.add;
    let (by_name, by_place) = (Draft::new("add-name"), Draft::new("add-place"));
    let (name, place) = (by_name.text, by_place.text);
    let begin = {
        let (by_name, by_place) = (by_name.clone(), by_place.clone());
        move |_| {
            by_name.begin();
            by_place.begin();
        }
    };
    let on_added = Callback::new(move |()| {
        by_name.spend();
        by_place.spend();
    });
    let kind = RwSignal::new("");
    let wanted = RwSignal::new(Wanted::default());
    let mut settle = debounce(Duration::from_millis(250), move |now: Wanted| {
        wanted.try_set(now);
    });
    Effect::new(move |_| {
        settle(Wanted {
            name: name.get().trim().to_owned(),
            place: place.get().trim().to_owned(),
            kind: kind.get(),
        });
    });
    let found = Awaited::new(move || {
        let wanted = wanted.get();
        async move {
            if wanted.is_empty() {
                return Ok(None);
            }
            providers::search(&wanted.name, &wanted.place, wanted.kind)
                .await
                .map(Some)
        }
    });
    let added = providers::added();
    let pinned = Awaited::new(providers::pinned);
    let chosen = RwSignal::new(None::<Provider>);
    view! {
            <form
                class="stack"
                role="search"
                on:focusin=begin
                on:submit=|event| event.prevent_default()
            >
                <TextField
                    id="provider-name"
                    label=text.query
                    hint=text.query_hint.to_owned()
                    value=name
                    kind="search"
                />
                <Fold title=text.narrow>
                    <TextField id="provider-place" label=text.place value=place />
                    <ChoiceField
                        id="provider-kind"
                        label=text.kind
                        choices=kinds()
                        value=kind
                        on_choose=move |chosen| kind.set(chosen)
                    />
                </Fold>
            </form>
            {live(move || match found.get() {
                None => view! { <Loading text=texts.common.loading_network /> }.into_any(),
                Some(Err(trouble)) => failed(trouble, move || found.refetch()),
                Some(Ok(None)) => {
                    let added = added.get().and_then(Result::ok).unwrap_or_default();
                    let hits = pinned.get().unwrap_or_default();
                    view! { <Start hits added chosen /> }.into_any()
                }
                Some(Ok(Some(search))) => {
                    let added = added.get().and_then(Result::ok).unwrap_or_default();
                    view! { <Found search added chosen /> }.into_any()
                }
            })}
            <Dialog
                id="provider"
                title=text.what
                open=Signal::derive(move || chosen.get().is_some())
                on_close=Callback::new(move |()| chosen.set(None))
            >
                {live(move || chosen.get().map(|provider| view! { <Detail provider chosen on_added /> }))}
            </Dialog>
    }
}

/// Before anything was searched for: the providers that the vendor points out.
#[component]
fn Start(
    hits: Vec<Provider>,
    added: Vec<ProviderCard>,
    chosen: RwSignal<Option<Provider>>,
) -> impl IntoView {
    let text = &use_texts().add;
    view! {
        <p class="hint">{text.start}</p>
        {(!hits.is_empty())
            .then(|| {
                view! {
                    <h2>{text.pinned}</h2>
                    <Hits hits added chosen />
                }
            })}
    }
}

#[component]
fn Found(
    search: ProviderSearch,
    added: Vec<ProviderCard>,
    chosen: RwSignal<Option<Provider>>,
) -> impl IntoView {
    let text = &use_texts().add;
    let ProviderSearch {
        providers: hits,
        total,
    } = search;
    if hits.is_empty() {
        return view! {
            <p role="status">{text.none}</p>
        }
        .into_any();
    }
    let first_of = (hits.len() < total).then(|| text.first_of(&hits.len().to_string()));
    view! {
        <p class="hint" role="status">
            {text.found(total)} {first_of.map(|words| format!(". {words}"))}
        </p>
        <Hits hits added chosen />
    }
    .into_any()
}

#[component]
fn Hits(
    hits: Vec<Provider>,
    added: Vec<ProviderCard>,
    chosen: RwSignal<Option<Provider>>,
) -> impl IntoView {
    view! {
        <ul class="rows">
            {hits
                .into_iter()
                .map(|provider| {
                    let known = added
                        .iter()
                        .any(|card| card.provider.zorgaanbiedernaam == provider.zorgaanbiedernaam);
                    view! { <Hit provider known chosen /> }
                })
                .collect_view()}
        </ul>
    }
}

#[component]
fn Hit(provider: Provider, known: bool, chosen: RwSignal<Option<Provider>>) -> impl IntoView {
    let text = &use_texts().add;
    let facts = [provider.kind.clone(), provider.place.clone()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    let connected = provider.connected;
    let name = provider.name.clone();
    let alias = provider
        .aliases
        .first()
        .filter(|alias| **alias != name)
        .cloned();
    let words = view! {
        <span class="row-main">
            <span class="row-title">{name}</span>
            {alias.map(|alias| view! { <span class="small">{alias}</span> })}
            {(!facts.is_empty()).then(|| view! { <span class="hint">{facts}</span> })}
            {known.then(|| view! { <State words=StateWords::good(text.added) /> })}
            {(!connected)
                .then(|| {
                    view! {
                        <State words=StateWords::attention(text.not_yet) />
                        <span class="small">{text.not_yet_text}</span>
                    }
                })}
        </span>
    };
    if connected {
        view! {
            <li>
                <button
                    type="button"
                    class="row row-button"
                    on:click=move |_| chosen.set(Some(provider.clone()))
                >
                    {words}
                    <Draw icon=Icon::Next />
                </button>
            </li>
        }
        .into_any()
    } else {
        view! { <li class="row">{words}</li> }.into_any()
    }
}

/// What one provider shares, and adding it.
#[component]
fn Detail(
    provider: Provider,
    chosen: RwSignal<Option<Provider>>,
    on_added: Callback<()>,
) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.add;
    let name = provider.name.clone();
    let asked = Awaited::new(move || {
        let provider = provider.clone();
        async move { providers::detail(&provider).await }
    });
    view! {
        <p class="strong">{name}</p>
        {live(move || match asked.get() {
            None => view! { <Loading text=texts.common.loading_network /> }.into_any(),
            Some(Err(trouble)) => failed(trouble, move || asked.refetch()),
            Some(Ok(detail)) if detail.groups.is_empty() => {
                view! { <p>{text.nothing}</p> }.into_any()
            }
            Some(Ok(detail)) => view! { <Shares detail on_added /> }.into_any(),
        })}
        <div class="buttons">
            <button type="button" class="button-quiet" on:click=move |_| chosen.set(None)>
                {texts.common.close}
            </button>
        </div>
    }
}

#[component]
fn Shares(detail: ProviderDetail, on_added: Callback<()>) -> impl IntoView {
    let text = &use_texts().add;
    let session = use_session();
    let trouble = RwSignal::new(None::<Trouble>);
    let done = RwSignal::new(false);
    let name = detail.provider.name.clone();
    let logins = detail.groups.len();
    let services: Vec<_> = detail
        .groups
        .iter()
        .flat_map(|group| group.services.clone())
        .collect();
    let add_named = text.add_named(&name);
    let add = move |_| {
        let (session, detail) = (session.clone(), detail.clone());
        trouble.set(None);
        spawn_local(async move {
            match providers::add(session.engine(), detail).await {
                Ok(()) => {
                    done.try_set(true);
                    on_added.run(());
                    session.record_changed();
                }
                Err(found) => {
                    trouble.try_set(Some(found));
                }
            }
        });
    };
    view! {
        <p>{text.shares}</p>
        <ul class="steps">
            {services
                .into_iter()
                .map(|service| {
                    let unknown = (!service.supported).then_some(text.unknown_service);
                    view! {
                        <li>
                            {service.name}
                            {unknown.map(|words| view! { <span class="small">" · " {words}</span> })}
                        </li>
                    }
                })
                .collect_view()}
        </ul>
        <p class="hint">{text.logins(logins)}</p>
        {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
        {live(move || {
            if done.get() {
                view! { <Added name=name.clone() /> }.into_any()
            } else {
                view! {
                    <div class="buttons">
                        <button
                            type="button"
                            class="button"
                            aria-label=add_named.clone()
                            on:click=add.clone()
                        >
                            <Draw icon=Icon::Add />
                            {text.add}
                        </button>
                    </div>
                }
                    .into_any()
            }
        })}
    }
}

#[component]
fn Added(name: String) -> impl IntoView {
    let text = &use_texts().add;
    view! {
        <div role="status">
            <Notice tone=Tone::Good>
                <p>{text.done(&name)}</p>
            </Notice>
        </div>
        <div class="buttons">
            <a class="button" href=Route::Collect.path()>
                {text.then_collect}
            </a>
        </div>
    }
}
