//! Signing in with a passkey, in place of what would fail without it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::faces::{Loading, Notice, Tone, TroubleNotice};
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
pub fn SignedIn(children: ChildrenFn) -> impl IntoView {
    let signing = use_signing();
    let passed = Memo::new(move |before: Option<&bool>| {
        before == Some(&true) || matches!(signing.stands(), Stands::Free | Stands::In)
    });
    live(move || {
        if passed.get() {
            children().into_any()
        } else {
            view! { <Way then=Callback::new(|()| ()) /> }.into_any()
        }
    })
}

/// A call said that nobody is signed in: the way to it, and on.
#[component]
pub fn SignInAgain(
    /// What is done as soon as she is signed in.
    then: Callback<()>,
) -> impl IntoView {
    use_signing().ended(use_session().engine().clone());
    view! { <Way then /> }
}

#[component]
fn Way(then: Callback<()>) -> impl IntoView {
    let text = &use_texts().signing;
    let signing = use_signing();
    let stands = Memo::new(move |_| signing.stands());
    live(move || match stands.get() {
        Stands::Waiting => view! { <Loading text=use_texts().common.busy /> }.into_any(),
        Stands::In => view! {
            <div role="status">
                <Notice tone=Tone::Good>
                    <p class="strong">{text.is_in}</p>
                    <p>{text.again}</p>
                </Notice>
            </div>
        }
        .into_any(),
        Stands::Free | Stands::Out => view! { <SignIn then /> }.into_any(),
    })
}

/// Why, and the way to it: with a passkey that there is, or with a new one.
#[component]
pub fn SignIn(
    then: Callback<()>,
    /// Whether a passkey is being made already.
    #[prop(optional)]
    making: bool,
) -> impl IntoView {
    let text = &use_texts().signing;
    let asked = keys::passkeys();
    let can = passkey::supported();
    let has = Memo::new(move |_| {
        let all = asked.get().and_then(Result::ok);
        all.map(|all| all.iter().any(|known| known.signs_in))
    });
    live(move || match has.get() {
        _ if !can => view! {
            <Notice tone=Tone::Attention>
                <p class="strong">{text.title}</p>
                <p>{text.unsupported}</p>
                <p>{text.local}</p>
            </Notice>
        }
        .into_any(),
        None => view! { <Loading text=use_texts().common.loading /> }.into_any(),
        Some(true) => view! {
            <Notice tone=Tone::Info>
                <p class="strong">{text.title}</p>
                <p>{if making { text.first } else { text.why }}</p>
            </Notice>
            <Go then making />
        }
        .into_any(),
        Some(false) => view! {
            <Notice tone=Tone::Info>
                <p class="strong">{text.title_none}</p>
                <p>{text.why}</p>
                <p>{text.what}</p>
            </Notice>
            <div class="buttons">
                <Make first=true />
            </div>
        }
        .into_any(),
    })
}

/// Asks a passkey that there is.
#[component]
fn Go(then: Callback<()>, making: bool) -> impl IntoView {
    let text = &use_texts().signing;
    let (signing, session) = (use_signing(), StoredValue::new(use_session()));
    let (busy, trouble) = (RwSignal::new(false), RwSignal::new(None::<Trouble>));
    let go = move |_| {
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
    };
    view! {
        {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
        {live(move || busy.get().then(|| view! { <Loading text=use_texts().unlock.touch /> }))}
        <div class="buttons">
            <button type="button" class="button" disabled=move || busy.get() on:click=go>
                <Draw icon=Icon::Key />
                {text.go}
            </button>
            {(!making).then(|| view! { <Make first=false /> })}
        </div>
    }
}

/// To where a passkey is made, and back here after it.
#[component]
fn Make(first: bool) -> impl IntoView {
    let text = &use_texts().signing;
    let (signing, address) = (use_signing(), use_address());
    let make = move |_| {
        signing.make_for(untrack(|| address.route()));
        address.go(&Route::Security);
    };
    view! {
        <button
            type="button"
            class=if first { "button" } else { "button-quiet" }
            on:click=make
        >
            <Draw icon=Icon::Add />
            {if first { text.make } else { text.make_other }}
        </button>
    }
}
