//! A new passphrase: typed twice, and strong enough.

use std::time::Duration;

use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::field::{TextField, Tick};
use crate::engine::protocol::Strength;
use crate::state::look::use_texts;
use crate::state::session::use_session;
use crate::state::vaults;

/// A passphrase being chosen. It goes with the screen.
#[derive(Clone, Copy)]
pub struct NewPassphrase {
    text: RwSignal<String>,
    again: RwSignal<String>,
    strength: RwSignal<Option<Strength>>,
}

impl NewPassphrase {
    /// An empty one; from now on the engine is asked how strong it is, a moment after
    /// each change.
    pub fn begin() -> Self {
        let new = Self {
            text: RwSignal::new(String::new()),
            again: RwSignal::new(String::new()),
            strength: RwSignal::new(None),
        };
        new.weigh();
        new
    }

    fn weigh(self) {
        let engine = use_session().engine().clone();
        let mut ask = debounce(Duration::from_millis(150), move |passphrase: String| {
            let engine = engine.clone();
            spawn_local(async move {
                let asked = passphrase.clone();
                if let Ok(strength) = vaults::strength(&engine, asked).await
                    && self.text.try_get_untracked().as_ref() == Some(&passphrase)
                {
                    self.strength.set(Some(strength));
                }
            });
        });
        Effect::watch(
            move || self.text.get(),
            move |passphrase, _, _| ask(passphrase.clone()),
            false,
        );
    }

    /// As typed.
    pub fn typed(&self) -> String {
        self.text.get_untracked()
    }

    /// The first field that is not in order yet.
    pub fn first_wrong(&self) -> Option<&'static str> {
        let strength = self.strength.get_untracked();
        if !strength.is_some_and(|strength| strength.enough) {
            return Some("passphrase");
        }
        (self.text.get_untracked() != self.again.get_untracked()).then_some("passphrase-again")
    }
}

/// The fields for it.
#[component]
pub fn NewPassphraseFields(
    new: NewPassphrase,
    /// What the passphrase is called, and typing it again.
    labels: (&'static str, &'static str),
    /// Whether the person has tried to go on: then is said what is wrong.
    #[prop(into)]
    tried: Signal<bool>,
) -> impl IntoView {
    let text = &use_texts().create;
    let shown = RwSignal::new(false);
    let kind = Signal::derive(move || if shown.get() { "text" } else { "password" });
    let wrong_again = Signal::derive(move || {
        let differs = new.text.get() != new.again.get();
        (tried.get() && differs).then(|| text.again_differs.to_owned())
    });
    view! {
        <TextField
            id="passphrase"
            label=labels.0
            hint=text.passphrase_hint.to_owned()
            value=new.text
            kind=kind
            autocomplete="new-password"
        />
        <StrengthWords strength=new.strength passphrase=new.text />
        <TextField
            id="passphrase-again"
            label=labels.1
            wrong=wrong_again
            value=new.again
            kind=kind
            autocomplete="new-password"
        />
        <Tick words=text.show ticked=shown on_tick=Callback::new(move |on| shown.set(on)) />
    }
}

/// How strong the passphrase is, in words and as a bar.
#[component]
pub fn StrengthWords(
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
