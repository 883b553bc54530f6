//! What the person wrote about medicines herself, to be read and erased: what is left of
//! the module when it is off.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::own::{Before, said_words};
use crate::components::dialog::Dialog;
use crate::components::faces::TroubleNotice;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::engine::protocol::medication::{Request, Written};
use crate::platform::clock;
use crate::state::look::use_texts;
use crate::state::medication;
use crate::state::session::use_session;
use crate::state::words::Trouble;

/// All of it, by medicine.
#[component]
pub(super) fn WrittenList(all: Vec<Written>) -> impl IntoView {
    if all.is_empty() {
        return view! { <p>{use_texts().common.module_none}</p> }.into_any();
    }
    let erasing = RwSignal::new(None::<(String, String)>);
    view! {
        <ul class="medicines">
            {all.into_iter().map(|written| view! { <One written erasing /> }).collect_view()}
        </ul>
        <Erase erasing />
    }
    .into_any()
}

#[component]
fn One(written: Written, erasing: RwSignal<Option<(String, String)>>) -> impl IntoView {
    let text = &use_texts().medication;
    let label = format!("{}: {}", text.own_take_back, written.product);
    let one = (written.id, written.product.clone());
    view! {
        <li class="medicine">
            <h2 class="row-title">{written.product}</h2>
            <p>{said_words(written.said, &written.words)}</p>
            <p class="small">{text.own_filled} ", " {written.date}</p>
            <Before history=written.history />
            <button
                type="button"
                class="button-quiet button-serious no-print"
                aria-label=label
                on:click=move |_| erasing.set(Some(one.clone()))
            >
                <Draw icon=Icon::Remove />
                {text.own_take_back}
            </button>
        </li>
    }
}

/// Erases the one with this id and product, after asking.
#[component]
fn Erase(erasing: RwSignal<Option<(String, String)>>) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.medication;
    let session = StoredValue::new(use_session());
    let trouble = RwSignal::new(None::<Trouble>);
    let close = Callback::new(move |()| {
        trouble.set(None);
        erasing.set(None);
    });
    let erase = move |_| {
        let Some((id, _)) = erasing.get_untracked() else {
            return;
        };
        let session = session.get_value();
        spawn_local(async move {
            let at = clock::now_local();
            match medication::say(session.engine(), Request::TakeBack { id, at }).await {
                Ok(()) => {
                    erasing.try_set(None);
                    session.record_changed();
                }
                Err(found) => {
                    trouble.try_set(Some(found));
                }
            }
        });
    };
    view! {
        <Dialog
            id="own-erase"
            title=text.own_erase_title
            open=Signal::derive(move || erasing.get().is_some())
            on_close=close
        >
            {live(move || erasing.get().map(|(_, product)| view! { <p class="strong">{product}</p> }))}
            {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
            <div class="buttons">
                <button type="button" class="button-quiet button-serious" on:click=erase>
                    {text.own_take_back}
                </button>
                <button type="button" class="button" on:click=move |_| close.run(())>
                    {texts.common.cancel}
                </button>
            </div>
        </Dialog>
    }
}
