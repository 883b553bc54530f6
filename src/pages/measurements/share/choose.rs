//! What is shared, and with whom.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use inzage_measure::Kind;
use leptos::prelude::*;

use super::super::parts::anew;
use super::super::words;
use super::Stage;
use super::result::Earlier;
use crate::components::faces::{Nothing, faces};
use crate::components::field::{Choices, TextField, Tick};
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::components::rows::Mark;
use crate::engine::protocol::SourceMark;
use crate::engine::protocol::sharing::{Choice, Choices as Possible};
use crate::platform::clock;
use crate::route::{Links, Measure, Route};
use crate::state::brand::shows;
use crate::state::look::use_texts;
use crate::state::sharing;

/// Which readings, by their day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Span {
    /// The last so many days.
    Last(u64),
    /// All of them.
    All,
    /// From one day to another.
    Between,
}

/// The choice, and what was shared before.
#[component]
pub(super) fn Choose(stage: RwSignal<Stage>) -> impl IntoView {
    view! {
        {anew(|| {
            faces(
                sharing::choices(),
                move |possible| view! { <Possibilities possible stage /> }.into_any(),
            )
        })}
        <Earlier stage />
    }
}

#[component]
fn Possibilities(possible: Possible, stage: RwSignal<Stage>) -> impl IntoView {
    let text = &use_texts().sharing;
    if possible.kinds.is_empty() {
        return view! {
            <Nothing icon=Icon::Vitals title=text.nothing text=text.nothing_why>
                <a class="button" href=Route::Measure(Measure::Home).path()>
                    {use_texts().measure.enter}
                </a>
            </Nothing>
        }
        .into_any();
    }
    let others = possible.others.clone();
    let kinds = possible.kinds.iter().map(|(kind, _)| *kind).collect();
    view! {
        <p class="lead">{text.lead}</p>
        {if possible.places.is_empty() {
            view! { <p>{text.no_place}</p> }.into_any()
        } else {
            view! { <Form possible stage /> }.into_any()
        }}
        <Others others kinds />
    }
    .into_any()
}

/// What the form holds.
#[derive(Clone, Copy)]
struct Chosen {
    place: RwSignal<Option<String>>,
    kinds: RwSignal<BTreeSet<Kind>>,
    span: RwSignal<Span>,
    from: RwSignal<String>,
    until: RwSignal<String>,
    notes: RwSignal<bool>,
}

impl Chosen {
    fn new(possible: &Possible) -> Self {
        let days = possible.days;
        let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
        let only = match possible.places.as_slice() {
            [only] => Some(only.provider.clone()),
            _ => None,
        };
        Self {
            place: RwSignal::new(only),
            kinds: RwSignal::new(possible.kinds.iter().map(|(kind, _)| *kind).collect()),
            span: RwSignal::new(Span::Last(28)),
            from: RwSignal::new(day(days.map(|(first, _)| first))),
            until: RwSignal::new(day(days.map(|(_, last)| last))),
            notes: RwSignal::new(false),
        }
    }

    /// What was chosen, when it is complete.
    fn choice(&self) -> Option<Choice> {
        let kinds: Vec<Kind> = self.kinds.get().into_iter().collect();
        let (from, until) = match self.span.get() {
            Span::All => (None, None),
            Span::Last(days) => (
                clock::calendar_day().checked_sub_days(Days::new(days)),
                None,
            ),
            Span::Between => {
                let day = |text: RwSignal<String>| text.get().parse::<NaiveDate>().ok();
                (Some(day(self.from)?), Some(day(self.until)?))
            }
        };
        Some(Choice {
            provider: self.place.get().filter(|_| !kinds.is_empty())?,
            kinds,
            from,
            until,
            notes: self.notes.get(),
            again: false,
            changed: false,
        })
    }
}

