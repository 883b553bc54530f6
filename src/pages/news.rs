//! What is new or changed since the last time, per provider and over all.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::faces::{Nothing, TroubleNotice, faces};
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::components::rows::{Mark, Rows};
use crate::engine::protocol::{News, NewsRequest, ProviderNews, Row, Unread};
use crate::state::look::use_texts;
use crate::state::news;
use crate::state::session::use_session;
use crate::state::words::Trouble;

/// What is new.
#[component]
pub fn NewsPage() -> impl IntoView {
    let text = &use_texts().news;
    let asked = news::all();
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
    let unread = !news.rows.is_empty();
    view! {
        {if unread {
            view! { <Unreads rows=news.rows /> }.into_any()
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
fn Unreads(rows: Vec<Row>) -> impl IntoView {
    let text = &use_texts().news;
    let kinds = [
        (Unread::New, text.new, None),
        (Unread::Changed, text.changed, None),
        (Unread::Gone, text.gone, Some(text.gone_text)),
    ];
    let section = |(kind, title, hint): (Unread, &'static str, Option<&'static str>)| {
        let of_kind = rows.iter().filter(|row| row.unread == Some(kind));
        let of_kind: Vec<Row> = of_kind.cloned().collect();
        (!of_kind.is_empty()).then(|| {
            view! {
                <section class="section">
                    <h2>{title}</h2>
                    {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
                    <Rows rows=of_kind />
                </section>
            }
        })
    };
    view! {
        <AllRead />
        {kinds.map(section).into_iter().collect_view()}
    }
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
