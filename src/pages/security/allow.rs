//! The person says who she is once more, and what is new.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::signing::FirstSignIn;
use super::{Deed, Leave, Step};
use crate::components::faces::{Loading, Notice, Tone, TroubleNotice};
use crate::components::heading::Heading;
use crate::components::live::live;
use crate::components::new_passphrase::{NewPassphrase, NewPassphraseFields};
use crate::components::secret::{SECRET_FIELD, SecretField, TypedSecret};
use crate::engine::protocol::Secret;
use crate::engine::protocol::keys::Revoked;
use crate::platform::focus;
use crate::state::look::use_texts;
use crate::state::session::{Session, use_session};
use crate::state::words::Trouble;
use crate::state::{keys, vaults};

/// A form that is being tried.
#[derive(Clone, Copy)]
pub(super) struct Trying {
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
}

impl Trying {
    fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
        }
    }

    fn begin(self) {
        self.busy.set(true);
        self.trouble.set(None);
    }

    /// It did not work. Who left the screen meanwhile sees nothing of it.
    pub(super) fn failed(self, found: Trouble) {
        self.busy.try_set(false);
        self.trouble.try_set(Some(found));
        focus::focus(SECRET_FIELD);
    }
}

/// Another passphrase.
#[component]
pub(super) fn AnotherPassphrase(go: Callback<Step>) -> impl IntoView {
    let text = &use_texts().security;
    let session = use_session();
    let new = NewPassphrase::begin();
    let tried = RwSignal::new(false);
    let ready = Callback::new(move |()| {
        tried.set(true);
        match new.first_wrong() {
            Some(field) => {
                focus::focus(field);
                false
            }
            None => true,
        }
    });
    let act = Callback::new(move |(with, trying)| {
        let revoked = Revoked::Passphrase(new.typed());
        revoke(&session, revoked, with, (Deed::Passphrase, go), trying);
    });
    view! {
        <Allow title=text.passphrase_go ready act go>
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
    let session = use_session();
    let act = Callback::new(move |(with, trying)| {
        let done = (Deed::RecoveryKey, go);
        revoke(&session, Revoked::RecoveryKey, with, done, trying);
    });
    view! {
        <Allow title=text.recovery_go act go>
            <Notice tone=Tone::Info>
                <p>{text.recovery_pen}</p>
            </Notice>
        </Allow>
    }
}

/// A passkey opens the vault no longer.
#[component]
pub(super) fn RemovePasskey(id: Vec<u8>, name: String, go: Callback<Step>) -> impl IntoView {
    let text = &use_texts().security;
    let session = use_session();
    let act = Callback::new(move |(with, trying): (Secret, Trying)| {
        let (session, id) = (session.clone(), id.clone());
        let done = (Deed::RemovePasskey(id.clone(), String::new()), go);
        spawn_local(async move {
            // The gateway first: afterwards nothing is known of it here.
            match keys::sign_in_no_more(&session, &id, &with).await {
                Ok(()) => revoke(&session, Revoked::Passkey(id), with, done, trying),
                Err(found) => trying.failed(found),
            }
        });
    });
    view! {
        <Allow title=text.passkey_remove_title(&name) act go>
            <p>{text.passkey_remove_text}</p>
            <FirstSignIn words=use_texts().signing.remove_first />
        </Allow>
    }
}

/// Makes the new keys, and goes on with them.
fn revoke(
    session: &Session,
    revoked: Revoked,
    with: Secret,
    (deed, go): (Deed, Callback<Step>),
    trying: Trying,
) {
    let engine = session.engine().clone();
    spawn_local(async move {
        match keys::prepare(&engine, revoked, with).await {
            // Who left the screen meanwhile goes nowhere.
            Ok(Some(key)) => drop(go.try_run(Step::Show(deed, key))),
            Ok(None) => drop(go.try_run(Step::Copying(deed, None))),
            Err(found) => trying.failed(found),
        }
    });
}

/// The form around what is new: it asks for what opens the vault now.
#[component]
pub(super) fn Allow(
    #[prop(into)] title: String,
    /// Whether everything else is filled in; the first field that is not takes the focus.
    #[prop(default = Callback::new(|()| true))]
    ready: Callback<(), bool>,
    /// Goes on with it.
    act: Callback<(Secret, Trying)>,
    go: Callback<Step>,
    children: Children,
) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.security;
    let secret = TypedSecret::default();
    let trying = Trying::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if secret.is_empty() {
            return focus::focus(SECRET_FIELD);
        }
        if ready.run(()) {
            trying.begin();
            act.run((secret.take(), trying));
        }
    };
    view! {
        <form class="page form" on:submit=submit novalidate=true>
            <Heading text=title />
            <p class="lead">{text.allow}</p>
            <SecretField secret label=text.passphrase_now />
            <div class="buttons">
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
            </div>
            {children()}
            {live(move || trying.trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
            {live(move || trying.busy.get().then(|| view! { <Loading text=texts.common.busy /> }))}
            <div class="buttons">
                <button type="submit" class="button" disabled=move || trying.busy.get()>
                    {texts.common.next}
                </button>
                <ByPasskey ready act trying />
                <Leave go busy=trying.busy />
            </div>
        </form>
    }
}

/// Who has a passkey need not type.
#[component]
fn ByPasskey(
    ready: Callback<(), bool>,
    act: Callback<(Secret, Trying)>,
    trying: Trying,
) -> impl IntoView {
    let session = use_session();
    let vault = session.vault_known()?;
    if vault.passkeys.is_empty() {
        return None;
    }
    let touch = move |_| {
        if !ready.run(()) {
            return;
        }
        trying.begin();
        let (passkeys, session) = (vault.passkeys.clone(), session.clone());
        spawn_local(async move {
            let signing = session.signing();
            match vaults::touch(&passkeys, signing).await {
                Ok((with, proof)) => {
                    if let Some(proof) = proof {
                        signing.sign_in_beside(session.engine(), &proof).await;
                    }
                    act.try_run((with, trying));
                }
                Err(found) => trying.failed(found),
            }
        });
    };
    Some(view! {
        <button
            type="button"
            class="button-quiet"
            disabled=move || trying.busy.get()
            on:click=touch
        >
            {use_texts().security.by_passkey}
        </button>
    })
}
