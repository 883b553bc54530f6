//! Rows that stand for entries, fields of an entry, and whose they are.

use inzage_zib::view::{Chapter, Field};
use leptos::prelude::*;

use super::explain::{Explanation, ExplanationText, WhatIsThis};
use super::icon::{Draw, Icon};
use crate::engine::protocol::{Explained, Made, Plain, Row, SourceMark, Unread, Variant};
use crate::platform::room;
use crate::route::{Measure, Route};
use crate::state::look::use_texts;
use crate::state::session::mine;
use crate::texts::SameSays;

/// The mark of a provider: its colour and initial, always with its name.
#[component]
pub fn Mark(source: SourceMark) -> impl IntoView {
    let initial: String = source
        .name
        .chars()
        .find(|letter| letter.is_alphanumeric())
        .map(|letter| letter.to_uppercase().collect())
        .unwrap_or_default();
    view! {
        <span class="mark">
            <span class=format!("mark-sign mark-{}", source.mark % 8) aria-hidden="true">
                {initial}
            </span>
            <span class="mark-name">{source.name}</span>
        </span>
    }
}

/// Rows as a list of links, newest as they come.
#[component]
pub fn Rows(rows: Vec<Row>) -> impl IntoView {
    let row = |row| view! { <li><RowLink row below=None /></li> };
    view! { <ul class="rows">{rows.into_iter().map(row).collect_view()}</ul> }
}

/// Element id of the list beside an entry.
pub const LIST_BESIDE: &str = "list-beside";

/// The number of the entry that is open beside the rows, as a context.
#[derive(Clone, Copy)]
pub struct OpenBeside(pub Memo<String>);

/// Whether a row is that of the entry beside it. It is brought where it can be seen.
fn is_beside(number: &str) -> Option<Memo<bool>> {
    let OpenBeside(open) = use_context()?;
    let number = number.to_owned();
    let is_open = Memo::new(move |_| open.get() == number);
    Effect::new(move |_| {
        if is_open.get() {
            request_animation_frame(|| room::show_current(LIST_BESIDE));
        }
    });
    Some(is_open)
}

/// One row: a link to its entry.
#[component]
pub fn RowLink(
    row: Row,
    /// What stands below its title: why it was found.
    below: Option<AnyView>,
) -> impl IntoView {
    let text = use_texts();
    let date = match row.date.as_str() {
        "" => row
            .chapter
            .is_dated()
            .then(|| text.common.date_unknown.to_owned()),
        _ => Some(row.date),
    };
    let current = is_beside(&row.number).map(|open| move || open.get().then_some("page"));
    // What the person made herself has no page for who looks along: the row says it all.
    let leads = row.own.is_none() || mine();
    let to = way(row.own, row.chapter, row.number);
    let several = (!row.also.is_empty()).then(|| text.same.sources(row.also.len() + 1));
    let said = view! {
                <span class="row-main">
                    {row.unread.map(|unread| view! { <UnreadMark unread /> })}
                    <span class="row-title">{row.title}</span>
                    {row.covered.then(|| view! { <span class="row-status">{text.news.covered}</span> })}
                    {row.plain.map(|plain| view! { <span class="row-plain">{plain}</span> })}
                    {row
                        .status
                        .filter(|status| !status.is_empty())
                        .map(|status| view! { <span class="row-status">{status}</span> })}
                    {below}
                    {row.variants.into_iter().map(variant).collect_view()}
                    {row.maybe_same.then(|| view! { <span class="row-maybe">{text.same.maybe}</span> })}
                </span>
                <span class="row-side">
                    {date.map(|date| view! { <span class="row-date">{date}</span> })}
                    <Mark source=row.source />
                    {several.map(|word| view! { <span class="row-several">{word}</span> })}
                    {row.also.into_iter().map(|source| view! { <Mark source /> }).collect_view()}
                </span>
    };
    if !leads {
        return view! { <div class="row">{said}</div> }.into_any();
    }
    view! {
        <a class="row" href=to.path() aria-current=current>
            {said}
            <Draw icon=Icon::Next />
        </a>
    }
    .into_any()
}

