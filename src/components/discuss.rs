//! "Bespreek dit": puts something on the list to take along.

use inzage_dossier::view::Topic;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::faces::TroubleNotice;
use super::icon::{Draw, Icon};
use super::live::live;
use crate::route::Route;
use crate::state::brand::shows;
use crate::state::discuss;
use crate::state::look::use_texts;
use crate::state::session::use_session;
use crate::state::words::Trouble;

/// The button; once it was pressed, the way to the list.
#[component]
pub fn DiscussThis(
    /// Entries it is about.
    numbers: Vec<String>,
    /// The difference that they are, if they are one.
    topic: Option<Topic>,
) -> impl IntoView {
    if !shows(&Route::Discuss) {
        return ().into_any();
    }
    let text = &use_texts().discuss;
    let session = use_session();
    let added = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let add = Callback::new(move |()| {
        let (session, numbers) = (session.clone(), numbers.clone());
        spawn_local(async move {
            let adding = discuss::adding(numbers, topic, String::new());
            match discuss::change(session.engine(), adding).await {
                Ok(()) => added.set(true),
                Err(found) => trouble.set(Some(found)),
            }
        });
    });
    view! {
        <div class="no-print discuss-this" role="status">
            {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
            {live(move || {
                if added.get() {
                    view! {
                        <p>
                            {text.added}
                            " "
                            <a href=Route::Discuss.path()>{text.to_list}</a>
                        </p>
                    }
                        .into_any()
                } else {
                    view! {
                        <button type="button" class="button-quiet" on:click=move |_| add.run(())>
                            <Draw icon=Icon::Add />
                            {text.this}
                        </button>
                    }
                        .into_any()
                }
            })}
        </div>
    }
    .into_any()
}
