//! Removing one entry from this device, with what remains said plainly.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::dialog::Dialog;
use crate::components::faces::TroubleNotice;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::pages::links::remains;
use crate::route::Route;
use crate::state::address::use_address;
use crate::state::look::use_texts;
use crate::state::session::use_session;
use crate::state::taking;
use crate::state::words::Trouble;

/// The way to remove an entry; after it the list that it stood in is shown.
#[component]
pub(super) fn RemoveEntry(number: String, source: String) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.taking;
    let open = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let context = StoredValue::new((use_session(), use_address(), number));
    let remove = move |_| {
        spawn_local(async move {
            let (session, address, number) = context.get_value();
            match taking::remove(&session, number).await {
                Ok(()) => {
                    let list = untrack(|| address.route()).parent();
                    address.go(&list.unwrap_or(Route::Dossier));
                }
                Err(found) => {
                    trouble.try_set(Some(found));
                }
            }
        });
    };
    view! {
        <p class="no-print">
            <button
                type="button"
                class="button-quiet button-serious"
                on:click=move |_| open.set(true)
            >
                <Draw icon=Icon::Remove />
                {text.remove}
            </button>
        </p>
        <Dialog
            id="remove-entry"
            title=text.remove_title
            open
            on_close=Callback::new(move |()| open.set(false))
        >
            <p>{text.remove_here}</p>
            <p>{text.remove_remains(&source)}</p>
            {remains()}
            {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
            <div class="buttons">
                <button type="button" class="button-quiet button-serious" on:click=remove>
                    {text.remove_go}
                </button>
                <button type="button" class="button-quiet" on:click=move |_| open.set(false)>
                    {texts.common.cancel}
                </button>
            </div>
        </Dialog>
    }
}
