//! How fast the app is. Natively (`main.rs`): reading, and what the engine answers
//! over a large record. In the browser: reading (`browser.rs`, timed by
//! `browser/worker.mjs`) and the built app itself with the backups made here
//! (`browser/app.mjs`). `cargo xtask bench` runs all of it.

pub mod jobs;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(not(target_arch = "wasm32"))]
pub mod data;
#[cfg(not(target_arch = "wasm32"))]
pub mod vault;
