//! A chart of measurements with everything around it.

use inzage_chart::view::Period;
use leptos::prelude::*;

use super::beside::BesideLimits;
use super::figures::{FigureTable, Seven};
use super::parts;
use crate::components::chart_table;
use crate::components::charting::{ChartBody, Charted};
use crate::components::more::Longer;
use crate::engine::protocol::judging;
use crate::engine::protocol::measure::{Shown, What};
use crate::pages::series::OtherUnits;
use crate::state::measure;
use crate::state::series::Chosen;

/// Element id of what tells how much room there is.
const ROOM: &str = "measure-room";
/// Rows of the table at first: what else there is stands below it.
const ROWS: usize = 14;

/// The sentence, the stretch of time, the chart, the table, the figures, the files.
#[component]
pub(super) fn MeasureChart(what: Signal<What>) -> impl IntoView {
    let chosen = Chosen::new(Period::Month, ROOM, ROWS);
    let longer = chart_table::longer(chosen.rows);
    let asked = measure::shown(move || what.get(), chosen);
    view! {
        <Charted
            room=ROOM
            chosen
            asked
            chart=|shown: &Shown| &shown.chart
            content=move |shown| view! { <Content what shown longer /> }.into_any()
            file=move |how| measure::chart_file(what.get_untracked(), how)
        />
    }
}

#[component]
fn Content(what: Signal<What>, shown: Shown, longer: Longer) -> impl IntoView {
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
        <ChartBody chart links longer between />
        {match what.get_untracked() {
            What::Kind(kind) => {
                let what = Signal::stored(judging::What::Kind(kind, stretch));
                Some(view! { <BesideLimits what /> })
            }
            What::Sessions(_) => None,
        }}
        <OtherUnits lines=beside />
    }
}
