//! What is new since the last time, in short.

use leptos::prelude::*;

use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::components::rows::Rows;
use crate::engine::protocol::News;
use crate::pages::news::Providers;
use crate::route::Route;
use crate::state::look::use_texts;
use crate::state::news;

/// Unread entries that are shown here; the others are one tap away.
const SHOWN: usize = 4;

/// What is new.
#[component]
pub(super) fn NewsBlock() -> impl IntoView {
    let asked = news::all(SHOWN);
    view! {
        <section class="section">
            <h2>{use_texts().overview.newest}</h2>
            {live(move || match asked.get() {
                Some(Ok(news)) => view! { <Short news /> }.into_any(),
                // What cannot be read is told by the page itself.
                None | Some(Err(_)) => ().into_any(),
            })}
        </section>
    }
}

#[component]
fn Short(news: News) -> impl IntoView {
    let text = use_texts();
    let rows = news.rows;
    let unread: usize = news.counts.iter().map(|(_, entries)| entries).sum();
    // After the first time there is nothing to compare with yet.
    let compared = news.providers.iter().any(|provider| !provider.first);
    view! {
        {(unread == 0 && compared).then(|| view! { <p>{text.overview.newest_none}</p> })}
        {(unread > 0).then(|| view! { <Rows rows /> })}
        <Providers providers=news.providers />
        {(unread > 0)
            .then(|| {
                view! {
                    <p>
                        <a class="button-quiet" href=Route::News.path()>
                            <Draw icon=Icon::Next />
                            {text.overview.newest_all(unread)}
                        </a>
                    </p>
                }
            })}
    }
}
