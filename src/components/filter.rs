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
pub fn FilterFold<F>(filter: RwSignal<F>, children: Children) -> impl IntoView
where
    F: Clone + Default + PartialEq + Send + Sync + 'static,
{
    let text = &use_texts().finding;
    let chosen = move || filter.with(|filter| *filter != F::default());
    view! {
        <details class="fold filter" open=untrack(chosen)>
            <summary>
                <Draw icon=Icon::Next />
                <span>{text.filter}</span>
                {live(move || {
                    chosen().then(|| view! { <span class="filter-on">{text.filter_on}</span> })
                })}
            </summary>
            <div class="fold-body filter-fields">
                {children()}
                <button
                    type="button"
                    class="button-quiet"
                    on:click=move |_| filter.set(F::default())
                >
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
    /// What else can be chosen here.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let known = Memo::new(move |_| choices.get());
    view! {
        <FilterFold filter>
            {live(move || fields(known.get(), filter))}
            {children.map(|children| children())}
        </FilterFold>
    }
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
