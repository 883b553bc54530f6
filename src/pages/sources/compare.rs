//! Two collections of one provider: what is new, changed, gone and the same.

use inzage_dossier::view::Fate;
use leptos::prelude::*;

use super::super::back::Back;
use super::super::entry::Changes;
use crate::components::faces::faces_headed;
use crate::components::field::ChoiceField;
use crate::components::growing::{Growing, item_pieces_after};
use crate::components::heading::Heading;
use crate::components::rows::{Fold, Rows};
use crate::engine::protocol::Part;
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
    let asked = sources::compared(one, other);
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
        parts,
    } = compared;
    let lead = CompareLead {
        newer: &at(&newer),
        older: &at(&older),
    };
    let pair = (older.id.clone(), newer.id.clone());
    let parts = parts.into_iter().map(|(fate, first)| {
        let pair = pair.clone();
        // That nothing is new, changed, gone or the same is news too.
        let always = !matches!(fate, Fate::NotAskedNow | Fate::NotAskedBefore);
        (always || first.total > 0).then(|| view! { <OneFate fate first pair /> })
    });
    let parts = parts.collect_view();
    view! {
        <Heading text=text.title(&newer.source.name) />
        <p class="lead">{text.lead(&lead)}</p>
        <Choose older newer all />
        {parts}
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

/// The entries with one fate.
#[component]
fn OneFate(fate: Fate, first: Part<ComparedEntry>, pair: (String, String)) -> impl IntoView {
    let text = &use_texts().compare;
    let (title, hint) = words(fate);
    let total = first.total;
    let pieces = item_pieces_after(
        first,
        move |start| sources::compared_part(pair.clone(), fate, start),
        move |entries| several(fate, entries),
    );
    let list = move || view! { <Growing start=0 pieces /> };
    view! {
        <section class="section">
            <h2>{title}</h2>
            {if total == 0 {
                view! { <p>{text.none}</p> }.into_any()
            } else if fate == Fate::Same {
                let count = use_texts().common.entries(total);
                view! { <Fold title=count>{list()}</Fold> }.into_any()
            } else {
                view! {
                    {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
                    {list()}
                }
                    .into_any()
            }}
        </section>
    }
}

/// What a fate is called, and what it means where that is not plain.
fn words(fate: Fate) -> (&'static str, Option<&'static str>) {
    let text = &use_texts().compare;
    match fate {
        Fate::New => (text.new, None),
        Fate::Changed => (text.changed, None),
        Fate::Gone => (text.gone, Some(text.gone_text)),
        Fate::NotAskedNow => (text.not_asked_now, Some(text.not_asked_text)),
        Fate::NotAskedBefore => (text.not_asked_before, Some(text.not_asked_text)),
        Fate::Same => (text.same, None),
    }
}

/// Entries as rows; those that changed each with what changed.
fn several(fate: Fate, entries: Vec<ComparedEntry>) -> AnyView {
    let entries = entries.into_iter();
    if fate == Fate::Same {
        return view! { <Rows rows=entries.map(|entry| entry.row).collect() /> }.into_any();
    }
    let one = |entry: ComparedEntry| {
        let changes = (fate == Fate::Changed).then_some(entry.changes);
        view! {
            <div class="judged">
                <Rows rows=vec![entry.row] />
                {changes.map(|changes| view! { <Changes changes /> })}
            </div>
        }
    };
    entries.map(one).collect_view().into_any()
}
