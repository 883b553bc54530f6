//! A new recovery key: shown, kept, and typed back before anything changes.

use leptos::prelude::*;

use super::{Deed, Leave, Step};
use crate::components::faces::{Notice, Tone, TroubleNotice};
use crate::components::field::TextField;
use crate::components::heading::Heading;
use crate::components::recovery::RecoverySheet;
use crate::state::look::use_texts;
use crate::state::session::use_session;
use crate::state::words::Trouble;

/// Shows it.
#[component]
pub(super) fn ShowKey(deed: Deed, key: String, go: Callback<Step>) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.create;
    let vault = use_session().vault();
    let name = vault.map(|vault| vault.name).unwrap_or_default();
    let shown = key.clone();
    // A vault of an older version cannot keep the old one.
    let besides = deed != Deed::RecoveryKey;
    view! {
        <div class="page">
            <Heading text=text.recovery_title />
            <p class="lead no-print">{text.recovery_lead}</p>
            {besides
                .then(|| {
                    view! {
                        <Notice tone=Tone::Attention>
                            <p>{texts.security.recovery_besides}</p>
                        </Notice>
                    }
                })}
            <RecoverySheet name recovery_key=shown />
            <div class="buttons no-print">
                <button
                    type="button"
                    class="button"
                    on:click=move |_| go.run(Step::Confirm(deed.clone(), key.clone(), None))
                >
                    {text.recovery_saved}
                </button>
                <Leave go />
            </div>
        </div>
    }
}

/// Asks for it.
#[component]
pub(super) fn ConfirmKey(
    deed: Deed,
    key: String,
    /// What was wrong with it the time before.
    trouble: Option<Trouble>,
    go: Callback<Step>,
) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.create;
    let typed = RwSignal::new(String::new());
    let again = (deed.clone(), key.clone());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = typed.get_untracked();
        go.run(Step::Copying(deed.clone(), Some((key.clone(), typed))));
    };
    view! {
        <form class="page form" on:submit=submit novalidate=true>
            <Heading text=text.confirm_title />
            <p class="lead">{text.confirm_lead}</p>
            <TextField id="recovery-typed" label=text.confirm_field value=typed />
            {trouble.map(|trouble| view! { <TroubleNotice trouble /> })}
            <div class="buttons">
                <button type="submit" class="button">
                    {texts.common.next}
                </button>
                <button
                    type="button"
                    class="button-quiet"
                    on:click=move |_| go.run(Step::Show(again.0.clone(), again.1.clone()))
                >
                    {text.see_again}
                </button>
            </div>
        </form>
    }
}
