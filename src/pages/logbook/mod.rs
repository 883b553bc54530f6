//! The person's own log: what happened with her data in this app.

mod access;
mod choose;
mod keep;
mod row;

use leptos::prelude::*;

use crate::components::faces::{Nothing, faces};
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::more::Longer;
use crate::engine::protocol::logbook::{Filter, Kind, Line, Page};
use crate::route::Route;
use crate::state::finding::STEP;
use crate::state::logbook;
use crate::state::look::use_texts;
use choose::Choose;
use keep::{Keep, Save, Term};
use row::Row;

pub use access::AccessPage;

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
            <p>
                <a class="button-quiet" href=Route::Access.path()>
                    <Draw icon=Icon::Eye />
                    {use_texts().access.title}
                </a>
            </p>
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
            {days(page.lines, |line| &line.day)
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
    view! {
        <Row
            icon=icon(line.kind)
            title=line.text
            clock=line.clock
            source=line.source
            details=line.details
        />
    }
}

const fn icon(kind: Kind) -> Icon {
    match kind {
        Kind::Collected => Icon::Download,
        Kind::Refused | Kind::SetAside => Icon::Attention,
        Kind::Shared | Kind::Requested => Icon::Letter,
        Kind::Looked => Icon::Eye,
        Kind::Changed => Icon::Add,
        Kind::Deleted | Kind::Erased => Icon::Remove,
        Kind::Unlocked => Icon::Key,
        Kind::Backup => Icon::Shield,
        Kind::Settings => Icon::Settings,
        Kind::Other => Icon::Info,
    }
}

/// Lines in a row of one day, together.
fn days<T>(lines: Vec<T>, day: impl Fn(&T) -> &str) -> Vec<(String, Vec<T>)> {
    let mut days: Vec<(String, Vec<T>)> = Vec::new();
    for line in lines {
        match days.last_mut() {
            Some((known, lines)) if known == day(&line) => lines.push(line),
            _ => days.push((day(&line).to_owned(), vec![line])),
        }
    }
    days
}
