//! The door: a link that was brought or pasted, who asks, the passcode.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::helping::{Elsewhere, Home};
use crate::components::faces::{Loading, Notice, Tone, TroubleNotice};
use crate::components::field::TextField;
use crate::components::heading::Heading;
use crate::components::live::live;
use crate::engine::protocol::links::Asks;
use crate::state::along::{NotOpened, Readers, brought, open, read, readers};
use crate::state::look::use_texts;
use crate::state::session::use_session;

/// Where opening stands.
#[derive(Clone, PartialEq)]
enum Stage {
    Reading,
    NoLink,
    Asking(Asks),
}

/// The form for a link, or the list while there is none.
#[component]
pub(super) fn Door() -> impl IntoView {
    let text = &use_texts().along;
    let session = use_session();
    let stage = RwSignal::new(Stage::Reading);
    let link = brought();
    let pasted = RwSignal::new(false);
    let first = session.clone();
    spawn_local(async move {
        let asks = match link {
            Some(link) => read(&first, link).await.ok(),
            None => None,
        };
        stage.try_set(asks.map_or(Stage::NoLink, Stage::Asking));
    });
    let on_link = Callback::new(move |asks| {
        pasted.set(true);
        stage.set(Stage::Asking(asks));
    });
    live(move || match stage.get() {
        Stage::Reading => view! {
            <Heading text=text.title />
            <Loading text=text.busy />
        }
        .into_any(),
        // Her own list comes before a link that was opened earlier.
        Stage::Asking(asks) if pasted.get() || session.keeper().is_none() => view! {
            <Heading text=text.title />
            <Form asks />
        }
        .into_any(),
        _ => match readers() {
            Some(Readers { here: true, .. }) => view! { <Home on_link /> }.into_any(),
            there => view! { <Elsewhere address=there.map(|there| there.address) /> }.into_any(),
        },
    })
}

/// What became of opening something.
#[derive(Clone, Copy, Default)]
pub(super) struct Ending {
    /// It is under way.
    pub(super) busy: RwSignal<bool>,
    failed: RwSignal<Option<NotOpened>>,
}

impl Ending {
    /// Opens it.
    pub(super) fn run(self, opening: impl Future<Output = Result<(), NotOpened>> + 'static) {
        self.busy.set(true);
        spawn_local(async move {
            let opened = opening.await;
            self.busy.try_set(false);
            self.failed.try_set(opened.err());
        });
    }
}

/// Why it did not open, in words.
pub(super) fn outcome(ending: Ending) -> Option<AnyView> {
    let text = &use_texts().along;
    ending.failed.get().map(|why| match why {
        NotOpened::WrongCode(left) => {
            let left = usize::try_from(left).unwrap_or_default();
            alert(text.wrong_code, text.attempts(left))
        }
        NotOpened::Nothing => alert(text.nothing, text.nothing_text.to_owned()),
        NotOpened::Trouble(trouble) => view! { <TroubleNotice trouble /> }.into_any(),
    })
}

#[component]
fn Form(asks: Asks) -> impl IntoView {
    let text = &use_texts().along;
    let session = StoredValue::new(use_session());
    let (who, passcode) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let ending = Ending::default();
    let wrong = RwSignal::new(None::<String>);
    let needs = asks.passcode;
    let asks = StoredValue::new(asks);
    let go = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let name = who.get_untracked().trim().to_owned();
        if name.is_empty() {
            return wrong.set(Some(text.who_missing.to_owned()));
        }
        wrong.set(None);
        let code = passcode.get_untracked();
        passcode.set(String::new());
        ending.run(async move { open(&session.get_value(), &asks.get_value(), &name, code).await });
    };
    let keeps = move || match readers() {
        Some(Readers { here: true, .. }) => use_texts().helping.keeps_nothing,
        _ => text.keeps_nothing,
    };
    view! {
        <form class="form stack" on:submit=go novalidate=true>
            <p class="lead">{text.lead}</p>
            <TextField
                id="along-who"
                label=text.who
                hint=text.who_hint
                wrong=wrong
                value=who
                autocomplete="name"
            />
            {needs
                .then(|| {
                    view! {
                        <TextField
                            id="along-code"
                            label=text.code
                            hint=text.code_hint
                            value=passcode
                        />
                    }
                })}
            {live(move || outcome(ending))}
            {live(move || ending.busy.get().then(|| view! { <Loading text=text.busy /> }))}
            <div class="buttons">
                <button type="submit" class="button" disabled=move || ending.busy.get()>
                    {text.go}
                </button>
            </div>
            <p class="hint">{live(keeps)}</p>
        </form>
    }
}

fn alert(what: &'static str, now: String) -> AnyView {
    view! {
        <div role="alert">
            <Notice tone=Tone::Attention>
                <p class="strong">{what}</p>
                <p>{now}</p>
            </Notice>
        </div>
    }
    .into_any()
}
