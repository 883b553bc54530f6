//! A chart of measurements with everything around it.

use inzage_chart::view::Period;
use leptos::prelude::*;

use super::beside::BesideLimits;
use super::figures::{FigureTable, Seven};
use super::parts;
use crate::components::charting::{ChartBody, Files, Periods, Room};
use crate::components::faces::faces;
use crate::components::live::live;
use crate::engine::protocol::judging;
use crate::engine::protocol::measure::{Shown, What};
use crate::pages::series::Lines;
use crate::state::look::use_texts;
use crate::state::measure;
use crate::state::series::{Chosen, saving};

/// Element id of what tells how much room there is.
const ROOM: &str = "measure-room";
/// Rows of the table at first: what else there is stands below it.
const ROWS: usize = 14;

/// The sentence, the stretch of time, the chart, the table, the figures, the files.
#[component]
pub(super) fn MeasureChart(what: Signal<What>) -> impl IntoView {
    let chosen = Chosen::new(Period::Month, ROOM, ROWS);
    let asked = measure::shown(move || what.get(), chosen);
    let chart = move || asked.get().and_then(Result::ok).map(|shown| shown.chart);
    let period = Signal::derive(move || chart().map(|chart| chart.period));
    let (save, trouble) = saving(move |how| measure::chart_file(what.get_untracked(), how));
    view! {
        <Room id=ROOM />
        <p class="lead" role="status">
            {live(move || chart().map(|chart| chart.sentence))}
        </p>
        <Periods chosen period />
        {faces(
            asked,
            move |shown| view! { <Content what shown rows=chosen.rows /> }.into_any(),
        )}
        <Files trouble save=Callback::new(move |picture: bool| save(picture.then(|| chosen.now()))) />
    }
}

#[component]
fn Content(what: Signal<What>, shown: Shown, rows: RwSignal<usize>) -> impl IntoView {
    let text = &use_texts().series;
    let Shown {
        chart,
        stretch,
        ways,
        figures,
        seven,
        beside,
    } = shown;
    let links = ways.iter().map(|way| way.as_ref().map(parts::way));
    let links = links.collect();
    let between = view! {
        {(!figures.is_empty()).then(|| view! { <FigureTable figures /> })}
        {(!seven.is_empty()).then(|| view! { <Seven seven /> })}
    }
    .into_any();
    view! {
        <ChartBody chart links rows between />
        {match what.get_untracked() {
            What::Kind(kind) => {
                let what = Signal::stored(judging::What::Kind(kind, stretch));
                Some(view! { <BesideLimits what /> })
            }
            What::Sessions(_) => None,
        }}
        {(!beside.is_empty())
            .then(|| {
                view! {
                    <section class="section">
                        <h2>{text.beside_units}</h2>
                        <p>{text.beside_units_why}</p>
                        <Lines lines=beside />
                    </section>
                }
            })}
    }
}
