//! The browser: the only place that uses `web_sys`, `js_sys`, `gloo_*` and
//! `wasm_bindgen`.

pub mod engine;
pub mod http;

/// The document of this page; `None` in a worker.
#[expect(clippy::disallowed_methods, reason = "this is the one place that talks to the browser")]
pub(crate) fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}
