//! Means and ranges of the person's own readings, and days of seven points.

use leptos::prelude::*;

use super::words;
use crate::engine::protocol::measure::{Figures, PartFigures};
use crate::state::look::use_texts;

/// Mean and range per part of the day, and before and after dialysis.
#[component]
pub(super) fn FigureTable(figures: Vec<PartFigures>) -> impl IntoView {
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
        let phases = of.by_phase.into_iter();
        let phases =
            phases.map(|(phase, figures)| row(format!("{name}, {}", words::phase(phase)), figures));
        let whole = row(format!("{name}, {}", text.whole_day), of.whole);
        view! {
            {whole}
            {parts.collect_view()}
            {phases.collect_view()}
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
pub(super) fn Seven(seven: Vec<(String, Vec<Option<String>>)>) -> impl IntoView {
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
