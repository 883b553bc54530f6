//! Means and ranges of the person's own readings, and days of seven points.

use leptos::prelude::*;

use super::grid::{Cell, Grid};
use super::words;
use crate::engine::protocol::measure::{Figures, PartFigures};
use crate::state::look::use_texts;

/// Mean and range per part of the day, and before and after dialysis.
#[component]
pub(super) fn FigureTable(figures: Vec<PartFigures>) -> impl IntoView {
    let text = &use_texts().measure;
    let heads = vec![text.count, text.mean, text.lowest, text.highest];
    let rows = figures.into_iter().flat_map(rows_of).collect();
    view! {
        <section class="section">
            <h2>{text.figures}</h2>
            <p class="hint">{text.figures_note}</p>
            <Grid label=text.figures first=text.figure heads rows />
        </section>
    }
}

/// The whole day, its parts, and before and after dialysis.
fn rows_of(of: PartFigures) -> Vec<(Cell, Vec<Cell>)> {
    let name = words::figure(of.part);
    let row = |time: &str, figures: Figures| {
        let count = figures.count.to_string();
        let cells = [count, figures.mean, figures.low, figures.high];
        (
            format!("{name}, {time}").into(),
            cells.map(Cell::from).into(),
        )
    };
    let mut rows = vec![row(use_texts().measure.whole_day, of.whole)];
    let parts = of.by_part_of_day.into_iter();
    rows.extend(parts.map(|(time, figures)| row(words::part_of_day(time), figures)));
    let phases = of.by_phase.into_iter();
    rows.extend(phases.map(|(phase, figures)| row(words::phase(phase), figures)));
    rows
}

/// Glucose by day and moment.
#[component]
pub(super) fn Seven(seven: Vec<(String, Vec<Option<String>>)>) -> impl IntoView {
    let text = &use_texts().measure;
    let heads = inzage_measure::SEVEN_POINTS.map(words::moment).into();
    let rows = seven.into_iter().map(|(day, cells)| {
        let cells = cells.into_iter().map(Option::unwrap_or_default);
        (day.into(), cells.map(Cell::from).collect())
    });
    let rows = rows.collect();
    view! {
        <section class="section">
            <h2>{format!("{} ({})", text.seven, text.unit_mmol)}</h2>
            <Grid label=text.seven first=text.date heads rows />
        </section>
    }
}
