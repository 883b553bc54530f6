//! A slot: the root key, sealed so that one secret opens it.
//!
//! The secret gives a private key (X25519, RFC 7748) and the slot keeps the public
//! one: its lock. So another root key can be put into the slot without the secret,
//! and changing one way of opening asks for none of the others.

use crate::header::Bytes;
use crate::secret::Secret;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use x25519_dalek::{PublicKey, SharedSecret, StaticSecret};

/// How a root key was sealed to a lock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Seal {
    /// The public key of the slot.
    lock: Bytes,
    /// The public key that was made for this sealing only.
    ephemeral: Bytes,
}

/// The root key as one secret opens it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Slot {
    pub(crate) salt: Bytes,
    wrapped: Bytes,
    /// `None` in a header of format 100: wrapped under the slot's key itself.
    #[serde(flatten)]
    seal: Option<Seal>,
}

fn private(kek: &Secret) -> StaticSecret {
    StaticSecret::from(*kek.derive(&[], "inzage/slot/lock").bytes())
}

/// The key for one sealing, from what both sides can compute.
fn sealing(shared: &SharedSecret, ephemeral: &PublicKey, lock: &PublicKey) -> Secret {
    let salt = [ephemeral.as_bytes().as_slice(), lock.as_bytes()].concat();
    Secret::from_bytes(*shared.as_bytes()).derive(&salt, "inzage/slot/sealed")
}

fn public(bytes: &Bytes) -> Option<PublicKey> {
    let bytes: [u8; 32] = bytes.0.as_slice().try_into().ok()?;
    Some(PublicKey::from(bytes))
}

impl Slot {
    /// The root key behind the lock that the slot's key opens.
    pub(crate) fn new(salt: Vec<u8>, kek: &Secret, root: &Secret, rng: &mut dyn CryptoRng) -> Self {
        Self::behind(Bytes(salt), PublicKey::from(&private(kek)), root, rng)
    }

    fn behind(salt: Bytes, lock: PublicKey, root: &Secret, rng: &mut dyn CryptoRng) -> Self {
        let own = StaticSecret::from(*Secret::random(rng).bytes());
        let ephemeral = PublicKey::from(&own);
        let key = sealing(&own.diffie_hellman(&lock), &ephemeral, &lock);
        Self {
            salt,
            wrapped: Bytes(key.wrap(root).to_vec()),
            seal: Some(Seal {
                lock: Bytes(lock.to_bytes().to_vec()),
                ephemeral: Bytes(ephemeral.to_bytes().to_vec()),
            }),
        }
    }

    /// The same slot around another root key. `None` when it has no lock (format 100).
    pub(crate) fn around(&self, root: &Secret, rng: &mut dyn CryptoRng) -> Option<Self> {
        let lock = public(&self.seal.as_ref()?.lock)?;
        Some(Self::behind(self.salt.clone(), lock, root, rng))
    }

    /// The root key. `None` when this is not the slot's key, or its bytes were changed.
    pub(crate) fn open(&self, kek: &Secret) -> Option<Secret> {
        let Some(seal) = &self.seal else {
            return kek.unwrap(&self.wrapped.0);
        };
        let (lock, ephemeral) = (public(&seal.lock)?, public(&seal.ephemeral)?);
        let shared = private(kek).diffie_hellman(&ephemeral);
        sealing(&shared, &ephemeral, &lock).unwrap(&self.wrapped.0)
    }
}
