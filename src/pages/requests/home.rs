//! "Mijn verzoeken", and the ways to ask something.

use inzage_api::Module;
use inzage_zib::view::Chapter;
use leptos::prelude::*;

use super::parts::{Phones, Way};
use crate::components::asked::{kind_words, right_words, state_word};
use crate::components::faces::{Nothing, faces};
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::components::rows::Mark;
use crate::engine::protocol::asking::{Brief, Callable, Kind, Right};
use crate::pages::back::Back;
use crate::route::{Ask, LAREB, Route};
use crate::state::asking;
use crate::state::brand::shows;
use crate::state::left::makes;
use crate::state::look::use_texts;

/// All requests, newest first.
#[component]
pub(super) fn Home() -> impl IntoView {
    let text = &use_texts().asking;
    let asked = asking::all(None);
    view! {
        <div class="page">
            <Heading text=text.title />
            {makes(Module::Verzoeken).then(|| view! { <p class="lead">{text.lead}</p> })}
            {faces(asked, |all| view! { <Requests all /> }.into_any())}
            {if makes(Module::Verzoeken) {
                view! { <New /> }.into_any()
            } else {
                view! { <p>{text.off}</p> }.into_any()
            }}
            <Plain />
        </div>
    }
}

/// What can be asked.
#[component]
fn New() -> impl IntoView {
    let text = &use_texts().asking;
    let medicines = if shows(&Route::Medication) {
        Route::Medication
    } else {
        Route::Chapter(Chapter::Medication)
    };
    view! {
        <section class="section">
            <h2>{text.new}</h2>
            <ul class="rows">
                <Way
                    href=medicines.path()
                    icon=Icon::Pill
                    word=text.new_change
                    hint=text.new_change_hint
                />
                <Way
                    href=Route::Ask(Ask::New(Kind::Missing)).path()
                    icon=Icon::Add
                    word=text.new_missing
                />
                <Way
                    href=Route::Ask(Ask::New(Kind::Wrong)).path()
                    icon=Icon::Attention
                    word=text.new_wrong
                    hint=text.new_wrong_hint
                />
                <Way href=Route::Ask(Ask::Rights).path() icon=Icon::Shield word=text.rights />
            </ul>
        </section>
    }
}

#[component]
fn Requests(all: Vec<Brief>) -> impl IntoView {
    let text = &use_texts().asking;
    if all.is_empty() {
        return view! { <Nothing icon=Icon::Wishes title=text.none text=text.none_text /> }
            .into_any();
    }
    view! {
        <ul class="rows" aria-label=text.title>
            {all.into_iter().map(|brief| view! { <li><One brief /></li> }).collect_view()}
        </ul>
    }
    .into_any()
}

#[component]
fn One(brief: Brief) -> impl IntoView {
    let (icon, word) = state_word(&brief.state);
    let what = kind_words(brief.kind);
    let title = if brief.about.is_empty() {
        what.to_owned()
    } else {
        format!("{}: {what}", brief.about)
    };
    view! {
        <a class="row" href=Route::Ask(Ask::One(brief.id)).path()>
            <span class="row-main">
                <span class="row-title asking-title">{title}</span>
                <span class="row-status asking-state">
                    <Draw icon />
                    {word} ", " {brief.at}
                </span>
                <Mark source=brief.to />
            </span>
            <Draw icon=Icon::Next />
        </a>
    }
}

/// What needs no request.
#[component]
fn Plain() -> impl IntoView {
    let text = &use_texts().asking;
    view! {
        <section class="section">
            <h2>{text.plain}</h2>
            <h3>{text.repeat}</h3>
            <p>
                {text.repeat_text} " "
                {shows(&Route::Network)
                    .then(|| {
                        view! { <a href=Route::Network.path()>{use_texts().nav.network}</a> }
                    })}
            </p>
            <Reach />
            <h3>{text.side_effect}</h3>
            <p>{text.side_effect_text}</p>
            <p>
                <a class="button-quiet" href=LAREB target="_blank" rel="noopener noreferrer">
                    <Draw icon=Icon::External />
                    {text.side_effect_link}
                </a>
            </p>
        </section>
    }
}

/// How the general practitioner and each provider of the list are reached, where the
/// data say so.
#[component]
fn Reach() -> impl IntoView {
    let asked = asking::begin(None);
    live(move || {
        let callable = asked.get()?.ok()?.callable;
        (!callable.is_empty()).then(|| {
            let each = callable
                .into_iter()
                .map(|one| view! { <li><Reached one /></li> });
            view! { <ul class="asking-reach">{each.collect_view()}</ul> }
        })
    })
}

#[component]
fn Reached(one: Callable) -> impl IntoView {
    let text = &use_texts().asking;
    let site_of = text.site_of(&one.source.name);
    let who = (!one.name.is_empty()).then(|| {
        view! {
            <span class="asking-who">
                {one.what} ": " <strong>{one.name}</strong>
            </span>
        }
    });
    view! {
        {who}
        <Phones phones=one.phones />
        {one
            .sites
            .into_iter()
            .map(|site| {
                view! {
                    <a
                        class="asking-phone"
                        href=site
                        target="_blank"
                        rel="noopener noreferrer"
                        aria-label=site_of.clone()
                    >
                        {text.site}
                        <Draw icon=Icon::External />
                    </a>
                }
            })
            .collect_view()}
        <Mark source=one.source />
    }
}

/// The rights that go by letter.
#[component]
pub(super) fn Rights() -> impl IntoView {
    let text = &use_texts().asking;
    view! {
        <div class="page">
            <Back to=Route::Ask(Ask::Home) word=text.title />
            <Heading text=text.rights_title />
            <p class="lead">{text.rights_lead}</p>
            <ul class="rows">
                {Right::ALL
                    .into_iter()
                    .map(|right| {
                        let href = Route::Ask(Ask::New(Kind::Right(right))).path();
                        let (word, hint) = (right_words(right), right_hint(right));
                        view! { <Way href icon=Icon::Letter word hint /> }
                    })
                    .collect_view()}
                <Way
                    href=Route::Ask(Ask::New(Kind::Wrong)).path()
                    icon=Icon::Attention
                    word=text.new_wrong
                />
            </ul>
        </div>
    }
}

fn right_hint(right: Right) -> &'static str {
    let text = &use_texts().asking;
    match right {
        Right::Copy => text.right_copy_hint,
        Right::CopyYoung => text.right_copy_young_hint,
        Right::Addition => text.right_addition_hint,
        Right::Destruction => text.right_destruction_hint,
        Right::Shielding => text.right_shielding_hint,
        Right::Transfer => text.right_transfer_hint,
    }
}
