//! Everything goes under the new keys.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Deed, Done, Leave, Step};
use crate::components::faces::{Loading, TroubleNotice};
use crate::components::heading::Heading;
use crate::components::live::live;
use crate::engine::protocol::Failure;
use crate::state::keys::{self, Progress};
use crate::state::look::use_texts;
use crate::state::session::use_session;
use crate::state::words::Trouble;
use crate::texts::SecurityProgress;

/// Begins at once, says how far it is, and goes on when it is done.
#[component]
pub(super) fn Copying(
    deed: Deed,
    /// A new recovery key, and as it was typed back.
    key: Option<(String, String)>,
    go: Callback<Step>,
) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.security;
    let session = use_session();
    let progress = RwSignal::new(Progress::default());
    let trouble = RwSignal::new(None::<Trouble>);
    spawn_local(async move {
        let typed = key.as_ref().map(|(_, typed)| typed.clone());
        let told = move |now| {
            progress.try_set(now);
        };
        match (
            keys::renew(&session, typed.unwrap_or_default(), told).await,
            key,
        ) {
            // Who left the screen meanwhile goes nowhere; the new keys hold.
            (Ok(left), _) => drop(go.try_run(Step::Home(Some(Done { deed, left })))),
            (Err(found @ Trouble::Engine(Failure::RecoveryMismatch)), Some((key, _))) => {
                go.try_run(Step::Confirm(deed, key, Some(found)));
            }
            (Err(found), _) => {
                trouble.try_set(Some(found));
            }
        }
    });
    view! {
        <div class="page">
            <Heading text=text.copying />
            {live(move || match trouble.get() {
                Some(trouble) => {
                    // Where the engine itself went away, nobody knows how far it came.
                    let unknown = [Failure::Internal, Failure::Locked].map(Trouble::Engine);
                    let as_it_was = (!unknown.contains(&trouble)).then_some(text.as_it_was);
                    view! {
                        <TroubleNotice trouble />
                        <p>{as_it_was}</p>
                        <Leave go text=texts.common.back />
                    }
                        .into_any()
                }
                None => view! { <How progress /> }.into_any(),
            })}
        </div>
    }
}

#[component]
fn How(progress: RwSignal<Progress>) -> impl IntoView {
    let text = &use_texts().security;
    let all = move || progress.get().all.to_string();
    let done = move || progress.get().done.to_string();
    view! {
        <p class="lead">{text.copying_lead}</p>
        <Loading text=use_texts().common.busy />
        <progress class="progress" aria-label=text.copying max=all value=done></progress>
        <p class="hint">
            {live(move || text.progress(&SecurityProgress { all: &all(), done: &done() }))}
        </p>
    }
}
