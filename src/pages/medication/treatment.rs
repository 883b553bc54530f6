//! One treatment: what it is, how it stands, who says so; and all that each said.

use leptos::prelude::*;

use super::own::{OwnSaid, OwnShort};
use crate::components::asked::{AskWay, AskedLines};
use crate::components::icon::{Draw, Icon};
use crate::components::rows::{Mark, UnreadMark};
use crate::engine::protocol::SourceMark;
use crate::engine::protocol::medication::{Brief, Difference, Part, Place, Side, Treatment, Voice};
use crate::route::Route;
use crate::state::look::use_texts;
use crate::state::session::mine;

/// A row of the list: in a few words what matters, and when opened everything.
#[component]
pub(super) fn TreatmentRow(treatment: Treatment, place: Place) -> impl IntoView {
    let text = &use_texts().medication;
    let void = place == Place::Void;
    let reason = (!treatment.reason.is_empty()).then(|| text.reason(&treatment.reason));
    let number = treatment.number.clone();
    let product = treatment.product.clone();
    let own = treatment.own.clone();
    let perhaps_same = treatment.perhaps_same.clone();
    let voices = treatment.voices.clone();
    let asks = mine().then(|| {
        view! {
            <OwnSaid number=number.clone() product=product.clone() own />
            <AskWay number=number.clone() about=product />
        }
    });
    let asked = mine().then(|| view! { <AskedLines number /> });
    view! {
        <li class="medicine" class:medicine-void=void>
            <details>
                <Closed treatment place />
                <div class="fold-body">
                    {reason.map(|reason| view! { <p>{reason}</p> })}
                    <PerhapsSame briefs=perhaps_same />
                    {voices.into_iter().map(|voice| view! { <Said voice /> }).collect_view()}
                    {asks}
                </div>
            </details>
            {asked}
        </li>
    }
}

/// What stays in view: the medicine, what is agreed now, how it stands, who says
/// so; and whatever contradicts it.
#[component]
fn Closed(treatment: Treatment, place: Place) -> impl IntoView {
    let text = &use_texts().medication;
    let icon = match place {
        Place::InUse => Icon::Check,
        Place::Later => Icon::Calendar,
        Place::Once => Icon::Clock,
        Place::Unclear => Icon::Unknown,
        Place::Interrupted | Place::Stopped | Place::Void => Icon::Stop,
    };
    let usage = if treatment.usage.is_empty() {
        text.no_usage.to_owned()
    } else {
        treatment.usage
    };
    let said_same = if mine() {
        text.said_same
    } else {
        use_texts().along.said_same
    };
    let said_same = treatment.said_same.then_some(said_same);
    let maybe = (!treatment.perhaps_same.is_empty()).then_some(text.perhaps_same_short);
    view! {
        <summary class="row">
            <span class="row-main">
                {treatment.unread.map(|unread| view! { <UnreadMark unread /> })}
                <h3 class="row-title">{treatment.product}</h3>
                <span>{usage}</span>
                <span class="medicine-standing">
                    <Draw icon />
                    <span>{treatment.standing}</span>
                </span>
                {treatment
                    .differences
                    .into_iter()
                    .map(|difference| view! { <Differs difference /> })
                    .collect_view()}
                {treatment.own.map(|own| view! { <OwnShort own /> })}
                {said_same.map(|words| view! { <span class="row-maybe">{words}</span> })}
                {maybe.map(|words| view! { <span class="row-maybe">{words}</span> })}
            </span>
            <span class="row-side">
                {treatment.sources.into_iter().map(|source| view! { <Mark source /> }).collect_view()}
            </span>
            <Draw icon=Icon::Next />
        </summary>
    }
}

/// Who says so.
#[component]
pub(super) fn Marks(sources: Vec<SourceMark>) -> impl IntoView {
    view! {
        <p class="medicine-who">
            {sources.into_iter().map(|source| view! { <Mark source /> }).collect_view()}
        </p>
    }
}

/// Both sides of a difference, also in a closed row.
#[component]
fn Differs(difference: Difference) -> impl IntoView {
    let text = &use_texts().medication;
    view! {
        <span class="medicine-differs">
            <Draw icon=Icon::Attention />
            <span class="medicine-sides">
                <span class="strong">{text.difference(&difference.what)}</span>
                {difference.sides.into_iter().map(one_side).collect_view()}
            </span>
        </span>
    }
}

fn one_side(side: Side) -> impl IntoView {
    let date = (!side.date.is_empty()).then(|| format!(", {}", side.date));
    view! {
        <span>
            <span class="strong">{side.source.name} {date}</span>
            ": "
            {side.says}
        </span>
    }
}

/// Rows that may be the same medicine: never put together.
#[component]
fn PerhapsSame(briefs: Vec<Brief>) -> impl IntoView {
    let text = &use_texts().medication;
    (!briefs.is_empty()).then(|| {
        let named = briefs
            .into_iter()
            .map(|brief| format!("{} ({})", brief.product, brief.source.name))
            .collect::<Vec<_>>()
            .join("; ");
        view! { <p class="hint">{text.perhaps_same(&named)}</p> }
    })
}

/// What one voice said.
#[component]
fn Said(voice: Voice) -> impl IntoView {
    view! {
        <section class="voice">
            <h4>{voice.heading}</h4>
            {voice.parts.into_iter().map(|part| view! { <OnePart part /> }).collect_view()}
        </section>
    }
}

#[component]
fn OnePart(part: Part) -> impl IntoView {
    let text = &use_texts().medication;
    let said_by = [part.by.clone(), part.date.clone()]
        .into_iter()
        .filter(|said| !said.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    let lines = [
        part.usage.clone(),
        part.period.clone(),
        label(&part.purpose, text.purpose(&part.purpose)),
        label(&part.reason, text.reason(&part.reason)),
        label(&part.note, text.note(&part.note)),
        said_by,
    ];
    view! {
        <div class="voice-part" class:medicine-void=part.void>
            <a href=Route::Entry(part.chapter, part.number).path()>
                {part.kind} ": " {part.product}
            </a>
            <p class="strong">{part.standing}</p>
            {lines
                .into_iter()
                .filter(|line| !line.is_empty())
                .map(|line| view! { <p>{line}</p> })
                .collect_view()}
            <Marks sources=part.sources />
        </div>
    }
}

/// A sentence about something; empty when there is nothing to say.
fn label(said: &str, sentence: String) -> String {
    if said.is_empty() {
        String::new()
    } else {
        sentence
    }
}
