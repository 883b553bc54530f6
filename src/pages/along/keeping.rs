//! Keeping the link that is looked at, and a copy of what it shows: only when whoever
//! looks along chooses to, on the host of those who do.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::helping::Others;
use crate::components::faces::{Loading, TroubleNotice};
use crate::components::field::TextField;
use crate::components::live::live;
use crate::engine::protocol::links::KeptAs;
use crate::pages::unlock::OpenVault;
use crate::state::helping;
use crate::state::look::use_texts;
use crate::state::session::{Session, use_session};
use crate::state::words::Trouble;

/// The link in the list, or the way to put it there; `make`: makes a list first.
#[component]
pub(super) fn Keeping(make: Callback<()>) -> impl IntoView {
    let text = &use_texts().helping;
    let session = use_session();
    // What is being typed stays while the same is known again.
    let known = Memo::new(move |_| {
        let kept = session.seen().and_then(|seen| seen.kept);
        (kept, session.keeper(), session.list())
    });
    live(move || {
        let title = text.keep;
        match known.get() {
            (Some(kept), ..) => view! { <Kept kept /> }.into_any(),
            (None, Some(_), _) => view! {
                <section class="section">
                    <h2>{title}</h2>
                    <Name />
                </section>
                <Others but=String::new() />
            }
            .into_any(),
            (None, None, Some(vault)) => view! {
                <section class="section">
                    <h2>{title}</h2>
                    <p>{text.keep_locked}</p>
                    <OpenVault vault only=true />
                </section>
            }
            .into_any(),
            (None, None, None) => view! {
                <section class="section">
                    <h2>{title}</h2>
                    <p>{text.keep_text}</p>
                    <div class="buttons">
                        <button type="button" class="button-quiet" on:click=move |_| make.run(())>
                            {text.keep_start}
                        </button>
                    </div>
                </section>
            }
            .into_any(),
        }
    })
}

/// The name under which it is kept.
#[component]
fn Name() -> impl IntoView {
    let text = &use_texts().helping;
    let session = use_session();
    let name = RwSignal::new(String::new());
    let (wrong, trouble) = (
        RwSignal::new(None::<String>),
        RwSignal::new(None::<Trouble>),
    );
    let go = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = name.get_untracked().trim().to_owned();
        if typed.is_empty() {
            return wrong.set(Some(text.keep_name_missing.to_owned()));
        }
        let session = session.clone();
        spawn_local(async move {
            let failed = helping::keep(&session, typed).await.err();
            trouble.try_set(failed);
        });
    };
    view! {
        <form class="form stack" on:submit=go novalidate=true>
            <p>{text.keep_text}</p>
            <TextField
                id="along-name"
                label=text.keep_name
                hint=text.keep_name_hint
                wrong
                value=name
            />
            {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
            <div class="buttons">
                <button type="submit" class="button">
                    {text.keep_go}
                </button>
            </div>
        </form>
    }
}

#[component]
fn Kept(kept: KeptAs) -> impl IntoView {
    let text = &use_texts().helping;
    let but = kept.id.clone();
    view! {
        <section class="section">
            <p role="status">{text.kept(&kept.name)}</p>
            <h2>{text.copy}</h2>
            <p>{text.copy_text}</p>
            <Copy kept />
        </section>
        <Others but />
    }
}

/// Making a copy, making it anew, and throwing it away.
#[component]
fn Copy(kept: KeptAs) -> impl IntoView {
    let text = &use_texts().helping;
    let session = use_session();
    let frozen = untrack(|| session.seen()).is_some_and(|seen| seen.copied.is_some());
    let (busy, trouble) = (RwSignal::new(false), RwSignal::new(None::<Trouble>));
    let (of, id) = (session.clone(), kept.id);
    let make = move |_| act(session.clone(), None, busy, trouble);
    let throw = move |_| act(of.clone(), Some(id.clone()), busy, trouble);
    let word = if kept.copy.is_some() {
        text.copy_again
    } else {
        text.copy_go
    };
    let there = kept.copy.is_some();
    view! {
        {kept.copy.map(|at| view! { <p class="strong">{text.copy_made(&at)}</p> })}
        {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
        {live(move || busy.get().then(|| view! { <Loading text=use_texts().common.busy /> }))}
        <div class="buttons">
            {(!frozen)
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button-quiet"
                            disabled=move || busy.get()
                            on:click=make
                        >
                            {word}
                        </button>
                    }
                })}
            {there
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button-quiet button-serious"
                            disabled=move || busy.get()
                            on:click=throw
                        >
                            {text.copy_drop}
                        </button>
                    }
                })}
        </div>
    }
}

/// Makes a copy, or throws this one away.
fn act(
    session: Session,
    throw: Option<String>,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
) {
    busy.set(true);
    spawn_local(async move {
        let done = match throw {
            Some(id) => helping::drop_copy(&session, id).await,
            None => helping::copy(&session).await,
        };
        busy.try_set(false);
        trouble.try_set(done.err());
    });
}