/// Where a row leads to.
fn way(own: Option<Made>, chapter: Chapter, number: String) -> Route {
    match own {
        Some(Made::Measured) => Route::Measure(Measure::Reading(number)),
        Some(Made::Added) => Route::Added(number),
        None => Route::Entry(chapter, number),
    }
}

/// What another source of the same thing says in another way.
fn variant(variant: Variant) -> impl IntoView {
    let words = use_texts().same.says(&SameSays {
        source: &variant.source.name,
        what: &variant.says,
    });
    view! { <span class="row-variant">{words}</span> }
}

/// That a row is unread, and why: a dot and a word.
#[component]
pub fn UnreadMark(unread: Unread) -> impl IntoView {
    let text = &use_texts().news;
    let word = match unread {
        Unread::New => text.new,
        Unread::Changed => text.changed,
        Unread::Gone => text.gone,
    };
    view! { <span class="row-unread">{word}</span> }
}

/// Labels with their values, and what they mean where that was said
/// ([`Explained`] as a context).
#[component]
pub fn Fields(fields: Vec<Field>) -> impl IntoView {
    let explained = use_context::<Explained>().unwrap_or_default();
    let pairs = fields.into_iter().map(|field| {
        let text = explained.labels.get(&field.label);
        let plain = explained.values.get(&field.value).cloned();
        pair(field, text.cloned().map(Explanation::new), plain)
    });
    view! { <dl class="fields">{pairs.collect_view()}</dl> }
}

fn pair(field: Field, explanation: Option<Explanation>, plain: Option<Plain>) -> impl IntoView {
    let Field { label, value } = field;
    let button = explanation.clone().map(|explanation| {
        let about = label.clone();
        view! { <WhatIsThis explanation about /> }
    });
    view! {
        <div class="field-pair">
            <dt>{label} {button}</dt>
            <dd>
                {value} {plain.map(|plain| view! { <PlainWords plain /> })}
                {explanation.map(|explanation| view! { <ExplanationText explanation /> })}
            </dd>
        </div>
    }
}

/// What people call something, and what it is.
#[component]
pub fn PlainWords(plain: Plain) -> impl IntoView {
    view! {
        <p class="plain">
            <span class="plain-name">{plain.name}</span>
            ": "
            {plain.text}
        </p>
    }
}

/// A part that is folded until asked for.
#[component]
pub fn Fold(#[prop(into)] title: String, children: Children) -> impl IntoView {
    view! {
        <details class="fold">
            <summary>
                <Draw icon=Icon::Next />
                <span>{title}</span>
            </summary>
            <div class="fold-body">{children()}</div>
        </details>
    }
}

/// The icon of a chapter.
pub fn chapter_icon(chapter: Chapter) -> Icon {
    match chapter {
        Chapter::Demographics => Icon::Person,
        Chapter::Payer => Icon::Payer,
        Chapter::TreatmentDirectives => Icon::Wishes,
        Chapter::ContactPersons => Icon::Contacts,
        Chapter::FunctionalStatus => Icon::Function,
        Chapter::Problems => Icon::Problems,
        Chapter::SocialHistory => Icon::Life,
        Chapter::Alerts => Icon::Alert,
        Chapter::Allergies => Icon::Allergy,
        Chapter::Medication => Icon::Pill,
        Chapter::Devices => Icon::Device,
        Chapter::Vaccinations => Icon::Syringe,
        Chapter::VitalSigns => Icon::Vitals,
        Chapter::Results => Icon::Results,
        Chapter::Procedures => Icon::Procedure,
        Chapter::Encounters => Icon::Bed,
        Chapter::PlannedCare => Icon::Calendar,
        Chapter::CareProviders => Icon::Stethoscope,
        Chapter::Documents => Icon::Letter,
        Chapter::GeneralPractice => Icon::Gp,
        Chapter::OwnMeasurements => Icon::Ruler,
        Chapter::Supporting => Icon::Link,
    }
}
