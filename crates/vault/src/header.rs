//! The header of a vault: who can open it. Readable without a key, because it
//! holds only wrapped keys; the manifest keeps its hash, so a change is noticed.

use crate::envelope::{FORMAT, TOO_NEW};
use crate::error::{CreateError, OpenError};
use crate::recovery::RecoveryKey;
use crate::secret::{KdfParams, Secret, stretch};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand_core::CryptoRng;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What opens a vault.
#[derive(Clone, Copy)]
pub enum Unlock<'a> {
    /// The passphrase, as typed.
    Passphrase(&'a str),
    /// The recovery key, as typed.
    Recovery(&'a str),
}

impl std::fmt::Debug for Unlock<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Passphrase(_) => "Passphrase(…)",
            Self::Recovery(_) => "Recovery(…)",
        })
    }
}

/// Bytes, as base64url in JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bytes(pub(crate) Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&URL_SAFE_NO_PAD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let bytes = URL_SAFE_NO_PAD.decode(text.as_bytes());
        bytes
            .map(Self)
            .map_err(|_| serde::de::Error::custom("not base64url"))
    }
}

/// The slot of the passphrase: the root key under what Argon2id makes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PassphraseSlot {
    pub(crate) salt: Bytes,
    pub(crate) memory_kib: u32,
    pub(crate) passes: u32,
    pub(crate) lanes: u32,
    pub(crate) wrapped: Bytes,
}

/// The slot of the recovery key: the root key under what HKDF makes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RecoverySlot {
    pub(crate) salt: Bytes,
    pub(crate) wrapped: Bytes,
}

/// The header. Fields that a newer version adds are ignored (formats 100–199).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Header {
    pub(crate) format: u16,
    /// Which data key of this vault this is: rises when keys are renewed.
    pub(crate) generation: u64,
    /// Whether the recovery key was confirmed.
    pub(crate) ready: bool,
    /// Whether its records live in another database now: nothing is written here
    /// any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) retired: bool,
    pub(crate) name: String,
    pub(crate) passphrase: PassphraseSlot,
    pub(crate) recovery: RecoverySlot,
    /// The data key under the root key.
    pub(crate) data_key: Bytes,
}

/// The root key and the data key of an open vault.
#[derive(Clone)]
pub(crate) struct Roots {
    pub(crate) root: Secret,
    pub(crate) data: Secret,
}

fn salt(rng: &mut dyn CryptoRng) -> Vec<u8> {
    let mut salt = vec![0; 16];
    rng.fill_bytes(&mut salt);
    salt
}

fn passphrase_kek(passphrase: &str, salt: &[u8], params: KdfParams) -> Option<Secret> {
    Some(stretch(passphrase, salt, params)?.derive(salt, "inzage/slot/passphrase"))
}

fn recovery_kek(key: &RecoveryKey, salt: &[u8]) -> Secret {
    key.secret().derive(salt, "inzage/slot/recovery")
}

impl Header {
    /// A header for a new vault, with fresh keys and both slots.
    pub(crate) fn new(
        name: &str,
        passphrase: &str,
        params: KdfParams,
        generation: u64,
        rng: &mut dyn CryptoRng,
    ) -> Result<(Self, Roots, RecoveryKey), CreateError> {
        if passphrase.is_empty() {
            return Err(CreateError::EmptyPassphrase);
        }
        let roots = Roots {
            root: Secret::random(rng),
            data: Secret::random(rng),
        };
        let recovery = RecoveryKey::random(rng);
        let (pass_salt, recovery_salt) = (salt(rng), salt(rng));
        let pass_kek =
            passphrase_kek(passphrase, &pass_salt, params).ok_or(CreateError::WeakKdf)?;
        let rec_kek = recovery_kek(&recovery, &recovery_salt);
        let header = Self {
            format: FORMAT,
            generation,
            ready: false,
            retired: false,
            name: name.to_owned(),
            passphrase: PassphraseSlot {
                salt: Bytes(pass_salt),
                memory_kib: params.memory_kib,
                passes: params.passes,
                lanes: params.lanes,
                wrapped: Bytes(pass_kek.wrap(&roots.root).to_vec()),
            },
            recovery: RecoverySlot {
                salt: Bytes(recovery_salt),
                wrapped: Bytes(rec_kek.wrap(&roots.root).to_vec()),
            },
            data_key: Bytes(roots.root.wrap(&roots.data).to_vec()),
        };
        Ok((header, roots, recovery))
    }

    /// A header that nothing opens: for a vault that lives no longer than its keys are
    /// in memory.
    pub(crate) fn fleeting(name: &str, rng: &mut dyn CryptoRng) -> (Self, Roots) {
        let roots = Roots {
            root: Secret::random(rng),
            data: Secret::random(rng),
        };
        let lost = || Bytes(Vec::new());
        let header = Self {
            format: FORMAT,
            generation: 1,
            ready: true,
            retired: false,
            name: name.to_owned(),
            passphrase: PassphraseSlot {
                salt: lost(),
                memory_kib: 0,
                passes: 0,
                lanes: 0,
                wrapped: lost(),
            },
            recovery: RecoverySlot {
                salt: lost(),
                wrapped: lost(),
            },
            data_key: lost(),
        };
        (header, roots)
    }

    /// The same slots around a fresh data key: for a copy of the vault.
    pub(crate) fn with_fresh_data_key(
        &self,
        root: &Secret,
        rng: &mut dyn CryptoRng,
    ) -> (Self, Roots) {
        let data = Secret::random(rng);
        let header = Self {
            generation: self.generation.saturating_add(1),
            retired: false,
            data_key: Bytes(root.wrap(&data).to_vec()),
            ..self.clone()
        };
        let root = root.clone();
        (header, Roots { root, data })
    }

    /// Read a header. Its version is looked at before anything else.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, OpenError> {
        #[derive(Deserialize)]
        struct Versioned {
            format: u16,
        }
        let versioned: Versioned = serde_json::from_slice(bytes).map_err(|_| OpenError::Damaged)?;
        match versioned.format {
            TOO_NEW.. => Err(OpenError::NewerVersion),
            FORMAT.. => serde_json::from_slice(bytes).map_err(|_| OpenError::Damaged),
            _ => Err(OpenError::Damaged),
        }
    }

    /// The bytes as stored.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        // Plain strings, numbers and booleans: writing them to a vector cannot fail.
        serde_json::to_vec(self).unwrap_or_default()
    }

    fn params(&self) -> KdfParams {
        KdfParams {
            memory_kib: self.passphrase.memory_kib,
            passes: self.passphrase.passes,
            lanes: self.passphrase.lanes,
        }
    }

    /// The keys, with the passphrase or the recovery key.
    pub(crate) fn unlock(&self, with: Unlock<'_>) -> Result<Roots, OpenError> {
        let root = match with {
            Unlock::Passphrase(passphrase) => {
                let slot = &self.passphrase;
                let kek = passphrase_kek(passphrase, &slot.salt.0, self.params())
                    .ok_or(OpenError::WeakKdf)?;
                kek.unwrap(&slot.wrapped.0)
            }
            Unlock::Recovery(typed) => {
                let key = RecoveryKey::parse(typed)?;
                recovery_kek(&key, &self.recovery.salt.0).unwrap(&self.recovery.wrapped.0)
            }
        };
        let root = root.ok_or(OpenError::WrongSecret)?;
        let data = root.unwrap(&self.data_key.0).ok_or(OpenError::Damaged)?;
        Ok(Roots { root, data })
    }
}
