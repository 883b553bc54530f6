//! The chapters of the record, empty ones too.

use leptos::prelude::*;

use super::along::NotShared;
use super::overview::Chapters;
use crate::components::faces::{Nothing, faces};
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::engine::protocol::Overview;
use crate::route::Route;
use crate::state::left::use_left;
use crate::state::look::use_texts;
use crate::state::record;
use crate::state::session::mine;

/// The chapters of the record.
#[component]
pub fn Dossier() -> impl IntoView {
    let text = &use_texts().dossier;
    let asked = record::overview();
    let lead = if mine() {
        text.lead
    } else {
        use_texts().along.dossier_lead
    };
    view! {
        <div class="page page-wide">
            <Heading text=text.title />
            <p class="lead">{lead}</p>
            {faces(asked, |overview| view! { <Content overview /> }.into_any())}
        </div>
    }
}

#[component]
fn Content(overview: Overview) -> impl IntoView {
    let text = use_texts();
    let empty = if mine() {
        overview.collected.is_none()
    } else {
        overview.chapters.iter().all(|chapter| chapter.entries == 0)
    };
    let to = if overview.providers == 0 {
        Route::AddProvider
    } else {
        Route::Collect
    };
    let action = if overview.providers == 0 {
        text.overview.add_first
    } else {
        text.overview.collect
    };
    view! {
        {if empty && !mine() {
            view! { <NotShared /> }.into_any()
        } else if empty {
            view! {
                <Nothing
                    icon=Icon::Dossier
                    title=text.dossier.empty_title
                    text=text.dossier.empty_text
                >
                    <a class="button" href=to.path()>
                        {action}
                    </a>
                </Nothing>
            }
                .into_any()
        } else {
            view! {
                <p>
                    <a class="button-quiet" href=Route::Search.path()>
                        <Draw icon=Icon::Search />
                        {text.dossier.search}
                    </a>
                </p>
            }
                .into_any()
        }}
        {mine().then(|| view! { <Further /> })}
        <Chapters chapters=overview.chapters official=true />
        <p class="notice-copy">{text.common.copy_notice_all}</p>
    }
}

/// What else the person can do with her record.
#[component]
fn Further() -> impl IntoView {
    let (text, left) = (use_texts(), use_left());
    view! {
        <p class="buttons">
            <a class="button-quiet" href=Route::Sources.path()>
                {text.sources.title}
            </a>
            {live(move || {
                left.leads_to(&Route::Discuss)
                    .then(|| {
                        view! {
                            <a class="button-quiet" href=Route::Discuss.path()>
                                {text.discuss.title}
                            </a>
                        }
                    })
            })}
        </p>
    }
}
