//! Links with which others look along: the same tests with a file and with a server.

mod ends;
mod hosts;
mod life;
mod secrets;
mod wrong;
