//! The browser: the only place that uses `web_sys`, `js_sys`, `gloo_*` and
//! `wasm_bindgen`.

pub mod account;
pub mod clipboard;
pub mod clock;
pub mod device;
pub mod engine;
pub mod file;
pub mod focus;
pub mod history;
pub mod http;
mod inert_html;
pub mod lock;
pub mod passkey;
pub mod pdf;
pub mod persistence;
pub mod room;
pub mod service_worker;
pub mod store;
pub mod tabs;
pub mod trusted_types;
pub mod worker;

/// The window of this page; `None` in a worker.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that talks to the browser"
)]
pub(crate) fn window() -> Option<web_sys::Window> {
    web_sys::window()
}

/// The document of this page; `None` in a worker.
pub(crate) fn document() -> Option<web_sys::Document> {
    window()?.document()
}

/// What the build told this page under a name: the `content` of a `<meta>`
/// element; `None` when it told nothing.
pub(crate) fn meta(name: &str) -> Option<String> {
    let element = document()?
        .query_selector(&format!("meta[name={name}]"))
        .ok()
        .flatten()?;
    element
        .get_attribute("content")
        .filter(|content| !content.is_empty())
}
