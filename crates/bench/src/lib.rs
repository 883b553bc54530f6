//! How fast reading is, natively (`main.rs`) and in the browser (`browser.rs`,
//! driven by `browser/run.mjs`). `cargo xtask bench` runs both.

pub mod bundle;
pub mod jobs;

#[cfg(target_arch = "wasm32")]
pub mod browser;
