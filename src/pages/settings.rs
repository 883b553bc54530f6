//! Language and display, the lock, where the data are, backup, erasing.

use leptos::prelude::*;

use crate::components::live::live;
use leptos::task::spawn_local;

use crate::components::dialog::Dialog;
use crate::components::faces::{Loading, Notice, Tone, TroubleNotice};
use crate::components::field::{ChoiceField, Choices, TextField};
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::engine::protocol::NewsRequest;
use crate::pages::display::Display;
use crate::pages::taking::Backup;
use crate::platform::persistence;
use crate::route::Route;
use crate::state::about::use_about;
use crate::state::account::use_signing;
use crate::state::asked::Awaited;
use crate::state::look::use_texts;
use crate::state::session::{LOCK_MINUTES, use_session};
use crate::state::words::Trouble;
use crate::state::{keys, links, news, vaults};

/// The settings.
#[component]
pub fn Settings() -> impl IntoView {
    let text = &use_texts().settings;
    let name = use_session().vault().map(|vault| text.vault(&vault.name));
    view! {
        <div class="page">
            <Heading text=text.title />
            {name.map(|name| view! { <p class="lead">{name}</p> })}
            <section class="section">
                <h2>{text.display}</h2>
                <Display />
            </section>
            <LockTime />
            <Ways />
            <Covers />
            <Storage />
            <Backup />
            <p>
                <a href=Route::Take.path()>{use_texts().taking.title}</a>
            </p>
            <Erase />
            <About />
        </div>
    }
}

