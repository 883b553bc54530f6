//! What stands around a chart: the stretch of time, the notes, the table, the files.

use inzage_chart::view::{Chart, Period, PeriodView, Remark};
use leptos::prelude::*;

use super::chart::ChartFigure;
use super::chart_table::ChartTable;
use super::faces::{TroubleNotice, faces};
use super::field::Choices;
use super::icon::{Draw, Icon};
use super::live::live;
use super::more::Longer;
use crate::engine::protocol::Request;
use crate::engine::protocol::series::How;
use crate::platform::device;
use crate::state::look::use_texts;
use crate::state::record::Asked;
use crate::state::series::{Chosen, saving};
use crate::state::whole::use_whole;
use crate::state::words::Trouble;

/// Where a chart tells how much room there is: an element with this id, and one of
/// one `rem` wide within it.
#[component]
fn Room(id: &'static str) -> impl IntoView {
    view! {
        <div class="room" id=id>
            <span class="room-letter" id=format!("{id}-letter")></span>
        </div>
    }
}

/// A chart with what is around every one: the sentence, the stretch of time, the
/// files. Where it stands has room to measure, under the id `room`.
#[component]
pub fn Charted<T: 'static>(
    room: &'static str,
    chosen: Chosen,
    asked: Asked<T>,
    /// The chart of an answer.
    chart: fn(&T) -> &Chart,
    /// What is shown of an answer.
    content: impl Fn(T) -> AnyView + Send + 'static,
    /// How a file is asked for: the picture as it is shown, else the table.
    file: impl Fn(Option<How>) -> Request + Clone + Send + Sync + 'static,
) -> impl IntoView {
    let shown = move || asked.get().and_then(Result::ok);
    let sentence = move || shown().map(|shown| chart(&shown).sentence.clone());
    let period = Signal::derive(move || shown().map(|shown| chart(&shown).period.clone()));
    let (save, trouble) = saving(file);
    view! {
        <Room id=room />
        <p class="lead" role="status">
            {live(sentence)}
        </p>
        <Periods chosen period />
        {faces(asked, content)}
        <Files trouble save=Callback::new(move |picture: bool| save(picture.then(|| chosen.now()))) />
    }
}

/// Which stretch of time, and the way to the one before and after.
#[component]
pub fn Periods(chosen: Chosen, period: Signal<Option<PeriodView>>) -> impl IntoView {
    let text = &use_texts().series;
    let choices = vec![
        (Period::Week, text.week.to_owned()),
        (Period::Month, text.month.to_owned()),
        (Period::Quarter, text.quarter.to_owned()),
        (Period::Year, text.year.to_owned()),
        (Period::All, text.all.to_owned()),
    ];
    let earlier = move || period.get().and_then(|period| period.earlier);
    let later = move || period.get().and_then(|period| period.later);
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
                    chosen.rows.set(chosen.first);
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

/// The chart with its legend and notes, and the table of the same points.
#[component]
pub fn ChartBody(
    chart: Chart,
    /// Where each row of the table leads to.
    links: Vec<Option<String>>,
    longer: Longer,
    /// What stands before the table.
    #[prop(optional)]
    between: Option<AnyView>,
) -> impl IntoView {
    let text = &use_texts().series;
    let drawn = !chart.scene.parts.is_empty();
    let (notes, remarks) = (chart.notes.clone(), chart.remarks.clone());
    let table = chart.table.clone();
    let unit = Some(chart.unit.clone()).filter(|unit| !unit.is_empty());
    view! {
        {drawn.then(|| view! { <h2 class="chart-period">{chart.period.name.clone()}</h2> })}
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
        {between}
        {(!table.rows.is_empty())
            .then(|| {
                view! {
                    <section class="section">
                        <h2>{text.table}</h2>
                        <ChartTable table links longer />
                    </section>
                }
            })}
    }
}

/// Notes at points, under the number that stands there.
#[component]
fn Remarks(remarks: Vec<Remark>) -> impl IntoView {
    (!remarks.is_empty()).then(|| {
        view! {
            <h3>{use_texts().series.notes}</h3>
            <ol class="chart-remarks">
                {remarks
                    .into_iter()
                    .map(|remark| {
                        view! {
                            <li>
                                <span class="small">{remark.of}</span>
                                <span>{remark.text}</span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
        }
    })
}

/// Print, and the series as files: the picture with `true`, the table with `false`.
#[component]
pub fn Files(trouble: RwSignal<Option<Trouble>>, save: Callback<bool>) -> impl IntoView {
    let text = &use_texts().series;
    let whole = use_whole();
    view! {
        {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
        <div class="buttons no-print">
            <button type="button" class="button-quiet" on:click=move |_| whole.then(device::print)>
                <Draw icon=Icon::Print />
                {text.print}
            </button>
            <button type="button" class="button-quiet" on:click=move |_| save.run(true)>
                <Draw icon=Icon::Download />
                {text.save_svg}
            </button>
            <button type="button" class="button-quiet" on:click=move |_| save.run(false)>
                <Draw icon=Icon::Download />
                {text.save_csv}
            </button>
        </div>
    }
}
