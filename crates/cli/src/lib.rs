//! `inzage`: the same reading and rendering as the pages, on the command line.

mod coverage;
mod files;
mod known;
mod render;
pub mod theme;

pub use coverage::coverage;
pub use render::{Options, render};
