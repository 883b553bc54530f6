//! The way in: an accept loop of our own with limits on time and number, and a
//! strict reading of every request before anything else sees it.

pub(crate) mod client;
pub(crate) mod guard;
pub mod head;
pub(crate) mod serve;
