//! The person's own log: what happened with her data in this app.

mod choose;
mod keep;

use leptos::prelude::*;

use crate::components::faces::{Nothing, faces};
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::more::Longer;
use crate::components::rows::Mark;
use crate::engine::protocol::logbook::{Filter, Kind, Line, Page};
use crate::state::finding::STEP;
use crate::state::logbook;
use crate::state::look::use_texts;
use choose::Choose;
use keep::{Keep, Save, Term};

/// The log.
#[component]
pub fn LogbookPage() -> impl IntoView {
    let text = &use_texts().logbook;
    let filter = RwSignal::new(Filter::default());
    let most = RwSignal::new(STEP);
    Effect::watch(move || filter.get(), move |_, _, _| most.set(STEP), false);
    let longer = Longer::new("log", "li", most, STEP);
    let asked = logbook::page(filter, most);
    let known = Signal::derive(move || asked.get().and_then(Result::ok));
    let choices = Signal::derive(move || known.get().map(|page| page.choices).unwrap_or_default());
    let term = Memo::new(move |_| known.get().map(|page| Term { months: page.term }));
    view! {
        <div class="page">
            <Heading text=text.title />
            <p class="lead">{text.lead}</p>
            <p class="hint">{text.whose}</p>
            <Choose choices filter />
            {faces(asked, move |page| view! { <Lines page longer /> }.into_any())}
            <Save />
            <Keep term />
        </div>
    }
}

#[component]
fn Lines(page: Page, longer: Longer) -> impl IntoView {
    let text = &use_texts().logbook;
    if page.total == 0 {
        return view! { <Nothing icon=Icon::Documents title=text.none text=text.none_text /> }
            .into_any();
    }
    let (shown, total) = (page.lines.len(), page.total);
    view! {
        <p class="hint" role="status">
            {text.lines(page.total)}
        </p>
        <div id="log">
            {days(page.lines)
                .into_iter()
                .map(|(day, lines)| view! { <Day day lines /> })
                .collect_view()}
        </div>
        {longer.way(shown, total)}
    }
    .into_any()
}

#[component]
fn Day(day: String, lines: Vec<Line>) -> impl IntoView {
    view! {
        <section class="section">
            <h2>{day}</h2>
            <ol class="log">
                {lines.into_iter().map(|line| view! { <OneLine line /> }).collect_view()}
            </ol>
        </section>
    }
}

#[component]
fn OneLine(line: Line) -> impl IntoView {
    let text = &use_texts().logbook;
    let details = line.details;
    view! {
        <li class="log-line">
            <span class="log-icon">
                <Draw icon=icon(line.kind) />
            </span>
            <div class="log-words">
                <p class="log-text">{line.text}</p>
                <p class="log-facts">
                    <span>{line.clock}</span>
                    {line.source.map(|source| view! { <Mark source /> })}
                </p>
                {(!details.is_empty())
                    .then(|| {
                        view! {
                            <details class="fold">
                                <summary>
                                    <Draw icon=Icon::Next />
                                    <span>{text.more}</span>
                                </summary>
                                <dl class="fold-body log-details">
                                    {details
                                        .into_iter()
                                        .map(|(label, words)| {
                                            view! {
                                                <div>
                                                    <dt>{label}</dt>
                                                    <dd>{words}</dd>
                                                </div>
                                            }
                                        })
                                        .collect_view()}
                                </dl>
                            </details>
                        }
                    })}
            </div>
        </li>
    }
}

const fn icon(kind: Kind) -> Icon {
    match kind {
        Kind::Collected => Icon::Download,
        Kind::Refused | Kind::SetAside => Icon::Attention,
        Kind::Shared | Kind::Requested => Icon::Letter,
        Kind::Changed => Icon::Add,
        Kind::Deleted | Kind::Erased => Icon::Remove,
        Kind::Unlocked => Icon::Key,
        Kind::Backup => Icon::Shield,
        Kind::Settings => Icon::Settings,
        Kind::Other => Icon::Info,
    }
}

/// Lines in a row of one day, together.
fn days(lines: Vec<Line>) -> Vec<(String, Vec<Line>)> {
    let mut days: Vec<(String, Vec<Line>)> = Vec::new();
    for line in lines {
        match days.last_mut() {
            Some((day, lines)) if *day == line.day => lines.push(line),
            _ => days.push((line.day.clone(), vec![line])),
        }
    }
    days
}
