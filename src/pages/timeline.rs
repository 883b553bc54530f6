//! Everything by date, with years to jump to.

use leptos::prelude::*;

use crate::components::faces::{Nothing, faces};
use crate::components::filter::FilterBar;
use crate::components::heading::Heading;
use crate::components::icon::Icon;
use crate::components::rows::{MoreButton, RowLink};
use crate::engine::protocol::{Choices, Filter, Row, Timeline, TimelineYear};
use crate::platform::focus;
use crate::state::finding::{self, STEP};
use crate::state::look::use_texts;

/// Element id of the first year shown: where a jump leads.
const FIRST_YEAR: &str = "first-year";

/// The timeline.
#[component]
pub fn TimelinePage() -> impl IntoView {
    let text = &use_texts().timeline;
    let filter = RwSignal::new(Filter::default());
    let (start, most) = (RwSignal::new(0_usize), RwSignal::new(STEP));
    Effect::watch(
        move || filter.get(),
        move |_, _, _| {
            start.set(0);
            most.set(STEP);
        },
        false,
    );
    let asked = finding::timeline(filter, start, most);
    let choices = Signal::derive(move || match asked.get() {
        Some(Ok(timeline)) => timeline.choices,
        _ => Choices::default(),
    });
    view! {
        <div class="page page-wide">
            <Heading text=text.title />
            <p class="lead">{text.lead}</p>
            <FilterBar choices filter />
            {faces(asked, move |timeline| view! { <Part timeline start most /> }.into_any())}
        </div>
    }
}

#[component]
fn Part(timeline: Timeline, start: RwSignal<usize>, most: RwSignal<usize>) -> impl IntoView {
    let text = &use_texts().timeline;
    if timeline.total == 0 {
        return view! { <Nothing icon=Icon::Clock title=text.none text=text.none_text /> }
            .into_any();
    }
    let more = timeline
        .total
        .saturating_sub(timeline.start + timeline.rows.len());
    let newer = timeline.start;
    let jump = Callback::new(move |place: usize| {
        most.set(STEP);
        start.set(place);
        // The year is there when the answer is.
        set_timeout(
            || focus::focus(FIRST_YEAR),
            std::time::Duration::from_millis(150),
        );
    });
    view! {
        <Years years=timeline.years.clone() on_jump=jump />
        <p class="hint" role="status">{text.shown(timeline.total)}</p>
        {(newer > 0)
            .then(|| {
                view! {
                    <button
                        type="button"
                        class="button-quiet"
                        on:click=move |_| {
                            let back = newer.min(STEP);
                            start.set(newer - back);
                            most.update(|most| *most += back);
                        }
                    >
                        {text.newer}
                    </button>
                }
            })}
        {groups(timeline.rows)
            .into_iter()
            .enumerate()
            .map(|(at, (year, rows))| view! { <Year first=at == 0 year rows /> })
            .collect_view()}
        <MoreButton more on_more=move || most.update(|most| *most += STEP) />
    }
    .into_any()
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
                        let label = text.jump_to(&year.entries.to_string(), &title(year.year));
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
fn Year(first: bool, year: Option<i32>, rows: Vec<Row>) -> impl IntoView {
    let id = first.then_some(FIRST_YEAR);
    view! {
        <section class="section timeline-year">
            <h2 id=id tabindex="-1">
                {title(year)}
            </h2>
            <ol class="rows">
                {rows
                    .into_iter()
                    .map(|row| view! { <li><RowLink row below=None /></li> })
                    .collect_view()}
            </ol>
        </section>
    }
}

/// The name of a year, or of what has none.
fn title(year: Option<i32>) -> String {
    let undated = || use_texts().timeline.undated.to_owned();
    year.map_or_else(undated, |year| year.to_string())
}

/// Rows in a row of one year, together.
fn groups(rows: Vec<(Option<i32>, Row)>) -> Vec<(Option<i32>, Vec<Row>)> {
    let mut groups: Vec<(Option<i32>, Vec<Row>)> = Vec::new();
    for (year, row) in rows {
        match groups.last_mut() {
            Some((last, rows)) if *last == year => rows.push(row),
            _ => groups.push((year, vec![row])),
        }
    }
    groups
}
