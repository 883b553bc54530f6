//! The dialysis sessions with their differences, and the target weight.

use inzage_measure::{GainGap, Part, Phase};
use leptos::prelude::*;

use super::charts::MeasureChart;
use super::grid::{Cell, Grid};
use super::parts::{Nobody, anew};
use super::targets::Targets;
use crate::components::faces::faces;
use crate::components::field::Choices;
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::components::more::Longer;
use crate::engine::protocol::measure::{
    Answer, Request, SessionChart, SessionRow, Sessions, SideRow, What,
};
use crate::pages::back::Back;
use crate::route::{Measure, Route};
use crate::state::look::use_texts;
use crate::state::measure;

/// Sessions at first, and how many more each time.
const FIRST: usize = 12;
const MORE: usize = 36;
/// Element id of the sessions.
const TABLE: &str = "measure-sessions";

/// The sessions.
#[component]
pub(super) fn SessionsPage() -> impl IntoView {
    let text = &use_texts().measure;
    let most = RwSignal::new(FIRST);
    let longer = Longer::new(TABLE, "tr", most, MORE);
    let asked = measure::asked(move || Request::Sessions { most: most.get() });
    let any = Memo::new(move |_| match asked.get() {
        Some(Ok(Answer::Sessions(sessions))) => sessions.total > 0,
        _ => false,
    });
    view! {
        <div class="page page-wide">
            <Back to=Route::Measure(Measure::Home) word=text.title />
            <Heading text=text.sessions />
            {anew(|| {
                view! {
                    <div class="buttons no-print">
                        <a class="button" href=Route::Measure(Measure::EnterSession).path()>
                            <Draw icon=Icon::Add />
                            {text.session_new}
                        </a>
                    </div>
                }
            })}
            {live(move || any.get().then(|| view! { <Charts /> }))}
            {faces(asked, move |answer| match answer {
                Answer::Sessions(sessions) => view! { <Content sessions longer /> }.into_any(),
                _ => ().into_any(),
            })}
            <Nobody />
        </div>
    }
}

#[component]
fn Content(sessions: Sessions, longer: Longer) -> impl IntoView {
    let text = &use_texts().measure;
    let Sessions {
        rows,
        total,
        weeks,
        targets,
    } = sessions;
    let list = if rows.is_empty() {
        view! { <p>{text.sessions_none}</p> }.into_any()
    } else {
        view! { <List rows total longer /> }.into_any()
    };
    view! {
        {list}
        {(!weeks.is_empty()).then(|| view! { <Weeks weeks /> })}
        <Targets parts=&[Part::Weight] targets />
    }
}

#[component]
fn List(rows: Vec<SessionRow>, total: usize, longer: Longer) -> impl IntoView {
    let text = &use_texts().measure;
    let shown = rows.len();
    let heads = vec![
        text.session_before,
        text.session_after,
        text.taken_off,
        text.gain,
        text.from_target,
    ];
    let rows = rows.into_iter().map(session).collect();
    view! {
        <section class="section">
            <h2>{text.session_each}</h2>
            <p class="hint">{text.computed}</p>
            <Grid label=text.session_each first=text.date heads rows id=TABLE />
            {longer.way(shown, total)}
        </section>
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

fn session(row: SessionRow) -> (Cell, Vec<Cell>) {
    let text = &use_texts().measure;
    let of = |phase| row.sides.iter().find(|side| side.phase == phase).cloned();
    let gain = row.gain.clone().unwrap_or_else(|gap| {
        match gap {
            GainGap::First => text.g_first,
            GainGap::NoWeightAfterLast => text.g_after_last,
            GainGap::NoWeightBefore => text.g_before,
        }
        .to_owned()
    });
    let gained = Cell {
        text: gain,
        hint: row.share.as_deref().map(|share| text.share(share)),
        to: None,
    };
    let cells = vec![
        side(of(Phase::Before)),
        side(of(Phase::After)),
        row.taken_off.unwrap_or_default().into(),
        gained,
        row.from_target.unwrap_or_default().into(),
    ];
    let name = Cell {
        text: row.day,
        hint: Some(row.note).filter(|note| !note.is_empty()),
        to: Some(Route::Measure(Measure::Session(row.id)).path()),
    };
    (name, cells)
}

/// The weight, and below it when, and the rest.
fn side(side: Option<SideRow>) -> Cell {
    let Some(side) = side else {
        return use_texts().measure.not_yet.into();
    };
    let mut said = [side.weight, side.pressure, side.pulse]
        .into_iter()
        .flatten();
    let text = said.next().unwrap_or_default();
    let rest: Vec<String> = std::iter::once(side.clock).chain(said).collect();
    Cell {
        text,
        hint: Some(rest.join(" · ")),
        to: None,
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
