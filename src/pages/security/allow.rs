//! The person says who she is once more, and what is new.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Replaced, Step};
use crate::components::faces::{Loading, Notice, Tone, TroubleNotice};
use crate::components::heading::Heading;
use crate::components::live::live;
use crate::components::new_passphrase::{NewPassphrase, NewPassphraseFields};
use crate::components::secret::{SECRET_FIELD, SecretField, TypedSecret};
use crate::engine::protocol::keys::Revoked;
use crate::platform::focus;
use crate::state::keys;
use crate::state::look::use_texts;
use crate::state::session::use_session;
use crate::state::words::Trouble;

/// Another passphrase.
#[component]
pub(super) fn AnotherPassphrase(go: Callback<Step>) -> impl IntoView {
    let text = &use_texts().security;
    let new = NewPassphrase::begin();
    let tried = RwSignal::new(false);
    let secret = TypedSecret::default();
    let revoked = move || {
        tried.set(true);
        match new.first_wrong() {
            Some(field) => {
                focus::focus(field);
                None
            }
            None => Some(Revoked::Passphrase(new.typed())),
        }
    };
    view! {
        <Allow replaced=Replaced::Passphrase secret revoked=Callback::new(move |()| revoked()) go>
            <Heading text=text.passphrase_go />
            <p class="lead">{text.allow}</p>
            <SecretField secret label=text.passphrase_now />
            <p>
                <button
                    type="button"
                    class="button-quiet"
                    on:click=move |_| {
                        secret.switch();
                        focus::focus(SECRET_FIELD);
                    }
                >
                    {live(move || {
                        let text = &use_texts().unlock;
                        if secret.is_recovery() { text.with_passphrase } else { text.forgotten }
                    })}
                </button>
            </p>
            <NewPassphraseFields
                new
                labels=(text.passphrase_new, text.passphrase_again)
                tried
            />
        </Allow>
    }
}

/// A new recovery key.
#[component]
pub(super) fn NewRecoveryKey(go: Callback<Step>) -> impl IntoView {
    let text = &use_texts().security;
    let secret = TypedSecret::default();
    let revoked = Callback::new(|()| Some(Revoked::RecoveryKey));
    view! {
        <Allow replaced=Replaced::RecoveryKey secret revoked go>
            <Heading text=text.recovery_go />
            <p class="lead">{text.allow}</p>
            <SecretField secret label=text.passphrase_now />
            <Notice tone=Tone::Info>
                <p>{text.recovery_pen}</p>
            </Notice>
        </Allow>
    }
}

/// The form around it: what is typed is tried, and the new keys are made.
#[component]
fn Allow(
    replaced: Replaced,
    secret: TypedSecret,
    /// What is to be revoked, once everything is filled in.
    revoked: Callback<(), Option<Revoked>>,
    go: Callback<Step>,
    children: Children,
) -> impl IntoView {
    let texts = use_texts();
    let session = use_session();
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if secret.is_empty() {
            return focus::focus(SECRET_FIELD);
        }
        let Some(revoked) = revoked.run(()) else {
            return;
        };
        busy.set(true);
        trouble.set(None);
        let engine = session.engine().clone();
        spawn_local(async move {
            match keys::prepare(&engine, revoked, secret.take()).await {
                Ok(Some(key)) => go.run(Step::Show(replaced, key)),
                Ok(None) => go.run(Step::Copying(replaced, None)),
                Err(found) => {
                    busy.try_set(false);
                    trouble.try_set(Some(found));
                    focus::focus(SECRET_FIELD);
                }
            }
        });
    };
    view! {
        <form class="page form" on:submit=submit novalidate=true>
            {children()}
            {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
            {live(move || busy.get().then(|| view! { <Loading text=texts.common.busy /> }))}
            <div class="buttons">
                <button type="submit" class="button" disabled=move || busy.get()>
                    {texts.common.next}
                </button>
                <button
                    type="button"
                    class="button-quiet"
                    on:click=move |_| go.run(Step::Home(None))
                >
                    {texts.common.cancel}
                </button>
            </div>
        </form>
    }
}
