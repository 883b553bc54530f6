//! What the person adds herself: notes on entries, own documents and photos.

mod form;

use leptos::prelude::*;

use super::back::Back;
use crate::components::documents::Attachments;
use crate::components::faces::{Nothing, faces};
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::components::rows::Fold;
use crate::engine::protocol::added::Item;
use crate::route::Route;
use crate::state::added;
use crate::state::look::use_texts;
use crate::texts::AddedByHelper;
use form::{Doing, Form, What};

/// Notes and documents on an entry, and the ways to add them.
#[component]
pub fn AddedToEntry(number: String) -> impl IntoView {
    let text = &use_texts().added;
    let doing = Doing::new(Some(number.clone()));
    let asked = added::on(Some(number));
    let some = move || matches!(asked.get(), Some(Ok(items)) if !items.is_empty());
    view! {
        <section class="section" class:no-print=move || !some()>
            <h2>{text.on_entry}</h2>
            {live(move || asked.get().and_then(Result::ok).map(|items| list(items, doing, false)))}
            <div class="buttons no-print">
                <button
                    type="button"
                    class="button-quiet"
                    on:click=move |_| doing.open(What::Note(None), "", "")
                >
                    <Draw icon=Icon::Add />
                    {text.add_note}
                </button>
                <AddPaper doing />
            </div>
            <Form doing />
        </section>
    }
}

/// Own documents, and notes whose entry is here no longer.
#[component]
pub fn OwnDocuments() -> impl IntoView {
    let text = &use_texts().added;
    let doing = Doing::new(None);
    let asked = added::on(None);
    view! {
        <section class="section">
            <h2>{text.own}</h2>
            <p>{text.own_text}</p>
            {live(move || asked.get().and_then(Result::ok).map(|items| list(items, doing, true)))}
            <div class="buttons no-print">
                <AddPaper doing />
            </div>
            <Form doing />
        </section>
    }
}

#[component]
fn AddPaper(doing: Doing) -> impl IntoView {
    let text = &use_texts().added;
    view! {
        <button
            type="button"
            class="button-quiet"
            on:click=move |_| doing.open(What::Paper(None), "", "")
        >
            <Draw icon=Icon::Add />
            {text.add_paper}
        </button>
    }
}

/// The page of one that stands by itself.
#[component]
pub fn AddedScreen(id: String) -> impl IntoView {
    let text = use_texts();
    let doing = Doing::new(None);
    let asked = added::one(id);
    view! {
        <article class="page entry">
            <Back to=Route::Documents word=text.common.back />
            <Heading text=text.added.own />
            {live(move || match asked.get() {
                Some(Err(_)) => gone(),
                _ => faces(asked, move |items| list(items, doing, true)),
            })}
            <Form doing />
        </article>
    }
}

fn gone() -> AnyView {
    let text = &use_texts().added;
    view! { <Nothing icon=Icon::Unknown title=text.gone text=text.gone_text /> }.into_any()
}

fn list(items: Vec<Item>, doing: Doing, whose: bool) -> AnyView {
    if items.is_empty() {
        return ().into_any();
    }
    view! {
        <ul class="added">
            {items.into_iter().map(|item| view! { <One item doing whose /> }).collect_view()}
        </ul>
    }
    .into_any()
}

#[component]
fn One(
    item: Item,
    doing: Doing,
    /// Whether to say which entry it is on.
    whose: bool,
) -> impl IntoView {
    let text = &use_texts().added;
    let (id, said) = (item.id.clone(), item.text.clone());
    let facts = match item.helper {
        Some(helper) => text.by_helper(&AddedByHelper {
            at: &item.added,
            name: &helper,
        }),
        None => text.by_you(&item.added),
    };
    let on = item.called.filter(|_| whose).map(|called| match item.on {
        Some((chapter, number)) => {
            let href = Route::Entry(chapter, number).path();
            view! { <p>{text.with} " " <a href=href>{called}</a></p> }.into_any()
        }
        None => view! { <p>{text.with_gone(&called)}</p> }.into_any(),
    });
    let date = item.document.as_ref().map(|(date, _)| date.clone());
    let is_paper = date.is_some();
    let shown = item.document.map(|(_, attachment)| {
        view! {
            <p class="small">{item.date}</p>
            <Attachments number=item.id.clone() attachments=vec![attachment] />
        }
    });
    let change = move |_| {
        let (what, date) = match &date {
            Some(date) => (What::Paper(Some(id.clone())), date.clone()),
            None => (What::Note(Some(id.clone())), String::new()),
        };
        doing.open(what, &said, &date);
    };
    let (gone, name) = (item.id, item.text.clone());
    view! {
        <li class="added-one">
            {(!is_paper).then(|| view! { <p class="added-text">{item.text}</p> })}
            {shown}
            {on}
            <p class="small">{facts}</p>
            {(!item.earlier.is_empty())
                .then(|| {
                    view! {
                        <Fold title=text.earlier>
                            <ul>
                                {item
                                    .earlier
                                    .into_iter()
                                    .map(|(at, said)| view! { <li class="added-text">{at} ": " {said}</li> })
                                    .collect_view()}
                            </ul>
                        </Fold>
                    }
                })}
            <div class="buttons no-print">
                <button type="button" class="button-quiet" on:click=change>
                    {text.change}
                </button>
                <button
                    type="button"
                    class="button-quiet"
                    on:click=move |_| doing.open(What::Remove(gone.clone()), &name, "")
                >
                    <Draw icon=Icon::Remove />
                    {text.remove}
                </button>
            </div>
        </li>
    }
}
