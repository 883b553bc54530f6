//! Step one: a name, and a passphrase that is strong enough.

use std::time::Duration;

use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;

use crate::components::live::live;
use leptos::task::spawn_local;

use super::{Made, Step, StepOf};
use crate::components::faces::{Loading, Notice, Tone, TroubleNotice};
use crate::components::field::TextField;
use crate::components::heading::Heading;
use crate::engine::protocol::Strength;
use crate::platform::focus;
use crate::state::look::use_texts;
use crate::state::session::use_session;
use crate::state::vaults;
use crate::state::words::Trouble;

/// What is being filled in. It goes with the screen.
#[derive(Clone, Copy)]
struct Form {
    name: RwSignal<String>,
    passphrase: RwSignal<String>,
    again: RwSignal<String>,
    strength: RwSignal<Option<Strength>>,
    tried: RwSignal<bool>,
    making: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
}

impl Form {
    fn new() -> Self {
        Self {
            name: RwSignal::new(String::new()),
            passphrase: RwSignal::new(String::new()),
            again: RwSignal::new(String::new()),
            strength: RwSignal::new(None),
            tried: RwSignal::new(false),
            making: RwSignal::new(false),
            trouble: RwSignal::new(None),
        }
    }

    /// The first field that is not in order yet.
    fn first_wrong(&self) -> Option<&'static str> {
        if self.name.get_untracked().trim().is_empty() {
            return Some("vault-name");
        }
        if !self
            .strength
            .get_untracked()
            .is_some_and(|strength| strength.enough)
        {
            return Some("passphrase");
        }
        (self.passphrase.get_untracked() != self.again.get_untracked())
            .then_some("passphrase-again")
    }
}

/// Asks the engine how strong the passphrase is, a moment after each change.
fn weigh(form: Form) {
    let engine = use_session().engine().clone();
    let mut ask = debounce(Duration::from_millis(150), move |passphrase: String| {
        let engine = engine.clone();
        spawn_local(async move {
            let asked = passphrase.clone();
            if let Ok(strength) = vaults::strength(&engine, asked).await
                && form.passphrase.try_get_untracked().as_ref() == Some(&passphrase)
            {
                form.strength.set(Some(strength));
            }
        });
    });
    Effect::watch(
        move || form.passphrase.get(),
        move |passphrase, _, _| ask(passphrase.clone()),
        false,
    );
}

/// The form of a new vault.
#[component]
pub(super) fn NewVault(
    go: Callback<Step>,
    /// A collection of the open vault that moves into the new one.
    moving: Option<String>,
) -> impl IntoView {
    let text = use_texts();
    let session = use_session();
    let form = Form::new();
    let lead = moving
        .as_ref()
        .map_or(text.create.lead, |_| text.create.moving_lead);
    weigh(form);
    let shown = RwSignal::new(false);
    let kind = Signal::derive(move || if shown.get() { "text" } else { "password" });
    let wrong_name = Signal::derive(move || {
        (form.tried.get() && form.name.get().trim().is_empty())
            .then(|| text.create.name_missing.to_owned())
    });
    let wrong_again = Signal::derive(move || {
        let differs = form.passphrase.get() != form.again.get();
        (form.tried.get() && differs).then(|| text.create.again_differs.to_owned())
    });
    let make = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.tried.set(true);
        if let Some(field) = form.first_wrong() {
            return focus::focus(field);
        }
        form.making.set(true);
        form.trouble.set(None);
        let engine = session.engine().clone();
        let name = form.name.get_untracked().trim().to_owned();
        let moving = moving.clone();
        spawn_local(async move {
            let made = vaults::create(
                &engine,
                name.clone(),
                form.passphrase.get_untracked(),
                moving.clone(),
            )
            .await;
            form.making.set(false);
            match made {
                Ok((vault, recovery_key)) => {
                    go.run(Step::Recovery(Made {
                        vault,
                        name,
                        recovery_key,
                        moving: moving.is_some(),
                    }));
                }
                Err(trouble) => form.trouble.set(Some(trouble)),
            }
        });
    };
    view! {
        <form class="page form" on:submit=make novalidate=true>
            <StepOf now=1 />
            <Heading text=text.create.title />
            <p class="lead">{lead}</p>
            <TextField
                id="vault-name"
                label=text.create.name
                hint=text.create.name_hint.to_owned()
                wrong=wrong_name
                value=form.name
            />
            <TextField
                id="passphrase"
                label=text.create.passphrase
                hint=text.create.passphrase_hint.to_owned()
                value=form.passphrase
                kind=kind
                autocomplete="new-password"
            />
            <StrengthWords strength=form.strength passphrase=form.passphrase />
            <TextField
                id="passphrase-again"
                label=text.create.again
                wrong=wrong_again
                value=form.again
                kind=kind
                autocomplete="new-password"
            />
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=move || shown.get()
                    on:change=move |event| shown.set(event_target_checked(&event))
                />
                <span>{text.create.show}</span>
            </label>
            <Notice tone=Tone::Attention>
                <p>{text.create.forgotten_warning}</p>
            </Notice>
            {live(move || form.trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
            {live(move || form.making.get().then(|| view! { <Loading text=text.create.making /> }))}
            <div class="buttons">
                <button type="submit" class="button" disabled=move || form.making.get()>
                    {text.create.make}
                </button>
            </div>
        </form>
    }
}

/// How strong the passphrase is, in words and as a bar.
#[component]
fn StrengthWords(
    strength: RwSignal<Option<Strength>>,
    passphrase: RwSignal<String>,
) -> impl IntoView {
    let text = &use_texts().create;
    let known = move || strength.get().filter(|_| !passphrase.get().is_empty());
    let words = move || match known() {
        None => text.strength_none,
        Some(Strength { enough: false, .. }) => text.strength_weak,
        Some(Strength { score: 4, .. }) => text.strength_strong,
        Some(_) => text.strength_enough,
    };
    let class = move || match known() {
        None => "strength".to_owned(),
        Some(strength) => {
            let enough = if strength.enough {
                " strength-enough"
            } else {
                ""
            };
            format!("strength strength-{}{enough}", strength.score.min(4))
        }
    };
    view! {
        <div class=class>
            <span class="strength-bar" aria-hidden="true">
                <span></span>
            </span>
            <p aria-live="polite">{words}</p>
        </div>
    }
}
