//! The dialysis sessions with their differences, and the target weight.

use inzage_measure::{GainGap, Part, Phase};
use leptos::prelude::*;

use super::charts::MeasureChart;
use super::grid::{Cell, Grid};
use super::parts::Nobody;
use super::targets::Targets;
use crate::components::faces::faces;
use crate::components::field::Choices;
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::engine::protocol::measure::{
    Answer, Request, SessionChart, SessionRow, Sessions, SideRow, What,
};
use crate::pages::back::Back;
use crate::route::{Measure, Route};
use crate::state::look::use_texts;
use crate::state::measure;

/// The sessions.
#[component]
pub(super) fn SessionsPage() -> impl IntoView {
    let text = &use_texts().measure;
    view! {
        <div class="page page-wide">
            <Back to=Route::Measure(Measure::Home) word=text.title />
            <Heading text=text.sessions />
            <div class="buttons no-print">
                <a class="button" href=Route::Measure(Measure::EnterSession).path()>
                    <Draw icon=Icon::Add />
                    {text.session_new}
                </a>
            </div>
            {faces(measure::asked(|| Request::Sessions), |answer| match answer {
                Answer::Sessions(sessions) => view! { <Content sessions /> }.into_any(),
                _ => ().into_any(),
            })}
            <Nobody />
        </div>
    }
}

#[component]
fn Content(sessions: Sessions) -> impl IntoView {
    let text = &use_texts().measure;
    let Sessions {
        rows,
        weeks,
        targets,
    } = sessions;
    let any = !rows.is_empty();
    let list = if rows.is_empty() {
        view! { <p>{text.sessions_none}</p> }.into_any()
    } else {
        view! {
            <p class="hint">{text.computed}</p>
            <ul class="cards measure-sessions">{rows.into_iter().map(session).collect_view()}</ul>
        }
        .into_any()
    };
    view! {
        {any.then(|| view! { <Charts /> })}
        {list}
        {(!weeks.is_empty()).then(|| view! { <Weeks weeks /> })}
        <Targets parts=&[Part::Weight] targets />
    }
}

/// The sessions over time: weight, blood pressure, or what came on and off.
#[component]
fn Charts() -> impl IntoView {
    let text = &use_texts().measure;
    let value = RwSignal::new(SessionChart::default());
    let choices = vec![
        (SessionChart::Weight, text.weight.to_owned()),
        (SessionChart::Pressure, text.blood_pressure.to_owned()),
        (SessionChart::Gains, text.gains.to_owned()),
    ];
    view! {
        <div class="chart-periods no-print">
            <Choices
                name="session-chart"
                legend=text.over_time
                choices
                value
                on_choose=Callback::new(move |chosen| value.set(chosen))
            />
        </div>
        <MeasureChart what=Signal::derive(move || What::Sessions(value.get())) />
    }
}

fn session(row: SessionRow) -> impl IntoView {
    let text = &use_texts().measure;
    let of = |phase| row.sides.iter().find(|side| side.phase == phase).cloned();
    let (before, after) = (of(Phase::Before), of(Phase::After));
    let gain = row.gain.unwrap_or_else(|gap| {
        match gap {
            GainGap::First => text.g_first,
            GainGap::NoWeightAfterLast => text.g_after_last,
            GainGap::NoWeightBefore => text.g_before,
        }
        .to_owned()
    });
    let off = row.taken_off;
    let figures = [
        (
            text.taken_off,
            off.or_else(|| Some(text.not_yet.to_owned())),
        ),
        (text.gain, Some(gain)),
        (text.share, row.share),
        (text.from_target, row.from_target),
    ];
    let figure = |(label, value): (&'static str, Option<String>)| {
        value.map(|value| {
            view! {
                <div class="field-pair">
                    <dt>{label}</dt>
                    <dd>{value}</dd>
                </div>
            }
        })
    };
    let note = Some(row.note).filter(|note| !note.is_empty());
    view! {
        <li class="card">
            <h2 class="card-head">
                <a href=Route::Measure(Measure::Session(row.id)).path()>{row.day}</a>
            </h2>
            <div class="measure-pair">
                {side(text.session_before, before)} {side(text.session_after, after)}
            </div>
            <dl class="fields">{figures.map(figure).collect_view()}</dl>
            {note.map(|note| view! { <p class="measure-note">{note}</p> })}
        </li>
    }
}

fn side(name: &'static str, side: Option<SideRow>) -> impl IntoView {
    let text = &use_texts().measure;
    let clock = side.as_ref().map(|side| side.clock.clone());
    let values = side.map_or_else(
        || vec![text.not_yet.to_owned()],
        |side| {
            let values = [side.weight, side.pressure, side.pulse];
            values.into_iter().flatten().collect()
        },
    );
    view! {
        <div class="measure-half">
            <span class="measure-half-name">
                {name} {clock.map(|clock| format!(", {clock}"))}
            </span>
            {values
                .into_iter()
                .map(|value| view! { <span class="measure-half-value">{value}</span> })
                .collect_view()}
        </div>
    }
}

#[component]
fn Weeks(weeks: Vec<(String, usize, Option<String>, Option<String>)>) -> impl IntoView {
    let text = &use_texts().measure;
    let rows = weeks.into_iter().map(|(monday, count, off, gain)| {
        let cells = [
            count.to_string(),
            off.unwrap_or_default(),
            gain.unwrap_or_default(),
        ];
        (monday.into(), cells.map(Cell::from).into())
    });
    let (rows, heads) = (rows.collect(), vec![text.w_count, text.w_off, text.w_gain]);
    view! {
        <section class="section">
            <h2>{text.weeks}</h2>
            <Grid label=text.weeks first=text.w_week heads rows />
        </section>
    }
}
