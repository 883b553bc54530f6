//! Parts that stand on more than one screen of measuring.

use inzage_measure::Part;
use leptos::prelude::*;

use super::words;
use crate::components::faces::{Notice, Tone};
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::engine::protocol::measure::{Answer, Row, Way};
use crate::pages::off::Off;
use crate::route::{Measure, Route};
use crate::state::brand::shows;
use crate::state::look::use_texts;
use crate::state::measure;

/// That nobody looks along, and whom to call. On every page of measuring.
#[component]
pub(super) fn Nobody() -> impl IntoView {
    let text = &use_texts().measure;
    let home = measure::home();
    let call = move || match home.get() {
        Some(Ok(Answer::Home(home))) => home.phone,
        _ => None,
    };
    view! {
        <aside class="measure-nobody">
            <Draw icon=Icon::Info />
            <p>
                {text.nobody}
                " "
                {live(move || match call() {
                    Some(phone) => text.unwell_call(&phone),
                    None => text.unwell.to_owned(),
                })}
                " "
                <strong>{text.danger}</strong>
            </p>
        </aside>
    }
}

/// What makes something new; where the operator left measuring out, that instead.
pub(super) fn anew<V: IntoView>(new: impl FnOnce() -> V) -> AnyView {
    if measures() {
        new().into_any()
    } else {
        view! { <Off /> }.into_any()
    }
}

/// Whether something can be measured: not where the operator left that out.
pub(super) fn measures() -> bool {
    shows(&Route::Measure(Measure::Home))
}

/// Something was kept.
#[component]
pub(super) fn Kept(#[prop(optional)] children: Option<Children>) -> impl IntoView {
    view! {
        <div role="status">
            <Notice tone=Tone::Good>
                <p class="strong">{use_texts().measure.kept_value}</p>
                {children.map(|children| children())}
            </Notice>
        </div>
    }
}

/// A number with its unit beside it.
#[component]
pub(super) fn NumberField(
    #[prop(into)] id: String,
    part: Part,
    /// Its name, when it is not that of the number.
    #[prop(optional, into)]
    label: Option<String>,
    value: RwSignal<String>,
    /// The unit, when it is not the usual one.
    #[prop(optional, into)]
    unit: Option<Signal<&'static str>>,
    wrong: Signal<Option<String>>,
) -> impl IntoView {
    let wrong_id = format!("{id}-wrong");
    let unit_id = format!("{id}-unit");
    let described = format!("{unit_id} {wrong_id}");
    let unit = unit.unwrap_or_else(|| Signal::stored(words::unit(part)));
    let name = label.unwrap_or_else(|| words::part(part).to_owned());
    let of = id.clone();
    view! {
        <div class="field measure-number">
            <label for=of>{name}</label>
            <div class="measure-number-row">
                <input
                    id=id
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    maxlength="16"
                    aria-describedby=described
                    aria-invalid=move || wrong.get().map(|_| "true")
                    prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event))
                />
                <span id=unit_id class="measure-unit">
                    {move || unit.get()}
                </span>
            </div>
            <p id=wrong_id class="wrong" role="alert">
                {live(move || wrong.get())}
            </p>
        </div>
    }
}

/// Where a row leads to.
pub(super) fn way(way: &Way) -> String {
    match way {
        Way::Reading(id) => Route::Measure(Measure::Reading(id.clone())).path(),
        Way::Session(id) => Route::Measure(Measure::Session(id.clone())).path(),
        Way::Entry(chapter, number) => Route::Entry(*chapter, number.clone()).path(),
    }
}

/// When around meals or dialysis a reading was taken.
pub(super) fn moments(row: &Row) -> Vec<&'static str> {
    let moment = row.moment.map(words::moment);
    let phase = row.phase.map(words::phase);
    moment.into_iter().chain(phase).collect()
}
