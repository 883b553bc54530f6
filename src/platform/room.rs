//! How much room an element has, how large its letters are, and what of it is seen.

use web_sys::Element;

/// Width of the element with this id in CSS pixels, and the size of its letters:
/// the width of the element `{id}-letter`, which is one `rem` wide. None while it
/// is not in the page.
pub fn of(id: &str) -> Option<(u32, u32)> {
    let document = super::document()?;
    let width = |id: &str| {
        let element = document.get_element_by_id(id)?;
        u32::try_from(element.client_width())
            .ok()
            .filter(|width| *width > 0)
    };
    Some((width(id)?, width(&format!("{id}-letter"))?))
}

/// Width of the element with this id, in letters of the text (`rem`).
pub fn in_letters(id: &str) -> Option<f64> {
    let document = super::document()?;
    let width = document.get_element_by_id(id)?.client_width();
    let root = document.document_element()?;
    let style = super::window()?.get_computed_style(&root).ok().flatten()?;
    let letter = style.get_property_value("font-size").ok()?;
    let letter: f64 = letter.strip_suffix("px")?.parse().ok()?;
    Some(f64::from(width) / letter)
}

/// Scrolls the element with this id, and nothing around it, to what is current in it,
/// unless that can be seen.
pub fn show_current(id: &str) {
    let list = super::document().and_then(|document| document.get_element_by_id(id));
    let Some(list) = list else { return };
    let current = list.query_selector("[aria-current]").ok().flatten();
    if let Some(by) = current.and_then(|current| hidden_by(&list, &current)) {
        list.scroll_by_with_x_and_y(0.0, by);
    }
}

/// How far below (above: less than zero) the upper third of what is seen of `list` an
/// element begins; none when all of it is seen.
fn hidden_by(list: &Element, element: &Element) -> Option<f64> {
    let (seen, row) = (
        list.get_bounding_client_rect(),
        element.get_bounding_client_rect(),
    );
    let is_seen = row.top() >= seen.top() && row.bottom() <= seen.bottom();
    (!is_seen).then(|| row.top() - seen.top() - seen.height() / 3.0)
}
