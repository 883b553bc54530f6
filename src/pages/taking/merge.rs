//! A backup that joins what is here.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::faces::{Loading, Notice, Tone, TroubleNotice};
use crate::components::live::live;
use crate::components::rows::Fold;
use crate::components::secret::{SecretField, TypedSecret};
use crate::engine::protocol::taking::Merged;
use crate::pages::restore::SwitchSecret;
use crate::platform::{file, focus};
use crate::state::look::use_texts;
use crate::state::session::use_session;
use crate::state::taking;
use crate::state::words::Trouble;

const FILE: &str = "merge-file";

/// How far it is.
#[derive(Clone, PartialEq, Eq)]
enum Stage {
    Asking,
    NoFile,
    Busy,
    Done(Merged),
    Failed(Trouble),
}

/// The form, folded until asked for.
#[component]
pub(super) fn Merge() -> impl IntoView {
    view! {
        <Fold title=use_texts().taking.merge>
            <Form />
        </Fold>
    }
}

#[component]
fn Form() -> impl IntoView {
    let texts = use_texts();
    let text = &texts.taking;
    let session = StoredValue::new(use_session());
    let secret = TypedSecret::default();
    let stage = RwSignal::new(Stage::Asking);
    let merge = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        spawn_local(async move {
            let Some(bytes) = file::chosen(FILE).await else {
                stage.set(Stage::NoFile);
                return focus::focus(FILE);
            };
            stage.set(Stage::Busy);
            let merged = taking::merge(&session.get_value(), bytes, secret.take()).await;
            stage.try_set(merged.map_or_else(Stage::Failed, Stage::Done));
        });
    };
    view! {
        <form class="stack" on:submit=merge novalidate=true>
            <p>{text.merge_text}</p>
            <div class="field">
                <label for=FILE>{texts.restore.file}</label>
                <input id=FILE type="file" />
            </div>
            <SecretField secret />
            <SwitchSecret secret />
            {live(move || outcome(stage.get()))}
            <div class="buttons">
                <button
                    type="submit"
                    class="button"
                    disabled=move || stage.get() == Stage::Busy
                >
                    {text.merge_go}
                </button>
            </div>
        </form>
    }
}

fn outcome(stage: Stage) -> AnyView {
    let texts = use_texts();
    match stage {
        Stage::Asking => ().into_any(),
        Stage::NoFile => {
            view! { <p class="wrong" role="alert">{texts.restore.no_file}</p> }.into_any()
        }
        Stage::Busy => view! { <Loading text=texts.restore.busy /> }.into_any(),
        Stage::Failed(trouble) => view! { <TroubleNotice trouble /> }.into_any(),
        Stage::Done(merged) => {
            let text = &texts.taking;
            let both = (merged.both > 0).then(|| view! { <p>{text.merged_both(merged.both)}</p> });
            view! {
                <div role="status">
                    <Notice tone=Tone::Good>
                        <p class="strong">{text.merged}</p>
                        <p>
                            {text.merged_own(merged.own)} " " {text.merged_entries(merged.entries)}
                        </p>
                        {both}
                    </Notice>
                </div>
            }
            .into_any()
        }
    }
}