/// Whether sensitive subjects open covered.
#[component]
fn Covers() -> impl IntoView {
    let text = &use_texts().news;
    let session = use_session();
    let asked = news::covers();
    let wrong = RwSignal::new(None::<Trouble>);
    let choose = move |covers: bool| {
        let session = session.clone();
        spawn_local(async move {
            let request = NewsRequest::SetCovers { covers };
            wrong.set(news::tell(&session, request).await.err());
        });
    };
    view! {
        <section class="section">
            <h2>{text.cover_setting}</h2>
            <Choices
                name="covers"
                legend=text.cover_setting_text
                choices=vec![
                    (true, text.cover_ask.to_owned()),
                    (false, text.cover_show.to_owned()),
                ]
                value=Signal::derive(move || !matches!(asked.get(), Some(Ok(false))))
                on_choose=Callback::new(choose)
            />
            {live(move || wrong.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
        </section>
    }
}

fn minutes_word(minutes: u32) -> String {
    use_texts()
        .settings
        .minutes(usize::try_from(minutes).unwrap_or(usize::MAX))
}

#[component]
fn LockTime() -> impl IntoView {
    let text = &use_texts().settings;
    let session = use_session();
    let outcome = RwSignal::new(None::<Result<u32, Trouble>>);
    let minutes = {
        let session = session.clone();
        Signal::derive(move || session.minutes())
    };
    let choices = LOCK_MINUTES
        .map(|minutes| (minutes, minutes_word(minutes)))
        .into();
    let choose = move |minutes: u32| {
        let session = session.clone();
        spawn_local(async move {
            outcome.set(Some(session.set_minutes(minutes).await.map(|()| minutes)));
        });
    };
    view! {
        <section class="section">
            <h2>{text.lock}</h2>
            <ChoiceField
                id="lock-minutes"
                label=text.lock_after
                choices
                value=minutes
                on_choose=choose
            />
            <p class="hint">{text.lock_text}</p>
            <div role="status">
                {live(move || match outcome.get() {
                    None => ().into_any(),
                    Some(Ok(minutes)) => {
                        view! { <p>{text.lock_saved(&minutes_word(minutes))}</p> }.into_any()
                    }
                    Some(Err(trouble)) => view! { <TroubleNotice trouble /> }.into_any(),
                })}
            </div>
        </section>
    }
}

/// The way to who can open the vault.
#[component]
fn Ways() -> impl IntoView {
    let text = &use_texts().security;
    view! {
        <section class="section">
            <h2>{text.title}</h2>
            <p>{text.settings_text}</p>
            <p>
                <a class="button-quiet" href=Route::Security.path()>
                    <Draw icon=Icon::Key />
                    {text.settings_go}
                </a>
            </p>
        </section>
    }
}

/// Where the data are, and whether the browser promised to keep them.
#[component]
fn Storage() -> impl IntoView {
    let text = &use_texts().settings;
    let kept = Awaited::new(persistence::persisted);
    let ask = move |_| {
        spawn_local(async move {
            persistence::persist().await;
            kept.refetch();
        });
    };
    view! {
        <section class="section">
            <h2>{text.storage}</h2>
            <p>{text.storage_text}</p>
            <div role="status">
                {live(move || match kept.get() {
                    None => view! { <Loading text=use_texts().common.busy /> }.into_any(),
                    Some(Some(true)) => promise(Tone::Good, text.persist_yes),
                    Some(Some(false)) => promise(Tone::Attention, text.persist_no),
                    Some(None) => promise(Tone::Attention, text.persist_unknown),
                })}
            </div>
            {live(move || {
                (kept.get() == Some(Some(false)))
                    .then(|| {
                        view! {
                            <p>
                                <button type="button" class="button-quiet" on:click=ask>
                                    {text.persist_ask}
                                </button>
                            </p>
                        }
                    })
            })}
        </section>
    }
}

fn promise(tone: Tone, words: &'static str) -> AnyView {
    view! {
        <Notice tone>
            <p>{words}</p>
        </Notice>
    }
    .into_any()
}

#[component]
fn Erase() -> impl IntoView {
    let texts = use_texts();
    let text = &texts.settings;
    let session = use_session();
    let Some(vault) = session.vault() else {
        return ().into_any();
    };
    let asking = RwSignal::new(false);
    let typed = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let links_left = RwSignal::new(0_usize);
    let signing = use_signing();
    let account_left = RwSignal::new(false);
    // Whether she knows what could not be stopped.
    let told = RwSignal::new(false);
    let name = vault.name.clone();
    let same = move || typed.get().trim() == name.trim();
    let wrong = {
        let same = same.clone();
        Signal::derive(move || (tried.get() && !same()).then(|| text.erase_differs.to_owned()))
    };
    let label = text.erase_type(&vault.name);
    let erase = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if !same() {
            return;
        }
        let (session, id) = (session.clone(), vault.id.clone());
        spawn_local(async move {
            // Links are stopped at the gateway first: only this vault can do that. Who
            // was told that some cannot be stopped now goes on with the same button.
            if !told.get_untracked() {
                match links::stop_all(session.engine()).await {
                    Ok(0) => {}
                    Ok(left) => {
                        links_left.set(left);
                        return told.set(true);
                    }
                    Err(found) => {
                        trouble.set(Some(found));
                        return told.set(true);
                    }
                }
            }
            // Then the account: without the vault nobody knows its passkeys.
            if !account_left.get_untracked() && !keys::forget_account(&session).await {
                return account_left.set(true);
            }
            match vaults::erase(session.engine(), id).await {
                Ok(()) => session.erased().await,
                Err(found) => trouble.set(Some(found)),
            }
        });
    };
    let not_stopped = move || {
        let left = links_left.get();
        (left > 0).then(|| {
            view! {
                <div role="alert">
                    <Notice tone=Tone::Attention>
                        <p>{text.erase_links_left(left)}</p>
                    </Notice>
                </div>
            }
        })
    };
    view! {
        <section class="section">
            <h2>{text.erase}</h2>
            <p>{text.erase_text}</p>
            <p>
                <button
                    type="button"
                    class="button-quiet button-serious"
                    on:click=move |_| asking.set(true)
                >
                    <Draw icon=Icon::Remove />
                    {text.erase_open}
                </button>
            </p>
            <Dialog
                id="erase"
                title=text.erase_title
                open=asking
                on_close=Callback::new(move |()| asking.set(false))
            >
                <form class="stack" on:submit=erase novalidate=true>
                    <p>{text.erase_text}</p>
                    <TextField id="erase-name" label wrong value=typed />
                    {live(move || signing.is_on().then(|| view! { <p>{use_texts().signing.erase}</p> }))}
                    {live(not_stopped)}
                    {live(move || {
                        account_left
                            .get()
                            .then(|| {
                                view! {
                                    <div role="alert">
                                        <Notice tone=Tone::Attention>
                                            <p>{use_texts().signing.erase_left}</p>
                                        </Notice>
                                    </div>
                                }
                            })
                    })}
                    {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
                    <div class="buttons">
                        <button type="submit" class="button-quiet button-serious">
                            {text.erase_go}
                        </button>
                        <button
                            type="button"
                            class="button-quiet"
                            on:click=move |_| asking.set(false)
                        >
                            {texts.common.cancel}
                        </button>
                    </div>
                </form>
            </Dialog>
        </section>
    }
    .into_any()
}

#[component]
fn About() -> impl IntoView {
    let text = &use_texts().settings;
    let about = use_about();
    view! {
        <section class="section">
            <h2>{text.about}</h2>
            <p>{text.about_text}</p>
            <p class="small">
                {live(move || about.get().map(|about| text.version(&about.version)))}
            </p>
        </section>
    }
}
