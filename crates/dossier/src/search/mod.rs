//! Everything by word.

pub mod text;
