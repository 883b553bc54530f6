//! *Mijn zorgnetwerk*: who cares for the person, and whom to call for what; made to
//! be printed and kept beside the phone.

mod card;
mod form;

use leptos::prelude::*;

use card::CardView;
use form::{Editing, NoteForm};

use super::off::Off;
use crate::components::faces::{Nothing, faces};
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::components::rows::Fold;
use crate::engine::protocol::network::{Block, Everybody};
use crate::platform::device;
use crate::route::Route;
use crate::state::brand::shows;
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
            {if shows(&Route::Network) {
                view! { <p class="lead no-print">{text.lead}</p> }.into_any()
            } else {
                view! { <Off /> }.into_any()
            }}
            <div class="buttons no-print">
                {shows(&Route::Network)
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button"
                                on:click=move |_| editing.set(Some(Editing::default()))
                            >
                                <Draw icon=Icon::Add />
                                {text.add}
                            </button>
                        }
                    })}
                <button type="button" class="button-quiet" on:click=move |_| device::print()>
                    <Draw icon=Icon::Print />
                    {use_texts().common.print}
                </button>
            </div>
            {live(move || {
                editing.get().map(|edited| view! { <NoteForm edited editing /> })
            })}
            {faces(asked, move |everybody| {
                if shows(&Route::Network) {
                    everybody_view(everybody, editing)
                } else {
                    noted_view(everybody, editing)
                }
            })}
        </div>
    }
}

fn everybody_view(everybody: Everybody, editing: RwSignal<Option<Editing>>) -> AnyView {
    let text = &use_texts().network;
    let Everybody { blocks, covered } = everybody;
    let covered = covered.then(|| view! { <p class="hint no-print">{text.covered}</p> });
    if blocks.is_empty() {
        return view! {
            <Nothing icon=Icon::Stethoscope title=text.empty_title text=text.empty_text />
            {covered}
        }
        .into_any();
    }
    let count = blocks.iter().map(|block| block.cards.len()).sum();
    view! {
        <p class="hint no-print">{text.found(count)}</p>
        {covered}
        <ul class="cards network-cards">
            {blocks.into_iter().map(|block| block_view(block, editing)).collect_view()}
        </ul>
        <p class="notice-copy">{text.note}</p>
    }
    .into_any()
}

/// Only those about whom the person noted something: what is left of a module that is off.
fn noted_view(everybody: Everybody, editing: RwSignal<Option<Editing>>) -> AnyView {
    let cards = everybody.blocks.into_iter().flat_map(|block| block.cards);
    let noted = cards.filter(|card| card.noted.is_some());
    let noted = noted.map(|card| view! { <CardView card editing within=false /> });
    let noted = noted.collect_view();
    if noted.is_empty() {
        return view! { <p>{use_texts().common.module_none}</p> }.into_any();
    }
    view! { <ul class="cards network-cards">{noted}</ul> }.into_any()
}

/// One card, or a frame around those that may be of one.
fn block_view(block: Block, editing: RwSignal<Option<Editing>>) -> AnyView {
    let text = &use_texts().network;
    let several = block.cards.len() > 1;
    let person = block.cards.first().is_some_and(|card| card.person);
    let mut cards = block.cards.into_iter();
    let first = cards
        .next()
        .map(|card| view! { <CardView card editing within=several /> });
    let more = cards.len();
    if !several {
        return first.into_any();
    }
    let rest = cards.map(|card| view! { <CardView card editing within=true /> });
    let rest = rest.collect_view();
    let (title, why) = if person {
        (text.same_person, text.same_person_why)
    } else {
        (text.same_place, text.same_place_why)
    };
    view! {
        <li class="network-same">
            <h2>{title}</h2>
            <p class="hint">{why}</p>
            <ul class="cards">{first}</ul>
            <div class="folds">
                <Fold title=text.same_more(more)>
                    <ul class="cards">{rest}</ul>
                </Fold>
            </div>
        </li>
    }
    .into_any()
}
