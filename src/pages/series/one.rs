//! One series: the sentence, the chart, the table, all of the same points.

use inzage_chart::view::Period;
use leptos::prelude::*;

use super::OtherUnits;
use crate::components::chart_table;
use crate::components::charting::{ChartBody, Charted};
use crate::components::heading::Heading;
use crate::components::live::live;
use crate::components::more::Longer;
use crate::engine::protocol::series::{Shown, Which};
use crate::pages::back::Back;
use crate::route::Route;
use crate::state::look::use_texts;
use crate::state::series::{self, Chosen, FIRST_ROWS};

/// Element id of what tells how much room there is.
const ROOM: &str = "chart-room";

/// One series.
#[component]
pub fn SeriesScreen(number: String, nth: usize) -> impl IntoView {
    let text = &use_texts().series;
    let which = Which { number, nth };
    let chosen = Chosen::new(Period::All, ROOM, FIRST_ROWS);
    let longer = chart_table::longer(chosen.rows);
    let asked = series::shown(which.clone(), chosen);
    let title = Memo::new(move |_| {
        let answered = asked.get()?;
        Some(answered.map_or_else(|_| text.title.to_owned(), |shown| shown.chart.title))
    });
    view! {
        <article class="page page-wide series">
            <Back to=Route::SeriesList word=text.title />
            {live(move || {
                title.get().map(|title| view! { <Heading text=title /> })
            })}
            <Charted
                room=ROOM
                chosen
                asked
                chart=|shown: &Shown| &shown.chart
                content=move |shown| view! { <Content shown longer /> }.into_any()
                file=move |how| series::file(which.clone(), how)
            />
            <p class="notice-copy">{use_texts().common.copy_notice_all}</p>
        </article>
    }
}

#[component]
fn Content(shown: Shown, longer: Longer) -> impl IntoView {
    let Shown {
        chapter,
        chart,
        beside,
    } = shown;
    let links = chart.table.rows.iter().map(|row| {
        let number = row.link.clone()?;
        Some(Route::Entry(chapter, number).path())
    });
    let links = links.collect();
    view! {
        <ChartBody chart links longer />
        <OtherUnits lines=beside />
    }
}
