//! The list to take along: things to ask, in the order of the person.

use std::time::Duration;

use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::back::Back;
use super::off::Off;
use super::sources::topic_words;
use crate::components::faces::{Nothing, TroubleNotice, faces};
use crate::components::field::TextArea;
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::components::rows::Rows;
use crate::engine::protocol::discuss::{Item, Request as Change};
use crate::platform::clock;
use crate::route::Route;
use crate::state::brand::shows;
use crate::state::discuss;
use crate::state::draft::use_draft;
use crate::state::look::{use_lang_code, use_texts};
use crate::state::session::use_session;
use crate::state::words::Trouble;

/// The list to take along.
#[component]
pub fn DiscussPage() -> impl IntoView {
    let text = &use_texts().discuss;
    let asked = discuss::list();
    let trouble = RwSignal::new(None::<Trouble>);
    let change = changer(trouble);
    view! {
        <div class="page">
            <Back to=Route::Dossier word=use_texts().dossier.title />
            <Heading text=text.title />
            {if shows(&Route::Discuss) {
                view! { <p class="lead">{text.lead}</p> }.into_any()
            } else {
                view! { <Off /> }.into_any()
            }}
            {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
            {faces(asked, move |items| view! { <Items items change /> }.into_any())}
            {shows(&Route::Discuss).then(|| view! { <OwnQuestion change /> })}
        </div>
    }
}

/// Changes the list and asks again; tells what went wrong.
fn changer(trouble: RwSignal<Option<Trouble>>) -> Callback<Change> {
    let session = use_session();
    Callback::new(move |change: Change| {
        let session = session.clone();
        spawn_local(async move {
            match discuss::change(session.engine(), change).await {
                Ok(()) => session.record_changed(),
                Err(found) => trouble.set(Some(found)),
            }
        });
    })
}

#[component]
fn Items(items: Vec<Item>, change: Callback<Change>) -> impl IntoView {
    let text = &use_texts().discuss;
    if items.is_empty() && !shows(&Route::Discuss) {
        return view! { <p>{use_texts().common.module_none}</p> }.into_any();
    }
    if items.is_empty() {
        return view! {
            <Nothing icon=Icon::Documents title=text.empty_title text=text.empty_text />
        }
        .into_any();
    }
    let last = items.len() - 1;
    view! {
        <ol class="cards discuss">
            {items
                .into_iter()
                .enumerate()
                .map(|(at, item)| view! { <OneItem item first=at == 0 last=at == last change /> })
                .collect_view()}
        </ol>
    }
    .into_any()
}

#[component]
fn OneItem(item: Item, first: bool, last: bool, change: Callback<Change>) -> impl IntoView {
    let text = &use_texts().discuss;
    let at = clock::for_people(&item.at, use_lang_code());
    let own = item.title.is_empty();
    let title = if own {
        text.own.to_owned()
    } else {
        item.title.clone()
    };
    let gone = !own && item.rows.is_empty();
    let named = if own && !item.text.is_empty() {
        item.text.clone()
    } else {
        title.clone()
    };
    let words = StoredValue::new(named);
    let id = StoredValue::new(item.id.clone());
    let done = item.done;
    let class = if done { "card discuss-done" } else { "card" };
    let button = move |icon, label: String, wanted: fn(String) -> Change| {
        view! {
            <button
                type="button"
                class="button-quiet"
                aria-label=label
                on:click=move |_| change.run(wanted(id.get_value()))
            >
                <Draw icon />
            </button>
        }
    };
    view! {
        <li class=class>
            <h2>{title}</h2>
            {done.then(|| view! { <p class="strong">{text.is_done}</p> })}
            {item.topic.map(|topic| view! { <p>{topic_words(topic)}</p> })}
            {gone.then(|| view! { <p class="hint">{text.gone}</p> })}
            {(!item.rows.is_empty()).then(|| view! { <Rows rows=item.rows /> })}
            <Question id=item.id written=item.text />
            <p class="small">{text.since(&at)}</p>
            <div class="buttons no-print">
                <button
                    type="button"
                    class="button-quiet"
                    aria-pressed=if done { "true" } else { "false" }
                    on:click=move |_| change.run(Change::Check { id: id.get_value(), done: !done })
                >
                    <Draw icon=Icon::Check />
                    {if done { text.undo_done } else { text.check }}
                </button>
                {(!first)
                    .then(|| button(Icon::Back, text.up(&words.get_value()), |id| Change::Move { id, up: true }))}
                {(!last)
                    .then(|| button(Icon::Next, text.down(&words.get_value()), |id| Change::Move { id, up: false }))}
                {button(Icon::Remove, text.delete(&words.get_value()), |id| Change::Delete { id })}
            </div>
        </li>
    }
}

/// The question of an item: kept while it is being typed.
#[component]
fn Question(id: String, written: String) -> impl IntoView {
    let text = &use_texts().discuss;
    let engine = use_session().engine().clone();
    let field = format!("question-{id}");
    let label_for = field.clone();
    let printed = RwSignal::new(written.clone());
    let keep = move |typed: String| {
        let (engine, id) = (engine.clone(), id.clone());
        spawn_local(async move {
            // What cannot be kept now is still on the screen.
            let _ = discuss::change(&engine, Change::Edit { id, text: typed }).await;
        });
    };
    let mut soon = debounce(Duration::from_millis(300), keep.clone());
    view! {
        <div class="field">
            <label for=label_for class="no-print">{text.question}</label>
            <textarea
                id=field
                class="no-print"
                rows="2"
                prop:value=written
                on:input=move |event| {
                    let typed = event_target_value(&event);
                    printed.set(typed.clone());
                    soon(typed);
                }
                on:change=move |event| keep(event_target_value(&event))
            ></textarea>
            <p class="print-only">{live(move || printed.get())}</p>
        </div>
    }
}

/// A question of one's own. What is typed stays, whatever happens.
#[component]
fn OwnQuestion(change: Callback<Change>) -> impl IntoView {
    let text = &use_texts().discuss;
    let question = use_draft("question");
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = question.get_untracked().trim().to_owned();
        if !typed.is_empty() {
            change.run(discuss::adding(Vec::new(), None, typed));
            question.set(String::new());
        }
    };
    view! {
        <form class="stack no-print" on:submit=add>
            <TextArea id="own-question" label=text.own_label value=question />
            <button type="submit" class="button">
                {text.add}
            </button>
        </form>
    }
}
