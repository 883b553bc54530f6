//! How much room an element has, and how large its letters are.

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
