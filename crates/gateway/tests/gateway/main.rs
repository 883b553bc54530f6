//! A whole gateway against a fake provider, over real sockets and mutual TLS.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::format_push_string,
    reason = "helpers of tests end the test like the tests themselves"
)]

mod accounts;
mod app;
mod callback;
mod calls;
mod copies;
mod follow;
mod lists;
mod login;
mod logs;
mod openapi;
mod providers;
mod send;
mod shares;
mod smuggling;
mod support;
mod trust;
mod unlock;
mod upstream;
mod vendor;
