//! One login of a round: where it stands, what comes in, what to do.

use inzage_api::ErrorCode;
use inzage_flow::collect::{Cause, Item, ItemState, Login, Step, Work};
use leptos::prelude::*;

use crate::components::live::live;

use crate::components::faces::{Notice, Tone, TroubleNotice};
use crate::components::icon::{Draw, Icon};
use crate::components::rows::Fold;
use crate::components::signing::SignedIn;
use crate::components::state::State;
use crate::engine::protocol::PersonCheck;
use crate::state::collect::use_collect;
use crate::state::ends::{self, StateWords};
use crate::state::look::use_texts;
use crate::state::words::Trouble;
use crate::texts::{CollectPartsDone, CollectStep};

/// One login. `turn` is the login whose turn it is.
#[component]
pub(super) fn LoginCard(place: usize, count: usize, turn: Memo<Option<usize>>) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.collect;
    let collect = use_collect();
    let login = Memo::new(move |_| collect.plan().logins.get(place).cloned());
    let step = Memo::new(move |_| login.get().map(|login| login.step));
    let heading = login
        .get_untracked()
        .map(|login| login.name)
        .unwrap_or_default();
    let services = login
        .get_untracked()
        .map(|login| service_names(&login))
        .unwrap_or_default();
    let of = text.step(&CollectStep {
        all: &count.to_string(),
        now: &(place + 1).to_string(),
    });
    view! {
        <li class="card" class:card-quiet=move || turn.get() != Some(place)>
            {(count > 1).then(|| view! { <p class="small">{of}</p> })}
            <h2>{heading}</h2>
            <p class="hint">{services}</p>
            <p aria-live="polite">
                {live(move || {
                    let is_turn = turn.get() == Some(place);
                    login.get().map(|login| view! { <State words=standing(&login, is_turn) /> })
                })}
            </p>
            <Progress login />
            {live(move || {
                let is_turn = turn.get() == Some(place);
                step.get().map(|step| actions(place, &step, is_turn))
            })}
            {live(move || {
                (collect.check(place) == Some(PersonCheck::Unchecked))
                    .then(|| {
                        view! {
                            <Notice tone=Tone::Attention>
                                <p>{texts.person.unchecked}</p>
                            </Notice>
                        }
                    })
            })}
        </li>
    }
}

fn service_names(login: &Login) -> String {
    let names: Vec<&str> = login
        .services
        .iter()
        .map(|(_, name)| name.as_str())
        .collect();
    names.join(" · ")
}

/// Where a login stands, in a word.
fn standing(login: &Login, is_turn: bool) -> StateWords {
    let texts = use_texts();
    let text = &texts.collect;
    match &login.step {
        Step::Todo if is_turn => StateWords::busy(text.your_turn),
        Step::Todo if login.lasting => StateWords::soft(text.queued),
        Step::Todo => StateWords::soft(text.waiting),
        Step::Starting | Step::Refreshing => StateWords::busy(text.busy),
        Step::Away(_) => StateWords::attention(text.away),
        Step::Claiming => StateWords::busy(text.returned),
        Step::Collecting | Step::Checking => StateWords::busy(&text.collecting(&login.name)),
        Step::Done if failed_items(login) > 0 => StateWords::attention(text.partly),
        Step::Done
            if login
                .items
                .iter()
                .any(|item| item.state == ItemState::Cancelled) =>
        {
            StateWords::soft(text.stopped)
        }
        Step::Done => StateWords::good(text.done),
        Step::Failed(_) => StateWords::serious(text.failed),
        Step::Skipped => StateWords::soft(text.skipped),
    }
}

fn failed_items(login: &Login) -> usize {
    login
        .items
        .iter()
        .filter(|item| matches!(item.state, ItemState::Failed(_) | ItemState::Partial(_)))
        .count()
}

/// What the person can do now.
fn actions(place: usize, step: &Step, is_turn: bool) -> AnyView {
    match step {
        Step::Todo if is_turn => view! {
            <SignedIn>
                <LogIn place />
            </SignedIn>
        }
        .into_any(),
        Step::Away(_) => view! {
            <SignedIn>
                <Again place />
            </SignedIn>
        }
        .into_any(),
        Step::Failed(problem) => view! {
            <TroubleNotice trouble=ends::trouble(problem) />
            <Again place />
        }
        .into_any(),
        Step::Claiming => view! {
            <SignedIn only=true>""</SignedIn>
            <Stop place />
        }
        .into_any(),
        Step::Starting | Step::Refreshing | Step::Collecting => view! { <Stop place /> }.into_any(),
        Step::Done => view! { <Retry place /> }.into_any(),
        Step::Todo | Step::Checking | Step::Skipped => ().into_any(),
    }
}

