//! Choose and open a vault; forgotten; another way.

use leptos::prelude::*;

use crate::components::live::live;
use leptos::task::spawn_local;

use crate::components::faces::{Loading, Notice, Tone, TroubleNotice};
use crate::components::field::Choices;
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::rows::Fold;
use crate::components::secret::{SECRET_FIELD, SecretField, TypedSecret};
use crate::engine::protocol::VaultInfo;
use crate::platform::{focus, passkey};
use crate::route::Route;
use crate::state::along::readers;
use crate::state::look::use_texts;
use crate::state::session::{Session, use_session};
use crate::state::vaults;
use crate::state::words::Trouble;

/// Opens a vault of this device.
#[component]
pub fn Unlock() -> impl IntoView {
    let text = use_texts();
    let session = use_session();
    let found = {
        let session = session.clone();
        Memo::new(move |_| session.vaults())
    };
    let fell = session.fell_locked();
    let chosen = RwSignal::new(found.get_untracked().first().map(|vault| vault.id.clone()));
    let vault = Memo::new(move |_| {
        let found = found.get();
        let wanted = chosen.get();
        found
            .iter()
            .find(|vault| Some(&vault.id) == wanted.as_ref())
            .or_else(|| found.first())
            .cloned()
    });
    view! {
        <div class="page form">
            <Heading text=text.unlock.title />
            {fell
                .then(|| {
                    view! {
                        <Notice tone=Tone::Info>
                            <p>{text.unlock.locked_now}</p>
                        </Notice>
                    }
                })}
            {live(move || {
                let found = found.get();
                (found.len() > 1).then(|| view! { <ChooseVault found chosen /> })
            })}
            {live(move || match vault.get() {
                None => view! { <p class="lead">{text.unlock.none}</p> }.into_any(),
                Some(vault) if vault.ready => {
                    let only = found.with(|found| found.len() == 1);
                    view! {
                        <ByPasskey vault=vault.clone() />
                        <OpenVault vault only />
                    }
                        .into_any()
                }
                Some(vault) => view! { <Unfinished vault /> }.into_any(),
            })}
            <section class="section">
                <h2>{text.unlock.other}</h2>
                <ul class="rows">
                    <OtherWay to=Route::Welcome icon=Icon::Add word=text.unlock.new />
                    <OtherWay to=Route::Restore icon=Icon::Refresh word=text.unlock.restore />
                    {live(move || {
                        readers()
                            .map(|_| {
                                let word = text.welcome.helping;
                                view! { <OtherWay to=Route::Along icon=Icon::Heart word /> }
                            })
                    })}
                </ul>
            </section>
        </div>
    }
}

#[component]
fn OtherWay(to: Route, icon: Icon, word: &'static str) -> impl IntoView {
    view! {
        <li>
            <a class="row row-way" href=to.path()>
                <Draw icon />
                <span class="row-title">{word}</span>
                <Draw icon=Icon::Next />
            </a>
        </li>
    }
}

#[component]
fn ChooseVault(found: Vec<VaultInfo>, chosen: RwSignal<Option<String>>) -> impl IntoView {
    let text = &use_texts().unlock;
    let first = found.first().map(|vault| vault.id.clone());
    let choices = found
        .into_iter()
        .map(|vault| {
            let word = if vault.ready {
                vault.name
            } else {
                format!("{} ({})", vault.name, text.not_ready)
            };
            (Some(vault.id), word)
        })
        .collect();
    view! {
        <Choices
            name="vault"
            legend=text.choose
            choices
            value=Signal::derive(move || chosen.get().or_else(|| first.clone()))
            on_choose=Callback::new(move |id| chosen.set(id))
        />
    }
}

