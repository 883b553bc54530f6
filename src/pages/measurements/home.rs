//! The start of measuring: enter, what is due, the latest, and more.

use inzage_measure::Kind;
use inzage_measure::reminder::What;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::beside::BesideLimits;
use super::parts::{Nobody, anew, measures};
use super::words;
use crate::components::faces::{TroubleNotice, faces};
use crate::components::field::TextField;
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::components::rows::Fold;
use crate::engine::protocol::judging::What as Judged;
use crate::engine::protocol::measure::{self as view, Answer};
use crate::route::{Measure, Route};
use crate::state::look::use_texts;
use crate::state::session::use_session;
use crate::state::{measure, vaults};
use crate::texts::MeasureWeekDay;

/// Days that count as lately.
const LATELY: u64 = 31;

/// The start.
#[component]
pub(super) fn Home() -> impl IntoView {
    let text = &use_texts().measure;
    view! {
        <div class="page page-wide">
            <Heading text=text.title />
            <Nobody />
            {faces(measure::home(), |answer| match answer {
                Answer::Home(home) => view! { <Content home /> }.into_any(),
                _ => ().into_any(),
            })}
        </div>
    }
}

#[component]
fn Content(home: view::Home) -> impl IntoView {
    let text = &use_texts().measure;
    let view::Home {
        due,
        latest,
        half_session,
        last_session,
        week,
        phone,
        helper,
    } = home;
    let entering = helper.clone().map(|name| text.who_now(&name));
    view! {
        {anew(move || {
            view! {
                {entering.map(|words| view! { <p class="lead">{words}</p> })}
                <section class="section">
                    <h2>{text.enter}</h2>
                    <EnterWays />
                </section>
            }
        })}
        {half_session.map(|id| view! { <Half id /> })}
        {measures().then(|| view! { <Due due /> })}
        <BesideLimits what=Signal::stored(Judged::Outside(LATELY)) />
        <section class="section">
            <h2>{text.latest}</h2>
            <Latest latest />
        </section>
        <section class="section">
            <h2>{text.more}</h2>
            <More last_session week />
        </section>
        <div class="folds no-print">
            <Fold title=text.who>
                <SettingForm
                    id="measure-helper"
                    setting=measure::HELPER
                    label=text.who_label
                    hint=text.who_hint
                    value=helper.unwrap_or_default()
                />
            </Fold>
            <Fold title=text.phone>
                <SettingForm
                    id="measure-phone"
                    setting=measure::PHONE
                    label=text.phone_label
                    hint=""
                    value=phone.unwrap_or_default()
                />
            </Fold>
        </div>
    }
}

/// One tap to the form of each kind.
#[component]
fn EnterWays() -> impl IntoView {
    let dialysis = Route::Measure(Measure::EnterSession).path();
    view! {
        <ul class="measure-ways">
            {Kind::ALL
                .into_iter()
                .map(|kind| {
                    view! {
                        <li>
                            <a
                                class="measure-way"
                                href=Route::Measure(Measure::Enter(kind)).path()
                            >
                                <Draw icon=words::kind_icon(kind) />
                                <span>{words::kind(kind)}</span>
                            </a>
                        </li>
                    }
                })
                .collect_view()}
            <li>
                <a class="measure-way" href=dialysis>
                    <Draw icon=Icon::Refresh />
                    <span>{use_texts().measure.dialysis}</span>
                </a>
            </li>
        </ul>
    }
}

#[component]
fn Half(id: String) -> impl IntoView {
    let text = &use_texts().measure;
    view! {
        <div class="question">
            <p class="strong">{text.half}</p>
            <a class="button" href=Route::Measure(Measure::Session(id)).path()>
                {text.half_go}
            </a>
        </div>
    }
}

/// What is due today and the latest readings, where they are not the subject:
/// nothing when there is nothing.
#[component]
pub fn OwnToday() -> impl IntoView {
    let text = &use_texts().measure;
    let home = measure::home();
    live(move || match home.get() {
        Some(Ok(Answer::Home(home))) => view! {
            <Due due=home.due />
            {home.half_session.map(|id| view! { <Half id /> })}
            {(!home.latest.is_empty())
                .then(|| {
                    view! {
                        <section class="section">
                            <h2>{text.latest}</h2>
                            <Latest latest=home.latest />
                        </section>
                    }
                })}
        }
        .into_any(),
        _ => ().into_any(),
    })
}

