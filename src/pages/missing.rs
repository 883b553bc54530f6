//! No such screen.

use leptos::prelude::*;

use crate::components::heading::Heading;
use crate::route::Route;
use crate::state::look::use_texts;

/// Says that the screen does not exist, and where to go.
#[component]
pub fn Missing() -> impl IntoView {
    let text = &use_texts().missing;
    view! {
        <div class="page">
            <Heading text=text.title />
            <p class="lead">{text.text}</p>
            <a class="button" href=Route::Overview.path()>
                {text.go}
            </a>
        </div>
    }
}
