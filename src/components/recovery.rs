//! A recovery key, shown once: to print, to save, to write down.

use leptos::prelude::*;

use super::faces::{Notice, Tone};
use super::icon::{Draw, Icon};
use crate::platform::{device, file};
use crate::state::look::use_texts;

/// The key on a sheet, with what can be done with it.
#[component]
pub fn RecoverySheet(
    /// The name of the vault.
    name: String,
    recovery_key: String,
) -> impl IntoView {
    let text = use_texts();
    let key_text = &text.create;
    let heading = key_text.recovery_for(&name);
    let sheet = format!(
        "{heading}\r\n\r\n{recovery_key}\r\n\r\n{}\r\n",
        key_text.recovery_lead
    );
    view! {
        <div class="recovery">
            <p class="recovery-for">{heading}</p>
            <p class="recovery-label">{key_text.recovery_label}</p>
            <p class="recovery-key">{key_groups(&recovery_key)}</p>
        </div>
        <Notice tone=Tone::Attention>
            <p>{key_text.recovery_keep}</p>
        </Notice>
        <div class="buttons no-print">
            <button type="button" class="button-quiet" on:click=move |_| device::print()>
                <Draw icon=Icon::Print />
                {text.common.print}
            </button>
            <button
                type="button"
                class="button-quiet"
                on:click=move |_| {
                    file::save(
                        &format!("{}.txt", use_texts().create.recovery_file),
                        sheet.as_bytes(),
                    );
                }
            >
                <Draw icon=Icon::Download />
                {text.common.download}
            </button>
        </div>
    }
}

/// The key in its groups, each unbroken.
fn key_groups(key: &str) -> impl IntoView + use<> {
    key.split('-')
        .map(|group| view! { <span>{group.to_owned()}</span> })
        .collect_view()
}
