//! What this device remembers outside the vault: how the app looks, and, while
//! the tab lives, the wrapped key. Nothing about health, nothing readable.

use web_sys::Storage;

#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that talks to the browser"
)]
pub(crate) fn window() -> Option<web_sys::Window> {
    web_sys::window()
}

fn local() -> Option<Storage> {
    window()?.local_storage().ok().flatten()
}

fn session() -> Option<Storage> {
    window()?.session_storage().ok().flatten()
}

/// A preference of this device, such as the theme.
pub fn preference(name: &str) -> Option<String> {
    local()?.get_item(&format!("inzage.{name}")).ok().flatten()
}

/// Keeps a preference. Where storage is off it only lasts as long as the page.
pub fn keep_preference(name: &str, value: &str) {
    if let Some(storage) = local() {
        let _ = storage.set_item(&format!("inzage.{name}"), value);
    }
}

/// Forgets a preference.
pub fn forget_preference(name: &str) {
    if let Some(storage) = local() {
        let _ = storage.remove_item(&format!("inzage.{name}"));
    }
}

/// A value of this tab.
pub fn tab_value(name: &str) -> Option<String> {
    session()?
        .get_item(&format!("inzage.{name}"))
        .ok()
        .flatten()
}

/// Keeps (or, with `None`, forgets) a value of this tab.
pub fn keep_tab_value(name: &str, value: Option<&str>) {
    let Some(storage) = session() else { return };
    let name = format!("inzage.{name}");
    // Where storage is off, the person unlocks again after a reload.
    let _ = match value {
        Some(value) => storage.set_item(&name, value),
        None => storage.remove_item(&name),
    };
}

/// The languages that the browser asks for, best first (`nl-NL`).
pub fn languages() -> Vec<String> {
    window().map_or_else(Vec::new, |window| {
        window
            .navigator()
            .languages()
            .iter()
            .filter_map(|language| language.as_string())
            .collect()
    })
}

/// Sets an attribute of the root element (`lang`, `data-theme`, `data-text`).
pub fn set_root_attribute(name: &str, value: &str) {
    if let Some(root) = super::document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute(name, value);
    }
}

/// The title in the tab and in the history: never health data.
pub fn set_title(title: &str) {
    if let Some(document) = super::document() {
        document.set_title(title);
    }
}

/// Whether the browser thinks that it has a network.
pub fn is_online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

/// What the browser calls itself.
pub fn browser() -> String {
    window()
        .and_then(|window| window.navigator().user_agent().ok())
        .unwrap_or_default()
}

/// Opens the print dialog of the browser.
pub fn print() {
    if let Some(window) = window() {
        let _ = window.print();
    }
}

/// Sends the browser to an address outside the app, in this tab.
pub fn go_to(url: &str) {
    if let Some(window) = window() {
        let _ = window.location().assign(url);
    }
}

/// Loads the page again, with the newest version of the app.
pub fn reload() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}

/// Scrolls to the top of the page.
pub fn scroll_up() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Goes one step back in the history of this tab.
pub fn back() {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.back();
    }
}
