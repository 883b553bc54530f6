//! The way back to the screen above this one.

use leptos::prelude::*;

use crate::components::icon::{Draw, Icon};
use crate::route::Route;
use crate::state::brand::has;
use crate::state::look::use_texts;

/// A link to the screen above, or to the record when the operator left that out.
#[component]
pub(super) fn Back(to: Route, #[prop(into)] word: String) -> impl IntoView {
    let text = &use_texts().nav;
    let (to, word) = if has(&to) {
        (to, word)
    } else {
        (Route::Dossier, text.dossier.to_owned())
    };
    view! {
        <a class="back" href=to.path()>
            <Draw icon=Icon::Back />
            <span>{word}</span>
        </a>
    }
}
