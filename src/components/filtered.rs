//! The rows of a chapter, of which a part can be chosen: provider, period, status.
//! The choice stays in memory: whose data someone looks at is health data too.

use inzage_zib::view::Chapter;
use leptos::prelude::*;

use super::faces::faces;
use super::field::ChoiceField;
use super::filter::FilterBar;
use super::growing::{Growing, Piece, extent, pieces};
use super::live::live;
use super::rows::Rows;
use crate::engine::protocol::{Choices, Filter, RowsRequest};
use crate::state::finding::use_finding;
use crate::state::look::use_texts;
use crate::state::record;

/// Rows that are shown at first, and how many more each time.
const STEP: usize = 100;

/// The rows, all or a part of them.
#[component]
pub fn FilteredRows(
    chapter: Chapter,
    /// What can be chosen.
    choices: Choices,
    /// Every status that occurs.
    states: Vec<String>,
    /// Rows in all.
    total: usize,
) -> impl IntoView {
    let text = &use_texts().chapter;
    let choices = Signal::stored(choices);
    let states = with_all(states);
    let (filter, state) = use_finding().part(Some(chapter));
    view! {
        {(total > 1)
            .then(|| {
                view! {
                    <FilterBar choices filter also=state>
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
        {live(move || {
            view! { <Chosen chapter filter=filter.get() state=state.get() /> }
        })}
    }
}

/// What was chosen, in parts.
#[component]
fn Chosen(chapter: Chapter, filter: Filter, state: Option<String>) -> impl IntoView {
    let text = &use_texts().chapter;
    let total = RwSignal::new(None::<usize>);
    let request = RowsRequest {
        chapter,
        filter,
        state,
        start: 0,
        most: STEP,
    };
    let pieces = pieces(move |start| {
        let request = request.clone();
        let asked = record::rows(RowsRequest { start, ..request });
        let goes = Signal::derive(move || {
            let part = asked.get()?.ok()?;
            total.set(Some(part.total));
            extent(start, &part)
        });
        let view = faces(asked, move |part| {
            if part.total == 0 {
                return view! { <p>{text.none_filter}</p> }.into_any();
            }
            view! { <Rows rows=part.rows /> }.into_any()
        });
        Piece { view, extent: goes }
    });
    view! {
        <p class="hint" aria-live="polite">{live(move || total.get().map(|total| text.shown(total)))}</p>
        <Growing start=0 pieces />
    }
}

/// Every status, after "all".
fn with_all(states: Vec<String>) -> Vec<(Option<String>, String)> {
    let all = (None, use_texts().chapter.state_all.to_owned());
    let states = states.into_iter().map(|state| (Some(state.clone()), state));
    std::iter::once(all).chain(states).collect()
}
