//! "Is this you?": collections that wait for the person's decision.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::faces::TroubleNotice;
use super::live::live;
use super::rows::Mark;
use crate::engine::protocol::{Decision, PersonCheck, ProviderCard, SourceMark, Waiting};
use crate::route::Route;
use crate::state::address::use_address;
use crate::state::collect::use_collect;
use crate::state::look::use_texts;
use crate::state::record;
use crate::state::session::{Session, use_session};
use crate::state::vaults::Moving;
use crate::state::words::Trouble;
use crate::texts::{PersonDifferentText, PersonFirstText};

/// What the person chose.
#[derive(Clone, Copy)]
enum Choice {
    Confirm,
    Decide(Decision),
    /// No choice of what to do with it yet: it is somebody else's.
    Deny,
    OwnVault,
}

/// The questions about everything that waits, of all these providers.
pub fn questions(cards: &[ProviderCard]) -> Vec<AnyView> {
    cards
        .iter()
        .flat_map(|card| card.groups.iter().map(move |group| (card, group)))
        .flat_map(|(card, group)| group.waiting.iter().map(move |one| (card, one)))
        .map(|(card, waiting)| {
            let (source, waiting) = (card.source.clone(), waiting.clone());
            view! { <Question source waiting /> }.into_any()
        })
        .collect()
}

/// Whether anything waits for an answer.
pub fn waits(cards: &[ProviderCard]) -> bool {
    let mut groups = cards.iter().flat_map(|card| &card.groups);
    groups.any(|group| !group.waiting.is_empty())
}

/// Whether the first collection of someone waits to be confirmed.
pub fn unsure(cards: &[ProviderCard]) -> bool {
    cards
        .iter()
        .flat_map(|card| &card.groups)
        .flat_map(|group| &group.waiting)
        .any(|waiting| matches!(waiting.check, PersonCheck::First { .. }))
}

/// One question, with what can be answered.
#[component]
fn Question(source: SourceMark, waiting: Waiting) -> impl IntoView {
    let text = &use_texts().person;
    let Waiting { collection, check } = waiting;
    let (first, name, birth) = match check {
        PersonCheck::First { name, birth } => (true, name, birth),
        PersonCheck::Different { name, birth } => (false, name, birth),
        PersonCheck::Same | PersonCheck::Unchecked => return ().into_any(),
    };
    let name = known(name, text.name_unknown);
    let birth = known(birth, text.birth_unknown);
    let denied = RwSignal::new(!first);
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let choose = chooser(collection, denied, busy, trouble);
    let yes = if first {
        Choice::Confirm
    } else {
        Choice::Decide(Decision::Mine)
    };
    let button = move |class: &'static str, word: &'static str, choice: Choice| {
        view! {
            <button
                type="button"
                class=class
                disabled=move || busy.get()
                on:click=move |_| choose.run(choice)
            >
                {word}
            </button>
        }
        .into_any()
    };
    view! {
        <section class="question">
            <Mark source />
            {live(move || {
                let (title, words) = if denied.get() {
                    (text.different_title, text.different_text(&PersonDifferentText { birth: &birth, name: &name }))
                } else {
                    (text.first_title, text.first_text(&PersonFirstText { birth: &birth, name: &name }))
                };
                view! {
                    <h2>{title}</h2>
                    <p class="lead">{words}</p>
                }
            })}
            {live(move || {
                if !denied.get() {
                    return view! {
                        <div class="buttons">
                            {button("button button-large", text.first_yes, yes)}
                            {button("button-quiet", text.first_no, Choice::Deny)}
                        </div>
                    }
                        .into_any();
                }
                view! {
                    <p>{text.different_aside}</p>
                    <div class="buttons">
                        {button("button", text.discard, Choice::Decide(Decision::Discard))}
                        {button("button-quiet", text.own_vault, Choice::OwnVault)}
                        {button("button-quiet", text.mine, yes)}
                    </div>
                    <p class="small">{text.own_vault_hint} " " {text.mine_hint}</p>
                }
                    .into_any()
            })}
            {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
        </section>
    }
    .into_any()
}

/// Does what was chosen about a collection.
fn chooser(
    collection: String,
    denied: RwSignal<bool>,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
) -> Callback<Choice> {
    let session = use_session();
    let collect = use_collect();
    let address = use_address();
    let moving = use_context::<Moving>();
    Callback::new(move |choice: Choice| {
        let (session, collection) = (session.clone(), collection.clone());
        match choice {
            Choice::Deny => denied.set(true),
            Choice::OwnVault => {
                if let Some(Moving(waiting)) = moving {
                    waiting.set_value(Some(collection));
                }
                address.go(&Route::Welcome);
            }
            choice => {
                busy.set(true);
                trouble.set(None);
                spawn_local(async move {
                    let result = carry_out(&session, collection, choice).await;
                    busy.try_set(false);
                    match result {
                        Ok(()) => {
                            session.record_changed();
                            collect.decided();
                        }
                        Err(found) => {
                            trouble.try_set(Some(found));
                        }
                    }
                });
            }
        }
    })
}

async fn carry_out(session: &Session, collection: String, choice: Choice) -> Result<(), Trouble> {
    match choice {
        Choice::Decide(decision) => record::decide(session.engine(), collection, decision).await,
        _ => record::confirm_person(session.engine(), collection).await,
    }
}

fn known(text: String, unknown: &str) -> String {
    if text.is_empty() {
        unknown.to_owned()
    } else {
        text
    }
}
