//! One in the network.

use leptos::prelude::*;

use super::form::Editing;
use crate::components::icon::{Draw, Icon};
use crate::components::rows::{Fold, Mark, Rows};
use crate::engine::protocol::network::{Card, Noted, Phone};
use crate::route::Route;
use crate::state::brand::shows;
use crate::state::look::use_texts;
use crate::texts::NetworkSaid;

/// Name, function, numbers to call, when last seen, and where that stands.
#[component]
pub fn CardView(
    card: Card,
    editing: RwSignal<Option<Editing>>,
    /// It stands in a frame that has a heading.
    within: bool,
) -> impl IntoView {
    let text = &use_texts().network;
    let edited = Editing::of(&card);
    let what = [card.roles.join(", "), card.organisations.join(", ")];
    let what = what
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>();
    let last = match (&card.met, &card.named) {
        (Some(date), _) => Some(text.met(date)),
        (None, Some(date)) => Some(text.named(date)),
        (None, None) => None,
    };
    let own = card.noted.is_some();
    let name = card.name.clone();
    // Of a module that is off, what she noted herself is all there is.
    let change = if shows(&Route::Network) {
        text.change
    } else {
        text.change_left
    };
    view! {
        <li class="card network-card">
            {if within {
                view! { <h3>{card.name.clone()}</h3> }.into_any()
            } else {
                view! { <h2>{card.name.clone()}</h2> }.into_any()
            }}
            {(!what.is_empty()).then(|| view! { <p class="network-role">{what.join(" · ")}</p> })}
            {(!card.purpose.is_empty())
                .then(|| view! { <p class="network-purpose">{text.purpose_of(&card.purpose)}</p> })}
            {card.phones.into_iter().map(phone).collect_view()}
            {card
                .mails
                .into_iter()
                .map(|mail| view! { <p class="network-mail">{mail}</p> })
                .collect_view()}
            {last.map(|last| view! { <p class="hint">{last}</p> })}
            <p class="network-sources">
                {card.sources.into_iter().map(|source| view! { <Mark source /> }).collect_view()}
                {own.then(|| view! { <span class="hint">{text.yours}</span> })}
            </p>
            <div class="no-print">
                <button
                    type="button"
                    class="button-quiet"
                    on:click=move |_| editing.set(Some(edited.clone()))
                >
                    <Draw icon=Icon::Ruler />
                    {change}
                    <span class="unseen">" "{name.clone()}</span>
                </button>
            </div>
            <div class="folds">
                {(!card.also.is_empty() || !card.entries.is_empty())
                    .then(|| {
                        let also = (!card.also.is_empty()).then(|| text.also(&card.also.join("; ")));
                        view! {
                            <Fold title=text.from>
                                {also.map(|also| view! { <p>{also}</p> })}
                                <Rows rows=card.entries />
                                {(card.more > 0).then(|| view! { <p class="hint">{text.more(card.more)}</p> })}
                            </Fold>
                        }
                    })}
                {(!card.history.is_empty())
                    .then(|| {
                        view! {
                            <Fold title=text.history>
                                <ul>{card.history.into_iter().map(earlier).collect_view()}</ul>
                            </Fold>
                        }
                    })}
            </div>
        </li>
    }
}

fn phone(phone: Phone) -> impl IntoView {
    let Phone { shown, dial } = phone;
    if dial.is_empty() {
        return view! { <p>{shown}</p> }.into_any();
    }
    view! {
        <p>
            <a class="network-phone" href=format!("tel:{dial}")>
                {shown}
            </a>
        </p>
    }
    .into_any()
}

/// What the person had filled in before.
fn earlier((date, noted): (String, Noted)) -> impl IntoView {
    let said = [
        noted.name,
        noted.role,
        noted.organisation,
        noted.phone,
        noted.purpose,
    ];
    let said = said.into_iter().filter(|part| !part.is_empty());
    let said = said.collect::<Vec<_>>().join(", ");
    view! { <li>{use_texts().network.said(&NetworkSaid { date: &date, what: &said })}</li> }
}
