//! One entry: what it is, all its fields, where it came from, and what was
//! received.

use inzage_zib::view::{Chapter, Entry};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::live::live;

mod beside;
mod earlier;
mod remove;
mod same;

pub use beside::ListAndEntry;
pub use earlier::Changes;
use earlier::EarlierVersion;
use remove::RemoveEntry;
use same::SameElsewhere;

use super::added::AddedToEntry;
use super::along::NotShared;
use super::back::Back;
use crate::components::asked::AskedAbout;
use crate::components::cover::Cover;
use crate::components::discuss::DiscussThis;
use crate::components::documents::Attachments;
use crate::components::faces::{Nothing, Notice, Tone, faces_headed};
use crate::components::heading::Heading;
use crate::components::icon::Icon;
use crate::components::measured::MeasuredResults;
use crate::components::rows::{Fields, Fold, Mark, PlainWords, Rows};
use crate::engine::protocol::{EntryPage, Failure, NewsRequest};
use crate::platform::clock;
use crate::route::Route;
use crate::state::look::{use_lang_code, use_texts};
use crate::state::news;
use crate::state::record;
use crate::state::session::{mine, use_session};
use crate::state::words::Trouble;
use crate::texts::{CommonCopyNotice, NewsAbsent};

/// The page of one entry.
#[component]
pub fn EntryScreen(chapter: Chapter, number: String) -> impl IntoView {
    let text = use_texts();
    let asked = record::page(number);
    let parent = Route::Entry(chapter, String::new())
        .parent()
        .unwrap_or(Route::Dossier);
    let later = parent.clone();
    view! {
        <article class="page entry">
            <Back to=parent word=text.common.back />
            {live(move || {
                if matches!(asked.get(), Some(Err(Trouble::Engine(Failure::NotFound)))) {
                    view! { <Gone /> }.into_any()
                } else {
                    let later = later.clone();
                    faces_headed(
                        text.nav.dossier,
                        asked,
                        move |page| {
                            let later = later.clone();
                            let again = Callback::new(move |()| asked.refetch());
                            view! { <Content page later again /> }.into_any()
                        },
                    )
                }
            })}
        </article>
    }
}

#[component]
fn Gone() -> impl IntoView {
    let text = use_texts();
    let what = if mine() {
        view! {
            <Nothing
                icon=Icon::Unknown
                title=text.entry.not_found_title
                text=text.entry.not_found_text
            />
        }
        .into_any()
    } else {
        view! { <NotShared /> }.into_any()
    };
    view! {
        <Heading text=text.nav.dossier />
        {what}
    }
}

/// The page, or what stands in its place while it is covered.
#[component]
fn Content(page: EntryPage, later: Route, again: Callback<()>) -> impl IntoView {
    if !page.covered {
        return view! { <Shown page /> }.into_any();
    }
    view! {
        <Heading text=page.entry.title />
        <div class="entry-head">
            <Mark source=page.source />
        </div>
        <Cover number=page.number later on_open=again />
    }
    .into_any()
}

/// The person sees this page: it is read now.
fn read(number: &str) {
    let (session, number) = (use_session(), number.to_owned());
    spawn_local(async move {
        // What cannot be kept stays unread: nothing is lost by that.
        let _ = news::tell(&session, NewsRequest::Opened { number }).await;
    });
}

/// That the source lists it no longer.
#[component]
fn Absent(sentence: String) -> impl IntoView {
    view! {
        <Notice tone=Tone::Info>
            <p>{sentence}</p>
        </Notice>
    }
}