/// Opens a vault with one touch, where it has a passkey.
#[component]
fn ByPasskey(vault: VaultInfo) -> impl IntoView {
    if vault.passkeys.is_empty() || !passkey::supported() {
        return None;
    }
    let text = &use_texts().unlock;
    let session = use_session();
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let open = move |_| {
        busy.set(true);
        trouble.set(None);
        let (session, vault) = (session.clone(), vault.clone());
        spawn_local(async move {
            let opened = async {
                let signing = session.signing();
                let (with, proof) = vaults::touch(&vault.passkeys, signing).await?;
                vaults::unlock(session.engine(), vault.id.clone(), with).await?;
                signing.bring(proof);
                Ok(())
            };
            match opened.await {
                Ok(()) => session.opened(vault).await,
                Err(found) => {
                    busy.try_set(false);
                    trouble.try_set(Some(found));
                }
            }
        });
    };
    Some(view! {
        <div class="stack">
            <div class="buttons">
                <button
                    type="button"
                    class="button button-large"
                    disabled=move || busy.get()
                    on:click=open
                >
                    <Draw icon=Icon::Key />
                    {text.with_passkey}
                </button>
            </div>
            {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
            {live(move || busy.get().then(|| view! { <Loading text=text.touch /> }))}
            <p class="hint">{text.or_type}</p>
        </div>
    })
}

/// The form that opens a vault.
#[component]
pub(super) fn OpenVault(vault: VaultInfo, only: bool) -> impl IntoView {
    let text = &use_texts().unlock;
    let session = use_session();
    let secret = TypedSecret::default();
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let name = only.then(|| vault.name.clone());
    let unlock = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if secret.is_empty() {
            return focus::focus(SECRET_FIELD);
        }
        busy.set(true);
        trouble.set(None);
        let (session, vault) = (session.clone(), vault.clone());
        spawn_local(async move {
            match vaults::unlock(session.engine(), vault.id.clone(), secret.take()).await {
                Ok(()) => session.opened(vault).await,
                Err(found) => {
                    busy.set(false);
                    trouble.set(Some(found));
                    focus::focus(SECRET_FIELD);
                }
            }
        });
    };
    view! {
        <form class="stack" on:submit=unlock novalidate=true>
            {name
                .map(|name| {
                    view! {
                        <p class="vault-name">
                            <Draw icon=Icon::Lock />
                            <span>{name}</span>
                        </p>
                    }
                })}
            <SecretField secret />
            {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
            {live(move || busy.get().then(|| view! { <Loading text=text.opening /> }))}
            <div class="buttons">
                <button type="submit" class="button button-large" disabled=move || busy.get()>
                    {text.open}
                </button>
            </div>
            <Fold title=text.forgotten>
                <p>{text.forgotten_text}</p>
                <p>
                    <button
                        type="button"
                        class="button-quiet"
                        on:click=move |_| {
                            secret.switch();
                            focus::focus(SECRET_FIELD);
                        }
                    >
                        <Draw icon=Icon::Key />
                        {live(move || {
                            if secret.is_recovery() { text.with_passphrase } else { text.with_recovery }
                        })}
                    </button>
                </p>
                <p>{text.forgotten_none}</p>
            </Fold>
        </form>
    }
}

/// A vault whose recovery key was never typed back: empty, to be erased.
#[component]
fn Unfinished(vault: VaultInfo) -> impl IntoView {
    let text = use_texts();
    let session = use_session();
    let trouble = RwSignal::new(None::<Trouble>);
    let erase = move |_| erase(session.clone(), vault.id.clone(), trouble);
    view! {
        <Notice tone=Tone::Attention>
            <p>{text.create.unfinished}</p>
        </Notice>
        {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
        <button type="button" class="button" on:click=erase>
            {text.unlock.erase_unfinished}
        </button>
    }
}

fn erase(session: Session, vault: String, trouble: RwSignal<Option<Trouble>>) {
    spawn_local(async move {
        match vaults::erase(session.engine(), vault).await {
            Ok(()) => session.refresh_vaults().await,
            Err(found) => trouble.set(Some(found)),
        }
    });
}
