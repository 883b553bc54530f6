//! What was received as files: one for each source, all together, and the list of who
//! gave what.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::faces::{Nothing, TroubleNotice, faces};
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::components::rows::Mark;
use crate::engine::protocol::links::Selection;
use crate::engine::protocol::taking::{Given, Received};
use crate::state::look::use_texts;
use crate::state::session::use_session;
use crate::state::taking;
use crate::state::words::Trouble;

/// The files, as they come of the choice.
#[component]
pub(super) fn Files(selection: RwSignal<Selection>) -> impl IntoView {
    let asked = taking::received(selection);
    faces(asked, move |received| {
        view! { <Shown received selection /> }.into_any()
    })
}

#[component]
fn Shown(received: Received, selection: RwSignal<Selection>) -> impl IntoView {
    let text = &use_texts().taking;
    let trouble = RwSignal::new(None::<Trouble>);
    let session = StoredValue::new(use_session());
    let missing = view! { <NotIn received=received.clone() /> };
    if received.files.is_empty() {
        return view! {
            <Nothing icon=Icon::Dossier title=text.none text=text.none_text />
            {missing}
        }
        .into_any();
    }
    let all = move |_| {
        spawn_local(async move {
            let chosen = selection.get_untracked();
            trouble.try_set(taking::save_all(&session.get_value(), chosen).await.err());
        });
    };
    let files = received.files.into_iter();
    let one = move |given| view! { <li><OneFile given selection trouble /></li> };
    view! {
        <ul class="rows">{files.map(one).collect_view()}</ul>
        {missing}
        {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
        <div class="buttons">
            <button type="button" class="button" on:click=all>
                <Draw icon=Icon::Download />
                {text.save_all}
            </button>
        </div>
        <p class="hint">{text.save_all_text}</p>
    }
    .into_any()
}

#[component]
fn OneFile(
    given: Given,
    selection: RwSignal<Selection>,
    trouble: RwSignal<Option<Trouble>>,
) -> impl IntoView {
    let text = &use_texts().taking;
    let session = StoredValue::new(use_session());
    let name = [Some(given.source.name.clone()), given.version.clone()];
    let name = name.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let documents = (given.documents > 0).then(|| text.documents(given.documents));
    let says = [
        Some(text.count(given.entries)),
        documents,
        Some(text.collected(&given.at)),
    ];
    let says = says.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let label = text.save_of(&name);
    let file = StoredValue::new(given.file);
    let save = move |_| {
        spawn_local(async move {
            let (session, chosen) = (session.get_value(), selection.get_untracked());
            let done = taking::save_file(&session, chosen, file.get_value()).await;
            trouble.try_set(done.err());
        });
    };
    view! {
        <div class="row">
            <span class="row-main">
                <Mark source=given.source />
                {given.version.map(|version| view! { <span class="row-plain">{version}</span> })}
                <span class="row-status">{says}</span>
            </span>
            <button type="button" class="button-quiet" aria-label=label on:click=save>
                <Draw icon=Icon::Download />
                {text.save}
            </button>
        </div>
    }
}

/// What is not in the files, and why.
#[component]
fn NotIn(received: Received) -> impl IntoView {
    let text = &use_texts().taking;
    let said = [
        (received.left_out, text.left_out(received.left_out)),
        (received.unreadable, text.unreadable(received.unreadable)),
        (received.waiting, text.waiting(received.waiting)),
        (received.earlier, text.earlier(received.earlier)),
        (received.missing, text.missing(received.missing)),
    ];
    let said = said.into_iter().filter(|(n, _)| *n > 0);
    let lines: Vec<_> = said.map(|(_, words)| view! { <li>{words}</li> }).collect();
    view! {
        <p class="strong">{text.not_in}</p>
        <ul>
            <li>{text.not_own}</li>
            {lines}
        </ul>
    }
}

/// The list of who gave what when.
#[component]
pub(super) fn List() -> impl IntoView {
    let text = &use_texts().taking;
    let trouble = RwSignal::new(None::<Trouble>);
    let session = StoredValue::new(use_session());
    let save = move |_| {
        spawn_local(async move {
            trouble.try_set(taking::save_list(&session.get_value()).await.err());
        });
    };
    view! {
        <section class="section">
            <h2>{text.list}</h2>
            <p>{text.list_text}</p>
            {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
            <div class="buttons">
                <button type="button" class="button-quiet" on:click=save>
                    <Draw icon=Icon::Download />
                    {text.list_save}
                </button>
            </div>
        </section>
    }
}
