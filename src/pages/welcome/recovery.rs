//! Steps two and three: the recovery key, shown, kept, and typed back once.

use leptos::prelude::*;

use crate::components::live::live;
use leptos::task::spawn_local;

use super::{Made, Step, StepOf};
use crate::components::faces::{Loading, TroubleNotice};
use crate::components::field::TextField;
use crate::components::heading::Heading;
use crate::components::recovery::RecoverySheet;
use crate::route::Route;
use crate::state::address::use_address;
use crate::state::look::use_texts;
use crate::state::session::use_session;
use crate::state::vaults;
use crate::state::words::Trouble;

/// Shows the recovery key: to print, to save, to write down.
#[component]
pub(super) fn ShowRecovery(made: Made, go: Callback<Step>) -> impl IntoView {
    let text = use_texts();
    let key_text = &text.create;
    view! {
        <div class="page">
            <StepOf now=2 />
            <Heading text=key_text.recovery_title />
            <p class="lead no-print">{key_text.recovery_lead}</p>
            <RecoverySheet name=made.name.clone() recovery_key=made.recovery_key.clone() />
            <div class="buttons no-print">
                <button
                    type="button"
                    class="button"
                    on:click=move |_| go.run(Step::Confirm(made.clone()))
                >
                    {key_text.recovery_saved}
                </button>
            </div>
        </div>
    }
}

/// Asks for the key once, so that it was really kept.
#[component]
pub(super) fn ConfirmRecovery(made: Made, go: Callback<Step>) -> impl IntoView {
    let text = &use_texts().create;
    let session = use_session();
    let address = use_address();
    let typed = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let kept = StoredValue::new(made.clone());
    let confirm = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        busy.set(true);
        trouble.set(None);
        let (session, made) = (session.clone(), kept.get_value());
        spawn_local(async move {
            match vaults::confirm_recovery(session.engine(), typed.get_untracked()).await {
                Ok(()) if made.moving => {
                    session.refresh_vaults().await;
                    session.record_changed();
                    go.run(Step::Moved(made.name));
                }
                Ok(()) => {
                    session.opened_id(&made.vault).await;
                    if !session.is_guest() {
                        address.go(&Route::Overview);
                    }
                }
                Err(found) => {
                    busy.set(false);
                    trouble.set(Some(found));
                }
            }
        });
    };
    view! {
        <form class="page form" on:submit=confirm novalidate=true>
            <StepOf now=3 />
            <Heading text=text.confirm_title />
            <p class="lead">{text.confirm_lead}</p>
            <TextField id="recovery-typed" label=text.confirm_field value=typed />
            {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
            {live(move || busy.get().then(|| view! { <Loading text=use_texts().common.busy /> }))}
            <div class="buttons">
                <button type="submit" class="button" disabled=move || busy.get()>
                    {text.confirm}
                </button>
                <button
                    type="button"
                    class="button-quiet"
                    on:click=move |_| go.run(Step::Recovery(made.clone()))
                >
                    {text.see_again}
                </button>
            </div>
        </form>
    }
}
