//! Where the keyboard is: headings, fields and dialogs.

use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};

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

/// Moves the focus to the first link inside the element with this id.
pub fn focus_first_link(id: &str) {
    let within = element::<HtmlElement>(id);
    let link = within.and_then(|within| within.query_selector("a[href]").ok().flatten());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        let _ = link.focus();
    }
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
