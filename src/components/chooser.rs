//! What goes along and what stays: in a share, on paper, in a file.

use std::collections::BTreeSet;

use inzage_zib::view::Chapter;
use leptos::prelude::*;

use super::faces::{Notice, Tone, faces};
use super::field::Tick;
use super::growing::{Growing, item_pieces};
use super::live::live;
use super::more::Longer;
use super::rows::Rows;
use crate::engine::protocol::Row;
use crate::engine::protocol::links::{ChapterChoice, Choices, Selection};
use crate::state::links;
use crate::state::look::use_texts;

/// A box for something that a set of the choice names when it stays.
fn member<T: Ord + Clone + Send + Sync + 'static>(
    words: String,
    selection: RwSignal<Selection>,
    set: fn(&mut Selection) -> &mut BTreeSet<T>,
    what: T,
) -> AnyView {
    let of = what.clone();
    let ticked = Signal::derive(move || {
        let mut now = selection.get();
        !set(&mut now).contains(&of)
    });
    let on_tick = Callback::new(move |goes: bool| {
        selection.update(|selection| {
            if goes {
                set(selection).remove(&what);
            } else {
                set(selection).insert(what.clone());
            }
        });
    });
    view! { <Tick words ticked on_tick /> }.into_any()
}

/// Rows of what hangs together with what stays, at first and each time more are asked for.
const LINKED: usize = 20;

/// The whole choice, with what it comes to; `own`: whether own readings can go along.
#[component]
pub fn Chooser(
    selection: RwSignal<Selection>,
    #[prop(into, default = Signal::stored(true))] own: Signal<bool>,
) -> impl IntoView {
    // What there is to choose does not change with the choice.
    let all = links::choices(RwSignal::new(selection.get_untracked()), RwSignal::new(0));
    view! {
        {faces(all, move |choices| view! { <ChooserParts choices selection own /> }.into_any())}
        <Outcome selection />
    }
}

/// Everything that can be chosen; own readings only where they can go along.
#[component]
pub fn ChooserParts(
    choices: Choices,
    selection: RwSignal<Selection>,
    #[prop(into, default = Signal::stored(true))] own: Signal<bool>,
) -> impl IntoView {
    let text = &use_texts().links;
    let documents = Signal::derive(move || selection.with(|selection| selection.documents));
    let readings = Signal::derive(move || selection.with(|selection| selection.readings));
    let named = |name: &str, n: usize| format!("{name} ({n})");
    view! {
        <fieldset class="choices chooser-sensitive">
            <legend>{text.sensitive}</legend>
            <p class="hint">{text.sensitive_text}</p>
            {choices
                .labels
                .into_iter()
                .map(|(label, name, n)| member(named(&name, n), selection, |s| &mut s.labels, label))
                .collect_view()}
        </fieldset>
        <fieldset class="choices">
            <legend>{text.parts}</legend>
            {choices
                .chapters
                .into_iter()
                .map(|chapter| view! { <OneChapter chapter selection /> })
                .collect_view()}
        </fieldset>
        <fieldset class="choices">
            <legend>{text.also}</legend>
            <Tick
                words=named(text.documents, choices.documents)
                ticked=documents
                on_tick=Callback::new(move |goes| selection.update(|s| s.documents = goes))
            />
            {live(move || {
                let words = named(text.readings, choices.readings);
                if !own.get() {
                    let stays = (choices.readings > 0).then(|| text.readings_stay(&words));
                    return view! { <p class="hint">{stays}</p> }.into_any();
                }
                view! {
                    <Tick
                        words
                        ticked=readings
                        on_tick=Callback::new(move |goes| selection.update(|s| s.readings = goes))
                    />
                }
                    .into_any()
            })}
        </fieldset>
        <fieldset class="choices">
            <legend>{text.providers}</legend>
            {choices
                .providers
                .into_iter()
                .map(|(mark, n)| {
                    let words = named(&mark.name, n);
                    member(words, selection, |s| &mut s.providers, mark.provider)
                })
                .collect_view()}
        </fieldset>
    }
}

#[component]
fn OneChapter(chapter: ChapterChoice, selection: RwSignal<Selection>) -> impl IntoView {
    let text = &use_texts().links;
    let opened = RwSignal::new(false);
    let which = chapter.chapter;
    let words = format!("{} ({})", chapter.name, chapter.entries);
    let blocks = chapter.blocks;
    let summary = text.in_detail(&chapter.name);
    view! {
        <div class="chooser-chapter">
            {member(words, selection, |s| &mut s.chapters, which)}
            <details on:toggle=move |_| opened.set(true)>
                <summary>{summary}</summary>
                {blocks
                    .into_iter()
                    .map(|(block, name, n)| {
                        member(format!("{name} ({n})"), selection, |s| &mut s.blocks, block)
                    })
                    .collect_view()}
                {live(move || opened.get().then(|| view! { <Entries chapter=which selection /> }))}
            </details>
        </div>
    }
}

/// The entries of a chapter, each to leave out; in parts.
#[component]
fn Entries(chapter: Chapter, selection: RwSignal<Selection>) -> impl IntoView {
    let text = &use_texts().links;
    // What there is to choose does not change with the choice.
    let chosen = selection.get_untracked();
    let pieces = item_pieces(
        move |start| links::entries(chapter, chosen.clone(), start),
        move |rows: Vec<Row>| {
            if rows.is_empty() {
                return view! { <p class="hint">{text.nothing_here}</p> }.into_any();
            }
            let rows = rows.into_iter().map(|row| {
                let words = [row.title, row.date].join(" · ");
                member(words, selection, |s| &mut s.entries, row.number)
            });
            rows.collect_view().into_any()
        },
    );
    view! {
        <div class="chooser-entries">
            <Growing start=0 pieces />
        </div>
    }
}

/// How much goes, and the warning about what hangs together with what stays.
#[component]
fn Outcome(selection: RwSignal<Selection>) -> impl IntoView {
    let most = RwSignal::new(LINKED);
    let longer = Longer::new("linked", "li", most, LINKED);
    let asked = links::choices(selection, most);
    let shown = move || asked.get().and_then(Result::ok);
    view! {
        <div role="status">
            {live(move || shown().map(|choices| view! { <Going choices longer /> }))}
        </div>
    }
}

/// What a choice comes to; `longer`: the way to the rest of what hangs together with
/// what stays.
#[component]
pub fn Going(choices: Choices, #[prop(optional)] longer: Option<Longer>) -> impl IntoView {
    let text = &use_texts().links;
    let (linked, in_all) = (choices.linked, choices.linked_in_all);
    let shown = linked.len();
    view! {
        <p class="strong">{text.going(choices.going)}</p>
        <Notice tone=Tone::Attention>
            <p>{text.may_be_in_letters}</p>
            {(!linked.is_empty())
                .then(|| {
                    view! {
                        <p>{text.linked}</p>
                        <div id="linked">
                            <Rows rows=linked />
                        </div>
                        {longer.map(|longer| longer.way(shown, in_all))}
                    }
                })}
        </Notice>
    }
}
