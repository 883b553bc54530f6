//! A backup that joins what is here.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::faces::{Loading, Notice, Tone, TroubleNotice};
use crate::components::live::live;
use crate::components::rows::Fold;
use crate::components::secret::{SecretField, TypedSecret};
use crate::engine::protocol::Secret;
use crate::engine::protocol::taking::{Merged, Whose};
use crate::pages::restore::SwitchSecret;
use crate::platform::{file, focus};
use crate::state::look::use_texts;
use crate::state::session::{Session, use_session};
use crate::state::taking::{self, Joined};
use crate::state::words::Trouble;

const FILE: &str = "merge-file";

/// How far it is.
#[derive(Clone, PartialEq, Eq)]
enum Stage {
    Asking,
    NoFile,
    Busy,
    Whose(Whose),
    Done(Merged),
    Failed(Trouble),
}

/// What it takes to merge.
#[derive(Clone, Copy)]
struct Merging {
    session: StoredValue<Session>,
    stage: RwSignal<Stage>,
    /// The backup and what was typed, while she is asked whose it is.
    asked: StoredValue<Option<(Vec<u8>, Secret)>>,
}

impl Merging {
    /// Merges the file that is chosen.
    fn chosen(self, with: Secret) {
        spawn_local(async move {
            let Some(bytes) = file::chosen(FILE).await else {
                self.stage.set(Stage::NoFile);
                return focus::focus(FILE);
            };
            self.go(bytes, with, false).await;
        });
    }

    /// `mine`: she says that it is hers.
    async fn go(self, bytes: Vec<u8>, with: Secret, mine: bool) {
        self.asked.set_value(None);
        self.stage.set(Stage::Busy);
        let session = self.session.get_value();
        let stage = match taking::merge(&session, bytes.clone(), with.clone(), mine).await {
            Ok(Joined::Merged(merged)) => Stage::Done(merged),
            Ok(Joined::Whose(whose)) => {
                self.asked.try_set_value(Some((bytes, with)));
                Stage::Whose(whose)
            }
            Err(trouble) => Stage::Failed(trouble),
        };
        self.stage.try_set(stage);
    }

    /// She said whose it is: the backup that she was asked about, whichever file is
    /// chosen meanwhile.
    fn said(self, mine: bool) {
        let asked = self.asked.try_update_value(Option::take).flatten();
        match asked.filter(|_| mine) {
            Some((bytes, with)) => spawn_local(self.go(bytes, with, true)),
            None => self.stage.set(Stage::Asking),
        }
    }
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
    let secret = TypedSecret::default();
    let stage = RwSignal::new(Stage::Asking);
    let merging = Merging {
        session: StoredValue::new(use_session()),
        stage,
        asked: StoredValue::new(None),
    };
    let merge = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        merging.chosen(secret.take());
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
            {live(move || outcome(stage.get(), merging))}
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

fn outcome(stage: Stage, merging: Merging) -> AnyView {
    let texts = use_texts();
    match stage {
        Stage::Asking => ().into_any(),
        Stage::NoFile => {
            view! { <p class="wrong" role="alert">{texts.restore.no_file}</p> }.into_any()
        }
        Stage::Busy => view! { <Loading text=texts.restore.busy /> }.into_any(),
        Stage::Whose(whose) => view! { <AskWhose whose merging /> }.into_any(),
        Stage::Failed(trouble) => view! { <TroubleNotice trouble /> }.into_any(),
        Stage::Done(merged) => view! { <Came merged /> }.into_any(),
    }
}

/// Whose it is cannot be told: she says so.
#[component]
fn AskWhose(whose: Whose, merging: Merging) -> impl IntoView {
    let text = &use_texts().taking;
    let name = if whose.name.is_empty() {
        text.whose_unknown.to_owned()
    } else {
        text.whose_name(&whose.name)
    };
    let birth = (!whose.birth.is_empty()).then(|| text.read_birth(&whose.birth));
    view! {
        <Notice tone=Tone::Attention>
            <p class="strong">{text.whose}</p>
            <p>{name} " " {birth}</p>
            <p>{text.whose_text}</p>
            <div class="buttons">
                <button type="button" class="button-quiet" on:click=move |_| merging.said(false)>
                    {text.whose_no}
                </button>
                <button type="button" class="button-quiet" on:click=move |_| merging.said(true)>
                    {text.whose_yes}
                </button>
            </div>
        </Notice>
    }
}

/// What came.
#[component]
fn Came(merged: Merged) -> impl IntoView {
    let text = &use_texts().taking;
    let said = [
        (merged.own, text.merged_own(merged.own)),
        (merged.documents, text.merged_documents(merged.documents)),
        (merged.both, text.merged_both(merged.both)),
        (merged.entries, text.merged_entries(merged.entries)),
        (merged.renewed, text.merged_renewed(merged.renewed)),
        (merged.links, text.merged_links(merged.links)),
        (merged.halted, text.merged_halted(merged.halted)),
        (merged.refused, text.merged_refused(merged.refused)),
        (merged.unread, text.merged_unread(merged.unread)),
    ];
    let said = said.into_iter().filter(|(n, _)| *n > 0);
    let lines: Vec<_> = said.map(|(_, words)| view! { <li>{words}</li> }).collect();
    let nothing = lines.is_empty().then_some(text.merged_nothing);
    view! {
        <div role="status">
            <Notice tone=Tone::Good>
                <p class="strong">{text.merged}</p>
                {nothing.map(|words| view! { <p>{words}</p> })}
                <ul>{lines}</ul>
            </Notice>
        </div>
    }
}
