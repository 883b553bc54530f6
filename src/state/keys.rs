//! Changing who can open the vault.

#![expect(
    clippy::missing_errors_doc,
    reason = "the first function says it for all"
)]

use inzage_api::ErrorCode;

use super::record::{Asked, ask, use_asked};
use super::session::Session;
use super::vaults::wrong_key;
use super::words::Trouble;
use crate::engine::protocol::keys::{Answer, Passkey, Request, Revoked};
use crate::engine::protocol::{Answer as Whole, Failure, Request as Any, Secret};
use crate::platform::engine::Engine;
use crate::platform::passkey::{self, Made, PasskeyError};

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

/// The passkeys that open the vault or sign in.
pub async fn all(engine: &Engine) -> Result<Vec<Passkey>, Trouble> {
    let request = Any::Keys(Request::Passkeys);
    ask!(engine, request, Whole::Keys(Answer::Passkeys(all)) => all)
}

/// What a new passkey does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It opens the vault.
    Opens,
    /// It opens the vault and signs in.
    Both,
    /// It signs in: it gives no key to open the vault with.
    SignsIn,
}

/// Makes a passkey that opens the open vault and, where the operator asks for that,
/// signs in, under this name; `with` opens the vault now, and `app` is what the app is
/// called.
pub async fn add_passkey(
    session: &Session,
    with: Secret,
    app: &str,
    name: String,
) -> Result<Added, Trouble> {
    let (engine, signing) = (session.engine(), session.signing());
    let check = Any::Keys(Request::Check { with: with.clone() });
    wrong_key(&with, ask!(engine, check, Whole::Done => ()))?;
    let vault = session.vault_known().ok_or(Failure::Locked)?;
    let mut signed = all(engine).await?;
    signed.retain(|known| known.signs_in);
    let asked = signing.beside_making(engine, !signed.is_empty()).await?;
    // One that opens the vault only, or that the gateway forgot, may get a younger sister
    // that signs in too.
    let (asked, known) = asked.map_or((None, vault.passkeys), |(asked, known)| {
        (Some(asked), known)
    });
    let made = passkey::make(app, &vault.name, &known, asked.as_ref()).await?;
    let added = add_made(session, &made, name).await;
    // It is on the device, and opens nothing.
    let added = added.map_err(|error| Trouble::PasskeyLeft(Box::new(error)))?;
    session.refresh_vaults().await;
    Ok(added)
}

/// First at the gateway: there it can be taken back without new keys.
async fn add_made(session: &Session, made: &Made, name: String) -> Result<Added, Trouble> {
    let engine = session.engine();
    let Some(register) = &made.register else {
        open_with(engine, made.id(), made.key().await?, name).await?;
        return Ok(Added::Opens);
    };
    let prf = match made.key().await {
        Ok(prf) => Some(prf),
        Err(PasskeyError::NoPrf) => None,
        Err(error) => return Err(error.into()),
    };
    session.signing().register(register).await?;
    let kept = match prf {
        Some(prf) => match open_with(engine, made.id(), prf, name).await {
            // That it signs in too is a word in a list, which the next time mends.
            Ok(()) => {
                let _ = signs_in(engine, made.id(), true).await;
                Ok(Added::Both)
            }
            Err(error) => Err(error),
        },
        None => keep(engine, made.id(), name).await.map(|()| Added::SignsIn),
    };
    if kept.is_err() {
        // What the gateway cannot forget now, it forgets when it is not used.
        let _ = session.signing().take_back(&made.id()).await;
    }
    kept
}

async fn open_with(
    engine: &Engine,
    id: Vec<u8>,
    prf: Vec<u8>,
    name: String,
) -> Result<(), Trouble> {
    ask!(engine, Any::Keys(Request::AddPasskey { id, prf, name }), Whole::Done => ())
}

async fn keep(engine: &Engine, id: Vec<u8>, name: String) -> Result<(), Trouble> {
    ask!(engine, Any::Keys(Request::KeepPasskey { id, name }), Whole::Done => ())
}

/// Whether a passkey signs in at the gateway, as that said.
pub async fn signs_in(engine: &Engine, id: Vec<u8>, signs_in: bool) -> Result<(), Trouble> {
    ask!(engine, Any::Keys(Request::SignsIn { id, signs_in }), Whole::Done => ())
}

/// The gateway forgets this passkey, which signs in there; `with` opens the vault now.
/// Without a network, or without having signed in, it still signs in afterwards and
/// stays in the list: only a secret that is wrong is an error.
pub async fn sign_in_no_more(session: &Session, id: &[u8], with: &Secret) -> Result<(), Trouble> {
    let engine = session.engine();
    let check = Any::Keys(Request::Check { with: with.clone() });
    wrong_key(with, ask!(engine, check, Whole::Done => ()))?;
    let known = all(engine).await?;
    let signs = known.iter().any(|known| known.id == id && known.signs_in);
    if signs && session.signing().remove(engine, id).await.is_ok() {
        signs_in(engine, id.to_vec(), false).await?;
    }
    Ok(())
}

/// The gateway forgets a passkey that signs in only, and so does the vault; false when
/// it is none of who is signed in, so that only the vault forgets it.
pub async fn forget_passkey(session: &Session, id: Vec<u8>) -> Result<bool, Trouble> {
    let gone = match session.signing().remove(session.engine(), &id).await {
        Ok(()) => true,
        Err(Trouble::Gateway(error)) if error.code == ErrorCode::NotFound => false,
        Err(error) => return Err(error),
    };
    signs_in(session.engine(), id, false).await?;
    Ok(gone)
}

/// The gateway forgets the account, before the vault is erased; false when there is one
/// that it could not forget now.
pub async fn forget_account(session: &Session) -> bool {
    let known = all(session.engine()).await.unwrap_or_default();
    let has = known.iter().any(|known| known.signs_in);
    !has || session.signing().delete(session.engine()).await.is_ok()
}

/// It is called otherwise from now on.
pub async fn name_passkey(engine: &Engine, id: Vec<u8>, name: String) -> Result<(), Trouble> {
    ask!(engine, Any::Keys(Request::NamePasskey { id, name }), Whole::Done => ())
}
