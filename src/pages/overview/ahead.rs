//! What comes: the next appointment, and what needs doing.

use leptos::prelude::*;

use crate::components::faces::{Notice, Tone};
use crate::components::live::live;
use crate::components::rows::Rows;
use crate::engine::protocol::{GroupCard, ProviderCard};
use crate::pages::links::ending;
use crate::platform::clock;
use crate::route::{Links, Route};
use crate::state::look::{use_lang_code, use_texts};
use crate::state::{finding, links, providers};
use crate::texts::OverviewConsentEnds;

/// Days before the end of a consent at which it is told.
const SOON: u64 = 30;

/// The first thing that is planned; nothing where nothing is.
#[component]
pub(super) fn NextPlanned() -> impl IntoView {
    let asked = finding::next_planned();
    live(move || match asked.get() {
        Some(Ok(Some(row))) => view! {
            <section class="section">
                <h2>{use_texts().overview.next}</h2>
                <Rows rows=vec![row] />
            </section>
        }
        .into_any(),
        _ => ().into_any(),
    })
}

/// Consents that have lapsed or end soon.
#[component]
pub(super) fn ToDo() -> impl IntoView {
    let asked = providers::added();
    live(move || {
        let cards = match asked.get() {
            Some(Ok(cards)) => cards,
            _ => Vec::new(),
        };
        let todo: Vec<String> = cards.iter().flat_map(sentences).collect();
        (!todo.is_empty()).then(|| view! { <Consents todo /> })
    })
}

#[component]
fn Consents(todo: Vec<String>) -> impl IntoView {
    let text = &use_texts().overview;
    view! {
        <Notice tone=Tone::Attention>
            <h2 class="cover-title">{text.todo}</h2>
            {todo.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
            <p>
                <a class="button-quiet" href=Route::Collect.path()>
                    {text.collect}
                </a>
            </p>
        </Notice>
    }
}

/// Links with which others look along that end soon.
#[component]
pub(super) fn EndingLinks() -> impl IntoView {
    let asked = links::all();
    live(move || {
        let links = asked.get().and_then(Result::ok).unwrap_or_default();
        let soon = links
            .iter()
            .filter_map(|link| Some((link.id.clone(), ending(link)?)));
        let soon: Vec<(String, String)> = soon.collect();
        (!soon.is_empty()).then(|| {
            view! {
                <Notice tone=Tone::Attention>
                    {soon
                        .into_iter()
                        .map(|(id, words)| {
                            let href = Route::Links(Links::One(id)).path();
                            view! { <p><a href=href>{words}</a></p> }
                        })
                        .collect_view()}
                </Notice>
            }
        })
    })
}

/// What has to be done at one provider.
fn sentences(card: &ProviderCard) -> Vec<String> {
    let text = &use_texts().overview;
    let name = &card.source.name;
    let of_group = |group: &GroupCard| {
        let until = group.valid_until.as_deref();
        if group.lapsed {
            return Some(text.consent_lapsed(name));
        }
        let until = until.filter(|until| group.lasting && ends_soon(until))?;
        Some(text.consent_ends(&OverviewConsentEnds {
            date: &clock::for_people(until, use_lang_code()),
            name,
        }))
    };
    card.groups.iter().filter_map(of_group).collect()
}

/// Whether a day (`YYYY-MM-DD`) comes within a month.
fn ends_soon(until: &str) -> bool {
    let limit = clock::calendar_day() + chrono::Days::new(SOON);
    until
        .parse::<chrono::NaiveDate>()
        .is_ok_and(|until| until <= limit)
}
