//! The place of the module *beoordeling* on the screens of measuring: nothing at
//! all while the module is off. Its words come with it, none stands here.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::components::rows::Fold;
use crate::engine::protocol::judging::{Beside, Lies, Line, Question, What};
use crate::state::judging;
use crate::state::session::use_session;

/// Own readings beside general limits, where the operator switched that on.
#[component]
pub(super) fn BesideLimits(
    /// Which readings.
    #[prop(into)]
    what: Signal<What>,
) -> impl IntoView {
    let found = judging::beside(move || what.get());
    live(move || found.get().map(section))
}

fn section(beside: Beside) -> impl IntoView {
    let Beside {
        title,
        lead,
        lines,
        notes,
        maker,
        question,
    } = beside;
    view! {
        <section class="section beside">
            <h2>{title}</h2>
            <p>{lead}</p>
            {question.map(|question| view! { <Ask question /> })}
            {lines.into_iter().map(line).collect_view()}
            {notes.into_iter().map(|note| view! { <p>{note}</p> }).collect_view()}
            <p class="hint">{maker}</p>
        </section>
    }
}

fn line(line: Line) -> impl IntoView {
    let Line {
        name,
        value,
        count,
        word,
        each,
        limit,
        source,
    } = line;
    let rows = each.into_iter().map(|(at, value, lies, word)| {
        view! {
            <li>
                <span>{at}</span>
                <strong>{value}</strong>
                {said(lies, word)}
            </li>
        }
    });
    let rows = rows.collect::<Vec<_>>();
    view! {
        <div class="beside-line">
            <p class="beside-figure">
                <span>{name}</span>
                {(!value.is_empty()).then(|| view! { <strong>{value}</strong> })}
                {word.map(|(lies, word)| said(lies, word))}
            </p>
            <p class="hint">{count}</p>
            {(!rows.is_empty()).then(|| view! { <ul class="beside-each">{rows}</ul> })}
            {limit.into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
            <p class="hint">{source}</p>
        </div>
    }
}

/// The word with its sign: never the colour alone.
fn said(lies: Lies, word: String) -> impl IntoView {
    let (class, icon) = match lies {
        Lies::Outside => ("state state-attention", Icon::Ruler),
        Lies::Within => ("state state-info", Icon::Check),
    };
    view! {
        <span class=class>
            <Draw icon />
            <span>{word}</span>
        </span>
    }
}

/// What holds for the person: open when it has to be answered first.
#[component]
fn Ask(question: Question) -> impl IntoView {
    let asked = question.asked.clone();
    if question.open {
        return view! {
            <div class="question">
                <p class="strong">{asked}</p>
                <Choose question />
            </div>
        }
        .into_any();
    }
    view! {
        {(!asked.is_empty()).then(|| view! { <p class="hint">{asked}</p> })}
        <div class="no-print">
            <Fold title=question.change.clone()>
                <Choose question />
            </Fold>
        </div>
    }
    .into_any()
}

#[component]
fn Choose(question: Question) -> impl IntoView {
    let session = use_session();
    let holds = question.choices.iter().filter(|(.., holds)| *holds);
    let holds: BTreeSet<String> = holds.map(|(key, ..)| key.clone()).collect();
    let holds = RwSignal::new(holds);
    let keep = move |_| {
        let session = session.clone();
        spawn_local(async move {
            if judging::say(session.engine(), holds.get_untracked())
                .await
                .is_ok()
            {
                session.record_changed();
            }
        });
    };
    let choice = move |(key, words, _): (String, String, bool)| {
        let of = key.clone();
        view! {
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=move || holds.with(|holds| holds.contains(&of))
                    on:change=move |event| {
                        holds
                            .update(|holds| {
                                if event_target_checked(&event) {
                                    holds.insert(key.clone());
                                } else {
                                    holds.remove(&key);
                                }
                            });
                    }
                />
                <span>{words}</span>
            </label>
        }
    };
    view! {
        <fieldset class="choices">
            <legend class="unseen">{question.change}</legend>
            <div class="choices-row">
                {question.choices.into_iter().map(choice).collect_view()}
            </div>
        </fieldset>
        <div class="buttons">
            <button type="button" class="button-quiet" on:click=keep>
                {question.keep}
            </button>
        </div>
    }
}
