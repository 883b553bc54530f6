//! The engine: keys, vault, parsing, index and search, behind one typed
//! request and answer. It runs in a worker of its own; locking ends the worker.

pub mod protocol;
pub mod wire;
