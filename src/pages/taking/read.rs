//! The record as one document: a title page, then the chosen chapters whole, one after
//! another, each entry with its source. On the screen in parts, on paper complete.

use inzage_zib::view::Chapter;
use leptos::prelude::*;

use crate::components::faces::{Nothing, faces_headed};
use crate::components::growing::{Growing, item_pieces};
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::rows::{Fields, Mark};
use crate::engine::protocol::Row;
use crate::engine::protocol::links::Selection;
use crate::engine::protocol::taking::{Document, Leaf};
use crate::pages::back::Back;
use crate::platform::device;
use crate::route::Route;
use crate::state::look::use_texts;
use crate::state::taking::{self, use_taken};
use crate::state::whole::use_whole;
use crate::texts::{NewsAbsent, TakingReadSource};

/// The document of what was chosen.
#[component]
pub fn ReadPage() -> impl IntoView {
    let text = &use_texts().taking;
    let selection = use_taken();
    let asked = taking::document(selection);
    view! {
        <div class="page reading-copy">
            <Back to=Route::Take word=text.title />
            {faces_headed(
                text.read,
                asked,
                move |document| view! { <Content document selection /> }.into_any(),
            )}
        </div>
    }
}

#[component]
fn Content(document: Document, selection: RwSignal<Selection>) -> impl IntoView {
    let text = &use_texts().taking;
    let whole = use_whole();
    let empty = document.chapters.is_empty() && document.readings.is_none_or(|n| n == 0);
    let readings = document.readings.unwrap_or_default();
    let chapters = document.chapters.clone().into_iter();
    let chapters = chapters.map(|(chapter, name, n)| {
        let title = format!("{name} ({n})");
        view! { <OneChapter chapter title selection /> }
    });
    let chapters: Vec<_> = chapters.collect();
    view! {
        <Heading text=text.read />
        <TitlePage document />
        {if empty {
            view! { <Nothing icon=Icon::Dossier title=text.none text=text.none_text /> }.into_any()
        } else {
            view! {
                <div class="buttons">
                    <button
                        type="button"
                        class="button"
                        on:click=move |_| whole.then(device::print)
                    >
                        <Draw icon=Icon::Print />
                        {text.read_print}
                    </button>
                </div>
                <p class="hint no-print">{text.read_print_text}</p>
                {chapters}
                {(readings > 0).then(|| view! { <Measured readings /> })}
            }
                .into_any()
        }}
    }
}

/// Whose record it is, of which day, and from which sources.
#[component]
fn TitlePage(document: Document) -> impl IntoView {
    let text = &use_texts().taking;
    let person = document
        .person
        .map(|name| view! { <p class="lead">{name}</p> });
    let birth = document
        .birth
        .map(|birth| view! { <p>{text.read_birth(&birth)}</p> });
    let left_out = (document.left_out > 0)
        .then(|| view! { <p class="strong">{text.read_left_out(document.left_out)}</p> });
    let source = |(source, at): (_, String)| {
        view! {
            <li>
                <Mark source />
                " "
                {text.collected(&at)}
            </li>
        }
    };
    let parts = document.chapters.into_iter();
    let parts = parts.map(|(_, name, n)| format!("{name} ({n})"));
    let readings = document.readings.filter(|n| *n > 0);
    let parts = parts.chain(readings.map(|n| format!("{} ({n})", text.read_measured)));
    let parts = parts.map(|part| view! { <li>{part}</li> });
    let without = document.readings.is_none().then_some(text.read_without);
    view! {
        <section class="section title-page">
            {person}
            {birth}
            <p>{text.read_made(&document.made)}</p>
            <h2>{text.read_sources}</h2>
            <ul>{document.sources.into_iter().map(source).collect_view()}</ul>
            <h2>{text.read_parts}</h2>
            <ul>{parts.collect_view()}</ul>
            {left_out}
            <p>{without} " " {text.read_own}</p>
        </section>
    }
}

#[component]
fn OneChapter(chapter: Chapter, title: String, selection: RwSignal<Selection>) -> impl IntoView {
    let pieces = item_pieces(
        move |start| taking::leaves(selection, chapter, start),
        |leaves| {
            let leaves = leaves.into_iter().map(|leaf| view! { <OneEntry leaf /> });
            view! { <div class="cards">{leaves.collect_view()}</div> }.into_any()
        },
    );
    view! {
        <section class="section">
            <h2>{title}</h2>
            <Growing start=0 pieces />
        </section>
    }
}

/// What she measured herself, a line each.
#[component]
fn Measured(readings: usize) -> impl IntoView {
    let title = format!("{} ({readings})", use_texts().taking.read_measured);
    let pieces = item_pieces(taking::measured, |rows| {
        let line = |row: Row| {
            view! {
                <li class="row">
                    <span class="row-main">
                        <span class="row-title">{row.title}</span>
                        <span class="row-status">{row.status}</span>
                    </span>
                    <span class="row-side">{row.date}</span>
                </li>
            }
        };
        let lines = rows.into_iter().map(line);
        view! { <ul class="rows">{lines.collect_view()}</ul> }.into_any()
    });
    view! {
        <section class="section">
            <h2>{title}</h2>
            <Growing start=0 pieces />
        </section>
    }
}

#[component]
fn OneEntry(leaf: Leaf) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.taking;
    let absent = leaf.absent.map(|date| {
        let words = texts.news.absent(&NewsAbsent {
            date: &date,
            source: &leaf.source.name,
        });
        view! { <p class="hint">{words}</p> }
    });
    let from = text.read_source(&TakingReadSource {
        at: &leaf.collected,
        source: &leaf.source.name,
    });
    let said = [leaf.status, leaf.date]
        .into_iter()
        .filter(|said| !said.is_empty());
    let said = said.collect::<Vec<_>>().join(" · ");
    let listed = |all: Vec<String>| {
        all.into_iter()
            .map(|one| view! { <li>{one}</li> })
            .collect_view()
    };
    let documents = (!leaf.documents.is_empty()).then(|| {
        view! {
            <p class="strong">{texts.entry.documents}</p>
            <ul>{listed(leaf.documents)}</ul>
        }
    });
    let findings = (!leaf.findings.is_empty()).then(|| {
        view! {
            <p class="strong">{texts.entry.findings}</p>
            <ul>{listed(leaf.findings)}</ul>
        }
    });
    view! {
        <article class="card">
            <h3>{leaf.title}</h3>
            {(!said.is_empty()).then(|| view! { <p class="entry-status">{said}</p> })}
            {leaf.covered.then(|| view! { <p class="hint">{text.read_covered}</p> })}
            {absent}
            {findings}
            <Fields fields=leaf.fields />
            {documents}
            <p class="small">{from}</p>
        </article>
    }
}
