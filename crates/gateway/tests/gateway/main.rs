//! A whole gateway against a fake provider, over real sockets and mutual TLS.

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
mod smuggling;
mod support;
mod trust;
mod unlock;
mod upstream;
