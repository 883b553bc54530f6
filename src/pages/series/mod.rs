//! Results in time: everything that was measured more than once.

mod one;

use leptos::prelude::*;

use super::back::Back;
use crate::components::faces::Nothing;
use crate::components::growing::{Growing, item_pieces};
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::rows::Mark;
use crate::engine::protocol::series::Line;
use crate::route::Route;
use crate::state::look::use_texts;
use crate::state::series;
use crate::texts::SeriesLast;

pub use one::SeriesScreen;

/// Everything that was measured more than once.
#[component]
pub fn SeriesList() -> impl IntoView {
    let text = use_texts();
    view! {
        <div class="page page-wide">
            <Back to=Route::Dossier word=text.dossier.title />
            <Heading text=text.series.title />
            <p class="lead">{text.series.lead}</p>
            <Growing start=0 pieces=item_pieces(series::list, some) />
        </div>
    }
}

/// The same measurement in units that are not put together with it.
#[component]
pub fn OtherUnits(lines: Vec<Line>) -> impl IntoView {
    let text = &use_texts().series;
    (!lines.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>{text.beside_units}</h2>
                <p>{text.beside_units_why}</p>
                <Lines lines />
            </section>
        }
    })
}

fn some(lines: Vec<Line>) -> AnyView {
    let text = &use_texts().series;
    if lines.is_empty() {
        view! { <Nothing icon=Icon::Results title=text.none text=text.none_why /> }.into_any()
    } else {
        view! { <Lines lines /> }.into_any()
    }
}

/// Series as links.
#[component]
fn Lines(lines: Vec<Line>) -> impl IntoView {
    view! { <ul class="rows">{lines.into_iter().map(line).collect_view()}</ul> }
}

fn line(line: Line) -> impl IntoView {
    let text = &use_texts().series;
    let sources = line.sources.into_iter();
    view! {
        <li>
            <a class="row" href=Route::Series(line.which.number, line.which.nth).path()>
                <span class="row-main">
                    <span class="row-title">{line.title}</span>
                    <span class="row-status">{text.last(&SeriesLast { date: &line.date, value: &line.value })}</span>
                </span>
                <span class="row-side">
                    <span class="row-date">{text.points(line.points)}</span>
                    {sources.map(|source| view! { <Mark source /> }).collect_view()}
                </span>
                <Draw icon=Icon::Next />
            </a>
        </li>
    }
}
