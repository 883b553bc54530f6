//! Step one: a name, and a passphrase that is strong enough.

use leptos::prelude::*;

use crate::components::live::live;
use leptos::task::spawn_local;

use super::{Made, Step, StepOf};
use crate::components::faces::{Loading, Notice, Tone, TroubleNotice};
use crate::components::field::TextField;
use crate::components::heading::Heading;
use crate::components::new_passphrase::{NewPassphrase, NewPassphraseFields};
use crate::platform::focus;
use crate::state::look::use_texts;
use crate::state::session::use_session;
use crate::state::vaults;
use crate::state::words::Trouble;

/// The form of a new vault.
#[component]
pub(super) fn NewVault(
    go: Callback<Step>,
    /// A collection of the open vault that moves into the new one.
    moving: Option<String>,
) -> impl IntoView {
    let text = use_texts();
    let session = use_session();
    let name = RwSignal::new(String::new());
    let passphrase = NewPassphrase::begin();
    let tried = RwSignal::new(false);
    let making = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let lead = match &moving {
        Some(_) => text.create.moving_lead,
        None if session.is_guest() => text.helping.vault_lead,
        None => text.create.lead,
    };
    if session.is_guest() {
        name.set(text.helping.people.to_owned());
    }
    let nameless = move || name.get().trim().is_empty();
    let wrong_name = Signal::derive(move || {
        (tried.get() && nameless()).then(|| text.create.name_missing.to_owned())
    });
    let make = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let name = name.get_untracked().trim().to_owned();
        let first_wrong = name.is_empty().then_some("vault-name");
        if let Some(field) = first_wrong.or_else(|| passphrase.first_wrong()) {
            return focus::focus(field);
        }
        making.set(true);
        trouble.set(None);
        let engine = session.engine().clone();
        let moving = moving.clone();
        spawn_local(async move {
            let made =
                vaults::create(&engine, name.clone(), passphrase.typed(), moving.clone()).await;
            making.set(false);
            match made {
                Ok((vault, recovery_key)) => {
                    go.run(Step::Recovery(Made {
                        vault,
                        name,
                        recovery_key,
                        moving: moving.is_some(),
                    }));
                }
                Err(found) => trouble.set(Some(found)),
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
                value=name
            />
            <NewPassphraseFields
                new=passphrase
                labels=(text.create.passphrase, text.create.again)
                tried
            />
            <Notice tone=Tone::Attention>
                <p>{text.create.forgotten_warning}</p>
            </Notice>
            {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
            {live(move || making.get().then(|| view! { <Loading text=text.create.making /> }))}
            <div class="buttons">
                <button type="submit" class="button" disabled=move || making.get()>
                    {text.create.make}
                </button>
            </div>
        </form>
    }
}
