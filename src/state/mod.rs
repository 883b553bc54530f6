//! What the app knows now: one context each. Only these modules write it.

pub mod about;
pub mod added;
pub mod address;
pub mod asked;
pub mod collect;
pub mod discuss;
pub mod draft;
pub mod emptiness;
pub mod ends;
pub mod finding;
pub mod judging;
pub mod logbook;
pub mod look;
pub mod measure;
pub mod medication;
pub mod network;
pub mod news;
pub mod providers;
pub mod record;
pub mod same;
pub mod series;
pub mod session;
pub mod sharing;
pub mod sources;
pub mod vaults;
pub mod words;
