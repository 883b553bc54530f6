//! The letter, on the screen as it comes out of the printer.

use leptos::prelude::*;

use crate::engine::protocol::asking::Letter;
use crate::state::look::use_texts;

/// A letter. In Dutch, whatever the language of the screen: who gets it reads Dutch.
#[component]
pub(super) fn Sheet(letter: Letter) -> impl IntoView {
    let text = &use_texts().asking;
    view! {
        <article class="letter" lang="nl">
            <address class="letter-from">
                {letter
                    .from
                    .into_iter()
                    .map(|line| {
                        // To be filled in by hand.
                        let blank = line.ends_with(':');
                        view! { <p class:letter-blank=blank>{line}</p> }
                    })
                    .collect_view()}
            </address>
            <address class="letter-to">
                <p>{text.letter_to}</p>
                {letter.to.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
            </address>
            <p class="letter-date">{text.letter_date}</p>
            <p class="strong">{text.letter_subject(&letter.subject)}</p>
            <p>{text.letter_dear}</p>
            {letter
                .paragraphs
                .into_iter()
                .map(|paragraph| view! { <p class="as-typed" dir="auto">{paragraph}</p> })
                .collect_view()}
            <p>{letter.closing}</p>
            <p class="letter-sign">{text.letter_sign}</p>
            <p>{letter.name}</p>
        </article>
    }
}
