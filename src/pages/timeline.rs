//! Everything by date, with years to jump to.

use leptos::prelude::*;

use super::along::NotShared;
use crate::components::faces::{Nothing, faces};
use crate::components::filter::FilterBar;
use crate::components::growing::{Growing, Piece, pieces};
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::components::rows::{Mark, RowLink, Rows};
use crate::engine::protocol::{Choices, Filter, Row, Timeline, TimelineRow, TimelineYear};
use crate::platform::focus;
use crate::state::finding::{self, STEP, use_finding};
use crate::state::look::use_texts;
use crate::state::session::mine;
use crate::state::whole::Extent;
use crate::texts::TimelineJumpTo;

/// Element id of the first year shown: where a jump leads.
const FIRST_YEAR: &str = "first-year";

/// The timeline.
#[component]
pub fn TimelinePage() -> impl IntoView {
    let text = &use_texts().timeline;
    let (filter, _) = use_finding().part(None);
    let start = RwSignal::new(0_usize);
    Effect::watch(move || filter.get(), move |_, _, _| start.set(0), false);
    let asked = finding::timeline(move || filter.get(), 0, 0);
    let choices = Signal::derive(move || match asked.get() {
        Some(Ok(timeline)) => timeline.choices,
        _ => Choices::default(),
    });
    view! {
        <div class="page page-wide">
            <Heading text=text.title />
            <p class="lead">{text.lead}</p>
            <FilterBar choices filter />
            {faces(asked, move |timeline| {
                let filter = filter.get_untracked();
                view! { <Part timeline filter start /> }.into_any()
            })}
        </div>
    }
}

/// The years, and the rows from one of them on.
#[component]
fn Part(timeline: Timeline, filter: Filter, start: RwSignal<usize>) -> impl IntoView {
    let text = &use_texts().timeline;
    if timeline.total == 0 && !mine() {
        return view! { <NotShared /> }.into_any();
    }
    if timeline.total == 0 {
        return view! { <Nothing icon=Icon::Clock title=text.none text=text.none_text /> }
            .into_any();
    }
    // The year that was jumped to takes the focus when it is there.
    let jumped = StoredValue::new(false);
    let jump = Callback::new(move |place: usize| {
        jumped.set_value(true);
        start.set(place);
    });
    let newer = move || {
        let back = start.get().min(STEP);
        (back > 0).then(|| {
            view! {
                <button
                    type="button"
                    class="button-quiet"
                    on:click=move |_| jump.run(start.get_untracked() - back)
                >
                    {text.newer}
                </button>
            }
        })
    };
    view! {
        <Years years=timeline.years on_jump=jump />
        <p class="hint" role="status">{text.shown(timeline.entries)}</p>
        {live(newer)}
        {live(move || view! { <From filter=filter.clone() start=start.get() jumped /> })}
    }
    .into_any()
}

/// The rows from a place on.
#[component]
fn From(filter: Filter, start: usize, jumped: StoredValue<bool>) -> impl IntoView {
    // The year that the part above ended with needs no title again.
    let ended_with = StoredValue::new(None::<Option<i32>>);
    let pieces = pieces(move |place| {
        let filter = filter.clone();
        let asked = finding::timeline(move || filter.clone(), place, STEP);
        let above = ended_with.get_value();
        let extent = Signal::derive(move || {
            let part = asked.get()?.ok()?;
            ended_with.set_value(part.rows.last().map(|(year, _)| *year));
            Some(Extent {
                end: place + part.rows.len(),
                total: part.total,
            })
        });
        let view = faces(asked, move |part| {
            if jumped.get_value() {
                jumped.set_value(false);
                request_animation_frame(|| focus::focus(FIRST_YEAR));
            }
            let years = groups(part.rows).into_iter().enumerate();
            let years = years.map(move |(at, (year, rows))| {
                let first = at == 0 && place == start;
                let again = at == 0 && above == Some(year);
                view! { <Year first again year rows /> }
            });
            years.collect_view().into_any()
        });
        Piece { view, extent }
    });
    view! { <Growing start pieces /> }
}

/// The years that there are, to jump to.
#[component]
fn Years(years: Vec<TimelineYear>, on_jump: Callback<usize>) -> impl IntoView {
    let text = &use_texts().timeline;
    view! {
        <nav class="years" aria-label=text.jump>
            <ul>
                {years
                    .into_iter()
                    .map(|year| {
                        let label = text.jump_to(&TimelineJumpTo {
                            entries: &use_texts().common.entries(year.entries),
                            year: &title(year.year),
                        });
                        view! {
                            <li>
                                <button
                                    type="button"
                                    class="year"
                                    aria-label=label
                                    on:click=move |_| on_jump.run(year.start)
                                >
                                    {title(year.year)}
                                </button>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </nav>
    }
}

/// One year with its rows.
#[component]
fn Year(
    first: bool,
    /// Whether it goes on from the part above.
    again: bool,
    year: Option<i32>,
    rows: Vec<TimelineRow>,
) -> impl IntoView {
    let id = first.then_some(FIRST_YEAR);
    view! {
        <section class="section timeline-year">
            {(!again)
                .then(|| {
                    view! {
                        <h2 id=id tabindex="-1">
                            {title(year)}
                        </h2>
                    }
                })}
            <ol class="rows">
                {rows
                    .into_iter()
                    .map(|row| match row {
                        TimelineRow::One(row) => view! { <li><RowLink row below=None /></li> }.into_any(),
                        TimelineRow::Day { date, kinds, rows } => {
                            view! { <li><Day date kinds rows /></li> }.into_any()
                        }
                    })
                    .collect_view()}
            </ol>
        </section>
    }
}

/// Own measurements of one day: one row, which opens.
#[component]
fn Day(date: String, kinds: String, rows: Vec<Row>) -> impl IntoView {
    let text = &use_texts().timeline;
    let source = rows.first().map(|row| row.source.clone());
    view! {
        <details class="row-day">
            <summary class="row">
                <span class="row-main">
                    <span class="row-title">{text.own_day(rows.len())}</span>
                    <span class="row-status">{kinds}</span>
                </span>
                <span class="row-side">
                    <span class="row-date">{date}</span>
                    {source.map(|source| view! { <Mark source /> })}
                </span>
                <Draw icon=Icon::Next />
            </summary>
            <Rows rows />
        </details>
    }
}

/// The name of a year, or of what has none.
fn title(year: Option<i32>) -> String {
    let undated = || use_texts().timeline.undated.to_owned();
    year.map_or_else(undated, |year| year.to_string())
}

/// Rows in a row of one year, together.
fn groups(rows: Vec<(Option<i32>, TimelineRow)>) -> Vec<(Option<i32>, Vec<TimelineRow>)> {
    let mut groups: Vec<(Option<i32>, Vec<TimelineRow>)> = Vec::new();
    for (year, row) in rows {
        match groups.last_mut() {
            Some((last, rows)) if *last == year => rows.push(row),
            _ => groups.push((year, vec![row])),
        }
    }
    groups
}
