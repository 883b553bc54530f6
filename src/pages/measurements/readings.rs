//! The readings of one kind: the sentence, the figures, the table.

use inzage_measure::{Kind, Period};
use leptos::prelude::*;

use super::beside::BesideLimits;
use super::parts::{Nobody, ReadingTable};
use super::targets::Targets;
use super::words;
use crate::components::faces::faces;
use crate::components::field::ChoiceField;
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::engine::protocol::judging::What;
use crate::engine::protocol::measure::{Answer, Figures, PartFigures, Readings, Request};
use crate::pages::back::Back;
use crate::platform::clock;
use crate::route::{Measure, Route};
use crate::state::look::use_texts;
use crate::state::measure;

/// The readings of a kind.
#[component]
pub(super) fn ReadingsPage(kind: Kind) -> impl IntoView {
    let text = &use_texts().measure;
    let period = RwSignal::new(Period::default());
    let asked = measure::asked(move || Request::Readings {
        kind,
        period: period.get(),
        now: clock::now_local(),
    });
    let choices = Period::ALL.map(|one| (one, words::period(one).to_owned()));
    view! {
        <div class="page page-wide">
            <Back to=Route::Measure(Measure::Home) word=text.title />
            <Heading text=words::kind(kind) />
            <div class="buttons no-print">
                <a class="button" href=Route::Measure(Measure::Enter(kind)).path()>
                    <Draw icon=Icon::Add />
                    {text.enter}
                </a>
            </div>
            <ChoiceField
                id="period"
                label=text.period
                choices=choices.to_vec()
                value=period
                on_choose=move |chosen| period.set(chosen)
            />
            {faces(asked, move |answer| match answer {
                Answer::Readings(readings) => view! { <Content kind readings=*readings /> }.into_any(),
                _ => ().into_any(),
            })}
            <BesideLimits what=Signal::derive(move || What::Kind(kind, period.get())) />
            <Nobody />
        </div>
    }
}

#[component]
fn Content(kind: Kind, readings: Readings) -> impl IntoView {
    let text = &use_texts().measure;
    let Readings {
        rows,
        count,
        figures,
        targets,
        seven,
    } = readings;
    let shown = rows.len();
    let table = if rows.is_empty() {
        view! { <p>{text.none}</p> }.into_any()
    } else {
        view! { <ReadingTable rows caption=text.table /> }.into_any()
    };
    view! {
        {figures.iter().map(sentence).collect_view()}
        <section class="section">
            <h2>{text.table}</h2>
            {table}
            {(count > shown)
                .then(|| {
                    view! {
                        <p class="hint">{text.more_rows(&count.to_string(), &shown.to_string())}</p>
                    }
                })}
        </section>
        {(!seven.is_empty()).then(|| view! { <Seven seven /> })}
        {(!figures.is_empty()).then(|| view! { <FigureTable figures /> })}
        <Targets parts=kind.parts() targets />
    }
}

fn sentence(figures: &PartFigures) -> impl IntoView + use<> {
    let text = &use_texts().measure;
    let Figures {
        count,
        mean,
        low,
        high,
    } = &figures.whole;
    let words = text.sentence(&text.readings(*count), high, low, mean);
    view! {
        <p class="lead">
            <strong>{words::figure(figures.part)}</strong>
            ". "
            {words}
        </p>
    }
}

/// Mean and range per part of the day.
#[component]
fn FigureTable(figures: Vec<PartFigures>) -> impl IntoView {
    let text = &use_texts().measure;
    let row = |name: String, figures: Figures| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td>{figures.count}</td>
                <td>{figures.mean}</td>
                <td>{figures.low}</td>
                <td>{figures.high}</td>
            </tr>
        }
    };
    let body = figures.into_iter().map(move |of| {
        let name = words::figure(of.part);
        let parts = of.by_part_of_day.into_iter();
        let parts = parts
            .map(|(time, figures)| row(format!("{name}, {}", words::part_of_day(time)), figures));
        let whole = row(format!("{name}, {}", text.whole_day), of.whole);
        view! {
            {whole}
            {parts.collect_view()}
        }
    });
    view! {
        <section class="section">
            <h2>{text.figures}</h2>
            <p class="hint">{text.figures_note}</p>
            <div class="measure-scroll" tabindex="0" role="group" aria-label=text.figures>
                <table class="measure-table">
                    <thead>
                        <tr>
                            <th scope="col">{text.figure}</th>
                            <th scope="col">{text.count}</th>
                            <th scope="col">{text.mean}</th>
                            <th scope="col">{text.lowest}</th>
                            <th scope="col">{text.highest}</th>
                        </tr>
                    </thead>
                    <tbody>{body.collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}

/// Glucose by day and moment.
#[component]
fn Seven(seven: Vec<(String, Vec<Option<String>>)>) -> impl IntoView {
    let text = &use_texts().measure;
    let rows = seven.into_iter().map(|(day, cells)| {
        let cells = cells.into_iter();
        let cells = cells.map(|cell| view! { <td>{cell.unwrap_or_else(|| "–".into())}</td> });
        view! {
            <tr>
                <th scope="row">{day}</th>
                {cells.collect_view()}
            </tr>
        }
    });
    let heads = inzage_measure::SEVEN_POINTS.into_iter();
    let heads = heads.map(|moment| view! { <th scope="col">{words::moment(moment)}</th> });
    view! {
        <section class="section">
            <h2>{format!("{} ({})", text.seven, text.unit_mmol)}</h2>
            <div class="measure-scroll" tabindex="0" role="group" aria-label=text.seven>
                <table class="measure-table">
                    <thead>
                        <tr>
                            <th scope="col">{text.date}</th>
                            {heads.collect_view()}
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}
