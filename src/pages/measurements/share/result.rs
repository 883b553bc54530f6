//! What became of what was shared.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::parts::{self, anew};
use super::super::words;
use super::Stage;
use crate::components::faces::{Notice, Tone, TroubleNotice, faces};
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::components::rows::Mark;
use crate::components::signing::SignedIn;
use crate::engine::protocol::sharing::{Fate, Line, Share, Since};
use crate::state::look::use_texts;
use crate::state::session::use_session;
use crate::state::sharing;
use crate::state::words::Trouble;
use crate::texts::SharingEarlierCounts;

/// Readings in a row: what, how much, when.
#[component]
pub(super) fn Lines(lines: Vec<Line>) -> impl IntoView {
    view! {
        <ul class="sharing-lines" aria-label=use_texts().sharing.list>
            {lines.into_iter().map(|line| view! { <li>{words_of(line)}</li> }).collect_view()}
        </ul>
    }
}

fn words_of(line: Line) -> impl IntoView {
    let Line { kind, row, since } = line;
    let text = &use_texts().sharing;
    let since = match since {
        Since::Same => None,
        Since::Changed(now) => Some(text.since_changed(&now)),
        Since::Deleted => Some(text.since_deleted.to_owned()),
        Since::SentLater => Some(text.since_sent.to_owned()),
    };
    let about = parts::moments(&row).join(" · ");
    view! {
        <span class="sharing-what">
            <strong>{words::kind(kind)}</strong>
            " "
            {row.value}
            {row.beside.map(|beside| format!(" · {beside}"))}
        </span>
        <span class="sharing-when">{format!("{} {}", row.day, row.clock)}</span>
        {(!about.is_empty()).then(|| view! { <span class="small">{about}</span> })}
        {(!row.note.is_empty()).then(|| view! { <span class="small sharing-note">{row.note}</span> })}
        {since.map(|since| view! { <span class="small strong">{since}</span> })}
    }
}

/// How a share ended, and what can be done about the rest.
#[component]
pub(super) fn Outcome(
    share: Share,
    trouble: Option<Trouble>,
    stage: RwSignal<Stage>,
) -> impl IntoView {
    let text = &use_texts().sharing;
    let all = share.lines.iter().all(|(fate, _)| is_accepted(fate));
    let any = share.lines.iter().any(|(fate, _)| is_accepted(fate));
    let open = share
        .lines
        .iter()
        .any(|(fate, _)| matches!(fate, Fate::Uncertain(_)));
    let (tone, title) = match (all, open) {
        (true, _) => (Tone::Good, text.done_all),
        (false, true) => (Tone::Attention, text.done_open),
        (false, false) => (Tone::Attention, text.done_part),
    };
    let after = any.then(|| text.after(&share.to.name));
    view! {
        <div role="status">
            <Notice tone>
                <p class="strong">{title}</p>
                {after.map(|after| view! { <p>{after}</p> })}
            </Notice>
        </div>
        <p>
            <Mark source=share.to.clone() />
            " "
            {share.at.clone()}
        </p>
        {trouble.map(|trouble| view! { <TroubleNotice trouble /> })}
        {anew(|| view! { <Rest share=StoredValue::new(share.clone()) /> })}
        {groups(share.lines)}
        {share.trace_id.map(|id| view! { <p class="small">{text.trace(&id)}</p> })}
        <div class="buttons">
            <button type="button" class="button-quiet" on:click=move |_| stage.set(Stage::Choosing)>
                {text.to_choice}
            </button>
        </div>
    }
}

fn is_accepted(fate: &Fate) -> bool {
    matches!(fate, Fate::Accepted(_))
}

/// The readings by what became of them, what needs attention first.
fn groups(lines: Vec<(Fate, Line)>) -> impl IntoView {
    let mut groups: Vec<(Fate, Vec<Line>)> = Vec::new();
    for (fate, line) in lines {
        match groups.last_mut() {
            Some((known, lines)) if *known == fate => lines.push(line),
            _ => groups.push((fate, vec![line])),
        }
    }
    groups
        .into_iter()
        .map(|(fate, lines)| {
            let (icon, title, about) = fate_words(&fate);
            view! {
                <section class="section">
                    <h2 class="sharing-fate">
                        <Draw icon />
                        {format!("{title} ({})", lines.len())}
                    </h2>
                    {about.map(|about| view! { <p>{about}</p> })}
                    <Lines lines />
                </section>
            }
        })
        .collect_view()
}

