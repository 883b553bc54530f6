//! Changing who can open the vault.

#![expect(
    clippy::missing_errors_doc,
    reason = "the first function says it for all"
)]

use super::record::{Asked, ask, use_asked};
use super::session::Session;
use super::vaults::wrong_key;
use super::words::Trouble;
use crate::engine::protocol::keys::{Answer, Passkey, Request, Revoked};
use crate::engine::protocol::{Answer as Whole, Failure, Request as Any, Secret};
use crate::platform::engine::Engine;
use crate::platform::passkey::{self, Touched};

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
    session.refresh_vaults().await;
    Ok(())
}

/// The passkeys that open the vault.
pub fn passkeys() -> Asked<Vec<Passkey>> {
    use_asked(
        || Any::Keys(Request::Passkeys),
        |answer| match answer {
            Whole::Keys(Answer::Passkeys(all)) => Some(all),
            _ => None,
        },
    )
}

/// Makes a passkey that opens the open vault, under this name; `with` opens it now, and
/// `app` is what the app is called.
pub async fn add_passkey(
    session: &Session,
    with: Secret,
    app: &str,
    name: String,
) -> Result<(), Trouble> {
    let check = Any::Keys(Request::Check { with: with.clone() });
    wrong_key(&with, ask!(session.engine(), check, Whole::Done => ()))?;
    let vault = session.vault_known().ok_or(Failure::Locked)?;
    let Touched { id, prf } = passkey::make(app, &vault.name, &vault.passkeys).await?;
    let request = Any::Keys(Request::AddPasskey { id, prf, name });
    ask!(session.engine(), request, Whole::Done => ())?;
    session.refresh_vaults().await;
    Ok(())
}

/// It is called otherwise from now on.
pub async fn name_passkey(engine: &Engine, id: Vec<u8>, name: String) -> Result<(), Trouble> {
    ask!(engine, Any::Keys(Request::NamePasskey { id, name }), Whole::Done => ())
}

async fn asked(session: &Session, request: Request) -> Result<Progress, Trouble> {
    match session.engine().ask(Any::Keys(request)).await {
        Ok(Whole::Keys(Answer::Progress { done, all, ended })) => Ok(Progress { done, all, ended }),
        Ok(_) => Err(Failure::Internal.into()),
        Err(failure) => Err(failure.into()),
    }
}
