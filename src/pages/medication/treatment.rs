//! One treatment: what it is, how it stands, who says so; and all that each said.

use leptos::prelude::*;

use super::own::OwnSaid;
use crate::components::asked::AskedAbout;
use crate::components::faces::{Notice, Tone};
use crate::components::icon::{Draw, Icon};
use crate::components::rows::{Fold, Mark};
use crate::engine::protocol::SourceMark;
use crate::engine::protocol::medication::{Brief, Difference, Part, Place, Side, Treatment, Voice};
use crate::route::Route;
use crate::state::look::use_texts;

/// A row of the list.
#[component]
pub(super) fn TreatmentRow(treatment: Treatment, place: Place) -> impl IntoView {
    let text = &use_texts().medication;
    let icon = match place {
        Place::InUse => Icon::Check,
        Place::Later => Icon::Calendar,
        Place::Once => Icon::Clock,
        Place::Unclear => Icon::Unknown,
        Place::Interrupted | Place::Stopped | Place::Void => Icon::Stop,
    };
    let void = place == Place::Void;
    let reason = (!treatment.reason.is_empty()).then(|| text.reason(&treatment.reason));
    let fold = text.everything_about(&treatment.product);
    let product = treatment.product.clone();
    view! {
        <li class="medicine" class:medicine-void=void>
            <h3 class="row-title">{treatment.product}</h3>
            {said(treatment.usage)}
            <p class="medicine-standing">
                <Draw icon />
                <span>{treatment.standing}</span>
            </p>
            {reason.map(|reason| view! { <p>{reason}</p> })}
            <Marks sources=treatment.sources />
            {treatment
                .differences
                .into_iter()
                .map(|difference| view! { <Differs difference /> })
                .collect_view()}
            {treatment.said_same.then(|| view! { <p class="hint">{text.said_same}</p> })}
            <PerhapsSame briefs=treatment.perhaps_same />
            <OwnSaid number=treatment.number.clone() product=product.clone() own=treatment.own />
            <AskedAbout number=treatment.number.clone() about=product.clone() />
            <Fold title=fold>
                {treatment
                    .voices
                    .into_iter()
                    .map(|voice| view! { <Said voice /> })
                    .collect_view()}
            </Fold>
        </li>
    }
}

fn said(usage: String) -> impl IntoView {
    let text = &use_texts().medication;
    if usage.is_empty() {
        view! { <p class="hint">{text.no_usage}</p> }.into_any()
    } else {
        view! { <p>{usage}</p> }.into_any()
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

/// Both sides of a difference.
#[component]
fn Differs(difference: Difference) -> impl IntoView {
    let text = &use_texts().medication;
    view! {
        <Notice tone=Tone::Attention>
            <p class="strong">{text.difference(&difference.what)}</p>
            <ul>
                {difference
                    .sides
                    .into_iter()
                    .map(|side| view! { <OneSide side /> })
                    .collect_view()}
            </ul>
        </Notice>
    }
}

#[component]
fn OneSide(side: Side) -> impl IntoView {
    let date = (!side.date.is_empty()).then(|| format!(", {}", side.date));
    view! {
        <li>
            <span class="strong">{side.source.name} {date}</span>
            ": "
            {side.says}
        </li>
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
