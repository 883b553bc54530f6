//! The same thing at other sources: what each says, what may be the same, and
//! what the person said of it.

use inzage_dossier::view::{Reason, Verdict};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::faces::TroubleNotice;
use crate::components::live::live;
use crate::components::rows::{Mark, Rows};
use crate::engine::protocol::Row;
use crate::engine::protocol::same::{Decided, Differing, Same};
use crate::platform::clock;
use crate::state::look::{use_lang_code, use_texts};
use crate::state::same;
use crate::state::session::use_session;
use crate::state::words::Trouble;

/// Everything about being the same, as far as there is anything.
#[component]
pub(super) fn SameElsewhere(number: String, same: Same) -> impl IntoView {
    let trouble = RwSignal::new(None::<Trouble>);
    let number = StoredValue::new(number);
    let Same {
        others,
        reasons,
        differing,
        maybe,
        decided,
    } = same;
    view! {
        {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
        {(!others.is_empty())
            .then(|| view! { <Together number others reasons differing trouble /> })}
        {(!maybe.is_empty()).then(|| view! { <Maybe number maybe trouble /> })}
        {(!decided.is_empty()).then(|| view! { <Said number decided trouble /> })}
    }
}

#[component]
fn Together(
    number: StoredValue<String>,
    others: Vec<Row>,
    reasons: Vec<Reason>,
    differing: Vec<Differing>,
    trouble: RwSignal<Option<Trouble>>,
) -> impl IntoView {
    let text = &use_texts().same;
    let title = text.title(others.len() + 1);
    view! {
        <section class="section">
            <h2>{title}</h2>
            <p class="hint">{text.together}</p>
            <ul>
                {reasons
                    .into_iter()
                    .map(|reason| view! { <li>{same::reason(use_texts(), reason)}</li> })
                    .collect_view()}
            </ul>
            {if differing.is_empty() {
                view! { <p>{text.all_equal}</p> }.into_any()
            } else {
                view! { <Differences differing /> }.into_any()
            }}
            {others
                .into_iter()
                .map(|row| {
                    let answers = vec![(Verdict::Different, text.part)];
                    view! { <Judged number row why=None answers trouble /> }
                })
                .collect_view()}
        </section>
    }
}

/// What the sources say differently, each with whose it is.
#[component]
fn Differences(differing: Vec<Differing>) -> impl IntoView {
    let text = &use_texts().same;
    let value = |said: String| {
        if said.is_empty() {
            view! { <span class="hint">{text.not_said}</span> }.into_any()
        } else {
            view! { <span>{said}</span> }.into_any()
        }
    };
    view! {
        <h3>{text.differing}</h3>
        <dl class="sides">
            {differing
                .into_iter()
                .map(|field| {
                    view! {
                        <div class="side-by-side">
                            <dt>{field.label}</dt>
                            {field
                                .values
                                .into_iter()
                                .map(|(source, said)| {
                                    view! { <dd>{value(said)} <Mark source /></dd> }
                                })
                                .collect_view()}
                        </div>
                    }
                })
                .collect_view()}
        </dl>
    }
}

#[component]
fn Maybe(
    number: StoredValue<String>,
    maybe: Vec<(Row, Reason)>,
    trouble: RwSignal<Option<Trouble>>,
) -> impl IntoView {
    let text = &use_texts().same;
    view! {
        <section class="section">
            <h2>{text.maybe_title}</h2>
            <p class="hint">{text.maybe_text}</p>
            {maybe
                .into_iter()
                .map(|(row, reason)| {
                    let answers = vec![
                        (Verdict::Same, text.confirm),
                        (Verdict::Different, text.refute),
                    ];
                    let why = Some(same::reason(use_texts(), reason));
                    view! { <Judged number row why answers trouble /> }
                })
                .collect_view()}
        </section>
    }
}

/// Another entry, and what the person can say of it.
#[component]
fn Judged(
    number: StoredValue<String>,
    row: Row,
    why: Option<&'static str>,
    answers: Vec<(Verdict, &'static str)>,
    trouble: RwSignal<Option<Trouble>>,
) -> impl IntoView {
    let session = use_session();
    let other = row.number.clone();
    let buttons = answers.into_iter().map(|(verdict, word)| {
        let (session, other) = (session.clone(), other.clone());
        let decide = move |_| {
            let (session, other) = (session.clone(), other.clone());
            spawn_local(async move {
                let done = same::decide(session.engine(), number.get_value(), other, verdict).await;
                match done {
                    Ok(()) => session.record_changed(),
                    Err(found) => trouble.set(Some(found)),
                }
            });
        };
        view! {
            <button type="button" class="button-quiet" on:click=decide>
                {word}
            </button>
        }
    });
    let buttons = buttons.collect_view();
    view! {
        <div class="judged">
            <Rows rows=vec![row] />
            {why.map(|why| view! { <p>{why}</p> })}
            <div class="buttons">{buttons}</div>
        </div>
    }
}

/// What the person said before, to be taken back.
#[component]
fn Said(
    number: StoredValue<String>,
    decided: Vec<Decided>,
    trouble: RwSignal<Option<Trouble>>,
) -> impl IntoView {
    let text = &use_texts().same;
    view! {
        <section class="section">
            <h2>{text.said_title}</h2>
            {decided
                .into_iter()
                .map(|decided| view! { <OneSaid number decided trouble /> })
                .collect_view()}
        </section>
    }
}

#[component]
fn OneSaid(
    number: StoredValue<String>,
    decided: Decided,
    trouble: RwSignal<Option<Trouble>>,
) -> impl IntoView {
    let text = &use_texts().same;
    let session = use_session();
    let at = clock::for_people(&decided.at, use_lang_code());
    let words = match decided.verdict {
        Verdict::Same => text.said_same(&at),
        Verdict::Different => text.said_different(&at),
    };
    let other = decided.row.number.clone();
    let undo = move |_| {
        let (session, other) = (session.clone(), other.clone());
        spawn_local(async move {
            match same::undo(session.engine(), number.get_value(), other).await {
                Ok(()) => session.record_changed(),
                Err(found) => trouble.set(Some(found)),
            }
        });
    };
    view! {
        <div class="judged">
            <p>{words}</p>
            <Rows rows=vec![decided.row] />
            <div class="buttons">
                <button type="button" class="button-quiet" on:click=undo>
                    {text.undo}
                </button>
            </div>
        </div>
    }
}
