//! The browser's store against the suite that every store must pass, in a real
//! browser; see `docs/vault.md` for how to run it.
#![cfg(target_arch = "wasm32")]
#![expect(
    clippy::unwrap_used,
    reason = "clippy does not see that these are tests"
)]

use inzage::platform::store::{BrowserDevice, BrowserStore};
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
include!("browser/store.rs");
