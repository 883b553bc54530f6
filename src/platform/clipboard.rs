//! The page as text, to the clipboard.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

/// Class of the root while the page is read as it would be printed.
const COPYING: &str = "copying";

/// Copies what can be read in the element with this id, as it would be printed,
/// with `line` below it; false when the browser refuses.
pub async fn copy_page(id: &str, line: &str) -> bool {
    let Some(text) = readable(id) else {
        return false;
    };
    let Some(window) = super::window() else {
        return false;
    };
    let text = format!("{}\n\n{line}\n", text.trim());
    let written = window.navigator().clipboard().write_text(&text);
    JsFuture::from(written).await.is_ok()
}

/// Copies a text; false when the browser refuses.
pub async fn copy_text(text: &str) -> bool {
    let Some(window) = super::window() else {
        return false;
    };
    let written = window.navigator().clipboard().write_text(text);
    JsFuture::from(written).await.is_ok()
}

/// The text of the element, without what only a screen can do.
fn readable(id: &str) -> Option<String> {
    let document = super::document()?;
    let root = document.document_element()?;
    let element = document
        .get_element_by_id(id)?
        .dyn_into::<HtmlElement>()
        .ok()?;
    let classes = root.class_list();
    classes.add_1(COPYING).ok()?;
    let text = element.inner_text();
    classes.remove_1(COPYING).ok()?;
    Some(text)
}
