//! What the person adds or changes: kept in the vault, beside what was received.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::faces::TroubleNotice;
use crate::components::field::TextField;
use crate::components::live::live;
use crate::engine::protocol::network::{Card, Noted};
use crate::platform::focus;
use crate::state::look::use_texts;
use crate::state::network;
use crate::state::session::use_session;
use crate::state::words::Trouble;

/// The first field: it takes the focus.
const FIRST: &str = "network-name";

/// What is being edited.
#[derive(Clone, Default, PartialEq)]
pub struct Editing {
    /// The note that is there already.
    id: Option<String>,
    /// Whom it is about, as received.
    received: Option<String>,
    noted: Noted,
}

impl Editing {
    /// Changing what is noted about somebody.
    pub fn of(card: &Card) -> Self {
        let (id, noted) = card.noted.clone().unzip();
        let noted = noted.unwrap_or_else(|| Noted {
            about: card.about.clone(),
            ..Noted::default()
        });
        Self {
            id,
            received: card.about.as_ref().map(|_| card.name.clone()),
            noted,
        }
    }
}

/// The form.
#[component]
pub fn NoteForm(edited: Editing, editing: RwSignal<Option<Editing>>) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.network;
    let session = use_session();
    let Editing {
        id,
        received,
        noted,
    } = edited;
    let about = noted.about;
    let fields = [
        noted.name,
        noted.role,
        noted.organisation,
        noted.phone,
        noted.purpose,
    ]
    .map(RwSignal::new);
    let [name, role, organisation, phone, purpose] = fields;
    let wrong = RwSignal::new(None::<String>);
    let trouble = RwSignal::new(None::<Trouble>);
    let title = received
        .as_ref()
        .map_or_else(|| text.add.to_owned(), |name| text.change_of(name));
    focus::begin_at(FIRST);
    let finish = {
        let session = session.clone();
        move |done: Result<(), Trouble>| match done {
            Ok(()) => {
                editing.set(None);
                session.record_changed();
            }
            Err(error) => trouble.set(Some(error)),
        }
    };
    let remove = id.clone().map(|id| {
        let (session, finish) = (session.clone(), finish.clone());
        move |_| {
            let (session, finish, id) = (session.clone(), finish.clone(), id.clone());
            spawn_local(async move { finish(network::delete(session.engine(), id).await) });
        }
    });
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let [name, role, organisation, phone, purpose] =
            fields.map(|field| field.get_untracked().trim().to_owned());
        let noted = Noted {
            about: about.clone(),
            name,
            role,
            organisation,
            phone,
            purpose,
        };
        if noted.about.is_none() && noted.name.is_empty() {
            wrong.set(Some(text.needs_name.to_owned()));
            focus::focus(FIRST);
            return;
        }
        let (session, finish, id) = (session.clone(), finish.clone(), id.clone());
        spawn_local(async move { finish(network::keep(session.engine(), id, noted).await) });
    };
    view! {
        <form class="network-form no-print" on:submit=save>
            <h2>{title}</h2>
            <p class="hint">{text.form_hint}</p>
            <TextField id=FIRST label=text.name value=name wrong=Signal::derive(move || wrong.get()) />
            <TextField id="network-role" label=text.role value=role />
            <TextField id="network-organisation" label=text.organisation value=organisation />
            <TextField id="network-phone" label=text.phone value=phone kind="tel" />
            <TextField
                id="network-purpose"
                label=text.purpose
                hint=text.purpose_hint.to_owned()
                value=purpose
            />
            {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
            <div class="buttons">
                <button type="submit" class="button">
                    {text.save}
                </button>
                <button type="button" class="button-quiet" on:click=move |_| editing.set(None)>
                    {texts.common.cancel}
                </button>
                {remove
                    .map(|remove| {
                        view! {
                            <button type="button" class="button-quiet" on:click=remove>
                                {text.remove}
                            </button>
                        }
                    })}
            </div>
        </form>
    }
}
