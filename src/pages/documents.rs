//! Letters and reports.

use leptos::prelude::*;

use super::added::OwnDocuments;
use super::along::NotShared;
use crate::components::documents::Attachments;
use crate::components::faces::Nothing;
use crate::components::growing::{Growing, item_pieces};
use crate::components::heading::Heading;
use crate::components::icon::Icon;
use crate::components::live::live;
use crate::components::rows::{Mark, UnreadMark};
use crate::engine::protocol::DocumentRow;
use crate::route::Route;
use crate::state::look::use_texts;
use crate::state::record;
use crate::state::session::mine;

/// All documents, newest first.
#[component]
pub fn Documents() -> impl IntoView {
    let text = &use_texts().documents;
    let any = RwSignal::new(false);
    let pieces = item_pieces(record::documents, move |rows| {
        if rows.is_empty() {
            return view! { <Empty /> }.into_any();
        }
        any.set(true);
        view! { <List rows /> }.into_any()
    });
    view! {
        <div class="page">
            <Heading text=text.title />
            <p class="lead">{text.lead}</p>
            <Growing start=0 pieces />
            {live(move || any.get().then(|| view! { <Notes /> }))}
            {mine().then(|| view! { <OwnDocuments /> })}
        </div>
    }
}

#[component]
fn Empty() -> impl IntoView {
    let text = use_texts();
    if !mine() {
        return view! { <NotShared /> }.into_any();
    }
    view! {
        <Nothing
            icon=Icon::Letter
            title=text.documents.empty
            text=text.documents.empty_why
        >
            <a class="button" href=Route::Providers.path()>
                {text.collect.to_providers}
            </a>
        </Nothing>
    }
    .into_any()
}

#[component]
fn List(rows: Vec<DocumentRow>) -> impl IntoView {
    let text = use_texts();
    view! {
        <ul class="documents">
            {rows
                .into_iter()
                .map(|document| {
                    let DocumentRow { row, attachments } = document;
                    let number = row.number.clone();
                    let href = Route::Entry(row.chapter, row.number).path();
                    view! {
                        <li class="document">
                            <h2>
                                <a href=href>{row.title}</a>
                            </h2>
                            {row.unread.map(|unread| view! { <UnreadMark unread /> })}
                            {row.covered.then(|| view! { <p>{text.news.covered}</p> })}
                            <p class="document-facts">
                                {(!row.date.is_empty()).then(|| view! { <span>{row.date}</span> })}
                                <Mark source=row.source />
                            </p>
                            <Attachments number attachments />
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}

/// What holds for all of them.
#[component]
fn Notes() -> impl IntoView {
    let text = use_texts();
    view! {
        <p class="hint">{text.documents.download_note}</p>
        <p class="notice-copy">{text.common.copy_notice_all}</p>
    }
}
