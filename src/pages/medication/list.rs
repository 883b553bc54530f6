//! "Mijn medicijnen volgens mijn bronnen": one row per treatment.

use inzage_zib::view::Chapter;
use leptos::prelude::*;

use super::super::along::NotShared;
use super::super::chapter::Empties;
use super::super::off::Off;
use super::own::{Asking, OwnDialog, OwnMedicines};
use super::paper::Paper;
use super::treatment::TreatmentRow;
use super::written::WrittenList;
use crate::components::faces::{Nothing, faces};
use crate::components::growing::{Growing, item_pieces_after};
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::components::rows::Mark;
use crate::engine::protocol::Part;
use crate::engine::protocol::medication::{Brief, List, Place, Section, Treatment};
use crate::platform::device;
use crate::route::Route;
use crate::state::brand::shows;
use crate::state::look::use_texts;
use crate::state::medication;
use crate::state::session::mine;
use crate::state::whole::use_whole;

/// The medicines.
#[component]
pub fn Medication() -> impl IntoView {
    view! {
        <div class="page page-wide">
            <Heading text=use_texts().medication.title />
            {if shows(&Route::Medication) {
                let asked = medication::list(|| false);
                faces(asked, |list| view! { <Content list /> }.into_any()).into_any()
            } else {
                view! {
                    <Off />
                    {faces(medication::written(), |all| view! { <WrittenList all /> }.into_any())}
                }
                    .into_any()
            }}
        </div>
    }
}

#[component]
fn Content(list: List) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.medication;
    let on_paper = !list.sections.is_empty() || !list.own.is_empty();
    let asking = Asking::provide();
    let nothing = list.sections.is_empty();
    let why = if nothing {
        texts.chapter.why
    } else {
        texts.chapter.why_less
    };
    view! {
        <div class="stack no-print">
            {if nothing && !mine() {
                view! { <NotShared /> }.into_any()
            } else if nothing {
                view! { <Nothing icon=Icon::Pill title=text.none text=text.none_text /> }
                    .into_any()
            } else {
                view! { <Actions /> }.into_any()
            }}
            {list
                .sections
                .into_iter()
                .map(|section| view! { <Treatments section /> })
                .collect_view()}
            {mine().then(|| view! { <OwnMedicines medicines=list.own /> })}
            {(!list.empties.is_empty())
                .then(|| {
                    view! {
                        <section class="section">
                            <h2>{why}</h2>
                            <Empties empties=list.empties />
                        </section>
                    }
                })}
            <p class="notice-copy">{text.unchecked} " " {texts.common.copy_notice_all}</p>
        </div>
        <OwnDialog asking />
        {on_paper.then(|| view! { <WholePaper /> })}
    }
}

/// The list on paper: of a long one the rest is asked for when it is printed.
#[component]
fn WholePaper() -> impl IntoView {
    let whole = use_whole();
    let asked = medication::list(move || whole.is_wanted());
    whole.awaits(Signal::derive(move || match asked.get() {
        None => true,
        Some(Ok(list)) => !list.is_whole(),
        Some(Err(_)) => false,
    }));
    live(move || {
        let list = asked.get().and_then(Result::ok);
        list.map(|list| view! { <Paper list /> })
    })
}

/// What can be done with the list.
#[component]
fn Actions() -> impl IntoView {
    let texts = use_texts();
    let text = &texts.medication;
    let whole = use_whole();
    view! {
        <p class="lead">{text.lead}</p>
        <div class="buttons">
            <a class="button" href=Route::MedicationDay.path()>
                <Draw icon=Icon::Clock />
                {text.day}
            </a>
            <button type="button" class="button-quiet" on:click=move |_| whole.then(device::print)>
                <Draw icon=Icon::Print />
                {texts.common.print}
            </button>
            <a class="button-quiet" href=Route::Chapter(Chapter::Medication).path()>
                {text.all_entries}
            </a>
        </div>
    }
}

#[component]
fn Treatments(section: Section) -> impl IntoView {
    let text = &use_texts().medication;
    let hint = match section.place {
        Place::InUse => text.in_use_hint,
        Place::Unclear => text.unclear_hint,
        Place::Later => text.later_hint,
        Place::Interrupted => text.interrupted_hint,
        Place::Stopped => text.stopped_hint,
        Place::Once => text.once_hint,
        Place::Void => text.void_hint,
    };
    let Section {
        place,
        heading,
        treatments: items,
        total,
    } = section;
    let ask = move |start| medication::treatments(place, start);
    let rows = move |treatments| rows(place, treatments);
    let pieces = item_pieces_after(Part { items, total }, ask, rows);
    view! {
        <section class="section">
            <h2>{heading} " (" {total} ")"</h2>
            <p class="hint">{hint}</p>
            <Growing start=0 pieces />
        </section>
    }
}

fn rows(place: Place, treatments: Vec<Treatment>) -> AnyView {
    let treatments = treatments.into_iter();
    view! {
        <ul class="medicines treatments">
            {treatments.map(|treatment| view! { <TreatmentRow treatment place /> }).collect_view()}
        </ul>
    }
    .into_any()
}

/// What is in use now, on the overview.
#[component]
pub fn InUse() -> impl IntoView {
    let asked = medication::in_use();
    faces(asked, |(count, first)| {
        view! { <Briefly count first /> }.into_any()
    })
}

#[component]
fn Briefly(count: usize, first: Vec<Brief>) -> impl IntoView {
    let text = &use_texts().medication;
    let said = if count == 0 {
        text.in_use_none.to_owned()
    } else {
        text.in_use_count(count)
    };
    view! {
        <p>{said}</p>
        <ul class="medicines">
            {first
                .into_iter()
                .map(|brief| {
                    view! {
                        <li class="medicine">
                            <p class="row-title">{brief.product}</p>
                            <p>{brief.usage}</p>
                            <Mark source=brief.source />
                        </li>
                    }
                })
                .collect_view()}
        </ul>
        <p>
            <a class="button-quiet" href=Route::Medication.path()>
                <Draw icon=Icon::Pill />
                {text.all}
            </a>
        </p>
    }
}
