//! Inzage, the app: a PGO in the browser.

pub mod engine;
pub mod platform;
