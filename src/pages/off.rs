//! That a part of the app is switched off.

use leptos::prelude::*;

use crate::components::faces::{Notice, Tone};
use crate::state::look::use_texts;

/// Says so, where something new is made otherwise; what is there already stays.
#[component]
pub(in crate::pages) fn Off() -> impl IntoView {
    view! {
        <Notice tone=Tone::Info>
            <p>{use_texts().common.module_off}</p>
        </Notice>
    }
}
