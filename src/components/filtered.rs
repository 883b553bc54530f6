//! Rows of which a part can be chosen: provider, period, status, unread. The
//! choice stays in memory: whose data someone looks at is health data too.

use std::collections::BTreeSet;

use inzage_zib::view::Chapter;
use leptos::prelude::*;

use super::field::ChoiceField;
use super::filter::FilterBar;
use super::live::live;
use super::rows::{MoreButton, Rows};
use crate::engine::protocol::{Choices, Filter, Row};
use crate::state::look::use_texts;

/// Rows that are shown at first, and how many more each time.
const STEP: usize = 100;

/// The rows, all or a part of them.
#[component]
pub fn FilteredRows(rows: Vec<Row>) -> impl IntoView {
    let text = &use_texts().chapter;
    let choices = Signal::stored(choices(&rows));
    let states = states(&rows);
    let filter = RwSignal::new(Filter::default());
    let (state, most) = (RwSignal::new(None::<String>), RwSignal::new(STEP));
    let total = rows.len();
    let shown = Memo::new(move |_| {
        let (filter, state) = (filter.get(), state.get());
        let keeps = |row: &&Row| {
            // A row of several sources is of each of them.
            let mut sources = std::iter::once(&row.source).chain(&row.also);
            sources.any(|source| filter.keeps(row.chapter, &source.provider, row.year))
                && (state.is_none() || state == row.state)
        };
        rows.iter().filter(keeps).cloned().collect::<Vec<Row>>()
    });
    view! {
        {(total > 1)
            .then(|| {
                view! {
                    <FilterBar choices filter>
                        {(states.len() > 2)
                            .then(|| {
                                view! {
                                    <ChoiceField
                                        id="filter-state"
                                        label=text.state
                                        choices=states
                                        value=state
                                        on_choose=move |chosen| state.set(chosen)
                                    />
                                }
                            })}
                    </FilterBar>
                }
            })}
        <p class="hint" aria-live="polite">
            {live(move || text.shown(shown.with(Vec::len)))}
        </p>
        {live(move || {
            let mut rows = shown.get();
            let more = rows.len().saturating_sub(most.get());
            rows.truncate(most.get());
            if rows.is_empty() {
                return view! { <p>{text.none_filter}</p> }.into_any();
            }
            view! {
                <Rows rows />
                <MoreButton more on_more=move || most.update(|most| *most += STEP) />
            }
            .into_any()
        })}
    }
}

/// What can be chosen of these rows; they are of one chapter.
fn choices(rows: &[Row]) -> Choices {
    let mut providers = Vec::new();
    let mut years = BTreeSet::new();
    for row in rows {
        for source in std::iter::once(&row.source).chain(&row.also) {
            if !providers.contains(source) {
                providers.push(source.clone());
            }
        }
        years.extend(row.year);
    }
    Choices {
        chapters: Vec::<(Chapter, String, usize)>::new(),
        providers,
        years: years.into_iter().rev().collect(),
    }
}

/// Every status that occurs, after "all".
fn states(rows: &[Row]) -> Vec<(Option<String>, String)> {
    let found: BTreeSet<&String> = rows.iter().filter_map(|row| row.state.as_ref()).collect();
    let all = (None, use_texts().chapter.state_all.to_owned());
    let found = found.into_iter();
    std::iter::once(all)
        .chain(found.map(|state| (Some(state.clone()), state.clone())))
        .collect()
}
