//! The person's own targets: which hold, the older ones, and a new one.

use inzage_measure::{Field, Part};
use leptos::prelude::*;

use super::form::{Keeping, Outcome};
use super::parts::{NumberField, measures};
use super::words;
use crate::components::field::{ChoiceField, TextField};
use crate::components::rows::Fold;
use crate::engine::protocol::measure::{Request, TargetRow};
use crate::platform::clock;
use crate::state::draft::use_changed;
use crate::state::look::use_texts;

/// Targets for some numbers.
#[component]
pub(super) fn Targets(parts: &'static [Part], targets: Vec<TargetRow>) -> impl IntoView {
    let text = &use_texts().measure;
    let title = if parts == [Part::Weight] {
        text.target_weight
    } else {
        text.targets
    };
    let removing = Keeping::new();
    let list = if targets.is_empty() {
        view! { <p>{text.target_none}</p> }.into_any()
    } else {
        view! {
            <ul class="measure-targets">
                {targets.into_iter().map(|target| row(target, removing)).collect_view()}
            </ul>
            <Outcome keeping=removing again=Callback::new(|()| {}) />
        }
        .into_any()
    };
    view! {
        <section class="section">
            <h2>{title}</h2>
            <p class="hint">{text.target_text}</p>
            {list}
            {measures()
                .then(|| {
                    view! {
                        <div class="folds no-print">
                            <Fold title=text.target_new>
                                <NewTarget parts />
                            </Fold>
                        </div>
                    }
                })}
        </section>
    }
}

fn row(target: TargetRow, removing: Keeping) -> impl IntoView {
    let text = &use_texts().measure;
    let mut about = vec![text.target_from(&target.from)];
    if !target.with.is_empty() {
        about.push(text.target_with(&target.with));
    }
    view! {
        <li>
            <span class="measure-target-amount">
                {format!("{}: {}", words::figure(target.part), target.amount)}
            </span>
            <span class="hint">{about.join(" · ")}</span>
            {target.now.then(|| view! { <span class="measure-now">{text.target_now}</span> })}
            <button
                type="button"
                class="link no-print"
                aria-label=format!("{}: {}, {}", text.r_remove, target.amount, target.from)
                on:click=move |_| {
                    let (id, now) = (target.id.clone(), clock::now_local());
                    removing.keep(Request::Delete { id, now }, |_| {});
                }
            >
                {text.r_remove}
            </button>
        </li>
    }
}

#[component]
fn NewTarget(parts: &'static [Part]) -> impl IntoView {
    let text = &use_texts().measure;
    let keeping = Keeping::new();
    let first = parts.first().copied().unwrap_or(Part::Weight);
    let part = RwSignal::new(first);
    let drafts = ["amount", "with", "day"]
        .map(|field| format!("measure-target-{first:?}-{field}").to_lowercase());
    let [in_amount, in_with, in_day] = drafts.clone();
    let amount = use_changed(String::new(), in_amount);
    let with = use_changed(String::new(), in_with);
    let day = use_changed(clock::today(), in_day);
    let keep = Callback::new(move |sure| {
        let Ok(from) = day.get_untracked().parse() else {
            let problem = inzage_measure::Problem::NoMoment;
            return keeping.wrong.set(vec![(Field::At(None), problem)]);
        };
        let request = Request::KeepTarget {
            part: part.get_untracked(),
            amount: amount.get_untracked(),
            from,
            with: with.get_untracked(),
            sure,
            drafts: drafts.to_vec(),
            now: clock::now_local(),
        };
        keeping.keep(request, move |_| {
            amount.try_set(String::new());
            with.try_set(String::new());
            day.try_set(clock::today());
        });
    });
    let wrong = Signal::derive(move || {
        let wrong = keeping.wrong.get();
        let found = wrong
            .iter()
            .find(|(field, _)| matches!(field, Field::Number(..)));
        found.map(|(_, problem)| words::problem(*problem))
    });
    let choices = parts
        .iter()
        .map(|part| (*part, words::figure(*part).to_owned()));
    let choice = (parts.len() > 1).then(|| {
        view! {
            <ChoiceField
                id="target-part"
                label=text.target_of
                choices=choices.collect()
                value=part
                on_choose=move |chosen| part.set(chosen)
            />
        }
    });
    view! {
        <form
            class="stack"
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                keep.run(false);
            }
        >
            {choice}
            <NumberField
                id="target-amount"
                part=first
                label=text.target_amount
                value=amount
                unit=Signal::derive(move || words::unit(part.get()))
                wrong
            />
            <TextField
                id="target-day"
                label=text.target_day
                kind="date"
                value=day
                wrong=keeping.of(Field::At(None))
            />
            <TextField id="target-with" label=text.target_who value=with />
            <Outcome keeping again=Callback::new(move |()| keep.run(true)) />
            <div class="buttons">
                <button type="submit" class="button-quiet">
                    {text.keep}
                </button>
            </div>
        </form>
    }
}
