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
    let name: String = name.into();
    let text = RwSignal::new(String::new());
    let engine = use_session().engine().clone();
    let (reader, kept_as) = (engine.clone(), name.clone());
    spawn_local(async move {
        let kept = ask!(reader, Request::Draft { name: kept_as }, Answer::Text(text) => text);
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
