//! Who can open the vault: another passphrase, a new recovery key. What is
//! replaced opens nothing afterwards.

mod allow;
mod copying;
mod recovery;

use allow::{AnotherPassphrase, NewRecoveryKey};
use copying::Copying;
use leptos::prelude::*;
use recovery::{ConfirmKey, ShowKey};

use crate::components::faces::{Notice, Tone};
use crate::components::heading::{Heading, focus_next_heading};
use crate::components::icon::{Draw, Icon};
use crate::platform::device;
use crate::route::Route;
use crate::state::look::use_texts;
use crate::state::words::Trouble;

/// What is being replaced.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Replaced {
    Passphrase,
    RecoveryKey,
}

/// How far the person is.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// All ways; and what was just done.
    Home(Option<Replaced>),
    /// Says who she is, and what is new.
    Allow(Replaced),
    /// A new recovery key is shown.
    Show(Replaced, String),
    /// It is typed back; what was wrong the time before.
    Confirm(Replaced, String, Option<Trouble>),
    /// Everything goes under the new keys: the recovery key, if there is a new one,
    /// and as it was typed back.
    Copying(Replaced, Option<(String, String)>),
}

/// The screen.
#[component]
pub fn Security() -> impl IntoView {
    let step = RwSignal::new(Step::Home(None));
    let go = Callback::new(move |next: Step| {
        focus_next_heading();
        device::scroll_up();
        // Who left the screen meanwhile sees nothing of it.
        step.try_set(next);
    });
    move || match step.get() {
        Step::Home(done) => view! { <Home done go /> }.into_any(),
        Step::Allow(Replaced::Passphrase) => view! { <AnotherPassphrase go /> }.into_any(),
        Step::Allow(Replaced::RecoveryKey) => view! { <NewRecoveryKey go /> }.into_any(),
        Step::Show(replaced, key) => view! { <ShowKey replaced key go /> }.into_any(),
        Step::Confirm(replaced, key, trouble) => {
            view! { <ConfirmKey replaced key trouble go /> }.into_any()
        }
        Step::Copying(replaced, key) => view! { <Copying replaced key go /> }.into_any(),
    }
}

#[component]
fn Home(done: Option<Replaced>, go: Callback<Step>) -> impl IntoView {
    let text = &use_texts().security;
    view! {
        <div class="page">
            <Heading text=text.title />
            <p class="lead">{text.lead}</p>
            {done.map(|replaced| view! { <Done replaced /> })}
            <section class="section">
                <h2>{text.passphrase}</h2>
                <p>{text.passphrase_text}</p>
                <p>
                    <Begin replaced=Replaced::Passphrase word=text.passphrase_go go />
                </p>
            </section>
            <section class="section">
                <h2>{text.recovery}</h2>
                <p>{text.recovery_text}</p>
                <p>
                    <Begin replaced=Replaced::RecoveryKey word=text.recovery_go go />
                </p>
            </section>
        </div>
    }
}

#[component]
fn Begin(replaced: Replaced, word: &'static str, go: Callback<Step>) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button-quiet"
            on:click=move |_| go.run(Step::Allow(replaced))
        >
            <Draw icon=Icon::Key />
            {word}
        </button>
    }
}

/// It is done; what that does not reach.
#[component]
fn Done(replaced: Replaced) -> impl IntoView {
    let text = &use_texts().security;
    let what = match replaced {
        Replaced::Passphrase => text.done_passphrase,
        Replaced::RecoveryKey => text.done_recovery,
    };
    view! {
        <Notice tone=Tone::Good>
            <p>{what}</p>
            <p>{text.done_backup}</p>
            <p>
                <a href=Route::Settings.path()>{text.to_backup}</a>
            </p>
        </Notice>
    }
}
