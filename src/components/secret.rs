//! What opens a vault: the passphrase or the recovery key.

use leptos::prelude::*;

use super::field::TextField;
use crate::engine::protocol::Secret;
use crate::state::look::use_texts;

/// A secret being typed. It goes with the screen.
#[derive(Clone, Copy)]
pub struct TypedSecret {
    text: RwSignal<String>,
    recovery: RwSignal<bool>,
}

impl Default for TypedSecret {
    fn default() -> Self {
        Self {
            text: RwSignal::new(String::new()),
            recovery: RwSignal::new(false),
        }
    }
}

impl TypedSecret {
    /// Takes what was typed out of the field; a wrong one is typed anew.
    pub fn take(&self) -> Secret {
        let text = self.text.get_untracked();
        self.text.set(String::new());
        if self.recovery.get_untracked() {
            Secret::RecoveryKey(text)
        } else {
            Secret::Passphrase(text)
        }
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.text.with_untracked(String::is_empty)
    }

    /// Goes from passphrase to recovery key, or back.
    pub fn switch(&self) {
        self.text.set(String::new());
        self.recovery.update(|recovery| *recovery = !*recovery);
    }

    /// Whether the recovery key is asked for.
    pub fn is_recovery(&self) -> bool {
        self.recovery.get()
    }
}

/// Element id of the field.
pub const SECRET_FIELD: &str = "secret";

/// The field for it.
#[component]
pub fn SecretField(
    secret: TypedSecret,
    /// What the passphrase is called here.
    #[prop(optional)]
    label: Option<&'static str>,
) -> impl IntoView {
    let text = &use_texts().unlock;
    move || {
        if secret.is_recovery() {
            view! { <TextField id=SECRET_FIELD label=text.recovery value=secret.text /> }.into_any()
        } else {
            view! {
                <TextField
                    id=SECRET_FIELD
                    label=label.unwrap_or(text.passphrase)
                    value=secret.text
                    kind="password"
                    autocomplete="current-password"
                />
            }
            .into_any()
        }
    }
}
