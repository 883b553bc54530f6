//! "Wat is dit?": what a word means, opened in place.
//!
//! A button and a text beside it, by keyboard and for a screen reader; on paper the
//! text is always there.

use std::sync::atomic::{AtomicUsize, Ordering};

use leptos::prelude::*;

use crate::state::look::use_texts;

/// Whether an explanation is open, and the id of its text.
#[derive(Clone)]
pub struct Explanation {
    id: String,
    open: RwSignal<bool>,
    text: String,
}

impl Explanation {
    /// A closed explanation.
    pub fn new(text: String) -> Self {
        static LAST: AtomicUsize = AtomicUsize::new(0);
        Self {
            id: format!("explanation-{}", LAST.fetch_add(1, Ordering::Relaxed)),
            open: RwSignal::new(false),
            text,
        }
    }
}

/// The button that opens and closes it.
#[component]
pub fn WhatIsThis(
    explanation: Explanation,
    /// The word that is explained; said, not shown.
    about: String,
) -> impl IntoView {
    let Explanation { id, open, .. } = explanation;
    view! {
        <button
            type="button"
            class="what-is-this"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            aria-controls=id
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {use_texts().explain.what}
            <span class="unseen">" "{about}</span>
        </button>
    }
}

/// The explanation itself.
#[component]
pub fn ExplanationText(explanation: Explanation) -> impl IntoView {
    let Explanation { id, open, text } = explanation;
    view! {
        <p id=id class="explanation" hidden=move || !open.get()>
            {text}
        </p>
    }
}
