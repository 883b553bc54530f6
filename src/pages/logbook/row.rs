//! One line of a log: what, when, at whose, and what more is known.

use leptos::prelude::*;

use crate::components::icon::{Draw, Icon};
use crate::components::rows::Mark;
use crate::engine::protocol::SourceMark;
use crate::state::look::use_texts;

/// One line.
#[component]
pub(super) fn Row(
    icon: Icon,
    title: String,
    clock: String,
    source: Option<SourceMark>,
    /// Label and what it says.
    details: Vec<(String, String)>,
    /// What stands below it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <li class="log-line">
            <span class="log-icon">
                <Draw icon />
            </span>
            <div class="log-words">
                <p class="log-text" dir="auto">{title}</p>
                <p class="log-facts">
                    <span>{clock}</span>
                    {source.map(|source| view! { <Mark source /> })}
                </p>
                {children.map(|children| children())}
                {(!details.is_empty()).then(|| view! { <Details details /> })}
            </div>
        </li>
    }
}

#[component]
fn Details(details: Vec<(String, String)>) -> impl IntoView {
    let pair = |(label, words)| {
        view! {
            <div>
                <dt>{label}</dt>
                <dd dir="auto">{words}</dd>
            </div>
        }
    };
    view! {
        <details class="fold">
            <summary>
                <Draw icon=Icon::Next />
                <span>{use_texts().logbook.more}</span>
            </summary>
            <dl class="fold-body log-details">{details.into_iter().map(pair).collect_view()}</dl>
        </details>
    }
}
