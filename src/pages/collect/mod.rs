//! Collecting: choose where, log in one after the other, watch it come in, see
//! what came and what did not.

mod choose;
mod login;

use choose::Choose;
use inzage_api::ErrorCode;
use inzage_flow::collect::{ItemState, Login, Plan, Step, Work};
use leptos::prelude::*;

use crate::components::live::live;
use leptos::task::spawn_local;
use login::LoginCard;

use super::back::Back;
use crate::components::faces::{Loading, Notice, Tone, TroubleNotice};
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::person::{questions, unsure, waits};
use crate::route::{Ask, Measure, Route};
use crate::state::address::use_address;
use crate::state::collect::use_collect;
use crate::state::look::use_texts;
use crate::state::words::Trouble;
use crate::state::{asking, providers, sharing};

/// Collecting.
#[component]
pub fn Collect() -> impl IntoView {
    let texts = use_texts();
    let collect = use_collect();
    let ready = RwSignal::new(false);
    // Old results are not shown to someone who comes to collect again.
    let anew = RwSignal::new(false);
    let stray = RwSignal::new(None::<ErrorCode>);
    open(ready, anew, stray);
    let choosing = Memo::new(move |_| anew.get() || collect.plan().logins.is_empty());
    view! {
        <div class="page">
            <Back to=Route::Providers word=texts.providers.title />
            <Heading text=texts.collect.title />
            {live(move || {
                stray.get().map(|code| view! { <TroubleNotice trouble=Trouble::Code(code) /> })
            })}
            {live(move || {
                collect
                    .elsewhere()
                    .then(|| {
                        view! {
                            <Notice tone=Tone::Info>
                                <p>{texts.collect.other_tab}</p>
                            </Notice>
                        }
                    })
            })}
            {live(move || collect.trouble().map(|trouble| view! { <TroubleNotice trouble /> }))}
            {live(move || {
                if !ready.get() || !collect.loaded() {
                    view! { <Loading text=texts.common.loading /> }.into_any()
                } else if choosing.get() {
                    view! { <Choose on_planned=Callback::new(move |()| anew.set(false)) /> }.into_any()
                } else {
                    view! { <Round anew /> }.into_any()
                }
            })}
        </div>
    }
}

/// Opens the plan, with what the address says after a login elsewhere; then the
/// address is the screen's own again.
fn open(ready: RwSignal<bool>, anew: RwSignal<bool>, stray: RwSignal<Option<ErrorCode>>) {
    let collect = use_collect();
    let address = use_address();
    let login = address.parameter("login");
    let error = address
        .parameter("error")
        .map(|code| ErrorCode::parse(&code).unwrap_or(ErrorCode::Internal));
    // A login that was not to collect goes on where it was begun.
    if let Some((login, path)) = login
        .as_deref()
        .and_then(|login| Some((login, begun(login)?)))
    {
        let error = error.map_or_else(String::new, |code| format!("&error={}", code.as_str()));
        return address.replace(&format!("{path}?login={login}{error}"));
    }
    let came_back = login.is_some() || error.is_some();
    if login.is_none() {
        stray.set(error);
    }
    spawn_local(async move {
        collect.open(login, error).await;
        if came_back {
            address.replace(&Route::Collect.path());
        }
        anew.try_set(!came_back && collect.plan_untracked().ended());
        ready.try_set(true);
    });
}

/// The path of the screen where a login was begun, when it was not this one.
fn begun(login: &str) -> Option<String> {
    if sharing::waits_for(login).is_some() {
        return Some(Route::Measure(Measure::Share).path());
    }
    let (_, id) = asking::waits_for(login)?;
    Some(Route::Ask(Ask::One(id)).path())
}

/// A round of collecting, under way or ended.
#[component]
fn Round(anew: RwSignal<bool>) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.collect;
    let collect = use_collect();
    let count = Memo::new(move |_| collect.plan().logins.len());
    let ended = Memo::new(move |_| collect.plan().ended());
    let added = providers::added();
    let cards = move || added.get().and_then(Result::ok).unwrap_or_default();
    // First who this is, then the next login, and only then the result.
    let asking = Memo::new(move |_| collect.unsure() || unsure(&cards()));
    // The login whose turn it is: the one under way, else the first not begun.
    let turn = Memo::new(move |_| {
        let plan = collect.plan();
        plan.current().or_else(|| {
            let todo = |login: &Login| login.step == Step::Todo && !asking.get();
            plan.logins.iter().position(todo)
        })
    });
    view! {
        {live(move || questions(&cards()))}
        {live(move || (ended.get() && !asking.get() && !waits(&cards())).then(|| view! { <Summary anew /> }))}
        <ol class="cards">
            {live(move || {
                let count = count.get();
                (0..count)
                    .map(|place| view! { <LoginCard place count turn /> })
                    .collect_view()
            })}
        </ol>
        {live(move || (!ended.get()).then(|| view! { <p class="hint">{text.plan_time}</p> }))}
    }
}

/// What a round brought: entries, and parts that did not work.
fn outcome(plan: &Plan) -> (usize, usize) {
    let items = || plan.logins.iter().flat_map(|login| &login.items);
    let entries = items()
        .filter(|item| matches!(item.work, Work::Query { .. }))
        .map(|item| item.entries)
        .sum();
    let parts = items()
        .filter(|item| matches!(item.state, ItemState::Failed(_) | ItemState::Partial(_)))
        .count();
    let logins = plan
        .logins
        .iter()
        .filter(|login| matches!(login.step, Step::Failed(_)))
        .count();
    (entries, parts + logins)
}

#[component]
fn Summary(anew: RwSignal<bool>) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.collect;
    let collect = use_collect();
    let (entries, failed) = outcome(&collect.plan_untracked());
    let (tone, title) = match (entries, failed) {
        (0, _) => (Tone::Info, text.result_none.to_owned()),
        (_, 0) => (Tone::Good, text.result_title.to_owned()),
        _ => (Tone::Attention, text.result_title_partial.to_owned()),
    };
    view! {
        <div role="status">
            <Notice tone>
                <p class="strong">{title}</p>
                {(entries > 0).then(|| view! { <p>{text.result_count(entries)}</p> })}
                {(failed > 0).then(|| view! { <p>{text.result_failed(failed)}</p> })}
            </Notice>
        </div>
        <div class="buttons">
            <a class="button" href=Route::Dossier.path()>
                {text.read}
            </a>
            <button type="button" class="button-quiet" on:click=move |_| anew.set(true)>
                <Draw icon=Icon::Refresh />
                {text.again}
            </button>
        </div>
    }
}
