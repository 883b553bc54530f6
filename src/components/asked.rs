//! What the person asked about something, and the way to ask.

use leptos::prelude::*;

use super::icon::{Draw, Icon};
use super::live::live;
use crate::engine::protocol::asking::{Brief, Change, Kind, Outcome, Right, State};
use crate::route::{Ask, Route};
use crate::state::asking;
use crate::state::brand::shows;
use crate::state::look::use_texts;

/// What was asked about an entry with how it stands, and the way to ask something.
#[component]
pub fn AskedAbout(number: String, about: String) -> impl IntoView {
    view! {
        <AskedLines number=number.clone() />
        <AskWay number about />
    }
}

/// What was asked about an entry, with how it stands.
#[component]
pub fn AskedLines(number: String) -> impl IntoView {
    let asked = asking::all(Some(number));
    live(move || match asked.get() {
        Some(Ok(all)) => all
            .into_iter()
            .map(|brief| view! { <AskedLine brief /> })
            .collect_view(),
        _ => Vec::new(),
    })
}

/// The way to ask something about an entry.
#[component]
pub fn AskWay(number: String, about: String) -> impl IntoView {
    let text = &use_texts().asking;
    let label = text.about_button_of(&about);
    let to = Route::Ask(Ask::About(number));
    shows(&to).then(|| {
        view! {
            <p class="asked-about no-print">
                <a class="button-quiet" href=to.path() aria-label=label>
                    <Draw icon=Icon::Wishes />
                    {text.about_button}
                </a>
            </p>
        }
    })
}

/// One thing that was asked, with how it stands.
#[component]
pub fn AskedLine(brief: Brief) -> impl IntoView {
    let text = &use_texts().asking;
    let (icon, word) = state_word(&brief.state);
    view! {
        <p class="asked-line">
            <Draw icon />
            <a href=Route::Ask(Ask::One(brief.id)).path()>{text.you_asked(kind_words(brief.kind))}</a>
            <span>{word} ", " {brief.at}</span>
        </p>
    }
}

/// What is asked, after "U heeft gevraagd:" or as a title.
pub fn kind_words(kind: Kind) -> &'static str {
    let text = &use_texts().asking;
    match kind {
        Kind::Change(Change::Dose) => text.kind_dose,
        Kind::Change(Change::Time) => text.kind_time,
        Kind::Change(Change::Stop) => text.kind_stop,
        Kind::Change(Change::SideEffect) => text.kind_side_effect,
        Kind::Change(Change::Other) => text.kind_other,
        Kind::Missing => text.kind_missing,
        Kind::Wrong => text.kind_wrong,
        Kind::Question => text.kind_question,
        Kind::Right(right) => right_words(right),
    }
}

/// A right.
pub fn right_words(right: Right) -> &'static str {
    let text = &use_texts().asking;
    match right {
        Right::Copy => text.right_copy,
        Right::CopyYoung => text.right_copy_young,
        Right::Addition => text.right_addition,
        Right::Destruction => text.right_destruction,
        Right::Shielding => text.right_shielding,
        Right::Transfer => text.right_transfer,
    }
}

/// A state in a word or two.
pub fn state_word(state: &State) -> (Icon, &'static str) {
    let text = &use_texts().asking;
    match state {
        State::Draft => (Icon::Letter, text.state_draft),
        State::Sending => (Icon::Clock, text.state_sending),
        State::Sent(_) => (Icon::Check, text.state_sent),
        State::Uncertain => (Icon::Attention, text.state_uncertain),
        State::Seen => (Icon::Eye, text.state_seen),
        State::Answered(reply) => (
            Icon::Info,
            match reply.outcome {
                Outcome::Yes => text.state_yes,
                Outcome::No => text.state_no,
                Outcome::Other => text.state_other,
            },
        ),
        State::Withdrawn => (Icon::Stop, text.state_withdrawn),
        State::Failed(_) => (Icon::Serious, text.state_failed),
        State::Posted => (Icon::Check, text.state_posted),
    }
}
