//! Reminders that the person sets, and the calendar file.

use std::collections::BTreeSet;

use inzage_measure::Kind;
use inzage_measure::reminder::{Reminder, What};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::form::{Keeping, Outcome};
use super::parts::{Nobody, anew};
use super::words;
use crate::components::faces::{TroubleNotice, faces};
use crate::components::field::{ChoiceField, TextField};
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::engine::protocol::measure::{Answer, Request};
use crate::pages::back::Back;
use crate::platform::{clock, file};
use crate::route::{Measure, Route};
use crate::state::look::use_texts;
use crate::state::measure;
use crate::state::session::use_session;
use crate::state::words::Trouble;

/// The reminders.
#[component]
pub(super) fn RemindersPage() -> impl IntoView {
    let text = &use_texts().measure;
    view! {
        <div class="page">
            <Back to=Route::Measure(Measure::Home) word=text.title />
            <Heading text=text.reminders />
            <p class="lead">{text.r_lead}</p>
            {faces(measure::asked(|| Request::Reminders), |answer| match answer {
                Answer::Reminders(all) => view! { <List all /> }.into_any(),
                _ => ().into_any(),
            })}
            {anew(|| view! { <New /> })}
            <Nobody />
        </div>
    }
}

fn weekdays() -> [&'static str; 7] {
    let text = &use_texts().measure;
    [
        text.mon, text.tue, text.wed, text.thu, text.fri, text.sat, text.sun,
    ]
}

#[component]
fn List(all: Vec<(String, Reminder)>) -> impl IntoView {
    let text = &use_texts().measure;
    if all.is_empty() {
        return view! { <p>{text.r_none}</p> }.into_any();
    }
    let keeping = Keeping::new();
    let row = move |(id, reminder): (String, Reminder)| {
        let days = weekdays().into_iter().zip(1_u8..);
        let days = days.filter(|(_, number)| reminder.days.contains(number));
        let days: Vec<_> = days.map(|(name, _)| name).collect();
        let times: Vec<_> = reminder.times.iter().cloned().collect();
        let name = words::what(reminder.what);
        let remove = move |_| {
            let request = Request::Delete {
                id: id.clone(),
                now: clock::now_local(),
            };
            keeping.keep(request, |_| {});
        };
        view! {
            <li>
                <span class="strong">{name}</span>
                <span>{format!("{}, {}", days.join(", "), times.join(", "))}</span>
                <button
                    type="button"
                    class="link"
                    aria-label=format!("{}: {name}", text.r_remove)
                    on:click=remove
                >
                    {text.r_remove}
                </button>
            </li>
        }
    };
    view! {
        <ul class="queries">{all.into_iter().map(row).collect_view()}</ul>
        <Outcome keeping again=Callback::new(|()| {}) />
        <Calendar />
    }
    .into_any()
}

#[component]
fn Calendar() -> impl IntoView {
    let text = &use_texts().measure;
    let session = StoredValue::new(use_session());
    let trouble = RwSignal::new(None::<Trouble>);
    let save = move |_| {
        let session = session.get_value();
        spawn_local(async move {
            let now = clock::now_local();
            match measure::file(session.engine(), Request::Calendar { now }).await {
                Ok(bytes) => {
                    file::save("metingen.ics", &bytes);
                }
                Err(failed) => {
                    trouble.try_set(Some(failed));
                }
            }
        });
    };
    view! {
        <p class="hint">{text.r_calendar_text}</p>
        <div class="buttons">
            <button type="button" class="button-quiet" on:click=save>
                <Draw icon=Icon::Calendar />
                {text.r_calendar}
            </button>
        </div>
        {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
    }
}

#[component]
fn New() -> impl IntoView {
    let text = &use_texts().measure;
    let keeping = Keeping::new();
    let what = RwSignal::new(What::Reading(Kind::BloodPressure));
    let days = RwSignal::new((1..=7).collect::<BTreeSet<u8>>());
    let times = [
        RwSignal::new("08:00".to_owned()),
        RwSignal::new(String::new()),
    ];
    let missing = RwSignal::new(false);
    let kinds = Kind::ALL.map(What::Reading).into_iter();
    let choices = kinds.chain([What::Dialysis]);
    let choices = choices.map(|what| (what, words::what(what).to_owned()));
    let keep = move || {
        let typed = times.map(|time| time.get_untracked());
        let times: BTreeSet<String> = typed.into_iter().filter(|time| !time.is_empty()).collect();
        let days = days.get_untracked();
        missing.set(days.is_empty() || times.is_empty());
        if missing.get_untracked() {
            return;
        }
        let reminder = Reminder {
            what: what.get_untracked(),
            days,
            times,
            from: clock::calendar_day(),
            until: None,
        };
        let now = clock::now_local();
        keeping.keep(Request::Remind { reminder, now }, |_| {});
    };
    let [first, second] = times;
    view! {
        <form
            class="card"
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                keep();
            }
        >
            <h2>{text.r_new}</h2>
            <ChoiceField
                id="reminder-what"
                label=text.r_what
                choices=choices.collect()
                value=what
                on_choose=move |chosen| what.set(chosen)
            />
            <Days days />
            <TextField id="reminder-time" label=text.r_time kind="time" value=first />
            <TextField id="reminder-time2" label=text.r_time2 kind="time" value=second />
            <p class="wrong" role="alert">
                {live(move || missing.get().then_some(text.r_wrong))}
            </p>
            <Outcome keeping again=Callback::new(|()| {}) />
            <div class="buttons">
                <button type="submit" class="button">
                    {text.r_keep}
                </button>
            </div>
        </form>
    }
}

#[component]
fn Days(days: RwSignal<BTreeSet<u8>>) -> impl IntoView {
    let boxes = weekdays()
        .into_iter()
        .zip(1_u8..)
        .map(move |(name, number)| {
            let toggle = move |_| {
                days.update(|days| {
                    if !days.remove(&number) {
                        days.insert(number);
                    }
                });
            };
            view! {
                <label class="choice">
                    <input
                        type="checkbox"
                        prop:checked=move || days.get().contains(&number)
                        on:change=toggle
                    />
                    <span>{name}</span>
                </label>
            }
        });
    view! {
        <fieldset class="choices">
            <legend>{use_texts().measure.r_days}</legend>
            <div class="choices-row">{boxes.collect_view()}</div>
        </fieldset>
    }
}
