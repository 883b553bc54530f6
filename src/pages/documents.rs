//! Letters and reports.

use leptos::prelude::*;

use super::added::OwnDocuments;
use crate::components::documents::Attachments;
use crate::components::faces::{Nothing, faces};
use crate::components::heading::Heading;
use crate::components::icon::Icon;
use crate::components::rows::{Mark, UnreadMark};
use crate::engine::protocol::DocumentRow;
use crate::route::Route;
use crate::state::look::use_texts;
use crate::state::record;

/// All documents, newest first.
#[component]
pub fn Documents() -> impl IntoView {
    let text = &use_texts().documents;
    let asked = record::documents();
    view! {
        <div class="page">
            <Heading text=text.title />
            <p class="lead">{text.lead}</p>
            {faces(
                asked,
                |rows| {
                    if rows.is_empty() {
                        view! { <Empty /> }.into_any()
                    } else {
                        view! { <List rows /> }.into_any()
                    }
                },
            )}
            <OwnDocuments />
        </div>
    }
}

#[component]
fn Empty() -> impl IntoView {
    let text = use_texts();
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
        <p class="hint">{text.documents.download_note}</p>
        <p class="notice-copy">{text.common.copy_notice_all}</p>
    }
}
