//! Every provider with its collections, and the ways to compare them.

use leptos::prelude::*;

use super::super::back::Back;
use crate::components::faces::{Nothing, faces};
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::rows::Mark;
use crate::engine::protocol::sources::{CollectionHead, ServicePart, Source};
use crate::platform::clock;
use crate::route::Route;
use crate::state::brand::shows;
use crate::state::look::{use_lang_code, use_texts};
use crate::state::sources;

/// Every provider with its collections.
#[component]
pub fn SourcesPage() -> impl IntoView {
    let text = use_texts();
    let asked = sources::index();
    let ways = [
        (Route::Disagreements, Icon::Attention, text.disagree.title),
        (Route::Offers, Icon::Unknown, text.offers.title),
        (Route::Discuss, Icon::Letter, text.discuss.title),
    ];
    view! {
        <div class="page">
            <Back to=Route::Dossier word=text.dossier.title />
            <Heading text=text.sources.title />
            <p class="lead">{text.sources.lead}</p>
            <ul class="rows no-print">
                {ways
                    .into_iter()
                    .filter(|(to, ..)| shows(to))
                    .map(|(to, icon, word)| {
                        view! {
                            <li>
                                <a class="row row-way" href=to.path()>
                                    <Draw icon />
                                    <span class="row-title">{word}</span>
                                    <Draw icon=Icon::Next />
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
            {faces(asked, |all| view! { <Sources all /> }.into_any())}
        </div>
    }
}

#[component]
fn Sources(all: Vec<Source>) -> impl IntoView {
    let text = &use_texts().sources;
    if all.is_empty() {
        return view! {
            <Nothing icon=Icon::Providers title=text.empty_title text=text.empty_text />
        }
        .into_any();
    }
    view! {
        <ul class="cards">
            {all.into_iter().map(|source| view! { <OneSource source /> }).collect_view()}
        </ul>
    }
    .into_any()
}

/// The newest two collections of the same services: older and newer. Others
/// would differ in everything.
fn last_two_alike<'a>(
    newest_first: &[&'a CollectionHead],
) -> Option<(&'a CollectionHead, &'a CollectionHead)> {
    let services = |head: &CollectionHead| -> Vec<String> {
        let names = head.services.iter();
        names.map(|service| service.name.clone()).collect()
    };
    let mut rest = newest_first.iter();
    while let Some(newer) = rest.next() {
        let alike = |older: &&&CollectionHead| services(older) == services(newer);
        if let Some(older) = rest.clone().find(alike) {
            return Some((older, newer));
        }
    }
    None
}

#[component]
fn OneSource(source: Source) -> impl IntoView {
    let text = &use_texts().sources;
    let joined: Vec<_> = source.collections.iter().filter(|one| one.joined).collect();
    let compare = last_two_alike(&joined)
        .map(|(older, newer)| Route::Compare(older.id.clone(), newer.id.clone()));
    let none = source.collections.is_empty();
    view! {
        <li class="card">
            <h2 class="card-head">
                <Mark source=source.source />
            </h2>
            {(!source.about.is_empty()).then(|| view! { <p class="hint">{source.about}</p> })}
            {none.then(|| view! { <p>{text.never}</p> })}
            <ul class="rows">{source.collections.into_iter().map(row).collect_view()}</ul>
            {compare
                .map(|to| {
                    view! {
                        <p>
                            <a class="button-quiet" href=to.path()>
                                {text.compare_last}
                            </a>
                        </p>
                    }
                })}
        </li>
    }
}

fn row(head: CollectionHead) -> impl IntoView {
    let text = &use_texts().sources;
    let at = clock::for_people(&head.at, use_lang_code());
    let state = if head.joined {
        String::new()
    } else {
        text.waiting.to_owned()
    };
    let services = head.services.iter().map(service_words).collect::<Vec<_>>();
    let to = Route::Source(head.id);
    view! {
        <li>
            <a class="row row-way" href=to.path()>
                <Draw icon=Icon::Letter />
                <span class="row-main">
                    <span class="row-title">{at}</span>
                    {services
                        .into_iter()
                        .map(|words| view! { <span class="row-status">{words}</span> })
                        .collect_view()}
                    <span class="row-variant">{state}</span>
                </span>
                <Draw icon=Icon::Next />
            </a>
        </li>
    }
}

/// A service of a collection: its name, how much, and whether it is whole.
pub(super) fn service_words(part: &ServicePart) -> String {
    let text = &use_texts().sources;
    let state = match part.whole {
        Some(true) => text.whole,
        Some(false) => text.partial,
        None => text.not_granted,
    };
    let count = use_texts().common.entries(part.entries);
    match part.whole {
        None if part.entries == 0 => format!("{}: {state}", part.name),
        _ => format!("{}: {count}, {state}", part.name),
    }
}
