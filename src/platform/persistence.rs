//! Whether the browser promises to keep what is stored.

use wasm_bindgen_futures::JsFuture;

/// Whether the browser promised to keep the data of this site; `None` when it
/// does not say.
pub async fn persisted() -> Option<bool> {
    let manager = super::device::window()?.navigator().storage();
    answer(manager.persisted().ok()?).await
}

/// Asks the browser to keep the data; its answer, or `None` when it gives none.
pub async fn persist() -> Option<bool> {
    let manager = super::device::window()?.navigator().storage();
    answer(manager.persist().ok()?).await
}

async fn answer(promise: js_sys::Promise) -> Option<bool> {
    JsFuture::from(promise).await.ok()?.as_bool()
}
