//! The passkeys of the vault: which there are, one more, another name.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::allow::{Allow, Trying};
use super::signing::{FirstSignIn, Standing};
use super::{Deed, Leave, Step};
use crate::components::faces::{Notice, Tone, TroubleNotice, faces};
use crate::components::field::TextField;
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::engine::protocol::keys::Passkey;
use crate::platform::{clock, focus, passkey};
use crate::state::account::use_signing;
use crate::state::keys;
use crate::state::look::{use_lang_code, use_texts};
use crate::state::session::use_session;
use crate::state::words::Trouble;

/// Element id of the field for a name.
const NAME_FIELD: &str = "passkey-name";

/// All passkeys.
#[component]
pub(super) fn Passkeys(go: Callback<Step>) -> impl IntoView {
    let text = &use_texts().security;
    let (asked, signing) = (keys::passkeys(), use_signing());
    view! {
        <section class="section">
            <h2>{text.passkeys}</h2>
            <p>{text.passkeys_text}</p>
            {live(move || signing.is_on().then(|| view! { <p>{use_texts().signing.also}</p> }))}
            <Standing />
            {faces(asked, move |all| view! { <List all go /> }.into_any())}
            <p>{text.passkeys_stay}</p>
            {if passkey::supported() {
                view! {
                    <button
                        type="button"
                        class="button-quiet"
                        on:click=move |_| go.run(Step::Allow(Deed::AddPasskey))
                    >
                        <Draw icon=Icon::Add />
                        {text.passkey_add}
                    </button>
                }
                    .into_any()
            } else {
                view! { <p class="hint">{text.passkeys_unknown}</p> }.into_any()
            }}
        </section>
    }
}

#[component]
fn List(all: Vec<Passkey>, go: Callback<Step>) -> impl IntoView {
    let one = move |passkey| {
        view! {
            <li class="card">
                <One passkey go />
            </li>
        }
    };
    (!all.is_empty()).then(|| {
        view! { <ul class="cards">{all.into_iter().map(one).collect_view()}</ul> }
    })
}

#[component]
fn One(passkey: Passkey, go: Callback<Step>) -> impl IntoView {
    let text = &use_texts().security;
    let signing = use_signing();
    let Passkey {
        id,
        name,
        added,
        opens,
        signs_in,
    } = passkey;
    let does = move || {
        let text = &use_texts().signing;
        match (opens, signs_in) {
            (true, true) => Some(text.does_both),
            (false, _) => Some(text.does_sign_in),
            (true, false) => signing.is_on().then_some(text.does_open),
        }
    };
    let name = if name.is_empty() {
        text.passkey_nameless.to_owned()
    } else {
        name
    };
    let date = (!added.is_empty()).then(|| clock::for_people(&added, use_lang_code()));
    let rename = (id.clone(), name.clone());
    let remove = (id, name.clone());
    let (rename_label, remove_label) = (
        text.passkey_rename_of(&name),
        text.passkey_remove_title(&name),
    );
    view! {
        <h3>{name}</h3>
        {live(move || does().map(|does| view! { <p>{does}</p> }))}
        {date.map(|date| view! { <p class="hint">{text.passkey_added(&date)}</p> })}
        <div class="buttons">
            <button
                type="button"
                class="button-quiet"
                aria-label=rename_label
                on:click=move |_| {
                    let (id, name) = rename.clone();
                    go.run(Step::NamePasskey(id, name));
                }
            >
                {text.passkey_rename}
            </button>
            <button
                type="button"
                class="button-quiet"
                aria-label=remove_label
                on:click=move |_| {
                    let (id, name) = remove.clone();
                    go.run(if opens {
                        Step::Allow(Deed::RemovePasskey(id, name))
                    } else {
                        Step::ForgetPasskey(id, name)
                    });
                }
            >
                <Draw icon=Icon::Remove />
                {text.passkey_remove}
            </button>
        </div>
    }
}

/// A name being typed.
#[component]
fn NameField(name: RwSignal<String>, tried: RwSignal<bool>) -> impl IntoView {
    let text = &use_texts().security;
    let wrong = Signal::derive(move || {
        (tried.get() && name.get().trim().is_empty()).then(|| text.passkey_name_missing.to_owned())
    });
    view! {
        <TextField
            id=NAME_FIELD
            label=text.passkey_name
            hint=text.passkey_name_hint.to_owned()
            wrong
            value=name
        />
    }
}

/// Whether there is a name; if not the field takes the focus.
fn is_named(name: RwSignal<String>, tried: RwSignal<bool>) -> bool {
    tried.set(true);
    let named = !name.with_untracked(|name| name.trim().is_empty());
    if !named {
        focus::focus(NAME_FIELD);
    }
    named
}

/// One more.
#[component]
pub(super) fn AddPasskey(go: Callback<Step>) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.security;
    let app = texts.common.app;
    let session = use_session();
    let name = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let act = Callback::new(move |(with, trying): (_, Trying)| {
        let session = session.clone();
        spawn_local(async move {
            let typed = name.get_untracked().trim().to_owned();
            match keys::add_passkey(&session, with, app, typed).await {
                Ok(does) => drop(go.try_run(Step::Home(Some(Deed::Added(does).into())))),
                Err(found) => trying.failed(found),
            }
        });
    });
    view! {
        <Allow
            title=text.passkey_add
            ready=Callback::new(move |()| is_named(name, tried))
            act
            go
        >
            <FirstSignIn words=texts.signing.make_first />
            <NameField name tried />
            <Notice tone=Tone::Info>
                <p>{text.passkey_add_text}</p>
            </Notice>
        </Allow>
    }
}

/// Another name.
#[component]
pub(super) fn NamePasskey(id: Vec<u8>, now: String, go: Callback<Step>) -> impl IntoView {
    let texts = use_texts();
    let session = use_session();
    let name = RwSignal::new(now);
    let tried = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !is_named(name, tried) {
            return;
        }
        let (engine, id) = (session.engine().clone(), id.clone());
        spawn_local(async move {
            let typed = name.get_untracked().trim().to_owned();
            match keys::name_passkey(&engine, id, typed).await {
                Ok(()) => drop(go.try_run(Step::Home(None))),
                Err(found) => {
                    trouble.try_set(Some(found));
                }
            }
        });
    };
    view! {
        <form class="page form" on:submit=submit novalidate=true>
            <Heading text=texts.security.passkey_rename />
            <NameField name tried />
            {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
            <div class="buttons">
                <button type="submit" class="button">
                    {texts.security.passkey_save}
                </button>
                <Leave go />
            </div>
        </form>
    }
}
