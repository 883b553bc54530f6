//! The first screen: three promises, then make the vault, step by step.

mod passphrase;
mod recovery;

use leptos::prelude::*;
use passphrase::NewVault;
use recovery::{ConfirmRecovery, ShowRecovery};

use crate::components::heading::{FocusNext, Heading};
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::platform::device;
use crate::route::Route;
use crate::state::along::readers;
use crate::state::look::use_texts;
use crate::state::session::{Status, use_session};
use crate::state::vaults::Moving;
use crate::texts::CreateStep;

/// A vault that was made and waits for its recovery key.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Made {
    pub(super) vault: String,
    pub(super) name: String,
    pub(super) recovery_key: String,
    /// Whether data of the open vault move into it; that one stays open.
    pub(super) moving: bool,
}

/// How far the person is. The passphrase itself is only in the form.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Step {
    Promises,
    Passphrase,
    Recovery(Made),
    Confirm(Made),
    /// The data that seemed somebody else's are in the vault with this name.
    Moved(String),
}

/// The first screen.
#[component]
pub fn Welcome() -> impl IntoView {
    let session = use_session();
    let moving = use_context::<Moving>().and_then(|Moving(waiting)| {
        let collection = waiting.get_value();
        waiting.set_value(None);
        collection
    });
    // Someone with a vault who comes here wants another one: no promises again.
    let first = match session.status_untracked() {
        Status::NoVault => Step::Promises,
        _ => Step::Passphrase,
    };
    let step = RwSignal::new(first);
    let focus_next = use_context::<FocusNext>();
    let go = Callback::new(move |next: Step| {
        if let Some(FocusNext(wanted)) = focus_next {
            wanted.set_value(true);
        }
        device::scroll_up();
        step.set(next);
    });
    move || match step.get() {
        Step::Promises => view! { <Promises go /> }.into_any(),
        Step::Passphrase => view! { <NewVault go moving=moving.clone() /> }.into_any(),
        Step::Recovery(made) => view! { <ShowRecovery made go /> }.into_any(),
        Step::Confirm(made) => view! { <ConfirmRecovery made go /> }.into_any(),
        Step::Moved(name) => view! { <Moved name /> }.into_any(),
    }
}

/// Which step of the three this is.
#[component]
pub(super) fn StepOf(now: u8) -> impl IntoView {
    view! { <p class="step">{use_texts().create.step(&CreateStep { all: "3", now: &now.to_string() })}</p> }
}

/// The data are in the other vault; this one is still open.
#[component]
fn Moved(name: String) -> impl IntoView {
    let text = use_texts();
    view! {
        <div class="page">
            <Heading text=text.create.moved_title />
            <p class="lead">{text.create.moved(&name)}</p>
            <a class="button" href=Route::Providers.path()>
                {text.collect.to_providers}
            </a>
        </div>
    }
}

#[component]
fn Promises(go: Callback<Step>) -> impl IntoView {
    let text = &use_texts().welcome;
    let promises = [
        (Icon::Lock, text.promise_yours, text.promise_yours_text),
        (Icon::Eye, text.promise_all, text.promise_all_text),
        (Icon::Heart, text.promise_stays, text.promise_stays_text),
    ];
    view! {
        <div class="page welcome">
            <Heading text=text.title />
            <p class="lead">{text.lead}</p>
            <ul class="promises">
                {promises
                    .into_iter()
                    .map(|(icon, title, words)| {
                        view! {
                            <li>
                                <span class="promise-icon">
                                    <Draw icon />
                                </span>
                                <div>
                                    <h2>{title}</h2>
                                    <p>{words}</p>
                                </div>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
            <div class="buttons">
                <button
                    type="button"
                    class="button button-large"
                    on:click=move |_| go.run(Step::Passphrase)
                >
                    {text.start}
                </button>
                <a class="button-quiet" href=Route::Restore.path()>
                    {text.restore}
                </a>
                {live(move || {
                    readers()
                        .map(|_| {
                            view! {
                                <a class="button-quiet" href=Route::Along.path()>
                                    {text.helping}
                                </a>
                            }
                        })
                })}
            </div>
            <p class="hint">{text.age}" "{text.age_young}</p>
        </div>
    }
}
