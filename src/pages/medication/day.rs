//! A day: what is used when, from structured timing; what cannot be placed apart.

use leptos::prelude::*;

use super::super::back::Back;
use super::treatment::Marks;
use crate::components::faces::faces;
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::engine::protocol::medication::{Day, DayKind, DayPart, Dose};
use crate::platform::{clock, device};
use crate::route::Route;
use crate::state::look::use_texts;
use crate::state::medication;

/// The schedule of a day.
#[component]
pub fn MedicationDay() -> impl IntoView {
    let texts = use_texts();
    let text = &texts.medication;
    let chosen = RwSignal::new(clock::today());
    let asked = medication::day(chosen);
    view! {
        <div class="page page-wide">
            <Back to=Route::Medication word=text.title />
            <Heading text=text.day_title />
            <p class="lead">{text.day_lead}</p>
            <div class="field no-print">
                <label for="medication-day">{text.day_choose}</label>
                <input
                    id="medication-day"
                    type="date"
                    prop:value=move || chosen.get()
                    on:change=move |event| {
                        let day = event_target_value(&event);
                        if !day.is_empty() {
                            chosen.set(day);
                        }
                    }
                />
            </div>
            {faces(asked, move |day| view! { <Content day chosen /> }.into_any())}
        </div>
    }
}

#[component]
fn Content(day: Day, chosen: RwSignal<String>) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.medication;
    let [before, after] = day.around;
    let (moments, apart): (Vec<DayPart>, Vec<DayPart>) = day
        .parts
        .into_iter()
        .partition(|part| part.kind == DayKind::Moment);
    let none = moments.is_empty() && apart.is_empty();
    view! {
        <div class="buttons">
            <button type="button" class="button-quiet" on:click=move |_| chosen.set(before.clone())>
                <Draw icon=Icon::Back />
                {text.day_before}
            </button>
            <button type="button" class="button-quiet" on:click=move |_| chosen.set(after.clone())>
                {text.day_after}
                <Draw icon=Icon::Next />
            </button>
            <button type="button" class="button-quiet" on:click=move |_| device::print()>
                <Draw icon=Icon::Print />
                {texts.common.print}
            </button>
        </div>
        <h2 class="sentence" aria-live="polite">{day.words}</h2>
        {none.then(|| view! { <p>{text.day_none}</p> })}
        <Parts parts=moments />
        <Parts parts=apart />
        <p class="notice-copy">{text.unchecked} " " {texts.common.copy_notice_all}</p>
    }
}

#[component]
fn Parts(parts: Vec<DayPart>) -> impl IntoView {
    parts
        .into_iter()
        .map(|part| {
            view! {
                <section class="section">
                    <h3>{part.heading}</h3>
                    <ul class="medicines">
                        {part
                            .doses
                            .into_iter()
                            .map(|dose| view! { <OneDose dose /> })
                            .collect_view()}
                    </ul>
                </section>
            }
        })
        .collect_view()
}

#[component]
fn OneDose(dose: Dose) -> impl IntoView {
    let text = &use_texts().medication;
    let several = dose.sources.len() > 1;
    let same = (dose.perhaps_same || several).then_some(if several {
        text.day_told_by_more
    } else {
        text.day_perhaps_same
    });
    let head = if dose.time.is_empty() {
        dose.product
    } else {
        format!("{} · {}", dose.time, dose.product)
    };
    let texts: Vec<String> = dose.texts;
    view! {
        <li class="medicine">
            <h4 class="row-title">{head}</h4>
            {(!dose.dose.is_empty()).then(|| view! { <p class="strong">{dose.dose}</p> })}
            {texts
                .into_iter()
                .map(|said| view! { <p>{text.as_written(&said)}</p> })
                .collect_view()}
            <Marks sources=dose.sources />
            {same.map(|same| view! { <p class="hint">{same}</p> })}
        </li>
    }
}
