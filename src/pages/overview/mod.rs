//! What is new, what needs doing, and the way into the record.

mod ahead;
mod lookers;
mod news;

use inzage_zib::view::Chapter;
use leptos::prelude::*;

use ahead::{EndingLinks, NextPlanned, ToDo};
use lookers::LookersBlock;
use news::NewsBlock;

use super::medication::InUse;
use crate::components::faces::{Nothing, Notice, Tone, faces};
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::components::rows::{Rows, chapter_icon};
use crate::engine::protocol::{ChapterCount, Overview};
use crate::pages::measurements::OwnToday;
use crate::pages::taking::AskForBackup;
use crate::platform::clock;
use crate::route::{Measure, Route};
use crate::state::brand::shows;
use crate::state::look::{use_lang_code, use_texts};
use crate::state::record;
use crate::state::session::mine;
use crate::state::sources;

/// The overview.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let asked = record::overview();
    view! {
        <div class="page page-wide">
            <Heading text=use_texts().overview.title />
            {faces(asked, |overview| view! { <Content overview /> }.into_any())}
        </div>
    }
}

#[component]
fn Content(overview: Overview) -> impl IntoView {
    let text = &use_texts().overview;
    let person = overview.person.clone();
    let waiting = overview.waiting;
    let damaged = overview.damaged > 0;
    let collected = overview
        .collected
        .clone()
        .map(|at| text.lead(&clock::for_people(&at, use_lang_code())));
    let body = match (overview.providers, &overview.collected) {
        (0, None) => start(
            Icon::Providers,
            text.first_title,
            text.first_text,
            &Route::AddProvider,
            text.add_first,
        ),
        (_, None) => start(
            Icon::Refresh,
            text.collect_first_title,
            text.collect_first_text,
            &Route::Collect,
            text.collect,
        ),
        _ => view! { <Record overview /> }.into_any(),
    };
    view! {
        {person.map(|name| view! { <p class="lead">{text.hello(&name)}</p> })}
        {collected.map(|words| view! { <p class="hint">{words}</p> })}
        {damaged.then(|| {
            let trouble = &use_texts().trouble;
            view! {
                <Notice tone=Tone::Serious>
                    <p class="strong">{trouble.damaged}</p>
                    <p>{trouble.damaged_now}</p>
                </Notice>
            }
        })}
        {(waiting > 0).then(|| view! { <WaitingNotice waiting /> })}
        {shows(&Route::Measure(Measure::Home)).then(|| view! { <OwnToday /> })}
        {body}
        <AskForBackup />
    }
}

fn start(
    icon: Icon,
    title: &'static str,
    words: &'static str,
    to: &Route,
    action: &'static str,
) -> AnyView {
    let href = to.path();
    view! {
        <Nothing icon title text=words>
            <a class="button" href=href>
                {action}
            </a>
        </Nothing>
    }
    .into_any()
}

#[component]
fn WaitingNotice(waiting: usize) -> impl IntoView {
    let text = &use_texts().overview;
    view! {
        <Notice tone=Tone::Attention>
            <p class="strong">{text.waiting(waiting)}</p>
            <p>{text.waiting_text}</p>
            <p>
                <a class="button-quiet" href=Route::Providers.path()>
                    {text.waiting_go}
                </a>
            </p>
        </Notice>
    }
}

#[component]
fn Record(overview: Overview) -> impl IntoView {
    let text = use_texts();
    let words = &text.overview;
    let warnings = if overview.warnings_in_all == 0 {
        view! { <p>{words.warnings_none}</p> }.into_any()
    } else {
        let more = overview
            .warnings_in_all
            .saturating_sub(overview.warnings.len());
        view! {
            <Rows rows=overview.warnings />
            {(more > 0).then(|| view! { <p class="hint">{words.warnings_more(more)}</p> })}
        }
        .into_any()
    };
    let filled: Vec<ChapterCount> = overview
        .chapters
        .into_iter()
        .filter(|chapter| chapter.entries > 0)
        .collect();
    let medicines = filled
        .iter()
        .any(|chapter| chapter.chapter == Chapter::Medication && shows(&Route::Medication))
        .then(|| {
            view! {
                <section class="section">
                    <h2>{text.medication.in_use}</h2>
                    <InUse />
                </section>
            }
        });
    view! {
        <div class="buttons">
            <a class="button" href=Route::Collect.path()>
                <Draw icon=Icon::Refresh />
                {words.collect}
            </a>
        </div>
        <Disagreements />
        <ToDo />
        <EndingLinks />
        <div class="columns">
            <NewsBlock />
            <LookersBlock />
            <section class="section">
                <h2>{words.warnings}</h2>
                {warnings}
            </section>
            <NextPlanned />
            {medicines}
        </div>
        <section class="section">
            <h2>{words.chapters}</h2>
            <Chapters chapters=filled official=false />
            <p>
                <a class="button-quiet" href=Route::Dossier.path()>
                    {words.all_chapters}
                </a>
            </p>
        </section>
        <p class="notice-copy">{text.common.copy_notice_all}</p>
    }
}

/// That sources disagree, when they do.
#[component]
fn Disagreements() -> impl IntoView {
    let text = &use_texts().disagree;
    let asked = sources::count_differences();
    live(move || {
        let count = asked.get().and_then(Result::ok).unwrap_or(0);
        (count > 0).then(|| {
            view! {
                <Notice tone=Tone::Info>
                    <p class="strong">{text.overview(count)}</p>
                    <p>
                        <a href=Route::Disagreements.path()>{text.look}</a>
                    </p>
                </Notice>
            }
        })
    })
}

/// Chapters with their counts.
#[component]
pub(super) fn Chapters(
    chapters: Vec<ChapterCount>,
    /// Whether the official names are shown too.
    official: bool,
) -> impl IntoView {
    view! {
        <ul class="chapters">
            {chapters
                .into_iter()
                .map(|chapter| view! { <ChapterLink chapter official /> })
                .collect_view()}
        </ul>
    }
}

#[component]
fn ChapterLink(chapter: ChapterCount, official: bool) -> impl IntoView {
    let text = &use_texts().common;
    let class = if chapter.entries == 0 {
        "chapter chapter-empty"
    } else {
        "chapter"
    };
    let count = if chapter.entries == 0 && !mine() {
        use_texts().along.not_shared_short.to_owned()
    } else if chapter.entries == 0 {
        text.nothing.to_owned()
    } else {
        text.entries(chapter.entries)
    };
    let official = (official && chapter.official != chapter.name).then_some(chapter.official);
    view! {
        <li>
            <a class=class href=Route::Chapter(chapter.chapter).path()>
                <span class="chapter-icon">
                    <Draw icon=chapter_icon(chapter.chapter) />
                </span>
                <span class="chapter-words">
                    <span class="chapter-name">{chapter.name}</span>
                    {official.map(|name| view! { <span class="small">{name}</span> })}
                </span>
                <span class="chapter-count">{count}</span>
            </a>
        </li>
    }
}
