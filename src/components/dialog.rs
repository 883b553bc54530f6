//! A dialog over the page.

use leptos::prelude::*;

use crate::platform::focus;

/// A dialog that is open while `open` says so. Escape closes it through
/// `on_close`.
#[component]
pub fn Dialog(
    /// Element id; unique on the screen.
    id: &'static str,
    #[prop(into)] title: String,
    #[prop(into)] open: Signal<bool>,
    on_close: Callback<()>,
    children: Children,
) -> impl IntoView {
    Effect::new(move |_| {
        if open.get() {
            // The element is in the page after this turn.
            request_animation_frame(move || focus::open_dialog(id));
        } else {
            focus::close_dialog(id);
        }
    });
    on_cleanup(move || focus::close_dialog(id));
    let title_id = format!("{id}-title");
    let labelled = title_id.clone();
    view! {
        <dialog
            id=id
            class="dialog"
            aria-labelledby=labelled
            on:cancel=move |event: leptos::ev::Event| {
                event.prevent_default();
                on_close.run(());
            }
        >
            <h2 id=title_id>{title}</h2>
            {children()}
        </dialog>
    }
}
