//! Puts a backup on this device, as a vault of its own.

use leptos::prelude::*;

use crate::components::live::live;
use leptos::task::spawn_local;

use super::back::Back;
use crate::components::faces::{Loading, Notice, Tone, TroubleNotice};
use crate::components::heading::Heading;
use crate::components::secret::{SecretField, TypedSecret};
use crate::platform::{file, focus};
use crate::route::Route;
use crate::state::look::use_texts;
use crate::state::session::use_session;
use crate::state::vaults;
use crate::state::words::Trouble;

const FILE: &str = "backup-file";

/// How far it is.
#[derive(Clone, PartialEq, Eq)]
enum Stage {
    Asking {
        no_file: bool,
        trouble: Option<Trouble>,
    },
    Busy,
    Done,
}

/// The form, and how it went.
#[component]
pub fn Restore() -> impl IntoView {
    let text = use_texts();
    let session = use_session();
    let secret = TypedSecret::default();
    let stage = RwSignal::new(Stage::Asking {
        no_file: false,
        trouble: None,
    });
    let found = session.clone();
    let restore = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let session = session.clone();
        spawn_local(async move {
            let Some(bytes) = file::chosen(FILE).await else {
                stage.set(Stage::Asking {
                    no_file: true,
                    trouble: None,
                });
                return focus::focus(FILE);
            };
            stage.set(Stage::Busy);
            match vaults::restore(session.engine(), bytes, secret.take()).await {
                Ok(_) => {
                    session.refresh_vaults().await;
                    stage.set(Stage::Done);
                }
                Err(trouble) => {
                    stage.set(Stage::Asking {
                        no_file: false,
                        trouble: Some(trouble),
                    });
                }
            }
        });
    };
    let busy = move || stage.get() == Stage::Busy;
    let outcome = move || match stage.get() {
        Stage::Asking { no_file: true, .. } => {
            view! { <p class="wrong" role="alert">{text.restore.no_file}</p> }.into_any()
        }
        Stage::Asking {
            trouble: Some(trouble),
            ..
        } => view! { <TroubleNotice trouble /> }.into_any(),
        Stage::Asking { .. } => ().into_any(),
        Stage::Busy => view! { <Loading text=text.restore.busy /> }.into_any(),
        Stage::Done => {
            let found = found.clone();
            view! {
                <div role="status">
                    <Notice tone=Tone::Good>
                        <p>{text.restore.done}</p>
                    </Notice>
                </div>
                // Only now: a first vault changes which screens there are, and this
                // one has to be read first.
                <a class="button" href=Route::Unlock.path() on:click=move |_| found.leave_for_vaults()>
                    {text.unlock.title}
                </a>
            }
            .into_any()
        }
    };
    view! {
        <form class="page form" on:submit=restore novalidate=true>
            <Back to=Route::Overview word=text.common.back />
            <Heading text=text.restore.title />
            <p class="lead">{text.restore.lead}</p>
            <div class="field">
                <label for=FILE>{text.restore.file}</label>
                <input id=FILE type="file" />
            </div>
            <SecretField secret />
            <SwitchSecret secret />
            {outcome}
            <div class="buttons">
                <button
                    type="submit"
                    class="button"
                    disabled=busy
                    class:hidden=move || stage.get() == Stage::Done
                >
                    {text.restore.go}
                </button>
            </div>
        </form>
    }
}

/// From passphrase to recovery key, or back.
#[component]
pub(super) fn SwitchSecret(secret: TypedSecret) -> impl IntoView {
    let text = &use_texts().unlock;
    view! {
        <p>
            <button type="button" class="link" on:click=move |_| secret.switch()>
                {live(move || if secret.is_recovery() { text.with_passphrase } else { text.with_recovery })}
            </button>
        </p>
    }
}