/// What is due today.
#[component]
fn Due(due: Vec<view::Due>) -> impl IntoView {
    let text = &use_texts().measure;
    if due.is_empty() {
        return ().into_any();
    }
    let row = move |due: view::Due| {
        let to = match due.what {
            What::Reading(kind) => Measure::Enter(kind),
            What::Dialysis => Measure::EnterSession,
        };
        let (class, icon, state) = if due.done {
            ("state state-good", Icon::Check, text.due_done)
        } else {
            ("state state-info", Icon::Clock, text.due_todo)
        };
        view! {
            <li>
                <span class="measure-due-time">{due.time}</span>
                <span class="measure-due-what">{words::what(due.what)}</span>
                <span class=class>
                    <Draw icon />
                    <span>{state}</span>
                </span>
                {(!due.done)
                    .then(|| {
                        let label = format!("{}: {}", text.due_enter, words::what(due.what));
                        view! {
                            <a class="button-quiet" href=Route::Measure(to).path() aria-label=label>
                                {text.due_enter}
                            </a>
                        }
                    })}
            </li>
        }
    };
    view! {
        <section class="section">
            <h2>{text.due}</h2>
            <ul class="measure-due">{due.into_iter().map(row).collect_view()}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn Latest(latest: Vec<(Kind, view::Row)>) -> impl IntoView {
    let text = &use_texts().measure;
    if latest.is_empty() {
        return view! { <p>{text.latest_none}</p> }.into_any();
    }
    view! {
        <ul class="measure-latest">
            {latest
                .into_iter()
                .map(|(kind, row)| {
                    view! {
                        <li>
                            <a
                                class="measure-tile"
                                href=Route::Measure(Measure::Readings(kind)).path()
                            >
                                <span class="measure-tile-name">
                                    <Draw icon=words::kind_icon(kind) />
                                    {words::kind(kind)}
                                </span>
                                <span class="measure-tile-value">{row.value}</span>
                                <span class="measure-tile-when">
                                    {format!("{}, {}", row.day, row.clock)}
                                </span>
                            </a>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
    .into_any()
}

#[component]
fn More(last_session: Option<String>, week: Option<(u8, u8)>) -> impl IntoView {
    let text = &use_texts().measure;
    let day = week.map(|(day, days)| {
        text.week_day(&MeasureWeekDay {
            day: &day.to_string(),
            days: &days.to_string(),
        })
    });
    let ways = [
        (
            Measure::Sessions,
            Icon::Refresh,
            text.sessions,
            last_session.unwrap_or_else(|| text.sessions_text.to_owned()),
        ),
        (
            Measure::Week,
            Icon::Calendar,
            text.week,
            day.unwrap_or_else(|| text.week_text.to_owned()),
        ),
        (
            Measure::Reminders,
            Icon::Clock,
            text.reminders,
            text.reminders_text.to_owned(),
        ),
        (
            Measure::Share,
            Icon::External,
            use_texts().sharing.title,
            use_texts().sharing.about.to_owned(),
        ),
        (
            Measure::File,
            Icon::Download,
            text.file_short,
            text.file.to_owned(),
        ),
    ];
    view! {
        <ul class="rows">
            {ways
                .into_iter()
                .map(|(to, icon, name, about)| {
                    view! {
                        <li>
                            <a class="row row-way" href=Route::Measure(to).path()>
                                <Draw icon />
                                <span class="row-main">
                                    <span class="row-title">{name}</span>
                                    <span class="row-side">{about}</span>
                                </span>
                                <Draw icon=Icon::Next />
                            </a>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}

/// A setting of the vault, to change.
#[component]
fn SettingForm(
    id: &'static str,
    setting: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] hint: String,
    value: String,
) -> impl IntoView {
    let text = &use_texts().measure;
    let session = StoredValue::new(use_session());
    let value = RwSignal::new(value);
    let (kept, trouble) = (RwSignal::new(false), RwSignal::new(None));
    let keep = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let session = session.get_value();
        spawn_local(async move {
            let typed: String = value.get_untracked().trim().chars().take(80).collect();
            match vaults::save_setting(session.engine(), setting, typed).await {
                Ok(()) => {
                    kept.try_set(true);
                    session.record_changed();
                }
                Err(failed) => {
                    trouble.try_set(Some(failed));
                }
            }
        });
    };
    view! {
        <form class="field" novalidate=true on:submit=keep>
            <TextField id label hint value />
            {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
            <div class="buttons">
                <button type="submit" class="button-quiet">
                    {text.keep}
                </button>
                <span role="status">{live(move || kept.get().then_some(text.kept))}</span>
            </div>
        </form>
    }
}
