//! Workflows that outlive a page, as pure state machines: `update` takes an
//! event and says what has to be done; it does nothing itself.

pub mod collect;
