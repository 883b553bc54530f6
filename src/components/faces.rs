//! The faces of everything that takes time: loading, failed, empty, data.

use leptos::prelude::*;

use super::heading::Heading;
use super::icon::{Draw, Icon};
use super::live::live;
use crate::state::account::use_signing;
use crate::state::look::use_texts;
use crate::state::record::Asked;
use crate::state::words::{self, Trouble};

/// How serious a notice is; each has its own word, icon and colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It went well.
    Good,
    /// Something to know.
    Info,
    /// Something to look at.
    Attention,
    /// Something that went wrong.
    Serious,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Self::Good => "notice notice-good",
            Self::Info => "notice notice-info",
            Self::Attention => "notice notice-attention",
            Self::Serious => "notice notice-serious",
        }
    }

    fn icon(self) -> Icon {
        match self {
            Self::Good => Icon::Check,
            Self::Info => Icon::Info,
            Self::Attention => Icon::Attention,
            Self::Serious => Icon::Serious,
        }
    }
}

/// A message with an icon.
#[component]
pub fn Notice(tone: Tone, children: Children) -> impl IntoView {
    view! {
        <div class=tone.class()>
            <Draw icon=tone.icon() />
            <div class="notice-text">{children()}</div>
        </div>
    }
}

/// What went wrong, in words, announced when it appears.
#[component]
pub fn TroubleNotice(trouble: Trouble) -> impl IntoView {
    // What failed is tried again by the button that is there for it.
    if let Some(way) = sign_in(&trouble, Callback::new(|()| ())) {
        return way;
    }
    let words = words::trouble(use_texts(), &trouble);
    // Somebody who gives no consent has done nothing wrong, and nothing broke.
    let tone = if words.what == use_texts().trouble.access_denied {
        Tone::Info
    } else {
        Tone::Serious
    };
    view! {
        <div role="alert">
            <Notice tone>
                <p class="strong">{words.what}</p>
                {words.side.map(|side| view! { <p>{side}</p> })}
                <p>{words.now}</p>
                {words.trace.map(|trace| view! { <p class="small">{trace}</p> })}
            </Notice>
        </div>
    }
    .into_any()
}

/// The way to signing in, when that is what is missing.
fn sign_in(trouble: &Trouble, then: Callback<()>) -> Option<AnyView> {
    let way = use_signing().way().filter(|_| trouble.needs_sign_in())?;
    Some(way(then))
}

/// The face while something loads.
#[component]
pub fn Loading(#[prop(into)] text: String) -> impl IntoView {
    view! {
        <div class="loading" role="status">
            <span class="loading-sign" aria-hidden="true"></span>
            <p>{text}</p>
        </div>
    }
}

/// The face of nothing: what it is, why, and perhaps what to do.
#[component]
pub fn Nothing(
    icon: Icon,
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="nothing">
            <span class="nothing-icon">
                <Draw icon />
            </span>
            <h2>{title}</h2>
            <p>{text}</p>
            {children.map(|children| children())}
        </div>
    }
}

/// Shows what was asked for: while it loads, when it failed (with a way to try
/// again), and the data.
pub fn faces<T: 'static>(asked: Asked<T>, data: impl Fn(T) -> AnyView + Send + 'static) -> AnyView {
    live(move || match asked.get() {
        None => view! { <Loading text=use_texts().common.loading /> }.into_any(),
        Some(Ok(value)) => data(value),
        Some(Err(trouble)) => failed(trouble, move || asked.refetch()),
    })
    .into_any()
}

/// [`faces`] of a screen whose heading comes with its data: without data it is
/// `title`.
pub fn faces_headed<T: 'static>(
    title: &'static str,
    asked: Asked<T>,
    data: impl Fn(T) -> AnyView + Send + 'static,
) -> AnyView {
    live(move || match asked.get() {
        None => view! { <Loading text=use_texts().common.loading /> }.into_any(),
        Some(Ok(value)) => data(value),
        Some(Err(trouble)) => view! {
            <Heading text=title />
            {failed(trouble, move || asked.refetch())}
        }
        .into_any(),
    })
    .into_any()
}

/// The face of failure, with a way to try again.
pub fn failed(trouble: Trouble, again: impl Fn() + 'static) -> AnyView {
    let text = use_texts();
    let again = StoredValue::new_local(again);
    let go = Callback::new(move |()| again.with_value(|again| again()));
    // Where signing in comes first, trying again is not the first thing to do.
    let (face, class) = match sign_in(&trouble, go) {
        Some(way) => (way, "button-quiet"),
        None => (view! { <TroubleNotice trouble /> }.into_any(), "button"),
    };
    view! {
        <div class="stack">
            {face}
            <button type="button" class=class on:click=move |_| go.run(())>
                <Draw icon=Icon::Refresh />
                {text.common.retry}
            </button>
        </div>
    }
    .into_any()
}
