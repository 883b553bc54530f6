//! Everything by word. What is searched for stays on this device.

use std::time::Duration;

use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;

use crate::components::live::live;

use crate::components::faces::faces;
use crate::components::field::TextField;
use crate::components::heading::Heading;
use crate::components::rows::Rows;
use crate::engine::protocol::Row;
use crate::state::draft::use_draft;
use crate::state::look::use_texts;
use crate::state::record;

/// Letters before a search starts.
const ENOUGH: usize = 2;

/// The search.
#[component]
pub fn Search() -> impl IntoView {
    let text = &use_texts().search;
    let words = use_draft("search");
    let settled = RwSignal::new(String::new());
    let mut settle = debounce(Duration::from_millis(250), move |words: String| {
        settled.try_set(words);
    });
    Effect::new(move |_| settle(words.get().trim().to_owned()));
    let asked = record::search(settled);
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
            {live(move || {
                if settled.with(|words| words.chars().count() < ENOUGH) {
                    view! { <p class="hint">{text.start}</p> }.into_any()
                } else {
                    faces(asked, results)
                }
            })}
        </div>
    }
}

fn results(rows: Vec<Row>) -> AnyView {
    let text = &use_texts().search;
    if rows.is_empty() {
        return view! {
            <div role="status">
                <p class="strong">{text.none}</p>
                <p>{text.none_text}</p>
            </div>
        }
        .into_any();
    }
    view! {
        <p class="hint" role="status">
            {text.found(rows.len())}
        </p>
        <Rows rows />
    }
    .into_any()
}
