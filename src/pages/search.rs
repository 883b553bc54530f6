//! Everything by word. What is searched for stays on this device.

use std::time::Duration;

use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;

use crate::components::faces::{Loading, TroubleNotice};
use crate::components::field::TextField;
use crate::components::heading::Heading;
use crate::components::rows::Rows;
use crate::engine::protocol::Row;
use crate::state::draft::use_draft;
use crate::state::look::use_texts;
use crate::state::record;
use crate::state::session::use_session;
use crate::state::words::Trouble;

/// Letters before a search starts.
const ENOUGH: usize = 2;

/// The search.
#[component]
pub fn Search() -> impl IntoView {
    let text = &use_texts().search;
    let engine = use_session().engine().clone();
    let words = use_draft("search");
    let settled = RwSignal::new(String::new());
    let mut settle = debounce(Duration::from_millis(250), move |words: String| {
        settled.try_set(words);
    });
    Effect::new(move |_| settle(words.get().trim().to_owned()));
    let asked = LocalResource::new(move || {
        let (engine, words) = (engine.clone(), settled.get());
        async move {
            if words.chars().count() < ENOUGH {
                return Ok(None);
            }
            record::search(&engine, words).await.map(Some)
        }
    });
    view! {
        <div class="page">
            <Heading text=text.title />
            <form role="search" on:submit=|event| event.prevent_default()>
                <TextField
                    id="search-words"
                    label=text.field
                    hint=text.hint.to_owned()
                    value=words
                    kind="search"
                />
            </form>
            {move || results(asked.get())}
        </div>
    }
}

fn results(found: Option<Result<Option<Vec<Row>>, Trouble>>) -> AnyView {
    let text = &use_texts().search;
    match found {
        None => view! { <Loading text=use_texts().common.loading /> }.into_any(),
        Some(Err(trouble)) => view! { <TroubleNotice trouble /> }.into_any(),
        Some(Ok(None)) => view! { <p class="hint">{text.start}</p> }.into_any(),
        Some(Ok(Some(rows))) if rows.is_empty() => view! {
            <div role="status">
                <p class="strong">{text.none}</p>
                <p>{text.none_text}</p>
            </div>
        }
        .into_any(),
        Some(Ok(Some(rows))) => view! {
            <p class="hint" role="status">
                {text.found(rows.len())}
            </p>
            <Rows rows />
        }
        .into_any(),
    }
}
