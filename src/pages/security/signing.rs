//! Passkeys that sign in: whether she is signed in, and taking away one that opens
//! nothing.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Deed, Leave, Step};
use crate::components::faces::{Loading, Notice, Tone, TroubleNotice};
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::components::signing::SignIn;
use crate::state::account::{Stands, use_signing};
use crate::state::keys;
use crate::state::look::use_texts;
use crate::state::session::use_session;
use crate::state::words::Trouble;

/// Whether she is signed in, and out of it or into it.
#[component]
pub(super) fn Standing() -> impl IntoView {
    let texts = use_texts();
    let text = &texts.signing;
    let signing = use_signing();
    let trouble = RwSignal::new(None::<Trouble>);
    let out = move |_| {
        spawn_local(async move {
            trouble.try_set(signing.sign_out().await.err());
        });
    };
    let stands = Memo::new(move |_| signing.stands());
    view! {
        {live(move || match stands.get() {
            Stands::Free => ().into_any(),
            Stands::Waiting => view! { <Loading text=texts.common.busy /> }.into_any(),
            Stands::In => {
                view! {
                    <p class="strong" role="status">
                        {text.is_in}
                    </p>
                    <p>
                        <button type="button" class="button-quiet" on:click=out>
                            {text.out}
                        </button>
                    </p>
                }
                    .into_any()
            }
            Stands::Out => {
                view! {
                    <p class="strong" role="status">
                        {text.is_out}
                    </p>
                    <InWith />
                }
                    .into_any()
            }
        })}
        {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
    }
}

/// Signing in, where there is a passkey for it; else one is made with the button below.
#[component]
fn InWith() -> impl IntoView {
    let asked = keys::passkeys();
    live(move || {
        let all = asked.get().and_then(Result::ok).unwrap_or_default();
        let has = all.iter().any(|known| known.signs_in);
        has.then(|| view! { <SignIn then=Callback::new(|()| ()) making=true /> })
    })
}

/// Before a passkey is made or taken away: she signs in with one that she has, so that
/// it reaches the gateway.
#[component]
pub(super) fn FirstSignIn(words: &'static str) -> impl IntoView {
    let signing = use_signing();
    let out = Memo::new(move |_| signing.stands() == Stands::Out);
    let asked = keys::passkeys();
    live(move || {
        let all = asked.get().and_then(Result::ok).unwrap_or_default();
        let has = all.iter().any(|known| known.signs_in);
        (has && out.get()).then(|| {
            view! {
                <SignIn then=Callback::new(|()| ()) making=true />
                <p class="hint">{words}</p>
            }
        })
    })
}

/// That a passkey which opens nothing any more still signs in, when it does.
#[component]
pub(super) fn StillSignsIn(id: Vec<u8>) -> impl IntoView {
    let text = &use_texts().signing;
    let asked = keys::passkeys();
    live(move || {
        let all = asked.get().and_then(Result::ok).unwrap_or_default();
        let still = all.iter().any(|known| known.id == id);
        still.then(|| {
            view! {
                <Notice tone=Tone::Attention>
                    <p>{text.still}</p>
                    <p>{text.still_now}</p>
                </Notice>
            }
        })
    })
}

/// A passkey that signs in only does so no longer.
#[component]
pub(super) fn ForgetPasskey(id: Vec<u8>, name: String, go: Callback<Step>) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.signing;
    let (signing, session) = (use_signing(), StoredValue::new(use_session()));
    let (busy, trouble) = (RwSignal::new(false), RwSignal::new(None::<Trouble>));
    let id = StoredValue::new(id);
    let act = move |listed: bool| {
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            let (session, id) = (session.get_value(), id.get_value());
            let gone = if listed {
                let kept = keys::signs_in(session.engine(), id, false).await;
                kept.map(|()| false)
            } else {
                keys::forget_passkey(&session, id).await
            };
            busy.try_set(false);
            match gone {
                Ok(gone) => {
                    let deed = Deed::Forgotten(gone);
                    go.try_run(Step::Home(Some(deed.into())));
                }
                Err(found) => drop(trouble.try_set(Some(found))),
            }
        });
    };
    let is_in = Memo::new(move |_| signing.stands() == Stands::In);
    view! {
        <div class="page form">
            <Heading text=texts.security.passkey_remove_title(&name) />
            <p class="lead">{text.forget}</p>
            <FirstSignIn words=text.forget_first />
            {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
            {live(move || busy.get().then(|| view! { <Loading text=texts.common.busy /> }))}
            <div class="buttons">
                {live(move || {
                    is_in
                        .get()
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="button"
                                    disabled=move || busy.get()
                                    on:click=move |_| act(false)
                                >
                                    <Draw icon=Icon::Remove />
                                    {texts.security.passkey_remove}
                                </button>
                            }
                        })
                })}
                <button
                    type="button"
                    class="button-quiet"
                    disabled=move || busy.get()
                    on:click=move |_| act(true)
                >
                    {text.unlist}
                </button>
                <Leave go />
            </div>
            <p class="hint">{text.unlist_text}</p>
        </div>
    }
}
