//! The measurements of one kind: the sentence, the chart, the table, the figures.

use inzage_measure::Kind;
use leptos::prelude::*;

use super::charts::MeasureChart;
use super::parts::{Nobody, anew};
use super::targets::Targets;
use super::words;
use crate::components::faces::faces;
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::engine::protocol::measure::{Answer, Request, What};
use crate::pages::back::Back;
use crate::platform::clock;
use crate::route::{Measure, Route};
use crate::state::look::use_texts;
use crate::state::measure;

/// The measurements of a kind.
#[component]
pub(super) fn ReadingsPage(kind: Kind) -> impl IntoView {
    let text = &use_texts().measure;
    let targets = measure::asked(move || Request::Targets {
        kind,
        now: clock::now_local(),
    });
    view! {
        <article class="page page-wide series">
            <Back to=Route::Measure(Measure::Home) word=text.title />
            <Heading text=words::kind(kind) />
            {anew(|| {
                view! {
                    <div class="buttons no-print">
                        <a class="button" href=Route::Measure(Measure::Enter(kind)).path()>
                            <Draw icon=Icon::Add />
                            {text.enter}
                        </a>
                    </div>
                }
            })}
            <MeasureChart what=Signal::stored(What::Kind(kind)) />
            {faces(targets, move |answer| match answer {
                Answer::Targets(targets) => {
                    view! { <Targets parts=kind.parts() targets /> }.into_any()
                }
                _ => ().into_any(),
            })}
            <Nobody />
        </article>
    }
}
