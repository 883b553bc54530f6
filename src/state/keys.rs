//! Changing who can open the vault.

#![expect(
    clippy::missing_errors_doc,
    reason = "the first function says it for all"
)]

use super::record::ask;
use super::session::Session;
use super::vaults::wrong_key;
use super::words::Trouble;
use crate::engine::protocol::keys::{Answer, Request, Revoked};
use crate::engine::protocol::{Answer as Whole, Failure, Request as Any, Secret};
use crate::platform::engine::Engine;

/// How far copying under new keys is, in parts; and whether it has ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Copied.
    pub done: usize,
    /// There are.
    pub all: usize,
    ended: bool,
}

/// New keys, of which `revoked` has no part: a new recovery key, if there is one.
///
/// # Errors
/// What the engine says; so for every function here.
pub async fn prepare(
    engine: &Engine,
    revoked: Revoked,
    with: Secret,
) -> Result<Option<String>, Trouble> {
    let request = Any::Keys(Request::Prepare {
        revoked,
        with: with.clone(),
    });
    let prepared =
        ask!(engine, request, Whole::Keys(Answer::Prepared { recovery_key }) => recovery_key);
    wrong_key(&with, prepared)
}

/// The new keys take the place of the old ones, from the moment that a new recovery
/// key was typed back; `told` hears how far it is.
pub async fn renew(
    session: &Session,
    typed: String,
    told: impl Fn(Progress),
) -> Result<(), Trouble> {
    let mut progress = asked(session, Request::Begin { typed }).await?;
    while !progress.ended {
        told(progress);
        // Who waits for us is not away.
        session.touch();
        progress = asked(session, Request::Step).await?;
    }
    session.rekeyed().await;
    Ok(())
}

async fn asked(session: &Session, request: Request) -> Result<Progress, Trouble> {
    match session.engine().ask(Any::Keys(request)).await {
        Ok(Whole::Keys(Answer::Progress { done, all, ended })) => Ok(Progress { done, all, ended }),
        Ok(_) => Err(Failure::Internal.into()),
        Err(failure) => Err(failure.into()),
    }
}