#[component]
fn Shown(page: EntryPage) -> impl IntoView {
    let text = use_texts();
    let words = &text.entry;
    let collected = clock::for_people(&page.collected, use_lang_code());
    let copy = text.common.copy_notice(&CommonCopyNotice {
        date: &collected,
        source: &page.source.name,
    });
    let absent = page.absent.map(|date| {
        text.news.absent(&NewsAbsent {
            date: &date,
            source: &page.source.name,
        })
    });
    read(&page.number);
    let Entry {
        title,
        date,
        status,
        fields,
        source,
        other,
        ..
    } = page.entry;
    let about = page.explained.about.clone();
    provide_context(page.explained);
    let mut source = source;
    let technical = source.split_off(source.len().saturating_sub(page.technical));
    let told = !source.is_empty() || !technical.is_empty();
    let unchecked = !page.checked;
    let (number, of) = (page.number.clone(), page.number.clone());
    let asked_title = title.clone();
    let from = page.source.name.clone();
    // Who looks along reads, and makes nothing.
    let mine = mine();
    view! {
            <Heading text=title />
            {about.map(|plain| view! { <PlainWords plain /> })}
            <div class="entry-head">
                {(!status.is_empty()).then(|| view! { <p class="entry-status">{status}</p> })}
                {(!date.is_empty()).then(|| view! { <p class="entry-date">{date}</p> })}
                <Mark source=page.source />
            </div>
            {unchecked
                .then(|| {
                    view! {
                        <Notice tone=Tone::Attention>
                            <p>{text.person.unchecked}</p>
                        </Notice>
                    }
                })}
            {absent.map(|sentence| view! { <Absent sentence /> })}
            {(!page.findings.is_empty()).then(|| view! { <Findings findings=page.findings /> })}
            <MeasuredResults number=page.number.clone() />
            {if fields.is_empty() {
                view! { <p class="hint">{words.no_fields}</p> }.into_any()
            } else {
                view! { <Fields fields /> }.into_any()
            }}
            {(!page.attachments.is_empty())
                .then(|| {
                    view! {
                        <section class="section">
                            <h2>{words.documents}</h2>
                            <Attachments number attachments=page.attachments />
                        </section>
                    }
                })}
            {(!other.is_empty())
                .then(|| {
                    view! {
                        <section class="section">
                            <h2>{words.other}</h2>
                            <Fields fields=other />
                        </section>
                    }
                })}
            <section class="section">
            <h2>{words.origin}</h2>
            <Fields fields=page.origin />
        </section>
        {mine
            .then(|| {
                view! {
                    <AskedAbout number=page.number.clone() about=asked_title />
                    <AddedToEntry number=page.number.clone() />
                    <DiscussThis numbers=vec![page.number.clone()] topic=None />
                    <SameElsewhere number=page.number.clone() same=page.same />
                    {page
                        .removable
                        .then(|| view! { <RemoveEntry number=page.number source=from /> })}
                }
            })}
            {(!page.related.is_empty())
                .then(|| {
                    view! {
                        <section class="section">
                            <h2>{words.related}</h2>
                            <Rows rows=page.related />
                        </section>
                    }
                })}
            <div class="folds">
                {told
                    .then(|| {
                        view! {
                            <Fold title=words.source>
                                <Fields fields=source />
                                {(!technical.is_empty())
                                    .then(|| {
                                        view! {
                                            <Fold title=words.technical>
                                                <Fields fields=technical />
                                            </Fold>
                                        }
                                    })}
                            </Fold>
                        }
                    })}
                {(!page.earlier.is_empty())
                    .then(|| {
                        view! {
                            <Fold title=words.earlier>
                                {page
    .earlier
    .into_iter()
    .map(|earlier| view! { <EarlierVersion number=of.clone() earlier /> })
    .collect_view()}
                            </Fold>
                        }
                    })}
                <Fold title=words.original>
                    <p class="hint">{words.original_text}</p>
                    <pre class="original" tabindex="0" aria-label=words.original>
                        {page.original}
                    </pre>
                </Fold>
            </div>
            <p class="notice-copy">{copy}</p>
        }
}

#[component]
fn Findings(findings: Vec<String>) -> impl IntoView {
    view! {
        <Notice tone=Tone::Attention>
            <p class="strong">{use_texts().entry.findings}</p>
            <ul>{findings.into_iter().map(|finding| view! { <li>{finding}</li> }).collect_view()}</ul>
        </Notice>
    }
}
