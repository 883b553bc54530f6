//! The providers of the open vault, and those that can be added.

#![expect(
    clippy::missing_errors_doc,
    reason = "the first function says it for all"
)]

use inzage_api::{Provider, ProviderDetail, ProviderSearch};

use super::brand::brand;
use super::record::{Asked, ask, use_asked};
use super::words::Trouble;
use crate::engine::protocol::{Answer, ProviderCard, Request};
use crate::platform::engine::Engine;
use crate::platform::http;

/// The providers added, with what came from each.
pub fn added() -> Asked<Vec<ProviderCard>> {
    use_asked(
        || Request::Providers,
        |answer| match answer {
            Answer::Providers(cards) => Some(cards),
            _ => None,
        },
    )
}

/// Searches all providers by name, place and kind of care.
///
/// # Errors
/// What the engine or the gateway says; so for every function here.
pub async fn search(name: &str, place: &str, kind: &str) -> Result<ProviderSearch, Trouble> {
    Ok(http::search_providers(name, place, kind).await?)
}

/// What a provider shares, grouped by login.
pub async fn detail(provider: &Provider) -> Result<ProviderDetail, Trouble> {
    Ok(http::provider(&provider.zorgaanbiedernaam).await?)
}

/// The providers that the operator offers before a search; those that cannot be found
/// now are left out.
pub async fn pinned() -> Vec<Provider> {
    let mut found = Vec::new();
    for name in &brand().pinned {
        if let Ok(detail) = http::provider(name).await {
            found.push(detail.provider);
        }
    }
    found
}

/// Adds a provider.
pub async fn add(engine: &Engine, detail: ProviderDetail) -> Result<(), Trouble> {
    ask!(engine, Request::AddProvider { detail }, Answer::Done => ())
}

/// Removes a provider, with or without what came from it.
pub async fn remove(engine: &Engine, provider: String, with_data: bool) -> Result<(), Trouble> {
    ask!(engine, Request::RemoveProvider { provider, with_data }, Answer::Done => ())
}
