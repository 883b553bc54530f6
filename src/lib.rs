//! Inzage, the app: a PGO in the browser.

pub mod app;
pub mod components;
pub mod engine;
pub mod late;
pub mod pages;
pub mod platform;
pub mod route;
pub mod state;
pub mod texts;
