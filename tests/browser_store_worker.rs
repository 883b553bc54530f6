//! The same as `browser_store.rs`, in a dedicated worker, where the engine lives.
#![cfg(target_arch = "wasm32")]
#![expect(
    clippy::unwrap_used,
    reason = "clippy does not see that these are tests"
)]

use inzage::platform::store::{BrowserDevice, BrowserStore};
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);
include!("browser/store.rs");
