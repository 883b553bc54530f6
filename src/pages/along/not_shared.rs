//! That nothing of something was shared, which is not that there is nothing.

use leptos::prelude::*;

use crate::components::icon::{Draw, Icon};
use crate::state::look::use_texts;

/// In the place of what is not there, for whoever looks along.
#[component]
pub fn NotShared() -> impl IntoView {
    view! {
        <p class="not-shared">
            <Draw icon=Icon::Eye />
            <span>{use_texts().along.not_shared}</span>
        </p>
    }
}
