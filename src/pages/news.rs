//! What is new or changed since the last time, per provider and over all.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::faces::{Nothing, TroubleNotice, faces};
use crate::components::growing::{Growing, row_pieces};
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::components::rows::Mark;
use crate::engine::protocol::{News, NewsRequest, ProviderNews, Unread};
use crate::state::look::use_texts;
use crate::state::news;
use crate::state::session::use_session;
use crate::state::words::Trouble;

/// Rows that are shown at first for each reason, and how many more each time.
const STEP: usize = 50;

/// What is new.
#[component]
pub fn NewsPage() -> impl IntoView {
    let text = &use_texts().news;
    let asked = news::all(0);
    view! {
        <div class="page page-wide">
            <Heading text=text.title />
            <p class="lead">{text.lead}</p>
            {faces(asked, |news| view! { <Content news /> }.into_any())}
        </div>
    }
}

#[component]
fn Content(news: News) -> impl IntoView {
    let text = &use_texts().news;
    let unread = !news.counts.is_empty();
    view! {
        {if unread {
            view! { <Unreads counts=news.counts /> }.into_any()
        } else {
            view! { <Nothing icon=Icon::Check title=text.none text=text.none_text /> }.into_any()
        }}
        {(!news.providers.is_empty())
            .then(|| {
                view! {
                    <section class="section">
                        <h2>{text.providers}</h2>
                        <Providers providers=news.providers />
                    </section>
                }
            })}
    }
}

#[component]
fn Unreads(counts: Vec<(Unread, usize)>) -> impl IntoView {
    let text = &use_texts().news;
    let section = |(kind, _): (Unread, usize)| {
        let (title, hint) = match kind {
            Unread::New => (text.new, None),
            Unread::Changed => (text.changed, None),
            Unread::Gone => (text.gone, Some(text.gone_text)),
        };
        view! {
            <section class="section">
                <h2>{title}</h2>
                {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
                <UnreadRows kind />
            </section>
        }
    };
    view! {
        <AllRead />
        {counts.into_iter().map(section).collect_view()}
    }
}

#[component]
fn UnreadRows(kind: Unread) -> impl IntoView {
    let pieces = row_pieces(move |start| news::rows(kind, start, STEP));
    view! { <Growing start=0 pieces /> }
}

/// Marks everything as read.
#[component]
fn AllRead() -> impl IntoView {
    let text = &use_texts().news;
    let session = use_session();
    let wrong = RwSignal::new(None::<Trouble>);
    let read = move |_| {
        let session = session.clone();
        spawn_local(async move {
            let request = NewsRequest::AllRead { provider: None };
            wrong.try_set(news::tell(&session, request).await.err());
        });
    };
    view! {
        <div class="buttons">
            <button type="button" class="button-quiet" on:click=read>
                <Draw icon=Icon::Check />
                {text.all_read}
            </button>
        </div>
        {live(move || wrong.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
    }
}

/// Per provider how much is new since when.
#[component]
pub(super) fn Providers(providers: Vec<ProviderNews>) -> impl IntoView {
    let texts = use_texts();
    view! {
        <ul class="news-providers">
            {providers
                .into_iter()
                .map(|provider| {
                    let sentence = news::sentence(texts, &provider);
                    view! {
                        <li>
                            <Mark source=provider.source />
                            <p>{sentence}</p>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}
