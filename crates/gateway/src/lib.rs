//! The gateway: OAuth client and back channel of a PGO, and the server of its
//! app. It passes health data through unread and keeps none; tokens leave it
//! only sealed.

mod accounts;
mod app;
mod assets;
pub mod audit;
mod chainlog;
pub mod config;
mod consumed;
mod cookies;
mod env;
mod fhir;
mod front;
mod headers;
pub mod http;
mod lists;
pub mod logfile;
mod metrics;
mod oauth;
mod pages;
mod problem;
mod providers;
mod router;
mod running;
mod seal;
mod send;
mod shares;
mod site;
mod store;
mod target;
mod unlock;
mod upstream;
mod vendor;

pub use config::Config;
pub use env::Env;
pub use running::{Running, StartError, start};
