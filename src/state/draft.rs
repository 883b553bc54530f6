//! What is being typed is kept in the vault, so that the lock takes nothing.

use std::time::Duration;

use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::record::ask;
use super::session::use_session;
use crate::engine::protocol::{Answer, Request};

/// A text being typed, kept under a neutral name.
pub fn use_draft(name: impl Into<String>) -> RwSignal<String> {
    let name = name.into();
    let text = RwSignal::new(String::new());
    let engine = use_session().engine().clone();
    let (reader, of) = (engine.clone(), name.clone());
    spawn_local(async move {
        let kept = ask!(reader, Request::Draft { name: of }, Answer::Text(text) => text);
        if let Ok(Some(kept)) = kept {
            // The person may have typed already, or have left the screen.
            let _ = text.try_update(|now| {
                if now.is_empty() {
                    *now = kept;
                }
            });
        }
    });
    let mut save = debounce(Duration::from_millis(300), move |text: String| {
        let (engine, name) = (engine.clone(), name.clone());
        spawn_local(async move {
            // A draft that cannot be kept is still on the screen.
            let _ = ask!(engine, Request::SaveDraft { name, text }, Answer::Done => ());
        });
    });
    Effect::watch(
        move || text.get(),
        move |text, _, _| save(text.clone()),
        false,
    );
    text
}

/// A field that begins with what is kept already; what is changed in it is a draft
/// until it says that again.
pub fn use_changed(begins: String, name: impl Into<String>) -> RwSignal<String> {
    let field = RwSignal::new(begins.clone());
    let draft = use_draft(name);
    let began = begins.clone();
    Effect::watch(
        move || draft.get(),
        move |kept: &String, _, _| {
            if !kept.is_empty() && field.get_untracked() == began {
                field.set(kept.clone());
            }
        },
        true,
    );
    Effect::watch(
        move || field.get(),
        move |text: &String, _, _| {
            let changed = if *text == begins {
                String::new()
            } else {
                text.clone()
            };
            if draft.get_untracked() != changed {
                draft.set(changed);
            }
        },
        false,
    );
    field
}
