//! "Is this you?": a collection that waits for the person's decision.

use leptos::prelude::*;

use crate::components::live::live;
use leptos::task::spawn_local;

use super::faces::{Notice, Tone, TroubleNotice};
use crate::engine::protocol::{Decision, PersonCheck};
use crate::route::Route;
use crate::state::look::use_texts;
use crate::state::record;
use crate::state::session::{Session, use_session};
use crate::state::words::Trouble;

/// What the person chose.
#[derive(Clone, Copy)]
enum Choice {
    Confirm,
    Decide(Decision),
}

/// The choices about one collection. `on_decided` is called when one was made.
#[component]
pub fn PersonChoice(
    collection: String,
    check: PersonCheck,
    on_decided: Callback<()>,
) -> impl IntoView {
    let session = use_session();
    let trouble = RwSignal::new(None::<Trouble>);
    let busy = RwSignal::new(false);
    let choose = Callback::new(move |choice: Choice| {
        busy.set(true);
        trouble.set(None);
        let (session, collection) = (session.clone(), collection.clone());
        spawn_local(async move {
            let result = carry_out(&session, collection, choice).await;
            busy.try_set(false);
            match result {
                Ok(()) => {
                    session.record_changed();
                    on_decided.run(());
                }
                Err(found) => {
                    trouble.try_set(Some(found));
                }
            }
        });
    });
    let choices = match check {
        PersonCheck::First { name, birth } => view! { <First name birth choose busy /> }.into_any(),
        PersonCheck::Different { name, birth } => {
            view! { <Different name birth choose busy /> }.into_any()
        }
        PersonCheck::Same | PersonCheck::Unchecked => ().into_any(),
    };
    view! {
        {choices}
        {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
    }
}

async fn carry_out(session: &Session, collection: String, choice: Choice) -> Result<(), Trouble> {
    match choice {
        Choice::Confirm => record::confirm_person(session.engine(), collection).await,
        Choice::Decide(decision) => record::decide(session.engine(), collection, decision).await,
    }
}

fn known(text: String, unknown: &str) -> String {
    if text.is_empty() {
        unknown.to_owned()
    } else {
        text
    }
}

#[component]
fn First(
    name: String,
    birth: String,
    choose: Callback<Choice>,
    busy: RwSignal<bool>,
) -> impl IntoView {
    let text = &use_texts().person;
    let words = text.first_text(
        &known(birth, text.birth_unknown),
        &known(name, text.name_unknown),
    );
    view! {
        <Notice tone=Tone::Info>
            <h3>{text.first_title}</h3>
            <p>{words}</p>
            <div class="buttons">
                <button
                    type="button"
                    class="button"
                    disabled=move || busy.get()
                    on:click=move |_| choose.run(Choice::Confirm)
                >
                    {text.first_yes}
                </button>
                <button
                    type="button"
                    class="button-quiet"
                    disabled=move || busy.get()
                    on:click=move |_| choose.run(Choice::Decide(Decision::Discard))
                >
                    {text.first_no}
                </button>
            </div>
        </Notice>
    }
}

#[component]
fn Different(
    name: String,
    birth: String,
    choose: Callback<Choice>,
    busy: RwSignal<bool>,
) -> impl IntoView {
    let text = &use_texts().person;
    let words = text.different_text(
        &known(birth, text.birth_unknown),
        &known(name, text.name_unknown),
    );
    view! {
        <Notice tone=Tone::Attention>
            <h3>{text.different_title}</h3>
            <p>{words}</p>
            <p>{text.different_aside}</p>
            <div class="buttons">
                <button
                    type="button"
                    class="button"
                    disabled=move || busy.get()
                    on:click=move |_| choose.run(Choice::Decide(Decision::Discard))
                >
                    {text.discard}
                </button>
                <button
                    type="button"
                    class="button-quiet"
                    disabled=move || busy.get()
                    on:click=move |_| choose.run(Choice::Decide(Decision::Mine))
                >
                    {text.mine}
                </button>
            </div>
            <p class="small">{text.mine_hint}</p>
            <p class="small">
                {text.other_vault} " " <a href=Route::Welcome.path()>{text.other_vault_go}</a>
            </p>
        </Notice>
    }
}
