//! Signing in with a passkey, in place of what would fail without it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::faces::{Loading, Notice, Tone, TroubleNotice, faces};
use super::icon::{Draw, Icon};
use super::live::live;
use crate::platform::passkey;
use crate::route::Route;
use crate::state::account::{Stands, use_signing};
use crate::state::address::use_address;
use crate::state::keys;
use crate::state::look::use_texts;
use crate::state::session::use_session;
use crate::state::words::Trouble;

/// What asks something of a provider: shown once she is signed in, and from then on, so
/// that nothing that she typed is lost when her session ends.
#[component]
pub fn SignedIn(
    /// Shown only while she is: it says that something is being done, which waits for
    /// her.
    #[prop(optional)]
    only: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let signing = use_signing();
    let passed = Memo::new(move |before: Option<&bool>| {
        let is_in = matches!(signing.stands(), Stands::Free | Stands::In);
        is_in || (!only && before == Some(&true))
    });
    live(move || {
        if passed.get() {
            children().into_any()
        } else {
            view! { <Way then=Callback::new(|()| ()) /> }.into_any()
        }
    })
}

/// A call said that nobody is signed in: the way to it, and on. `then` is done as soon
/// as she is.
pub fn sign_in_again(then: Callback<()>) -> AnyView {
    use_signing().ended(use_session().engine().clone());
    view! { <Way then /> }.into_any()
}

#[component]
fn Way(then: Callback<()>) -> impl IntoView {
    let signing = use_signing();
    let stands = Memo::new(move |_| signing.stands());
    live(move || match stands.get() {
        Stands::Waiting => view! { <Loading text=use_texts().common.busy /> }.into_any(),
        Stands::In => view! { <IsIn /> }.into_any(),
        Stands::Free | Stands::Out => view! { <SignIn then /> }.into_any(),
    })
}

/// She is signed in: what did not work can be tried again.
#[component]
pub fn IsIn() -> impl IntoView {
    let text = &use_texts().signing;
    view! {
        <div role="status">
            <Notice tone=Tone::Good>
                <p class="strong">{text.is_in}</p>
                <p>{text.again}</p>
            </Notice>
        </div>
    }
}

/// Why, and the way to it: with a passkey that there is, or with a new one.
#[component]
pub fn SignIn(
    then: Callback<()>,
    /// Whether a passkey is being made already.
    #[prop(optional)]
    making: bool,
) -> impl IntoView {
    if !passkey::supported() {
        return view! { <NoPasskeysHere /> }.into_any();
    }
    faces(keys::passkeys(), move |all| {
        if all.iter().any(|known| known.signs_in) {
            view! { <Go then making /> }.into_any()
        } else {
            view! { <FirstPasskey on_make=on_make() /> }.into_any()
        }
    })
}

/// Asks a passkey that there is.
#[component]
fn Go(then: Callback<()>, making: bool) -> impl IntoView {
    let (signing, session) = (use_signing(), StoredValue::new(use_session()));
    let (busy, trouble) = (RwSignal::new(false), RwSignal::new(None::<Trouble>));
    let go = Callback::new(move |()| {
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            let signed = signing.sign_in(session.get_value().engine()).await;
            busy.try_set(false);
            match signed {
                // Who left the screen meanwhile goes on elsewhere.
                Ok(()) => drop(then.try_run(())),
                Err(found) => drop(trouble.try_set(Some(found))),
            }
        });
    });
    let on_make = (!making).then(on_make);
    view! { <WithPasskey busy trouble on_go=go on_make /> }
}

/// To where a passkey is made, and back here after it.
fn on_make() -> Callback<()> {
    let (signing, address) = (use_signing(), use_address());
    Callback::new(move |()| {
        signing.make_for(untrack(|| address.route()));
        address.go(&Route::Security);
    })
}

/// This browser has no passkeys.
#[component]
pub fn NoPasskeysHere() -> impl IntoView {
    let text = &use_texts().signing;
    view! {
        <Notice tone=Tone::Attention>
            <p class="strong">{text.title}</p>
            <p>{text.unsupported}</p>
            <p>{text.local}</p>
        </Notice>
    }
}

/// There is no passkey yet that signs in.
#[component]
pub fn FirstPasskey(on_make: Callback<()>) -> impl IntoView {
    let text = &use_texts().signing;
    view! {
        <Notice tone=Tone::Info>
            <p class="strong">{text.title_none}</p>
            <p>{text.why}</p>
            <p>{text.what}</p>
        </Notice>
        <div class="buttons">
            <button type="button" class="button" on:click=move |_| on_make.run(())>
                <Draw icon=Icon::Add />
                {text.make}
            </button>
        </div>
    }
}

/// There is a passkey that signs in.
#[component]
pub fn WithPasskey(
    /// Whether it was asked, and has not answered.
    busy: RwSignal<bool>,
    /// What it said instead.
    trouble: RwSignal<Option<Trouble>>,
    on_go: Callback<()>,
    /// Makes another one; none while one is being made.
    on_make: Option<Callback<()>>,
) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.signing;
    view! {
        <Notice tone=Tone::Info>
            <p class="strong">{text.title}</p>
            <p>{if on_make.is_some() { text.why } else { text.first }}</p>
        </Notice>
        {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
        {live(move || busy.get().then(|| view! { <Loading text=texts.unlock.touch /> }))}
        <div class="buttons">
            <button
                type="button"
                class="button"
                disabled=move || busy.get()
                on:click=move |_| on_go.run(())
            >
                <Draw icon=Icon::Key />
                {text.go}
            </button>
            {on_make
                .map(|make| {
                    view! {
                        <button
                            type="button"
                            class="button-quiet"
                            on:click=move |_| make.run(())
                        >
                            <Draw icon=Icon::Add />
                            {text.make_other}
                        </button>
                    }
                })}
        </div>
    }
}
