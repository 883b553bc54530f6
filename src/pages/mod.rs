//! The screens, one file (or folder) each.

#![expect(
    missing_docs,
    unreachable_pub,
    clippy::needless_pass_by_value,
    reason = "props: the macro makes them fields and takes them by value; their names say what they are"
)]

pub mod add_provider;
pub mod added;
pub mod along;
mod back;
pub mod chapter;
pub mod collect;
pub mod consents;
pub mod discuss;
mod display;
pub mod documents;
pub mod dossier;
pub mod entry;
pub mod help;
pub mod links;
pub mod logbook;
pub mod measurements;
pub mod medication;
pub mod missing;
pub mod more;
pub mod network;
pub mod news;
mod off;
pub mod overview;
pub mod providers;
pub mod requests;
pub mod restore;
pub mod search;
pub mod security;
pub mod series;
pub mod settings;
pub mod sources;
pub mod taking;
pub mod timeline;
pub mod unlock;
pub mod welcome;
