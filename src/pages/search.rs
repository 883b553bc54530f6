//! Everything by word. What is looked for stays in memory, on this device.

use std::time::Duration;

use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;

use crate::components::faces::failed;
use crate::components::field::TextField;
use crate::components::filter::FilterBar;
use crate::components::heading::Heading;
use crate::components::live::live;
use crate::components::more::Longer;
use crate::components::rows::RowLink;
use crate::engine::protocol::{Because, Choices, Found, Hit};
use crate::state::finding::{self, STEP, use_finding};
use crate::state::look::use_texts;
use crate::texts::SearchMaking;

/// Letters before a search starts.
const ENOUGH: usize = 2;
/// How long somebody who types pauses between letters.
const PAUSE: Duration = Duration::from_millis(80);

/// The search.
#[component]
pub fn Search() -> impl IntoView {
    let text = &use_texts().search;
    let looked = use_finding();
    let settled = RwSignal::new(looked.words.get_untracked().trim().to_owned());
    let mut settle = debounce(PAUSE, move |words: String| {
        if settled.try_get_untracked().is_some_and(|now| now != words) {
            looked.most.set(STEP);
            settled.try_set(words);
        }
    });
    Effect::new(move |_| settle(looked.words.get().trim().to_owned()));
    let asked = finding::found(settled);
    let choices = Signal::derive(move || match asked.get() {
        Some(Ok(found)) => found.choices,
        _ => Choices::default(),
    });
    let longer = Longer::new("hits", "li", looked.most, STEP);
    let searching = Memo::new(move |_| settled.with(|words| words.chars().count() >= ENOUGH));
    view! {
        <div class="page">
            <Heading text=text.title />
            <form role="search" on:submit=|event| event.prevent_default()>
                <TextField
                    id="search-words"
                    label=text.field
                    hint=text.hint.to_owned()
                    value=looked.words
                    kind="search"
                />
            </form>
            {live(move || {
                if !searching.get() {
                    return view! { <p class="hint">{text.start}</p> }.into_any();
                }
                view! { <FilterBar choices filter=looked.filter /> }.into_any()
            })}
            {live(move || match asked.get() {
                _ if !searching.get() => ().into_any(),
                None => view! { <p class="hint">{use_texts().common.busy}</p> }.into_any(),
                Some(Ok(found)) => view! { <Results found longer /> }.into_any(),
                Some(Err(trouble)) => failed(trouble, move || asked.refetch()),
            })}
        </div>
    }
}

#[component]
fn Results(found: Found, longer: Longer) -> impl IntoView {
    let text = &use_texts().search;
    let (ready, all) = found.ready;
    let making = (ready < all).then(|| {
        text.making(&SearchMaking {
            all: &all.to_string(),
            ready: &ready.to_string(),
        })
    });
    let shown = found.hits.len();
    view! {
        {making.map(|words| view! { <p class="hint">{words}</p> })}
        <div role="status">
            {if found.total == 0 && ready < all {
                // What is not ready yet may have it.
                ().into_any()
            } else if found.total == 0 {
                view! {
                    <p class="strong">{text.none}</p>
                    <p>{text.none_text}</p>
                }
                    .into_any()
            } else {
                view! { <p class="hint">{text.found(found.total)}</p> }.into_any()
            }}
        </div>
        {(!found.hits.is_empty())
            .then(|| view! { <ul id="hits" class="rows hits">{found.hits.into_iter().map(hit).collect_view()}</ul> })}
        {longer.way(shown, found.total)}
    }
}

fn hit(hit: Hit) -> impl IntoView {
    let because = hit
        .because
        .map(|because| view! { <Reason because /> }.into_any());
    view! {
        <li>
            <RowLink row=hit.row below=because />
        </li>
    }
}

/// The field that has the words.
#[component]
fn Reason(because: Because) -> impl IntoView {
    view! {
        <span class="hit-because">
            <span class="hit-label">{because.label}": "</span>
            {because
                .pieces
                .into_iter()
                .map(|(text, hit)| {
                    if hit {
                        view! { <mark>{text}</mark> }.into_any()
                    } else {
                        view! { <span>{text}</span> }.into_any()
                    }
                })
                .collect_view()}
        </span>
    }
}
