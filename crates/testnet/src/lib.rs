//! A simulated `MedMij` network to develop a PGO against: lists, providers with
//! their own authorization, token and FHIR servers, a `DigiD` look-alike, made-up
//! people, and faults on demand. `docs/testnet.md` tells how to use it and what
//! differs from the real network.

mod auth;
mod chainlog;
mod clock;
mod config;
mod control;
mod data;
mod faults;
mod fhir;
mod front;
mod journal;
mod letter;
mod lists;
mod load;
mod network;
mod options;
mod pki;
mod received;
mod run;
mod secret;
mod tls;
mod token;
mod vendor;
mod world;

pub use network::Persona;
pub use options::{Options, OptionsError};
pub use run::{Running, StartError, start};

/// Headers as pairs, in the order received.
fn header_list(headers: &axum::http::HeaderMap) -> Vec<(String, String)> {
    headers
        .iter()
        .map(|(name, value)| {
            let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.to_string(), text)
        })
        .collect()
}
