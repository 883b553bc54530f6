//! Where the keyboard is: headings, fields and dialogs.

mod place;

pub use place::{forget, forget_what_was_left, recover, remember};

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement};

fn element<T: JsCast>(id: &str) -> Option<T> {
    super::document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Moves the focus to the element with this id.
pub fn focus(id: &str) {
    if let Some(element) = element::<HtmlElement>(id) {
        // An element that just went away cannot take the focus: nothing is lost.
        let _ = element.focus();
    }
}

/// Moves the focus to where a screen or form begins, on the next frame, when it is in
/// the page. Who was quicker and types in a field already is left there.
pub fn begin_at(id: impl Into<String>) {
    let id = id.into();
    leptos::prelude::request_animation_frame(move || {
        if !is_typing() {
            focus(&id);
        }
    });
}

/// Whether a field of the screen has the focus.
fn is_typing() -> bool {
    let active = super::document().and_then(|document| document.active_element());
    active.is_some_and(|active| active.matches("main :is(input, textarea, select)") == Ok(true))
}

/// Moves the focus to the first link or field inside the element with this id.
pub fn focus_first_link(id: &str) {
    let within = element::<HtmlElement>(id);
    let link = within.and_then(|within| within.query_selector("a[href], input").ok().flatten());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        let _ = link.focus();
    }
}

/// Moves the focus to one of the rows (elements called `tag`) in the element with this
/// id: to the first link in it, else to the row itself.
pub fn focus_row(id: &str, tag: &str, nth: usize) {
    let Some(list) = element::<Element>(id) else {
        return;
    };
    let row = place::all_in(&list)
        .filter(|one| one.local_name() == tag)
        .nth(nth);
    let Some(row) = row.and_then(|row| row.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    let link = row.query_selector("a[href]").ok().flatten();
    let link = link.and_then(|link| link.dyn_into::<HtmlElement>().ok());
    if link.is_none() {
        let _ = row.set_attribute("tabindex", "-1");
    }
    let _ = link.unwrap_or(row).focus();
}

/// Opens the dialog with this id over the page; it keeps the focus inside.
pub fn open_dialog(id: &str) {
    if let Some(dialog) = element::<HtmlDialogElement>(id)
        && !dialog.open()
    {
        let _ = dialog.show_modal();
    }
}

/// Closes the dialog with this id; the focus goes back to where it was.
pub fn close_dialog(id: &str) {
    if let Some(dialog) = element::<HtmlDialogElement>(id)
        && dialog.open()
    {
        dialog.close();
    }
}
