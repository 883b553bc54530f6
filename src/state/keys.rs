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
use crate::platform::passkey::{self, Made, Touched};

/// How far copying under new keys is, in parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Copied.
    pub done: usize,
    /// There are.
    pub all: usize,
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
/// key was typed back; `told` hears how far it is. Whether something under the old keys
/// is still on the device.
pub async fn renew(
    session: &Session,
    typed: String,
    told: impl Fn(Progress),
) -> Result<bool, Trouble> {
    let mut request = Request::Begin { typed };
    let left = loop {
        match session.engine().ask(Any::Keys(request)).await? {
            Whole::Keys(Answer::Progress { done, all }) => told(Progress { done, all }),
            Whole::Keys(Answer::Renewed { left, .. }) => break left,
            _ => return Err(Failure::Internal.into()),
        }
        // Who waits for us is not away.
        session.touch();
        request = Request::Step;
    };
    session.rekeyed().await;
    session.refresh_vaults().await;
    Ok(left)
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
    let made = passkey::make(app, &vault.name, &vault.passkeys).await?;
    let added = add_made(session.engine(), made, name).await;
    // It is on the device, and opens nothing.
    added.map_err(|error| Trouble::PasskeyLeft(Box::new(error)))?;
    session.refresh_vaults().await;
    Ok(())
}

async fn add_made(engine: &Engine, made: Made, name: String) -> Result<(), Trouble> {
    let Touched { id, prf } = made.key().await?;
    let request = Any::Keys(Request::AddPasskey { id, prf, name });
    ask!(engine, request, Whole::Done => ())
}

/// It is called otherwise from now on.
pub async fn name_passkey(engine: &Engine, id: Vec<u8>, name: String) -> Result<(), Trouble> {
    ask!(engine, Any::Keys(Request::NamePasskey { id, name }), Whole::Done => ())
}
