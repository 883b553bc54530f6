//! The list on paper. Its head, with title, person, sources and dates, comes back
//! on every page because it is the head of the table.

use leptos::prelude::*;

use super::own::said_words;
use crate::engine::protocol::medication::{List, OwnMedicine, Part, Section, Treatment};
use crate::engine::protocol::{Rows, SourceMark};
use crate::state::look::use_texts;
use crate::state::session::use_session;
use crate::texts::MedicationPaperOf;

/// The printed list.
#[component]
pub(super) fn Paper(list: List) -> impl IntoView {
    let text = &use_texts().medication;
    let sources: Vec<String> = list
        .sources
        .iter()
        .map(|collected| format!("{} ({})", collected.source.name, collected.at))
        .collect();
    let sources = text.paper_sources(&sources.join("; "));
    let seen = use_session().seen_untracked();
    let title = match &seen {
        None => text.paper_title,
        Some(_) => use_texts().along.paper_title,
    };
    let whose = seen
        .map(|seen| seen.whose)
        .filter(|whose| !whose.is_empty());
    let made = match list.person.as_ref().or(whose.as_ref()) {
        Some(person) => text.paper_of(&MedicationPaperOf {
            date: &list.today,
            person,
        }),
        None => text.paper_made(&list.today),
    };
    view! {
        <table class="paper-list">
            <thead>
                <tr>
                    <td colspan="4">
                        <p class="paper-title">{title}</p>
                        <p>{made}</p>
                        <p>{sources}</p>
                        <p class="strong">{text.unchecked}</p>
                    </td>
                </tr>
                <tr>
                    <th scope="col">{text.paper_medicine}</th>
                    <th scope="col">{text.paper_usage}</th>
                    <th scope="col">{text.paper_standing}</th>
                    <th scope="col">{text.paper_who}</th>
                </tr>
            </thead>
            {list
                .sections
                .into_iter()
                .map(|section| view! { <Sheet section /> })
                .collect_view()}
            <Own medicines=list.own />
            <Allergies allergies=list.allergies />
        </table>
    }
}

#[component]
fn Sheet(section: Section) -> impl IntoView {
    let more = section.total.saturating_sub(section.treatments.len());
    view! {
        <tbody>
            <tr>
                <th class="paper-group" colspan="4" scope="colgroup">
                    {section.heading}
                </th>
            </tr>
            {section
                .treatments
                .into_iter()
                .map(|treatment| view! { <Line treatment /> })
                .collect_view()}
            <More more />
        </tbody>
    }
}

#[component]
fn Line(treatment: Treatment) -> impl IntoView {
    let text = &use_texts().medication;
    let reason = (!treatment.reason.is_empty()).then(|| text.reason(&treatment.reason));
    let differs = treatment.differences.into_iter().map(|difference| {
        let sides = difference
            .sides
            .map(|side| format!("{}: {}", side.source.name, side.says));
        format!(
            "{}. {}.",
            text.difference(&difference.what),
            sides.join("; ")
        )
    });
    let differs = differs.collect::<Vec<_>>();
    let own = treatment.own.map(|own| {
        format!(
            "{}, {}: {}",
            text.own_filled,
            own.date,
            said_words(Some(own.said), &own.words)
        )
    });
    let agreed = treatment.usage.clone();
    let parts = treatment.voices.into_iter().flat_map(|voice| {
        let (heading, agreed) = (voice.heading, agreed.clone());
        let told = voice.parts.into_iter().filter(|part| !part.void);
        told.map(move |part| who(&heading, &agreed, part))
    });
    view! {
        <tr>
            <td class="strong">{treatment.product}</td>
            <td>
                {treatment.usage}
                {own.map(|own| view! { <p class="strong">{own}</p> })}
            </td>
            <td>
                {treatment.standing} {reason.map(|reason| view! { <p>{reason}</p> })}
                {differs
                    .into_iter()
                    .map(|differs| view! { <p class="strong">{differs}</p> })
                    .collect_view()}
            </td>
            <td>
                <ul>{parts.map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            </td>
        </tr>
    }
}

/// Whose voice, who delivered it, who said it, when; and how it is used, where
/// that is not what stands in the row.
fn who(heading: &str, agreed: &str, part: Part) -> String {
    let usage = if part.usage == agreed {
        String::new()
    } else {
        part.usage
    };
    let names: Vec<String> = part
        .sources
        .into_iter()
        .map(|source: SourceMark| source.name)
        .collect();
    [names.join(", "), part.by, part.date, usage]
        .into_iter()
        .filter(|said| !said.is_empty())
        .fold(format!("{heading}:"), |line, said| {
            let joint = if line.ends_with(':') { " " } else { ", " };
            format!("{line}{joint}{said}")
        })
}

/// How many are not on this sheet.
#[component]
fn More(more: usize) -> impl IntoView {
    let words = (more > 0).then(|| use_texts().medication.paper_more(more));
    words.map(|words| {
        view! {
            <tr>
                <td class="strong" colspan="4">
                    {words}
                </td>
            </tr>
        }
    })
}

/// Medicines that the person added herself.
#[component]
fn Own(medicines: Vec<OwnMedicine>) -> impl IntoView {
    let text = &use_texts().medication;
    (!medicines.is_empty()).then(|| {
        view! {
            <tbody>
                <tr>
                    <th class="paper-group" colspan="4" scope="colgroup">
                        {text.own_medicines}
                    </th>
                </tr>
                {medicines
                    .into_iter()
                    .map(|medicine| {
                        view! {
                            <tr>
                                <td class="strong">{medicine.product}</td>
                                <td>{medicine.usage}</td>
                                <td colspan="2">{text.own_filled} ", " {medicine.date}</td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </tbody>
        }
    })
}

/// A name with a date, when there is one.
fn dated(name: String, date: &str) -> String {
    if date.is_empty() {
        name
    } else {
        format!("{name}, {date}")
    }
}

#[component]
fn Allergies(allergies: Rows) -> impl IntoView {
    let text = &use_texts().medication;
    let Rows { rows, total } = allergies;
    let more = total.saturating_sub(rows.len());
    let none = rows.is_empty();
    view! {
        <tbody>
            <tr>
                <th class="paper-group" colspan="4" scope="colgroup">
                    {text.paper_allergies}
                </th>
            </tr>
            {none
                .then(|| {
                    view! {
                        <tr>
                            <td colspan="4">{text.paper_no_allergies}</td>
                        </tr>
                    }
                })}
            {rows
                .into_iter()
                .map(|row| {
                    view! {
                        <tr>
                            <td class="strong">{row.title}</td>
                            <td colspan="2">{row.status}</td>
                            <td>{dated(row.source.name, &row.date)}</td>
                        </tr>
                    }
                })
                .collect_view()}
            <More more />
        </tbody>
    }
}
