//! What a passkey says, checked as `WebAuthn` level 3 asks (sections 7.1 and 7.2).
//!
//! Nothing is asked about the maker of an authenticator (attestation `none`), so what
//! it tells about itself is not read. Extensions are not read either: authenticators
//! put there what they like (`hmac-secret` of several lengths), and nothing here
//! depends on it; of an assertion they are under the signature like the rest.

use super::key::PublicKey;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ciborium::Value;
use inzage_api::{Register, SignIn};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// Flags of authenticator data.
const PRESENT: u8 = 1;
const VERIFIED: u8 = 1 << 2;
const MAY_BE_COPIED: u8 = 1 << 3;
const COPIED: u8 = 1 << 4;
const HAS_KEY: u8 = 1 << 6;
/// Length of a credential id, in bytes (section 4): never so short that it is guessed.
const ID: std::ops::RangeInclusive<usize> = 16..=1023;

/// What an answer must be about.
pub(super) struct Expected<'a> {
    /// The challenge, base64url.
    pub(super) challenge: &'a str,
    /// Scheme, host and port of the page.
    pub(super) origin: &'a str,
    /// To whom the passkey belongs.
    pub(super) rp_id: &'a str,
}

/// A passkey as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Passkey {
    /// Credential id, base64url.
    pub(super) id: String,
    /// Public key: COSE, base64url.
    pub(super) key: String,
    /// Signatures, as the authenticator counts; 0: it does not.
    pub(super) counter: u32,
    /// Whether it may be on several devices.
    pub(super) copied: bool,
}

/// Why a passkey does not count: for the log, where it names nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refused(pub(super) &'static str);

type Checked<T> = Result<T, Refused>;

/// A passkey that was just made.
pub(super) fn registered(expected: &Expected<'_>, given: &Register) -> Checked<Passkey> {
    expected.client_data("webauthn.create", &given.client_data)?;
    let object = decoded(&given.attestation)?;
    let object = authenticator_data(&object).ok_or(Refused("form"))?;
    let data = expected.data(&object)?;
    if data.flags & HAS_KEY == 0 {
        return Err(Refused("form"));
    }
    let (id, key) = credential(data.rest).ok_or(Refused("key"))?;
    let id = URL_SAFE_NO_PAD.encode(id);
    if id != given.id {
        return Err(Refused("form"));
    }
    Ok(Passkey {
        id,
        key: URL_SAFE_NO_PAD.encode(key),
        counter: data.counter,
        copied: data.flags & MAY_BE_COPIED != 0,
    })
}

/// A passkey that was just touched, as it is kept; gives its counter.
pub(super) fn asserted(expected: &Expected<'_>, given: &SignIn, known: &Passkey) -> Checked<u32> {
    expected.client_data("webauthn.get", &given.client_data)?;
    let bytes = decoded(&given.authenticator_data)?;
    let data = expected.data(&bytes)?;
    let key = PublicKey::read(&decoded(&known.key)?);
    let hash = Sha256::digest(decoded(&given.client_data)?);
    let message = [bytes.as_slice(), &hash].concat();
    let signature = decoded(&given.signature)?;
    if !key.is_some_and(|(key, _)| key.verifies(&message, &signature)) {
        return Err(Refused("signature"));
    }
    if known.copied != (data.flags & MAY_BE_COPIED != 0) {
        return Err(Refused("backup"));
    }
    // One that counts never goes back or stands still: there would be two of it.
    let counts = known.counter != 0 || data.counter != 0;
    if counts && data.counter <= known.counter {
        return Err(Refused("counter"));
    }
    Ok(data.counter)
}

/// `CollectedClientData`: what the browser says about where it happened.
#[derive(Deserialize)]
struct ClientData {
    #[serde(rename = "type")]
    kind: String,
    challenge: String,
    origin: String,
    #[serde(default, rename = "crossOrigin")]
    cross_origin: bool,
    #[serde(default, rename = "topOrigin")]
    top_origin: Option<String>,
}

/// Authenticator data.
struct Data<'a> {
    flags: u8,
    counter: u32,
    /// What follows the counter.
    rest: &'a [u8],
}

impl Expected<'_> {
    fn client_data(&self, kind: &str, given: &str) -> Checked<()> {
        let data: ClientData =
            serde_json::from_slice(&decoded(given)?).map_err(|_| Refused("form"))?;
        if data.kind != kind {
            return Err(Refused("kind"));
        }
        if data.challenge != self.challenge {
            return Err(Refused("challenge"));
        }
        if data.origin != self.origin || data.cross_origin || data.top_origin.is_some() {
            return Err(Refused("origin"));
        }
        Ok(())
    }

    fn data<'a>(&self, bytes: &'a [u8]) -> Checked<Data<'a>> {
        let data = || {
            let (rp_id, rest) = bytes.split_first_chunk::<32>()?;
            let (flags, rest) = rest.split_first()?;
            let (counter, rest) = rest.split_first_chunk::<4>()?;
            let counter = u32::from_be_bytes(*counter);
            let flags = *flags;
            Some((
                rp_id,
                Data {
                    flags,
                    counter,
                    rest,
                },
            ))
        };
        let (rp_id, data) = data().ok_or(Refused("form"))?;
        if rp_id.as_slice() != Sha256::digest(self.rp_id).as_slice() {
            return Err(Refused("rp id"));
        }
        if data.flags & PRESENT == 0 || data.flags & VERIFIED == 0 {
            return Err(Refused("not verified"));
        }
        if data.flags & MAY_BE_COPIED == 0 && data.flags & COPIED != 0 {
            return Err(Refused("backup"));
        }
        Ok(data)
    }
}

fn decoded(text: &str) -> Checked<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| Refused("form"))
}

/// `authData` of an attestation object.
fn authenticator_data(object: &[u8]) -> Option<Vec<u8>> {
    let object: Value = ciborium::from_reader(object).ok()?;
    let object = object.into_map().ok()?;
    let found = object
        .into_iter()
        .find(|(key, _)| key.as_text() == Some("authData"));
    found?.1.into_bytes().ok()
}

/// Credential id and COSE key of attested credential data: `aaguid` 16, length 2, id,
/// key; extensions may follow.
fn credential(data: &[u8]) -> Option<(&[u8], &[u8])> {
    let (_, rest) = data.split_at_checked(16)?;
    let (length, rest) = rest.split_first_chunk::<2>()?;
    let length = usize::from(u16::from_be_bytes(*length));
    let (id, rest) = rest.split_at_checked(length)?;
    if !ID.contains(&id.len()) {
        return None;
    }
    let (_, length) = PublicKey::read(rest)?;
    Some((id, rest.get(..length)?))
}
