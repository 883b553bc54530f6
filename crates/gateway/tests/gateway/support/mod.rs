//! A gateway with everything around it, made anew for each test.

pub(crate) mod authenticator;
pub(crate) mod browser;
pub(crate) mod canaries;
pub(crate) mod links;
pub(crate) mod pki;
pub(crate) mod places;
pub(crate) mod provider;
pub(crate) mod wire;
pub(crate) mod world;

pub(crate) use browser::Browser;
pub(crate) use provider::Behaviour;
pub(crate) use wire::{Reply, raw};
pub(crate) use world::{GROUP_PROVIDER, World, WorldOptions};
