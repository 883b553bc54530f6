//! What is being typed is kept in the vault, so that the lock takes nothing.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::record::ask;
use super::session::use_session;
use crate::engine::protocol::{Answer, Request};
use crate::platform::engine::Engine;

/// A text being typed, kept under a neutral name.
pub fn use_draft(name: impl Into<String>) -> RwSignal<String> {
    Draft::new(name).text
}

/// A text being typed that is kept, until it has done what it was typed for.
#[derive(Clone)]
pub struct Draft {
    /// The text.
    pub text: RwSignal<String>,
    /// Whether the person began with it: what was kept comes too late then.
    begun: StoredValue<bool>,
    name: String,
    engine: Engine,
}

impl Draft {
    /// What is kept under a neutral name, once it is there.
    pub fn new(name: impl Into<String>) -> Self {
        let draft = Self {
            text: RwSignal::new(String::new()),
            begun: StoredValue::new(false),
            name: name.into(),
            engine: use_session().engine().clone(),
        };
        draft.read();
        draft.follow();
        draft
    }

    /// The person begins: nothing is put into the field any more.
    pub fn begin(&self) {
        self.begun.set_value(true);
    }

    /// What is typed has done its work: it stays on the screen and is kept no longer.
    pub fn spend(&self) {
        self.save(String::new());
    }

    fn read(&self) {
        let (engine, name) = (self.engine.clone(), self.name.clone());
        let (text, begun) = (self.text, self.begun);
        spawn_local(async move {
            let kept = ask!(engine, Request::Draft { name }, Answer::Text(text) => text);
            // The person may have begun already, or have left the screen.
            if let Ok(Some(kept)) = kept
                && begun.try_get_value() == Some(false)
                && text.try_with_untracked(String::is_empty) == Some(true)
            {
                text.set(kept);
            }
        });
    }

    /// Keeps what is typed at once. The engine answers in order: what was typed is
    /// there before anything else that is asked, and what became of it takes it away.
    /// A moment later would be too late for a lock, and too late for what it became.
    fn follow(&self) {
        let (text, draft) = (self.text, self.clone());
        Effect::watch(
            move || text.get(),
            move |text, _, _| {
                draft.begin();
                draft.save(text.clone());
            },
            false,
        );
    }

    fn save(&self, text: String) {
        let (engine, name) = (self.engine.clone(), self.name.clone());
        spawn_local(async move {
            // A draft that cannot be kept is still on the screen.
            let _ = ask!(engine, Request::SaveDraft { name, text }, Answer::Done => ());
        });
    }
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
