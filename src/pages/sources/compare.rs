//! Two collections of one provider: what is new, changed, gone and the same.

use inzage_dossier::view::Fate;
use leptos::prelude::*;

use super::super::back::Back;
use super::super::entry::Changes;
use crate::components::faces::faces_headed;
use crate::components::field::ChoiceField;
use crate::components::heading::Heading;
use crate::components::rows::{Fold, Rows};
use crate::engine::protocol::sources::{CollectionHead, Compared, ComparedEntry};
use crate::platform::clock;
use crate::route::Route;
use crate::state::address::use_address;
use crate::state::look::{use_lang_code, use_texts};
use crate::state::sources;
use crate::texts::CompareLead;

/// Two collections of one provider.
#[component]
pub fn ComparePage(one: String, other: String) -> impl IntoView {
    let asked = sources::compared(Signal::stored((one, other)));
    view! {
        <article class="page">
            <Back to=Route::Sources word=use_texts().sources.title />
            {faces_headed(use_texts().sources.title, asked, |compared| view! { <Content compared /> }.into_any())}
        </article>
    }
}

fn at(head: &CollectionHead) -> String {
    clock::for_people(&head.at, use_lang_code())
}

#[component]
fn Content(compared: Compared) -> impl IntoView {
    let text = &use_texts().compare;
    let Compared {
        older,
        newer,
        all,
        entries,
    } = compared;
    let parts = [
        (Fate::New, text.new),
        (Fate::Changed, text.changed),
        (Fate::Gone, text.gone),
        (Fate::NotAskedNow, text.not_asked_now),
        (Fate::NotAskedBefore, text.not_asked_before),
    ];
    let same: Vec<_> = entries
        .iter()
        .filter(|entry| entry.fate == Fate::Same)
        .map(|entry| entry.row.clone())
        .collect();
    let told = parts.into_iter().map(|(fate, title)| {
        let here: Vec<_> = entries
            .iter()
            .filter(|entry| entry.fate == fate)
            .cloned()
            .collect();
        // That nothing is new, changed or gone is news too.
        let always = matches!(fate, Fate::New | Fate::Changed | Fate::Gone);
        (always || !here.is_empty()).then(|| view! { <Part title fate entries=here /> })
    });
    let told = told.collect_view();
    view! {
        <Heading text=text.title(&newer.source.name) />
        <p class="lead">{text.lead(&CompareLead { newer: &at(&newer), older: &at(&older) })}</p>
        <Choose older newer all />
        {told}
        <section class="section">
            <h2>{text.same}</h2>
            {if same.is_empty() {
                view! { <p>{text.none}</p> }.into_any()
            } else {
                let count = use_texts().common.entries(same.len());
                view! {
                    <Fold title=count>
                        <Rows rows=same />
                    </Fold>
                }
                    .into_any()
            }}
        </section>
    }
}

/// Which two: any of the collections of this provider.
#[component]
fn Choose(older: CollectionHead, newer: CollectionHead, all: Vec<CollectionHead>) -> impl IntoView {
    let text = &use_texts().compare;
    let address = use_address();
    let choices: Vec<(String, String)> = all
        .iter()
        .filter(|one| one.joined)
        .map(|one| (one.id.clone(), at(one)))
        .collect();
    let (first, second) = (older.id, newer.id);
    let go = move |one: String, other: String| {
        if one != other {
            address.replace(&Route::Compare(one, other).path());
        }
    };
    let (with_second, with_first) = (second.clone(), first.clone());
    view! {
        <div class="columns no-print">
            <ChoiceField
                id="older"
                label=text.older
                choices=choices.clone()
                value=Signal::stored(first)
                on_choose=move |chosen| go(chosen, with_second.clone())
            />
            <ChoiceField
                id="newer"
                label=text.newer
                choices
                value=Signal::stored(second)
                on_choose=move |chosen| go(with_first.clone(), chosen)
            />
        </div>
    }
}

#[component]
fn Part(title: &'static str, fate: Fate, entries: Vec<ComparedEntry>) -> impl IntoView {
    let text = &use_texts().compare;
    let hint = match fate {
        Fate::Gone => Some(text.gone_text),
        Fate::NotAskedNow | Fate::NotAskedBefore => Some(text.not_asked_text),
        _ => None,
    };
    let hint = hint.filter(|_| !entries.is_empty());
    view! {
        <section class="section">
            <h2>{title}</h2>
            {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
            {entries.is_empty().then(|| view! { <p>{text.none}</p> })}
            {entries
                .into_iter()
                .map(|entry| {
                    let changed = entry.fate == Fate::Changed;
                    view! {
                        <div class="judged">
                            <Rows rows=vec![entry.row] />
                            {changed.then(|| view! { <Changes changes=entry.changes /> })}
                        </div>
                    }
                })
                .collect_view()}
        </section>
    }
}
