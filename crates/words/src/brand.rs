//! Texts in the words of an operator's brand: its name and form of address.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What texts become, by what the tables say; set once, before the first is asked.
static WORDING: OnceLock<BTreeMap<String, String>> = OnceLock::new();

/// From now on each text that is a key of `wording` is said as its value. Only the
/// first call counts: a program has one brand.
pub fn set_wording(wording: BTreeMap<String, String>) {
    // A second brand would make the same text differ between two screens.
    let _ = WORDING.set(wording);
}

/// A text as this program says it.
pub(crate) fn worded(text: &'static str) -> &'static str {
    let wording = WORDING.get().and_then(|wording| wording.get(text));
    wording.map_or(text, String::as_str)
}