/// A fate in words.
fn fate_words(fate: &Fate) -> (Icon, &'static str, Option<String>) {
    let text = &use_texts().sharing;
    match fate {
        Fate::Accepted(at) => (Icon::Check, text.accepted, Some(text.accepted_at(at))),
        Fate::Refused(why) if why.is_empty() => (
            Icon::Serious,
            text.refused,
            Some(text.refused_silent.to_owned()),
        ),
        Fate::Refused(why) => (Icon::Serious, text.refused, Some(text.refused_why(why))),
        Fate::Uncertain(_) => (
            Icon::Attention,
            text.uncertain,
            Some(text.uncertain_text.to_owned()),
        ),
        Fate::Waiting => (Icon::Info, text.waiting, None),
    }
}

/// Sending the rest: what was refused or never left; what is uncertain only when
/// the person says so.
#[component]
fn Rest(share: StoredValue<Share>) -> impl IntoView {
    let (rest, uncertain) = share.with_value(|share| {
        let rest = share.rest(|fate| matches!(fate, Fate::Refused(_) | Fate::Waiting));
        let uncertain = share.rest(|fate| matches!(fate, Fate::Uncertain(_)));
        (rest, uncertain)
    });
    (rest + uncertain > 0).then(|| {
        view! {
            <SignedIn>
                <SendRest rest uncertain share />
            </SignedIn>
        }
    })
}

#[component]
fn SendRest(rest: usize, uncertain: usize, share: StoredValue<Share>) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.sharing;
    let session = StoredValue::new(use_session());
    let trouble = RwSignal::new(None::<Trouble>);
    let send = move |uncertain_too: bool| {
        let session = session.get_value();
        let id = share.with_value(|share| share.id.clone());
        spawn_local(async move {
            let offered = sharing::again(session.engine(), id, uncertain_too).await;
            let left = match offered {
                Ok(share) => sharing::log_in(&session, &share).await,
                Err(failed) => Err(failed),
            };
            if let Err(failed) = left {
                trouble.try_set(Some(failed));
            }
        });
    };
    view! {
            <p class="digid">{texts.common.own_digid}</p>
            {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
            <div class="buttons">
                {(rest > 0)
                    .then(|| {
                        view! {
                            <button type="button" class="button" on:click=move |_| send(false)>
                                <Draw icon=Icon::Key />
                                {text.again}
                            </button>
                        }
                    })}
                {(uncertain > 0)
                    .then(|| {
                        view! {
                            <button type="button" class="button-quiet" on:click=move |_| send(true)>
                                {text.again_uncertain}
                            </button>
                        }
                    })}
            </div>
    }
}

/// What was shared before.
#[component]
pub(super) fn Earlier(stage: RwSignal<Stage>) -> impl IntoView {
    let text = &use_texts().sharing;
    let asked = sharing::shares();
    faces(asked, move |shares| {
        if shares.is_empty() {
            return ().into_any();
        }
        view! {
            <section class="section">
                <h2>{text.earlier}</h2>
                <ul class="cards">
                    {shares
                        .into_iter()
                        .map(|share| view! { <li class="card"><One share stage /></li> })
                        .collect_view()}
                </ul>
            </section>
        }
        .into_any()
    })
}

#[component]
fn One(share: Share, stage: RwSignal<Stage>) -> impl IntoView {
    let text = &use_texts().sharing;
    let accepted = share.count(is_accepted);
    let rest = share.lines.len() - accepted;
    let counts = text.earlier_counts(&SharingEarlierCounts {
        accepted: &accepted.to_string(),
        rest: &rest.to_string(),
    });
    let (to, at) = (share.to.clone(), share.at.clone());
    let label = format!("{}: {}, {at}", text.earlier_open, to.name);
    view! {
        <p class="card-head">
            <Mark source=to />
        </p>
        <p>{at} " · " {counts}</p>
        <div class="buttons">
            <button
                type="button"
                class="button-quiet"
                aria-label=label
                on:click=move |_| stage.set(Stage::Done(share.clone(), None))
            >
                {text.earlier_open}
            </button>
        </div>
    }
}
