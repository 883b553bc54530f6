//! The one `h1` of a screen; it takes the focus after navigation.

use leptos::prelude::*;

use crate::platform::focus;

/// Element id of the heading of the screen.
pub const HEADING: &str = "screen";

/// Whether the heading that comes next takes the focus: set by navigation,
/// because a heading may come later, with its data.
#[derive(Clone, Copy)]
pub struct FocusNext(pub StoredValue<bool>);

/// The heading that comes next takes the focus: a step within one screen.
pub fn focus_next_heading() {
    if let Some(FocusNext(wanted)) = use_context::<FocusNext>() {
        wanted.set_value(true);
    }
}

/// Something else on the screen takes the focus: the heading does not.
pub fn leave_focus() {
    if let Some(FocusNext(wanted)) = use_context::<FocusNext>() {
        wanted.set_value(false);
    }
}

/// The heading of a screen.
#[component]
pub fn Heading(#[prop(into)] text: String) -> impl IntoView {
    if let Some(FocusNext(wanted)) = use_context::<FocusNext>()
        && wanted.get_value()
    {
        wanted.set_value(false);
        focus::begin_at(HEADING);
    }
    view! {
        <h1 id=HEADING class="heading" tabindex="-1">
            {text}
        </h1>
    }
}
