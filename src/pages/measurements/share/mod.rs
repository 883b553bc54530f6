//! Sharing own measurements with a provider: choose, see what goes, log in, send,
//! see what became of it.

mod choose;
mod look;
mod result;

use inzage_api::ErrorCode;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::parts::Nobody;
use crate::components::faces::{Loading, TroubleNotice};
use crate::components::heading::Heading;
use crate::components::live::live;
use crate::components::signing::SignedIn;
use crate::engine::protocol::sharing::{Choice, Share};
use crate::pages::back::Back;
use crate::platform::focus;
use crate::route::{Measure, Route};
use crate::state::address::use_address;
use crate::state::look::use_texts;
use crate::state::session::use_session;
use crate::state::sharing;
use crate::state::words::Trouble;
use crate::texts::SharingProgress;

/// Where sharing stands on this screen.
#[derive(Clone)]
enum Stage {
    /// What, and with whom.
    Choosing,
    /// This is what would go.
    Looking(Choice),
    /// It is being sent; how it stands.
    Sending(Option<Share>),
    /// What became of it, and what stopped it.
    Done(Share, Option<Trouble>),
    /// It did not come to sending.
    Failed(Trouble),
}

/// Sharing.
#[component]
pub(super) fn SharePage() -> impl IntoView {
    let text = &use_texts().sharing;
    let stage = RwSignal::new(Stage::Choosing);
    after_login(stage);
    view! {
        <div class="page">
            <Back to=Route::Measure(Measure::Home) word=use_texts().measure.title />
            <Heading text=text.title />
            {live(move || match stage.get() {
                Stage::Choosing => view! { <choose::Choose stage /> }.into_any(),
                Stage::Looking(choice) => view! { <look::Look choice stage /> }.into_any(),
                Stage::Sending(share) => view! { <Sending share /> }.into_any(),
                Stage::Done(share, trouble) => view! { <result::Outcome share trouble stage /> }.into_any(),
                Stage::Failed(trouble) => view! { <Failed trouble stage /> }.into_any(),
            })}
            <Nobody />
        </div>
    }
}

/// The browser came back from the provider: what was chosen is sent now.
fn after_login(stage: RwSignal<Stage>) {
    let address = use_address();
    let Some(login) = address.parameter("login") else {
        return;
    };
    let refused = address.parameter("error");
    address.replace(&Route::Measure(Measure::Share).path());
    let Some(id) = sharing::waits_for(&login) else {
        return;
    };
    sharing::came_back();
    stage.set(Stage::Sending(None));
    let session = use_session();
    let here = StoredValue::new(());
    let wanted = move || here.try_get_value().is_some();
    spawn_local(async move {
        let told = move |share| {
            stage.try_set(Stage::Sending(Some(share)));
        };
        let trouble = if let Some(code) = refused {
            let code = ErrorCode::parse(&code).unwrap_or(ErrorCode::Internal);
            Err(Trouble::Code(code))
        } else {
            sharing::deliver(&session, &id, &login, wanted, told).await
        };
        let share = sharing::open(session.engine(), id).await;
        stage.try_set(match share {
            Ok(share) => Stage::Done(share, trouble.err()),
            Err(failed) => Stage::Failed(failed),
        });
        focus::focus(crate::components::heading::HEADING);
    });
}

#[component]
fn Sending(share: Option<Share>) -> impl IntoView {
    let text = &use_texts().sharing;
    let counts = share.map(|share| {
        let left = share.count(|fate| *fate == crate::engine::protocol::sharing::Fate::Waiting);
        (share.lines.len() - left, share.lines.len())
    });
    view! {
        <SignedIn only=true>
            <Loading text=text.sending />
        </SignedIn>
        {counts
            .map(|(gone, all)| {
                view! {
                    <progress
                        class="progress"
                        aria-label=text.sending
                        max=all.to_string()
                        value=gone.to_string()
                    ></progress>
                    <p class="hint">{text.progress(&SharingProgress { all: &all.to_string(), gone: &gone.to_string() })}</p>
                }
            })}
    }
}

#[component]
fn Failed(trouble: Trouble, stage: RwSignal<Stage>) -> impl IntoView {
    view! {
        <div class="stack">
            <TroubleNotice trouble />
            <div class="buttons">
                <button type="button" class="button" on:click=move |_| stage.set(Stage::Choosing)>
                    {use_texts().sharing.to_choice}
                </button>
            </div>
        </div>
    }
}
