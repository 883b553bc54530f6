//! A sensitive entry that nobody opened yet: the person chooses when.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::faces::{Notice, Tone, TroubleNotice};
use super::icon::{Draw, Icon};
use super::live::live;
use crate::engine::protocol::NewsRequest;
use crate::route::Route;
use crate::state::look::use_texts;
use crate::state::news;
use crate::state::session::use_session;
use crate::state::words::Trouble;

/// "Do you want to see this now, or together with your doctor?"
#[component]
pub fn Cover(
    /// Which entry.
    number: String,
    /// Where "later" leads.
    later: Route,
    /// It was opened: show it.
    on_open: Callback<()>,
) -> impl IntoView {
    let text = &use_texts().news;
    let session = use_session();
    let wrong = RwSignal::new(None::<Trouble>);
    let open = move |_| {
        let (session, number) = (session.clone(), number.clone());
        spawn_local(async move {
            match news::tell(&session, NewsRequest::Opened { number }).await {
                Ok(()) => on_open.run(()),
                Err(trouble) => {
                    wrong.try_set(Some(trouble));
                }
            }
        });
    };
    view! {
        <Notice tone=Tone::Info>
            <h2 class="cover-title">{text.cover_title}</h2>
            <p>{text.cover_text}</p>
            <div class="buttons">
                <button type="button" class="button" on:click=open>
                    <Draw icon=Icon::Eye />
                    {text.cover_now}
                </button>
                <a class="button-quiet" href=later.path()>
                    {text.cover_later}
                </a>
            </div>
            <p class="small">
                <a href=Route::Settings.path()>{text.cover_always}</a>
            </p>
        </Notice>
        {live(move || wrong.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
    }
}
