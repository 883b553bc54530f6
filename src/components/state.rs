//! How something stands: a word with its icon and colour, and why.

use leptos::prelude::*;

use super::icon::Draw;
use crate::state::ends::StateWords;

/// A state in words.
#[component]
pub fn State(words: StateWords) -> impl IntoView {
    view! {
        <span class=words.class>
            <Draw icon=words.icon />
            <span>{words.word}</span>
        </span>
        {words
            .why
            .map(|why| {
                view! {
                    <span class="why">
                        {why.what} {why.side.map(|side| format!(" {side}"))} {format!(" {}", why.now)}
                        {why.trace.map(|trace| format!(" {trace}."))}
                    </span>
                }
            })}
    }
}
