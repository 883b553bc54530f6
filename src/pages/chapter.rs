//! One chapter: its rows, and why something may be missing.

use inzage_zib::view::Chapter;
use leptos::prelude::*;

use super::along::NotShared;
use super::back::Back;
use crate::components::explain::{Explanation, ExplanationText, WhatIsThis};
use crate::components::faces::faces_headed;
use crate::components::filtered::FilteredRows;
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::rows::Mark;
use crate::engine::protocol::{ChapterView, Emptiness};
use crate::platform::clock;
use crate::route::Route;
use crate::state::emptiness::{self, Remedy};
use crate::state::look::{use_lang_code, use_texts};
use crate::state::record;
use crate::state::session::mine;

/// One chapter.
#[component]
pub fn ChapterPage(chapter: Chapter) -> impl IntoView {
    let asked = record::chapter(chapter);
    view! {
        <div class="page page-wide">
            <Back to=Route::Dossier word=use_texts().dossier.title />
            {faces_headed(use_texts().dossier.title, asked, |view| view! { <Content view /> }.into_any())}
        </div>
    }
}

#[component]
fn Content(view: ChapterView) -> impl IntoView {
    let text = use_texts();
    let ChapterView {
        head,
        explanation,
        choices,
        states,
        empties,
    } = view;
    let official = (head.official != head.name).then(|| text.dossier.official(&head.official));
    let (chapter, total) = (head.chapter, head.entries);
    let nothing = total == 0;
    let in_time = matches!(head.chapter, Chapter::Results | Chapter::VitalSigns);
    let why = if nothing {
        text.chapter.why
    } else {
        text.chapter.why_less
    };
    view! {
        <Heading text=head.name.clone() />
        {official.map(|name| view! { <p class="small official">{name}</p> })}
        <ChapterExplained explanation=Explanation::new(explanation) about=head.name />
        {(in_time && !nothing)
            .then(|| {
                view! {
                    <a class="button-quiet" href=Route::SeriesList.path()>
                        <Draw icon=Icon::Results />
                        {text.series.title}
                    </a>
                }
            })}
        {if nothing && !mine() {
            view! { <NotShared /> }.into_any()
        } else if nothing && empties.is_empty() {
            view! { <NoProviders /> }.into_any()
        } else if nothing {
            view! { <p class="lead">{text.chapter.none}</p> }.into_any()
        } else {
            view! { <FilteredRows chapter choices states total /> }.into_any()
        }}
        {(!empties.is_empty())
            .then(|| {
                view! {
                    <section class="section">
                        <h2>{why}</h2>
                        <Empties empties />
                    </section>
                }
            })}
        <p class="notice-copy">{text.common.copy_notice_all}</p>
    }
}

#[component]
fn ChapterExplained(explanation: Explanation, about: String) -> impl IntoView {
    view! {
        <div class="chapter-explained">
            <WhatIsThis explanation=explanation.clone() about />
            <ExplanationText explanation />
        </div>
    }
}

/// Nothing, because there is no provider yet.
#[component]
fn NoProviders() -> impl IntoView {
    let text = use_texts();
    view! {
        <p class="lead">{text.dossier.empty_text}</p>
        <a class="button" href=Route::AddProvider.path()>
            {text.overview.add_first}
        </a>
    }
}

/// A date as people write it here.
fn written(at: &str) -> String {
    clock::for_people(at, use_lang_code())
}

/// Per provider and service, why there is nothing or less.
#[component]
pub(super) fn Empties(empties: Vec<Emptiness>) -> impl IntoView {
    let texts = use_texts();
    let incomplete = empties
        .iter()
        .any(|empty| emptiness::words(texts, written, empty).may_be_incomplete);
    view! {
        <ul class="empties">
            {empties.into_iter().map(|empty| view! { <Empty empty alone=true /> }).collect_view()}
        </ul>
        {incomplete.then(|| view! { <p class="hint">{texts.common.incomplete}</p> })}
    }
}

/// Why there is nothing, of one service.
#[component]
pub(super) fn Empty(
    empty: Emptiness,
    /// Whether whose it is, and what the service gives by definition, is said here.
    alone: bool,
) -> impl IntoView {
    let texts = use_texts();
    let words = emptiness::words(texts, written, &empty);
    let scope = words.scope.filter(|_| alone);
    let remedy = words.remedy.map(|remedy| match remedy {
        Remedy::Collect => (Route::Collect, texts.chapter.do_collect),
        Remedy::Again => (Route::Collect, texts.chapter.do_again),
        Remedy::Decide => (Route::Providers, texts.chapter.do_decide),
    });
    view! {
        <li>
            {alone.then(|| view! { <Mark source=empty.source /> })}
            {empty.service_name.map(|name| view! { <p class="small">{name}</p> })}
            <p>{words.sentence}</p>
            {scope.map(|scope| view! { <p class="hint">{scope}</p> })}
            {words.trace.map(|trace| view! { <p class="small">{trace}</p> })}
            {remedy
                .map(|(to, word)| {
                    view! {
                        <a class="button-quiet" href=to.path()>
                            {word}
                        </a>
                    }
                })}
        </li>
    }
}
