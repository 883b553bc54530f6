//! Who can open the vault: another passphrase, a new recovery key, passkeys. What
//! is replaced or removed opens nothing afterwards.

mod allow;
mod copying;
mod passkeys;
mod recovery;
mod signing;

use allow::{AnotherPassphrase, NewRecoveryKey, RemovePasskey};
use copying::Copying;
use leptos::prelude::*;
use passkeys::{AddPasskey, NamePasskey, Passkeys};
use recovery::{ConfirmKey, ShowKey};
use signing::{ForgetPasskey, StillSignsIn};

use crate::components::faces::{Notice, Tone};
use crate::components::heading::{Heading, focus_next_heading};
use crate::components::icon::{Draw, Icon};
use crate::platform::device;
use crate::route::Route;
use crate::state::account::use_signing;
use crate::state::keys::Added;
use crate::state::look::use_texts;
use crate::state::words::Trouble;

/// What is done.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Deed {
    /// A passkey more.
    AddPasskey,
    /// It was made, and this is what it does.
    Added(Added),
    /// One that signed in only is gone at the gateway too; or only from the list.
    Forgotten(bool),
    /// The passkey with this id, and what it is called.
    RemovePasskey(Vec<u8>, String),
    /// Another passphrase.
    Passphrase,
    /// A new recovery key.
    RecoveryKey,
}

/// What was just done.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Done {
    deed: Deed,
    /// Whether something under the old keys is still on the device.
    left: bool,
}

impl From<Deed> for Done {
    fn from(deed: Deed) -> Self {
        Self { deed, left: false }
    }
}

/// Back to who can open the vault, without doing it.
#[component]
fn Leave(
    go: Callback<Step>,
    /// What it says, where that is not "cancel".
    #[prop(optional)]
    text: Option<&'static str>,
    /// What she began is being done.
    #[prop(optional, into)]
    busy: Signal<bool>,
) -> impl IntoView {
    let text = text.unwrap_or(use_texts().common.cancel);
    view! {
        <button
            type="button"
            class="button-quiet"
            disabled=move || busy.get()
            on:click=move |_| go.run(Step::Home(None))
        >
            {text}
        </button>
    }
}

/// How far the person is.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// All ways; and what was just done.
    Home(Option<Done>),
    /// Says who she is, and what is new.
    Allow(Deed),
    /// A passkey gets another name.
    NamePasskey(Vec<u8>, String),
    /// The passkey with this id, which signs in only, does so no longer.
    ForgetPasskey(Vec<u8>, String),
    /// A new recovery key is shown.
    Show(Deed, String),
    /// It is typed back; what was wrong the time before.
    Confirm(Deed, String, Option<Trouble>),
    /// Everything goes under the new keys: the recovery key, if there is a new one,
    /// and as it was typed back.
    Copying(Deed, Option<(String, String)>),
}

/// The screen.
#[component]
pub fn Security() -> impl IntoView {
    let signing = use_signing();
    // Who needs one for what she was doing makes it at once.
    let step = RwSignal::new(match signing.back() {
        Some(_) => Step::Allow(Deed::AddPasskey),
        None => Step::Home(None),
    });
    on_cleanup(move || signing.went_on());
    let go = Callback::new(move |next: Step| {
        focus_next_heading();
        device::scroll_up();
        // Who left the screen meanwhile sees nothing of it.
        step.try_set(next);
    });
    move || match step.get() {
        Step::Home(done) => view! { <Home done go /> }.into_any(),
        Step::Allow(Deed::Passphrase) => view! { <AnotherPassphrase go /> }.into_any(),
        Step::Allow(Deed::RecoveryKey) => view! { <NewRecoveryKey go /> }.into_any(),
        Step::Allow(Deed::RemovePasskey(id, name)) => {
            view! { <RemovePasskey id name go /> }.into_any()
        }
        Step::Allow(Deed::AddPasskey | Deed::Added(_) | Deed::Forgotten(_)) => {
            view! { <AddPasskey go /> }.into_any()
        }
        Step::ForgetPasskey(id, name) => view! { <ForgetPasskey id name go /> }.into_any(),
        Step::NamePasskey(id, now) => view! { <NamePasskey id now go /> }.into_any(),
        Step::Show(deed, key) => view! { <ShowKey deed key go /> }.into_any(),
        Step::Confirm(deed, key, trouble) => {
            view! { <ConfirmKey deed key trouble go /> }.into_any()
        }
        Step::Copying(deed, key) => view! { <Copying deed key go /> }.into_any(),
    }
}

#[component]
fn Home(done: Option<Done>, go: Callback<Step>) -> impl IntoView {
    let text = &use_texts().security;
    view! {
        <div class="page">
            <Heading text=text.title />
            <p class="lead">{text.lead}</p>
            {done.map(|done| view! { <Told done /> })}
            <section class="section">
                <h2>{text.passphrase}</h2>
                <p>{text.passphrase_text}</p>
                <p>
                    <Begin deed=Deed::Passphrase word=text.passphrase_go go />
                </p>
            </section>
            <Passkeys go />
            <section class="section">
                <h2>{text.recovery}</h2>
                <p>{text.recovery_text}</p>
                <p>
                    <Begin deed=Deed::RecoveryKey word=text.recovery_go go />
                </p>
            </section>
        </div>
    }
}

#[component]
fn Begin(deed: Deed, word: &'static str, go: Callback<Step>) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button-quiet"
            on:click=move |_| go.run(Step::Allow(deed.clone()))
        >
            <Draw icon=Icon::Key />
            {word}
        </button>
    }
}

/// It is done; what that does not reach.
#[component]
fn Told(done: Done) -> impl IntoView {
    let Done { deed, left } = done;
    let text = &use_texts().security;
    let what = match &deed {
        Deed::AddPasskey | Deed::Added(Added::Opens) => text.done_added,
        Deed::Added(Added::Both) => text.done_added_both,
        Deed::Added(Added::SignsIn) => text.done_added_only,
        Deed::Passphrase => text.done_passphrase,
        Deed::RecoveryKey => text.done_recovery,
        Deed::RemovePasskey(..) => text.done_passkey,
        Deed::Forgotten(true) => text.done_forgotten,
        Deed::Forgotten(false) => text.done_unlisted,
    };
    let added = matches!(deed, Deed::AddPasskey | Deed::Added(_));
    let backups = !added && !matches!(deed, Deed::Forgotten(_));
    let back = use_signing().back().filter(|_| added);
    let removed = match deed {
        Deed::RemovePasskey(id, _) => Some(id),
        _ => None,
    };
    view! {
        <Notice tone=Tone::Good>
            <p>{what}</p>
            {left.then(|| view! { <p>{text.done_left}</p> })}
            {backups
                .then(|| {
                    view! {
                        <p>{text.done_backup}</p>
                        <p>
                            <a href=Route::Settings.path()>{text.to_backup}</a>
                        </p>
                    }
                })}
        </Notice>
        {removed.map(|id| view! { <StillSignsIn id /> })}
        {back
            .map(|back| {
                view! {
                    <p>
                        <a class="button" href=back.path()>
                            {use_texts().signing.go_on}
                        </a>
                    </p>
                }
            })}
    }
}
