//! One reading or session: change it, delete it, and everything that happened
//! to it.

use leptos::prelude::*;

use super::form::{KeepButton, Keeping, NoteField, Outcome, ReadingFields, WhenFields};
use super::parts::{Kept, Nobody};
use super::session::SessionForm;
use super::words;
use crate::components::dialog::Dialog;
use crate::components::faces::{Notice, Tone, faces_headed};
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::engine::protocol::measure::{Answer, Done, Happened, One, Request, Says, Typed};
use crate::pages::back::Back;
use crate::platform::clock;
use crate::route::{Measure, Route};
use crate::state::look::use_texts;
use crate::state::measure::{self, Form, changed_draft};

/// The page of one reading or session.
#[component]
pub(super) fn OnePage(id: String) -> impl IntoView {
    let asked = {
        let id = id.clone();
        measure::asked(move || Request::One { id: id.clone() })
    };
    view! {
        <div class="page form">
            {faces_headed(use_texts().measure.title, asked, move |answer| match answer {
                Answer::One(one) => view! { <Content id=id.clone() one=*one /> }.into_any(),
                _ => ().into_any(),
            })}
            <Nobody />
        </div>
    }
}

#[component]
fn Content(id: String, one: One) -> impl IntoView {
    let text = &use_texts().measure;
    let One {
        says,
        deleted,
        shared,
        history,
    } = one;
    let (back, word, title) = match &says {
        Says::Reading(typed) => (
            Measure::Readings(typed.kind),
            words::kind(typed.kind),
            words::kind(typed.kind),
        ),
        Says::Session { .. } => (Measure::Sessions, text.sessions, text.session_one),
    };
    let form = match says {
        Says::Reading(typed) => {
            let id = id.clone();
            view! { <Change id typed /> }.into_any()
        }
        Says::Session { sides, note } => {
            let id = Some(id.clone());
            view! { <SessionForm id sides note /> }.into_any()
        }
    };
    view! {
        <Back to=Route::Measure(back) word />
        <Heading text=title />
        {deleted
            .then(|| {
                view! {
                    <Notice tone=Tone::Info>
                        <p>{text.removed}</p>
                    </Notice>
                }
            })}
        {form}
        {(!deleted).then(|| view! { <Remove id /> })}
        {(!shared.is_empty()).then(|| view! { <Shared shared /> })}
        <section class="section">
            <h2>{text.history}</h2>
            <ol class="measure-history">{history.into_iter().map(happened).collect_view()}</ol>
        </section>
    }
}

/// With whom it was shared, and when.
#[component]
fn Shared(shared: Vec<String>) -> impl IntoView {
    let text = &use_texts().measure;
    view! {
        <section class="section">
            <h2>{text.shared}</h2>
            <ul class="measure-history">
                {shared.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}
            </ul>
        </section>
    }
}

fn happened(event: Happened) -> impl IntoView {
    let text = &use_texts().measure;
    let what = match event.what {
        Done::Entered => text.h_entered,
        Done::Corrected => text.h_corrected,
        Done::Deleted => text.h_deleted,
    };
    let who = match (&event.helper, event.file) {
        (_, true) => text.h_file.to_owned(),
        (Some(name), _) => text.by(name),
        (None, false) => text.self_.to_owned(),
    };
    let said = event.said.into_iter();
    view! {
        <li>
            <span class="strong">{format!("{what}, {}", event.at)}</span>
            <span class="hint">{who}</span>
            {said.map(|said| view! { <span class="measure-said">{said}</span> }).collect_view()}
        </li>
    }
}

/// The form with what a reading says.
#[component]
fn Change(id: String, typed: Typed) -> impl IntoView {
    let (kind, slot) = (typed.kind, typed.slot.clone());
    let draft = changed_draft("measure-change", Some(&id));
    let form = Form::of(&typed).kept_as(draft.clone());
    let keeping = Keeping::new();
    let kept = RwSignal::new(false);
    let keep = Callback::new(move |sure| {
        let request = Request::Keep {
            id: Some(id.clone()),
            typed: form.typed(kind, slot.clone()),
            sure,
            draft: Some(draft.clone()),
            now: clock::now_local(),
        };
        keeping.keep(request, move |_| {
            form.settled();
            kept.try_set(true);
        });
    });
    view! {
        <form
            class="stack"
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                keep.run(false);
            }
        >
            <ReadingFields form kind keeping />
            <WhenFields form phase=None keeping />
            <NoteField value=form.note() keeping />
            <Outcome keeping again=Callback::new(move |()| keep.run(true)) />
            {live(move || kept.get().then(|| view! { <Kept /> }))}
            <div class="buttons">
                <KeepButton keeping />
            </div>
        </form>
    }
}

/// Delete, after asking.
#[component]
fn Remove(id: String) -> impl IntoView {
    let text = use_texts();
    let words = &text.measure;
    let open = RwSignal::new(false);
    let keeping = Keeping::new();
    let close = Callback::new(move |()| open.set(false));
    let remove = move || {
        close.run(());
        let request = Request::Delete {
            id: id.clone(),
            now: clock::now_local(),
        };
        keeping.keep(request, |_| {});
    };
    view! {
        <div class="buttons">
            <button
                type="button"
                class="button-quiet button-serious"
                on:click=move |_| open.set(true)
            >
                <Draw icon=Icon::Remove />
                {words.remove}
            </button>
        </div>
        <Outcome keeping again=Callback::new(|()| {}) />
        <Dialog id="measure-remove" title=words.remove_title open on_close=close>
            <p>{words.remove_text}</p>
            <div class="buttons">
                <button
                    type="button"
                    class="button-quiet button-serious"
                    on:click=move |_| remove()
                >
                    {words.remove}
                </button>
                <button type="button" class="button" on:click=move |_| close.run(())>
                    {text.common.cancel}
                </button>
            </div>
        </Dialog>
    }
}
