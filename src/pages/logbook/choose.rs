//! Choosing a part of the log: about what, of whom, from when.

use leptos::prelude::*;

use crate::components::field::ChoiceField;
use crate::components::filter::{FilterFold, provider_choices};
use crate::components::live::live;
use crate::engine::protocol::logbook::{Choices, Filter, Period};
use crate::state::look::use_texts;

/// The choices, as far as there is something to choose.
#[component]
pub fn Choose(choices: Signal<Choices>, filter: RwSignal<Filter>) -> impl IntoView {
    let known = Memo::new(move |_| choices.get());
    let is_on = Memo::new(move |_| filter.with(|filter| *filter != Filter::default()));
    let on_clear = Callback::new(move |()| filter.set(Filter::default()));
    view! {
        <FilterFold is_on on_clear>
            {live(move || fields(known.get(), filter))}
        </FilterFold>
    }
}

fn fields(choices: Choices, filter: RwSignal<Filter>) -> impl IntoView {
    let (text, find) = (&use_texts().logbook, &use_texts().finding);
    let mut kinds = vec![(None, text.all_kinds.to_owned())];
    let counted = choices.kinds.into_iter();
    kinds.extend(counted.map(|(kind, name, count)| (Some(kind), format!("{name} ({count})"))));
    let providers = provider_choices(choices.providers);
    view! {
        <ChoiceField
            id="log-kind"
            label=text.kind
            choices=kinds
            value=Signal::derive(move || filter.get().kind)
            on_choose=move |kind| filter.update(|filter| filter.kind = kind)
        />
        {(providers.len() > 1)
            .then(|| {
                view! {
                    <ChoiceField
                        id="log-provider"
                        label=find.provider
                        choices=providers
                        value=Signal::derive(move || filter.get().provider)
                        on_choose=move |provider| filter.update(|filter| filter.provider = provider)
                    />
                }
            })}
        <ChoiceField
            id="log-period"
            label=text.period
            choices=periods(&choices.years)
            value=Signal::derive(move || filter.get().period)
            on_choose=move |period| filter.update(|filter| filter.period = period)
        />
    }
}

/// Everything, some days, and the years that occur.
pub(super) fn periods(years: &[i32]) -> Vec<(Period, String)> {
    let text = &use_texts().logbook;
    let mut periods = vec![
        (Period::All, text.always.to_owned()),
        (Period::Days(7), text.week.to_owned()),
        (Period::Days(31), text.month.to_owned()),
    ];
    let years = years.iter();
    periods.extend(years.map(|year| (Period::Year(*year), year.to_string())));
    periods
}
