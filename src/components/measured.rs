//! A result beside what is normal and beside the results before it: the word
//! first, then the number line, then how it went.

use leptos::prelude::*;

use super::chart::Picture;
use super::icon::{Draw, Icon};
use super::live::live;
use crate::engine::protocol::series::Measured;
use crate::route::Route;
use crate::state::look::use_texts;
use crate::state::series::{measured, use_room};

/// Element id of what tells how much room there is.
const ROOM: &str = "measured-room";

/// Every result of an entry; nothing for what is no measurement.
#[component]
pub fn MeasuredResults(number: String) -> impl IntoView {
    let size = use_room(ROOM);
    let asked = measured(number, size);
    view! {
        <div class="room" id=ROOM>
            <span class="room-letter" id="measured-room-letter"></span>
        </div>
        {live(move || {
            let found = asked.get().and_then(Result::ok).unwrap_or_default();
            found.into_iter().map(|one| view! { <MeasuredResult one /> }).collect_view()
        })}
    }
}

/// One result beside what is normal and beside the results before it.
#[component]
pub fn MeasuredResult(one: Measured) -> impl IntoView {
    let text = &use_texts().series;
    let to = Route::Series(one.which.number.clone(), one.which.nth).path();
    let several = one.points > 1;
    let title = if one.title.is_empty() {
        text.beside.to_owned()
    } else {
        one.title.clone()
    };
    view! {
        <section class="measured">
            <h2>{title}</h2>
            {one.said.map(|said| view! { <p class="measured-word">{capital(&said)}</p> })}
            {one.line.map(|scene| view! { <Picture scene /> })}
            {one.normal.map(|normal| view! { <p class="hint">{normal}</p> })}
            {one.before_drawn.then(|| view! { <p class="hint">{text.before_sign}</p> })}
            {one.against.map(|against| view! { <p>{capital(&against)} "."</p> })}
            {(!one.before.is_empty())
                .then(|| {
                    view! {
                        <p class="strong">{text.before}</p>
                        <ul class="plain">
                            {one.before.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
                        </ul>
                    }
                })}
            {one
                .trend
                .map(|scene| {
                    view! {
                        <div role="img" aria-label=one.sentence>
                            <Picture scene />
                        </div>
                    }
                })}
            {several
                .then(|| {
                    view! {
                        <a class="button-quiet" href=to>
                            <Draw icon=Icon::Results />
                            {text.all_of(one.points)}
                        </a>
                    }
                })}
        </section>
    }
}

/// With a capital at its beginning.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
