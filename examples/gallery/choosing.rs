//! Choosing a part, and questions that wait for an answer.

use inzage::components::chooser::{ChooserParts, Going};
use inzage::components::filter::{FilterBar, FilterFold};
use inzage::components::person::questions;
use inzage::engine::protocol::links::{ChapterChoice, Choices as ShareChoices, Label, Selection};
use inzage::engine::protocol::{Choices, Filter, GroupCard, PersonCheck, ProviderCard, Waiting};
use inzage_zib::view::Chapter;
use leptos::prelude::*;

use super::example::{example, forced};
use super::made_up::{row, source};

fn choices() -> Choices {
    Choices {
        chapters: vec![
            (Chapter::Results, "Uitslagen".to_owned(), 41),
            (Chapter::Problems, "Klachten en ziektes".to_owned(), 7),
        ],
        providers: vec![source(0), source(1), source(7)],
        years: vec![2026, 2025, 2024],
    }
}

fn filter() -> AnyView {
    let filter = RwSignal::new(Filter {
        chapter: Some(Chapter::Results),
        provider: Some(source(1).provider),
        from: Some(2024),
        to: None,
    });
    view! { <FilterBar choices=Signal::stored(choices()) filter /> }.into_any()
}

fn fold(is_on: bool) -> AnyView {
    let is_on = Memo::new(move |_| is_on);
    view! {
        <FilterFold is_on on_clear=Callback::new(|()| {})>
            <p>"Waaruit te kiezen is."</p>
        </FilterFold>
    }
    .into_any()
}

fn chapter(chapter: Chapter, name: &str, entries: usize) -> ChapterChoice {
    ChapterChoice {
        chapter,
        name: name.to_owned(),
        entries,
        going: entries,
        blocks: vec![("block".to_owned(), "Alcoholgebruik".to_owned(), 2)],
    }
}

fn share() -> ShareChoices {
    ShareChoices {
        chapters: vec![
            chapter(Chapter::SocialHistory, "Leefstijl en wonen", 5),
            chapter(Chapter::TreatmentDirectives, "Behandelwensen", 1),
        ],
        labels: vec![
            (Label::Mental, "Psyche en verslaving".to_owned(), 3),
            (Label::Sexual, "Seksualiteit".to_owned(), 1),
        ],
        providers: vec![(source(0), 31), (source(7), 12)],
        documents: 4,
        readings: 18,
        going: 57,
        linked: vec![row("Verwijsbrief", "", "3 maart 2026")],
        linked_in_all: 1,
    }
}

fn chooser() -> Vec<AnyView> {
    let selection = RwSignal::new(Selection::default());
    let parts = view! { <ChooserParts choices=share() selection /> };
    vec![
        example("Filter, open", filter()),
        example("Filter, dicht", fold(false)),
        forced("Filter, met de focus", "focus-visible", fold(false)),
        example("Wat er meegaat", parts),
        example("Waar dat op neerkomt", view! { <Going choices=share() /> }),
    ]
}

/// A provider of whom a collection waits.
fn waiting(check: PersonCheck) -> AnyView {
    let group = GroupCard {
        group: "1".to_owned(),
        lasting: false,
        lapsed: false,
        valid_until: None,
        services: Vec::new(),
        waiting: vec![Waiting {
            collection: "1".to_owned(),
            check,
        }],
    };
    let source = source(0);
    let card = ProviderCard {
        provider: inzage_api::Provider {
            zorgaanbiedernaam: source.provider.clone(),
            name: source.name.clone(),
            aliases: Vec::new(),
            place: None,
            postcode: None,
            kind: None,
            connected: true,
        },
        source,
        groups: vec![group],
        entries: 0,
    };
    questions(&[card]).collect_view().into_any()
}

pub(crate) fn all() -> AnyView {
    let (name, birth) = ("A. Verzonnen", "1 januari 1950");
    let first = PersonCheck::First {
        name: name.to_owned(),
        birth: birth.to_owned(),
    };
    let unknown = PersonCheck::First {
        name: String::new(),
        birth: String::new(),
    };
    let different = PersonCheck::Different {
        name: name.to_owned(),
        birth: birth.to_owned(),
    };
    let persons = vec![
        example("Bent u dit?", waiting(first)),
        example("Bent u dit, zonder naam?", waiting(unknown)),
        example("Van iemand anders?", waiting(different)),
    ];
    let all = [chooser(), persons];
    all.into_iter().flatten().collect_view().into_any()
}
