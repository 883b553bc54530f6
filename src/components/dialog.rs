//! A dialog over the page.

use leptos::prelude::*;

use crate::platform::focus;

/// A dialog that is open while `open` says so. Escape closes it through
/// `on_close`.
#[component]
pub fn Dialog(
    /// Element id; unique on the screen.
    #[prop(into)]
    id: String,
    #[prop(into)] title: String,
    #[prop(into)] open: Signal<bool>,
    on_close: Callback<()>,
    children: Children,
) -> impl IntoView {
    let (shown, gone) = (id.clone(), id.clone());
    Effect::new(move |_| {
        if open.get() {
            let shown = shown.clone();
            // The element is in the page after this turn.
            request_animation_frame(move || focus::open_dialog(&shown));
        } else {
            focus::close_dialog(&shown);
        }
    });
    on_cleanup(move || focus::close_dialog(&gone));
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
