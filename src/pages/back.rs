//! The way back to the screen above this one.

use leptos::prelude::*;

use crate::components::icon::{Draw, Icon};
use crate::route::Route;

/// A link to the screen above.
#[component]
pub(super) fn Back(to: Route, #[prop(into)] word: String) -> impl IntoView {
    view! {
        <a class="back" href=to.path()>
            <Draw icon=Icon::Back />
            <span>{word}</span>
        </a>
    }
}