#[component]
fn Form(possible: Possible, stage: RwSignal<Stage>) -> impl IntoView {
    let text = &use_texts().sharing;
    let chosen = Chosen::new(&possible);
    let complete = Memo::new(move |_| chosen.choice().is_some());
    let look = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(choice) = chosen.choice() {
            stage.set(Stage::Looking(choice));
        }
    };
    view! {
        <form class="stack" on:submit=look>
            <Places places=possible.places place=chosen.place />
            <Kinds kinds=possible.kinds chosen=chosen.kinds />
            <Choices
                name="sharing-span"
                legend=text.span
                choices=vec![
                    (Span::Last(28), text.span_month.to_owned()),
                    (Span::Last(91), text.span_quarter.to_owned()),
                    (Span::Last(365), text.span_year.to_owned()),
                    (Span::All, text.span_all.to_owned()),
                    (Span::Between, text.span_between.to_owned()),
                ]
                value=chosen.span
                on_choose=Callback::new(move |span| chosen.span.set(span))
            />
            {live(move || (chosen.span.get() == Span::Between).then(|| view! { <Between chosen /> }))}
            <Tick
                words=text.notes
                ticked=chosen.notes
                on_tick=Callback::new(move |on| chosen.notes.set(on))
            />
            {live(move || (!complete.get()).then(|| view! { <p class="hint">{text.incomplete}</p> }))}
            <div class="buttons">
                <button type="submit" class="button" disabled=move || !complete.get()>
                    {text.look}
                </button>
            </div>
        </form>
    }
}

#[component]
fn Places(places: Vec<SourceMark>, place: RwSignal<Option<String>>) -> impl IntoView {
    view! {
        <fieldset class="choices">
            <legend>{use_texts().sharing.place}</legend>
            {places
                .into_iter()
                .map(|source| {
                    let name = source.provider.clone();
                    let is_chosen = {
                        let name = name.clone();
                        move || place.get().as_ref() == Some(&name)
                    };
                    view! {
                        <label class="choice">
                            <input
                                type="radio"
                                name="sharing-place"
                                prop:checked=is_chosen
                                on:change=move |_| place.set(Some(name.clone()))
                            />
                            <Mark source />
                        </label>
                    }
                })
                .collect_view()}
        </fieldset>
    }
}

#[component]
fn Kinds(kinds: Vec<(Kind, usize)>, chosen: RwSignal<BTreeSet<Kind>>) -> impl IntoView {
    let text = use_texts();
    view! {
        <fieldset class="choices">
            <legend>{text.sharing.kinds}</legend>
            {kinds
                .into_iter()
                .map(|(kind, count)| {
                    view! {
                        <Tick
                            words=format!("{} ({count})", words::kind(kind))
                            ticked=Signal::derive(move || chosen.with(|it| it.contains(&kind)))
                            on_tick=Callback::new(move |wanted| {
                                chosen
                                    .update(|chosen| {
                                        if wanted {
                                            chosen.insert(kind);
                                        } else {
                                            chosen.remove(&kind);
                                        }
                                    });
                            })
                        />
                    }
                })
                .collect_view()}
        </fieldset>
    }
}

#[component]
fn Between(chosen: Chosen) -> impl IntoView {
    let text = &use_texts().sharing;
    view! {
        <TextField id="sharing-from" label=text.from value=chosen.from kind="date" />
        <TextField id="sharing-until" label=text.until value=chosen.until kind="date" />
    }
}

/// Providers that take no measurements: never a dead end.
#[component]
fn Others(others: Vec<SourceMark>, kinds: Vec<Kind>) -> impl IntoView {
    let text = &use_texts().sharing;
    view! {
        <section class="section">
            <h2>{text.others}</h2>
            {(!others.is_empty())
                .then(|| {
                    view! {
                        <ul class="sharing-others">
                            {others
                                .into_iter()
                                .map(|source| view! { <li><Mark source /></li> })
                                .collect_view()}
                        </ul>
                    }
                })}
            <p>{text.others_text}</p>
            <p>{text.others_charts}</p>
            <ul class="sharing-others">
                {kinds
                    .into_iter()
                    .map(|kind| {
                        let to = Route::Measure(Measure::Readings(kind)).path();
                        view! {
                            <li>
                                <a href=to>{words::kind(kind)}</a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
            <div class="buttons">
                <a class="button-quiet" href=Route::Measure(Measure::File).path()>
                    <Draw icon=Icon::Download />
                    {text.others_file}
                </a>
                <a class="button-quiet" href=Route::Measure(Measure::Week).path()>
                    <Draw icon=Icon::Print />
                    {text.others_week}
                </a>
                {shows(&Route::Links(Links::New))
                    .then(|| {
                        view! {
                            <a class="button-quiet" href=Route::Links(Links::New).path()>
                                <Draw icon=Icon::External />
                                {text.others_link}
                            </a>
                        }
                    })}
            </div>
        </section>
    }
}