/// The way to the provider's own login page, and back.
#[component]
fn LogIn(place: usize) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.collect;
    let collect = use_collect();
    let login = collect.plan_untracked().logins.get(place).cloned();
    let lasting = login.as_ref().is_some_and(|login| login.lasting);
    let name = login.map(|login| login.name).unwrap_or_default();
    let label = text.login_title(&name);
    view! {
        {if lasting {
            view! { <p>{text.plan_lasting}</p> }.into_any()
        } else {
            view! {
                <p>{text.login_text(&name)}</p>
                <Notice tone=Tone::Attention>
                    <p class="strong">{texts.common.own_digid}</p>
                </Notice>
                <p class="hint">{text.login_back}</p>
            }
                .into_any()
        }}
        <div class="buttons">
            <button
                type="button"
                class="button"
                aria-description=label
                on:click=move |_| collect.start(place)
            >
                <Draw icon=Icon::Key />
                {if lasting { texts.providers.collect_first } else { text.login_go }}
            </button>
            <button type="button" class="button-quiet" on:click=move |_| collect.skip(place)>
                {text.login_skip}
            </button>
        </div>
    }
}

#[component]
fn Again(place: usize) -> impl IntoView {
    let texts = use_texts();
    let collect = use_collect();
    view! {
        <p class="digid">{texts.common.own_digid}</p>
        <div class="buttons">
            <button type="button" class="button" on:click=move |_| collect.start(place)>
                <Draw icon=Icon::Key />
                {texts.collect.login_again}
            </button>
            <button type="button" class="button-quiet" on:click=move |_| collect.skip(place)>
                {texts.collect.login_skip}
            </button>
        </div>
    }
}

#[component]
fn Stop(place: usize) -> impl IntoView {
    let text = &use_texts().collect;
    let collect = use_collect();
    view! {
        <p class="hint">{text.collecting_text}</p>
        <div class="buttons">
            <button type="button" class="button-quiet" on:click=move |_| collect.cancel(place)>
                <Draw icon=Icon::Stop />
                {text.stop}
            </button>
        </div>
    }
}

/// Tries again what failed or was stopped, and nothing else.
#[component]
fn Retry(place: usize) -> impl IntoView {
    let own_digid = use_texts().common.own_digid;
    let text = &use_texts().collect;
    let collect = use_collect();
    let open = move || {
        collect.plan().logins.get(place).is_some_and(|login| {
            failed_items(login) > 0
                || login
                    .items
                    .iter()
                    .any(|item| item.state == ItemState::Cancelled)
        })
    };
    // A session that ended stopped it: first she signs in again.
    let ended = move || {
        collect.plan().logins.get(place).is_some_and(|login| {
            let code = |item: &Item| match &item.state {
                ItemState::Failed(problem) | ItemState::Partial(Cause::Problem(problem)) => {
                    problem.code == ErrorCode::SignInNeeded
                }
                _ => false,
            };
            login.items.iter().any(code)
        })
    };
    move || {
        open().then(|| {
            let trouble = ended().then_some(Trouble::Code(ErrorCode::SignInNeeded));
            view! {
                {trouble.map(|trouble| view! { <TroubleNotice trouble /> })}
                <div class="buttons">
                    <button
                        type="button"
                        class="button-quiet"
                        on:click=move |_| collect.retry(place)
                    >
                        <Draw icon=Icon::Refresh />
                        {text.retry_failed}
                    </button>
                </div>
                <p class="small">{text.retry_login} " " {own_digid}</p>
            }
        })
    }
}

/// What has come in, part by part.
#[component]
fn Progress(login: Memo<Option<Login>>) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.collect;
    let items = Memo::new(move |_| login.get().map(|login| login.items).unwrap_or_default());
    let counts = Memo::new(move |_| {
        items.with(|items| {
            let ended = items.iter().filter(|item| has_ended(&item.state)).count();
            let entries: usize = items
                .iter()
                .filter(|item| matches!(item.work, Work::Query { .. }))
                .map(|item| item.entries)
                .sum();
            (ended, items.len(), entries)
        })
    });
    let any = Memo::new(move |_| counts.get().1 > 0);
    move || {
        any.get().then(|| {
            view! {
                <div class="stack">
                    <progress
                        class="progress"
                        class:hidden=move || counts.get().0 == counts.get().1
                        aria-label=text.detail
                        max=move || counts.get().1.to_string()
                        value=move || counts.get().0.to_string()
                    ></progress>
                    <p class="hint">
                        {live(move || {
                            let (ended, all, entries) = counts.get();
                            format!(
                                "{} · {}",
                                text.parts_done(&CollectPartsDone { all: &all.to_string(), done: &ended.to_string() }),
                                texts.common.entries(entries),
                            )
                        })}
                    </p>
                    <Fold title=text.detail>
                        <ul class="queries">
                            {live(move || items.get().into_iter().map(part).collect_view())}
                        </ul>
                    </Fold>
                </div>
            }
        })
    }
}

fn has_ended(state: &ItemState) -> bool {
    !matches!(
        state,
        ItemState::Todo | ItemState::Running(_) | ItemState::Waiting(_)
    )
}

fn part(item: Item) -> impl IntoView {
    let texts = use_texts();
    let name = match &item.work {
        Work::Query { service, query } => use_collect().query_name(service, query),
        Work::Document { .. } => texts.collect.documents_part.to_owned(),
        Work::Reference { .. } => texts.collect.referred_part.to_owned(),
    };
    let words = ends::item(texts, item.entries, &item.state);
    view! {
        <li>
            <span>{name}</span>
            <State words />
        </li>
    }
}
