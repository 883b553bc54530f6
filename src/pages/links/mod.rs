//! Sharing: links with which others look along.

mod home;
mod new;
mod one;

use leptos::prelude::*;

use crate::components::live::live;
use crate::engine::protocol::links::{Link, Sort, State};
use crate::route::{Links, Route};
use crate::state::left::use_left;
use crate::state::look::use_texts;

/// Whole days before the end of a link at which it is told.
const SOON: i64 = 2;

/// A screen of sharing.
pub fn screen(screen: Links) -> AnyView {
    match screen {
        Links::Home => view! { <home::Home /> }.into_any(),
        Links::New => view! { <new::New /> }.into_any(),
        Links::One(id) => view! { <one::One id /> }.into_any(),
    }
}

/// What kind of link it is.
fn sort_name(sort: Sort) -> &'static str {
    let text = &use_texts().links;
    match sort {
        Sort::Care => text.sort_care,
        Sort::Plain => text.sort_plain,
        Sort::Desk => text.sort_desk,
    }
}

/// What a link is called: by its name, else by its kind.
fn name(link: &Link) -> String {
    if link.name.is_empty() {
        sort_name(link.sort).to_owned()
    } else {
        link.name.clone()
    }
}

/// How a link stands, in words.
fn state_text(link: &Link) -> String {
    let text = &use_texts().links;
    match link.state {
        State::Unfinished => text.state_unfinished.to_owned(),
        State::Open => text.state_open(&link.until),
        State::Paused => text.state_paused.to_owned(),
        State::Expired => text.state_expired.to_owned(),
        State::Stopped => text.state_stopped.to_owned(),
        State::UsedUp => text.state_used.to_owned(),
        State::Attempts => text.state_attempts.to_owned(),
    }
}

/// Where something that is removed may still be seen; nothing where there is no link and
/// none can be made.
pub fn remains() -> impl IntoView {
    let left = use_left();
    live(move || {
        let may = left.leads_to(&Route::Links(Links::Home));
        may.then(|| view! { <p>{use_texts().links.remains}</p> })
    })
}

/// That a link ends soon, by its name.
pub fn ending(link: &Link) -> Option<String> {
    Some(format!("{}: {}", name(link), soon(link)?))
}

/// What somebody needs to know who has forgotten it: it ends soon.
fn soon(link: &Link) -> Option<String> {
    let text = &use_texts().links;
    let days = link.days_left.filter(|days| *days < SOON)?;
    let days = usize::try_from(days).ok()?;
    (link.sort != Sort::Desk).then(|| match days {
        0 => text.ends_within_a_day.to_owned(),
        days => text.ends_soon(days),
    })
}
