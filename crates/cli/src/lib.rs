//! `inzage`: the same reading and rendering as the pages, on the command line.

mod files;
mod known;
mod render;

pub use render::{Options, render};
