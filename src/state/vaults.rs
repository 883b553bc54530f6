//! Making, opening, backing up and erasing vaults.

#![expect(
    clippy::missing_errors_doc,
    reason = "the first function says it for all"
)]

use inzage_api::SignIn;
use leptos::prelude::StoredValue;

use super::account::Signing;
use super::record::ask;
use super::words::Trouble;
use crate::engine::protocol::{Answer, Failure, Request, Secret, Strength, VaultInfo};
use crate::platform::engine::Engine;
use crate::platform::passkey::{self, PasskeyError};

/// The vaults on this device.
///
/// # Errors
/// What the engine says; so for every function here.
pub async fn list(engine: &Engine) -> Result<Vec<VaultInfo>, Trouble> {
    ask!(engine, Request::Vaults, Answer::Vaults(vaults) => vaults)
}

/// How strong a passphrase is.
pub async fn strength(engine: &Engine, passphrase: String) -> Result<Strength, Trouble> {
    ask!(engine, Request::Strength { passphrase }, Answer::Strength(strength) => strength)
}

/// A collection that waits to move into a vault of its own, as a context: in
/// memory only, until that vault is being made.
#[derive(Clone, Copy, Default)]
pub struct Moving(pub StoredValue<Option<String>>);

/// Makes a vault, for a collection that moves into it or for oneself: its id and
/// its recovery key.
pub async fn create(
    engine: &Engine,
    name: String,
    passphrase: String,
    moving: Option<String>,
) -> Result<(String, String), Trouble> {
    let request = match moving {
        Some(collection) => Request::OwnVault {
            collection,
            name,
            passphrase,
        },
        None => Request::Create { name, passphrase },
    };
    ask!(
        engine,
        request,
        Answer::Created { vault, recovery_key } => (vault, recovery_key)
    )
}

/// The recovery key, typed back.
pub async fn confirm_recovery(engine: &Engine, typed: String) -> Result<(), Trouble> {
    ask!(engine, Request::ConfirmRecovery { typed }, Answer::Done => ())
}

/// Opens a vault.
pub async fn unlock(engine: &Engine, vault: String, with: Secret) -> Result<(), Trouble> {
    wrong_key(
        &with.clone(),
        ask!(engine, Request::Unlock { vault, with }, Answer::Done => ()),
    )
}

/// Asks one of these passkeys for what opens a vault, and with the same touch for what
/// signs in, where the operator asks for that.
pub async fn touch(
    passkeys: &[Vec<u8>],
    signing: Signing,
) -> Result<(Secret, Option<SignIn>), Trouble> {
    let asked = signing.beside_opening().await;
    let touched = match passkey::touch(passkeys, asked.as_ref()).await {
        // What the gateway asks may not suit this browser; that opens the vault no less.
        Err(PasskeyError::Failed) if asked.is_some() => passkey::touch(passkeys, None).await,
        touched => touched,
    }?;
    let prf = touched.prf.ok_or(PasskeyError::NoPrf)?;
    Ok((Secret::Passkey(touched.id, prf), touched.sign_in))
}

/// Puts a backup on this device; the id of its vault.
pub async fn restore(
    engine: &Engine,
    bytes: Vec<u8>,
    with: Secret,
) -> Result<Option<String>, Trouble> {
    wrong_key(
        &with.clone(),
        ask!(engine, Request::Restore { bytes, with }, Answer::Text(vault) => vault),
    )
}

/// Tells a wrong recovery key from a wrong passphrase: other advice.
pub(super) fn wrong_key<T>(with: &Secret, result: Result<T, Trouble>) -> Result<T, Trouble> {
    match (with, result) {
        (Secret::RecoveryKey(_), Err(Trouble::Engine(Failure::WrongSecret))) => {
            Err(Trouble::WrongRecoveryKey)
        }
        (Secret::Passkey(..), Err(Trouble::Engine(Failure::WrongSecret))) => {
            Err(Trouble::WrongPasskey)
        }
        (_, result) => result,
    }
}

/// An encrypted backup of the open vault.
pub async fn backup(engine: &Engine) -> Result<Vec<u8>, Trouble> {
    ask!(engine, Request::Backup, Answer::Bytes(bytes) => bytes)
}

/// Erases a vault from this device.
pub async fn erase(engine: &Engine, vault: String) -> Result<(), Trouble> {
    ask!(engine, Request::Erase { vault }, Answer::Done => ())
}

/// A setting of the open vault.
pub async fn setting(engine: &Engine, name: &str) -> Result<Option<String>, Trouble> {
    let name = name.to_owned();
    ask!(engine, Request::Setting { name }, Answer::Text(value) => value)
}

/// Changes a setting of the open vault.
pub async fn save_setting(engine: &Engine, name: &str, value: String) -> Result<(), Trouble> {
    let name = name.to_owned();
    ask!(engine, Request::SaveSetting { name, value }, Answer::Done => ())
}
