//! *Mijn zorgnetwerk*: who cares for the person, and whom to call for what; made to
//! be printed and kept beside the phone.

mod card;
mod form;

use leptos::prelude::*;

use card::CardView;
use form::{Editing, NoteForm};

use crate::components::faces::{Nothing, faces};
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::engine::protocol::network::Card;
use crate::platform::device;
use crate::state::look::use_texts;
use crate::state::network;

/// The page.
#[component]
pub fn Network() -> impl IntoView {
    let text = &use_texts().network;
    let asked = network::everybody();
    let editing = RwSignal::new(None::<Editing>);
    view! {
        <div class="page page-wide network">
            <Heading text=text.title />
            <p class="lead no-print">{text.lead}</p>
            <div class="buttons no-print">
                <button
                    type="button"
                    class="button"
                    on:click=move |_| editing.set(Some(Editing::default()))
                >
                    <Draw icon=Icon::Add />
                    {text.add}
                </button>
                <button type="button" class="button-quiet" on:click=move |_| device::print()>
                    <Draw icon=Icon::Print />
                    {use_texts().common.print}
                </button>
            </div>
            {live(move || {
                editing.get().map(|edited| view! { <NoteForm edited editing /> })
            })}
            {faces(asked, move |cards| cards_view(cards, editing))}
        </div>
    }
}

fn cards_view(cards: Vec<Card>, editing: RwSignal<Option<Editing>>) -> AnyView {
    let text = &use_texts().network;
    if cards.is_empty() {
        return view! {
            <Nothing icon=Icon::Stethoscope title=text.empty_title text=text.empty_text />
        }
        .into_any();
    }
    view! {
        <p class="hint no-print">{text.found(cards.len())}</p>
        <ul class="cards network-cards">
            {cards.into_iter().map(|card| view! { <CardView card editing /> }).collect_view()}
        </ul>
        <p class="notice-copy">{text.note}</p>
    }
    .into_any()
}
