//! What the app and the gateway say about the account of a person: passkeys that prove
//! who is there (`WebAuthn` level 3), each touched with a finger, face or PIN.
//!
//! The gateway knows a random account id and public keys: no name, no mail address, no
//! health data. What the PRF extension gives opens the vault, and never leaves the
//! page: whoever fills these types takes it out first.

use serde::{Deserialize, Serialize};

/// Answer to `GET /api/account`, and to everything that changes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Whether somebody is signed in: without that nothing is asked of a provider,
    /// where [`crate::About::accounts`] says so.
    pub signed_in: bool,
    /// Credential ids of the passkeys of this account, base64url without padding; none
    /// when nobody is signed in.
    #[serde(default)]
    pub passkeys: Vec<String>,
}

/// What a passkey is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ceremony {
    /// A new passkey: for the account that is signed in, else for a new one.
    Register,
    /// One that the gateway knows.
    SignIn,
}

/// Body of `POST /api/account/challenges`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskChallenge {
    /// What it is for.
    pub ceremony: Ceremony,
}

/// Answer to `POST /api/account/challenges`: what a passkey signs, once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Challenge {
    /// The bytes to sign, base64url without padding.
    pub challenge: String,
    /// To whom the passkey belongs: the host of the gateway (`rp.id`).
    pub rp_id: String,
    /// With [`Ceremony::Register`]: the user handle, base64url without padding; random,
    /// another for each passkey, so that none takes the place of another on a device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// Signature algorithms that count (COSE numbers), the best first; with
    /// [`Ceremony::Register`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub algorithms: Vec<i32>,
    /// Sealed: what the gateway wants to have back with the answer.
    pub state: String,
    /// Seconds until it no longer counts.
    pub expires_in: u64,
}

/// Body of `POST /api/account/passkeys`: a passkey that was just made
/// (`AuthenticatorAttestationResponse`). All bytes are base64url without padding.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Register {
    /// [`Challenge::state`].
    pub state: String,
    /// The credential id (`rawId`).
    pub id: String,
    /// `clientDataJSON`.
    pub client_data: String,
    /// `attestationObject`.
    pub attestation: String,
    /// `getTransports()`.
    #[serde(default)]
    pub transports: Vec<String>,
}

/// Body of `POST /api/account/session`: a passkey that was just touched
/// (`AuthenticatorAssertionResponse`). All bytes are base64url without padding.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// [`Challenge::state`].
    pub state: String,
    /// The credential id (`rawId`).
    pub id: String,
    /// `clientDataJSON`.
    pub client_data: String,
    /// `authenticatorData`.
    pub authenticator_data: String,
    /// `signature`.
    pub signature: String,
    /// `userHandle`, when the passkey gave one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
}

/// Body of `POST /api/account/passkeys/remove`: it signs in nobody any more, and what
/// it signed in has ended. With the last one the account is gone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemovePasskey {
    /// Its credential id, base64url without padding.
    pub id: String,
}
