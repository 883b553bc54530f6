//! Choosing a part of what there is: chapter, provider, period.

use inzage_zib::view::Chapter;
use leptos::prelude::*;

use super::field::ChoiceField;
use super::icon::{Draw, Icon};
use super::live::live;
use crate::engine::protocol::{Choices, Filter, SourceMark};
use crate::state::look::use_texts;

/// The fold around what can be chosen, with the way back to everything.
#[component]
pub fn FilterFold(
    /// Whether something is chosen.
    is_on: Memo<bool>,
    /// Nothing is chosen any more.
    on_clear: Callback<()>,
    children: Children,
) -> impl IntoView {
    let text = &use_texts().finding;
    view! {
        <details class="fold filter no-print" open=is_on.get_untracked()>
            <summary>
                <Draw icon=Icon::Next />
                <span>{text.filter}</span>
                {live(move || {
                    is_on.get().then(|| view! { <span class="filter-on">{text.filter_on}</span> })
                })}
            </summary>
            <div class="fold-body filter-fields">
                {children()}
                <button type="button" class="button-quiet" on:click=move |_| on_clear.run(())>
                    {text.filter_clear}
                </button>
            </div>
        </details>
    }
}

/// The choices, as far as there is something to choose.
#[component]
pub fn FilterBar(
    choices: Signal<Choices>,
    filter: RwSignal<Filter>,
    /// What else is chosen here, in words; emptied with the rest.
    #[prop(optional)]
    also: Option<RwSignal<Option<String>>>,
    /// What else can be chosen here.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let known = Memo::new(move |_| choices.get());
    let chosen = Memo::new(move |_| {
        let mut words = words(&filter.get(), &known.get());
        words.extend(also.and_then(|also| also.get()));
        words.join(" · ")
    });
    let is_on = Memo::new(move |_| !chosen.with(String::is_empty));
    let on_clear = Callback::new(move |()| {
        filter.set(Filter::default());
        if let Some(also) = also {
            also.set(None);
        }
    });
    let on_paper = move || is_on.get().then(|| use_texts().finding.part(&chosen.get()));
    view! {
        <p class="print-only">{live(on_paper)}</p>
        <FilterFold is_on on_clear>
            {live(move || fields(known.get(), filter))}
            {children.map(|children| children())}
        </FilterFold>
    }
}

/// What is chosen, in words; what can no longer be chosen goes without its name.
fn words(filter: &Filter, choices: &Choices) -> Vec<String> {
    let text = &use_texts().finding;
    let chapter = filter.chapter.map(|chosen| {
        let mut named = choices.chapters.iter();
        let named = named.find(|(known, ..)| *known == chosen);
        named.map_or_else(|| text.chapter.to_owned(), |(_, name, _)| name.clone())
    });
    let provider = filter.provider.as_ref().map(|chosen| {
        let mut named = choices.providers.iter();
        let named = named.find(|mark| mark.provider == *chosen);
        named.map_or_else(|| text.provider.to_owned(), |mark| mark.name.clone())
    });
    let year = |word: &str, year: i32| format!("{} {year}", word.to_lowercase());
    let from = filter.from.map(|from| year(text.from, from));
    let to = filter.to.map(|to| year(text.to, to));
    let all = [chapter, provider, from, to];
    all.into_iter().flatten().collect()
}

/// Each provider as a choice, after all of them.
pub fn provider_choices(marks: Vec<SourceMark>) -> Vec<(Option<String>, String)> {
    let all = (None, use_texts().finding.all_providers.to_owned());
    let each = marks
        .into_iter()
        .map(|mark| (Some(mark.provider), mark.name));
    std::iter::once(all).chain(each).collect()
}

fn fields(choices: Choices, filter: RwSignal<Filter>) -> impl IntoView {
    let text = &use_texts().finding;
    let mut chapters: Vec<(Option<Chapter>, String)> = vec![(None, text.all_chapters.to_owned())];
    let counted = choices.chapters.into_iter();
    chapters
        .extend(counted.map(|(chapter, name, count)| (Some(chapter), format!("{name} ({count})"))));
    let providers = provider_choices(choices.providers);
    let years = |all: &str| {
        let mut years = vec![(None, all.to_owned())];
        years.extend(
            choices
                .years
                .iter()
                .map(|year| (Some(*year), year.to_string())),
        );
        years
    };
    view! {
        {(chapters.len() > 2)
            .then(|| {
                view! {
                    <ChoiceField
                        id="filter-chapter"
                        label=text.chapter
                        choices=chapters
                        value=Signal::derive(move || filter.get().chapter)
                        on_choose=move |chapter| filter.update(|filter| filter.chapter = chapter)
                    />
                }
            })}
        {(providers.len() > 2)
            .then(|| {
                view! {
                    <ChoiceField
                        id="filter-provider"
                        label=text.provider
                        choices=providers
                        value=Signal::derive(move || filter.get().provider)
                        on_choose=move |provider| filter.update(|filter| filter.provider = provider)
                    />
                }
            })}
        <ChoiceField
            id="filter-from"
            label=text.from
            choices=years(text.from_all)
            value=Signal::derive(move || filter.get().from)
            on_choose=move |from| filter.update(|filter| filter.from = from)
        />
        <ChoiceField
            id="filter-to"
            label=text.to
            choices=years(text.to_all)
            value=Signal::derive(move || filter.get().to)
            on_choose=move |to| filter.update(|filter| filter.to = to)
        />
    }
}
