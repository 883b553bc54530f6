//! What exactly would be sent, before anything is.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Stage;
use super::result::Lines;
use crate::components::faces::{Notice, Tone, TroubleNotice, faces};
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::components::signing::SignedIn;
use crate::engine::protocol::sharing::{Choice, Preview};
use crate::platform::device;
use crate::state::look::use_texts;
use crate::state::session::use_session;
use crate::state::sharing;
use crate::state::words::Trouble;

/// What would be sent.
#[component]
pub(super) fn Look(choice: Choice, stage: RwSignal<Stage>) -> impl IntoView {
    let choice = RwSignal::new(choice);
    let asked = sharing::preview(move || choice.get());
    faces(asked, move |preview| {
        view! { <Shown preview choice stage /> }.into_any()
    })
}

#[component]
fn Shown(preview: Preview, choice: RwSignal<Choice>, stage: RwSignal<Stage>) -> impl IntoView {
    let text = &use_texts().sharing;
    let count = preview.lines.len();
    let can = count > 0 && preview.person.is_some();
    let name = preview.to.name.clone();
    view! {
        <h2>{text.look_title(&name)}</h2>
        <p>{text.readings(count)}</p>
        <Who person=preview.person notes=choice.get_untracked().notes />
        <Before before=preview.before choice />
        <Changed changed=preview.changed choice />
        <Lines lines=preview.lines />
        {can
            .then(|| {
                view! {
                    <SignedIn>
                        <Send name=name.clone() choice />
                    </SignedIn>
                }
            })}
        <div class="buttons">
            <button type="button" class="button-quiet" on:click=move |_| device::print()>
                <Draw icon=Icon::Print />
                {use_texts().common.print}
            </button>
            <button type="button" class="button-quiet" on:click=move |_| stage.set(Stage::Choosing)>
                {text.to_choice}
            </button>
        </div>
    }
}

/// How the person is named, and what never goes along.
#[component]
fn Who(person: Option<String>, notes: bool) -> impl IntoView {
    let text = &use_texts().sharing;
    match person {
        Some(person) => view! {
            <p>
                {text.who(&person)} " "
                {if notes { text.with_notes } else { text.without_notes }}
            </p>
        }
        .into_any(),
        None => view! {
            <Notice tone=Tone::Attention>
                <p>{text.nobody_known}</p>
            </Notice>
        }
        .into_any(),
    }
}

/// Readings that the provider has already, and the way to send them all the same.
#[component]
fn Before(before: usize, choice: RwSignal<Choice>) -> impl IntoView {
    let text = &use_texts().sharing;
    (before > 0).then(|| {
        view! {
            <Notice tone=Tone::Info>
                <p>{text.before(before)}</p>
                <button
                    type="button"
                    class="button-quiet"
                    on:click=move |_| choice.update(|choice| choice.again = true)
                >
                    {text.before_too}
                </button>
            </Notice>
        }
    })
}

/// Readings that were changed since the provider got them, and the way to send them
/// as they are now.
#[component]
fn Changed(changed: usize, choice: RwSignal<Choice>) -> impl IntoView {
    let text = &use_texts().sharing;
    (changed > 0).then(|| {
        view! {
            <Notice tone=Tone::Attention>
                <p>{text.changed(changed)}</p>
                <button
                    type="button"
                    class="button-quiet"
                    on:click=move |_| choice.update(|choice| choice.changed = true)
                >
                    {text.changed_too}
                </button>
            </Notice>
        }
    })
}

/// The way to the provider.
#[component]
fn Send(name: String, choice: RwSignal<Choice>) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.sharing;
    let session = StoredValue::new(use_session());
    let trouble = RwSignal::new(None::<Trouble>);
    let busy = RwSignal::new(false);
    let go = move |_| {
        let (session, choice) = (session.get_value(), choice.get_untracked());
        busy.set(true);
        spawn_local(async move {
            let started = match sharing::start(session.engine(), choice).await {
                Ok(share) => sharing::log_in(&session, &share).await,
                Err(failed) => Err(failed),
            };
            if let Err(failed) = started {
                trouble.try_set(Some(failed));
                busy.try_set(false);
            }
        });
    };
    view! {
        <p>{text.send_text(&name)}</p>
        <Notice tone=Tone::Attention>
            <p class="strong">{texts.common.own_digid}</p>
        </Notice>
        {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
        <div class="buttons">
            <button type="button" class="button" disabled=move || busy.get() on:click=go>
                <Draw icon=Icon::Key />
                {text.send}
            </button>
        </div>
    }
}
