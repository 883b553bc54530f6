//! One series: the sentence, the chart, the table, all of the same points.

use inzage_chart::view::{Period, Remark};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Lines;
use super::table::ChartTable;
use crate::components::chart::ChartFigure;
use crate::components::faces::{TroubleNotice, faces};
use crate::components::field::Choices;
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::engine::protocol::series::{Shown, Which};
use crate::pages::back::Back;
use crate::platform::{device, file};
use crate::route::Route;
use crate::state::look::use_texts;
use crate::state::record::Asked;
use crate::state::series::{self, Chosen, use_room};
use crate::state::session::use_session;
use crate::state::words::Trouble;

/// Element id of what tells how much room there is.
const ROOM: &str = "chart-room";
/// Rows of the table at first, and how many more each time.
const ROWS: usize = 50;

/// One series.
#[component]
pub fn SeriesScreen(number: String, nth: usize) -> impl IntoView {
    let text = &use_texts().series;
    let which = Which { number, nth };
    let chosen = Chosen {
        period: RwSignal::new(Period::All),
        day: RwSignal::new(None),
        rows: RwSignal::new(ROWS),
        size: use_room(ROOM),
    };
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
            <div class="room" id=ROOM>
                <span class="room-letter" id="chart-room-letter"></span>
            </div>
            <p class="lead" role="status">
                {live(move || {
                    asked.get().and_then(Result::ok).map(|shown| shown.chart.sentence)
                })}
            </p>
            <Periods chosen asked />
            {faces(
                asked,
                move |shown| view! { <Content shown rows=chosen.rows /> }.into_any(),
            )}
            <Files which chosen />
            <p class="notice-copy">{use_texts().common.copy_notice_all}</p>
        </article>
    }
}

/// Which stretch of time, and the way to the one before and after.
#[component]
fn Periods(chosen: Chosen, asked: Asked<Shown>) -> impl IntoView {
    let text = &use_texts().series;
    let choices = vec![
        (Period::Week, text.week.to_owned()),
        (Period::Month, text.month.to_owned()),
        (Period::Quarter, text.quarter.to_owned()),
        (Period::Year, text.year.to_owned()),
        (Period::All, text.all.to_owned()),
    ];
    let period = move || {
        asked
            .get()
            .and_then(Result::ok)
            .map(|shown| shown.chart.period)
    };
    let earlier = move || period().and_then(|period| period.earlier);
    let later = move || period().and_then(|period| period.later);
    let step = move |to: Option<String>| {
        if to.is_some() {
            chosen.day.set(to);
        }
    };
    view! {
        <div class="chart-periods no-print">
            <Choices
                name="period"
                legend=text.period
                choices
                value=chosen.period
                on_choose=Callback::new(move |period| {
                    chosen.rows.set(ROWS);
                    chosen.period.set(period);
                })
            />
            {live(move || {
                (chosen.period.get() != Period::All)
                    .then(|| {
                        view! {
                            <div class="chart-steps">
                                <button
                                    type="button"
                                    class="button-quiet"
                                    disabled=move || earlier().is_none()
                                    on:click=move |_| step(earlier())
                                >
                                    <Draw icon=Icon::Back />
                                    {text.earlier}
                                </button>
                                <button
                                    type="button"
                                    class="button-quiet"
                                    disabled=move || later().is_none()
                                    on:click=move |_| step(later())
                                >
                                    {text.later}
                                    <Draw icon=Icon::Next />
                                </button>
                            </div>
                        }
                    })
            })}
        </div>
    }
}

#[component]
fn Content(shown: Shown, rows: RwSignal<usize>) -> impl IntoView {
    let text = &use_texts().series;
    let Shown {
        chapter,
        chart,
        beside,
    } = shown;
    let drawn = !chart.scene.parts.is_empty();
    let (notes, remarks) = (chart.notes.clone(), chart.remarks.clone());
    let table = chart.table.clone();
    let unit = Some(chart.unit.clone()).filter(|unit| !unit.is_empty());
    view! {
        <h2 class="chart-period">{chart.period.name.clone()}</h2>
        {unit.filter(|_| drawn).map(|unit| view! { <p class="chart-unit">{text.unit(&unit)}</p> })}
        {drawn.then(|| view! { <ChartFigure chart /> })}
        <Remarks remarks />
        {(!notes.is_empty())
            .then(|| {
                view! {
                    <ul class="chart-notes">
                        {notes.into_iter().map(|note| view! { <li>{note}</li> }).collect_view()}
                    </ul>
                }
            })}
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
        <section class="section">
            <h2>{text.table}</h2>
            <ChartTable table chapter more=Callback::new(move |()| rows.update(|rows| *rows += ROWS)) />
        </section>
    }
}

/// Notes at points, under the number that stands there.
#[component]
fn Remarks(remarks: Vec<Remark>) -> impl IntoView {
    (!remarks.is_empty()).then(|| {
        view! {
            <h3>{use_texts().series.notes}</h3>
            <ol class="chart-remarks">
                {remarks.into_iter().map(|remark| view! { <li>{remark.text}</li> }).collect_view()}
            </ol>
        }
    })
}

/// Print, and the series as files.
#[component]
fn Files(which: Which, chosen: Chosen) -> impl IntoView {
    let text = &use_texts().series;
    let session = use_session();
    let trouble = RwSignal::new(None::<Trouble>);
    let save = move |picture: bool| {
        let (engine, which) = (session.engine().clone(), which.clone());
        let how = picture.then(|| untrack(|| chosen.how()));
        spawn_local(async move {
            match series::file(&engine, which, how).await {
                Ok(made) => {
                    trouble.try_set(None);
                    file::save(&made.name, made.text.as_bytes());
                }
                Err(found) => {
                    trouble.try_set(Some(found));
                }
            }
        });
    };
    let table = save.clone();
    view! {
        {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
        <div class="buttons">
            <button type="button" class="button-quiet" on:click=move |_| device::print()>
                <Draw icon=Icon::Print />
                {text.print}
            </button>
            <button type="button" class="button-quiet" on:click=move |_| save(true)>
                <Draw icon=Icon::Download />
                {text.save_svg}
            </button>
            <button type="button" class="button-quiet" on:click=move |_| table(false)>
                <Draw icon=Icon::Download />
                {text.save_csv}
            </button>
        </div>
    }
}
