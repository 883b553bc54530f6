//! Who calls: the token of a `MedMij` login at this provider, over the connection
//! that it was given to.

use axum::http::{HeaderMap, header};

use super::ledger::Owner;
use super::problem::Problem;
use crate::network::Provider;
use crate::tls::Peer;
use crate::world::{World, lock};

/// A call that may be answered.
pub(super) struct Caller<'a> {
    /// Whose system.
    pub(super) provider: &'a Provider,
    /// Whose data.
    pub(super) owner: Owner,
    /// The access token, so that a fault can end it.
    pub(super) token: String,
}

/// Checks the token.
pub(super) fn caller<'a>(
    world: &'a World,
    peer: &Peer,
    provider: &str,
    headers: &HeaderMap,
) -> Result<Caller<'a>, Problem> {
    let provider = world.network.provider(provider);
    let provider = provider.ok_or(Problem::NotFound)?;
    let service = provider
        .vendor
        .as_deref()
        .and_then(|id| provider.service(id));
    let service = service.filter(|service| service.dva == peer.dva);
    let service = service.ok_or(Problem::NotFound)?;
    let token = bearer(headers).ok_or(Problem::InvalidToken)?;
    let auth = lock(&world.auth);
    let granted = auth.opens(token, world.clock.now());
    let here = granted.filter(|granted| {
        granted.dva == peer.dva
            && granted.provider == provider.name
            && peer.hosts.contains(&granted.client_id)
    });
    let granted = here.ok_or(Problem::InvalidToken)?;
    if !granted.services.contains(&service.id) {
        return Err(Problem::InsufficientScope);
    }
    Ok(Caller {
        provider,
        owner: Owner {
            provider: provider.name.clone(),
            persona: granted.persona.clone(),
        },
        token: token.to_owned(),
    })
}

/// The token of `Authorization: Bearer` (RFC 6750 section 2.1).
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let text = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = text.split_once(' ')?;
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}
