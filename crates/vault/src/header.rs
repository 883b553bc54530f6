//! The header of a vault: who can open it. Readable without a key, because it
//! holds only wrapped keys; the manifest keeps its hash, so a change is noticed.

use crate::envelope::FORMAT;
use crate::error::{CreateError, OpenError};
use crate::recovery::RecoveryKey;
use crate::secret::{KdfParams, Secret, stretch};
use crate::slot::Slot;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand_core::CryptoRng;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The format of the header: 200 has slots with locks, which an app that knows 100
/// only cannot open. One of 100 is read.
pub(crate) const HEADER_FORMAT: u16 = 200;

/// The first format of a header that this version refuses.
const TOO_NEW: u16 = 300;

/// What the PRF extension of a passkey gave (`WebAuthn` level 3, section 10.1.4).
/// Wiped when dropped; cannot be printed.
#[derive(Clone)]
pub struct PrfOutput(Secret);

impl PrfOutput {
    /// `None` when it is not 32 bytes, or all of them are zero: some authenticators
    /// answer so when they have no PRF.
    pub fn new(bytes: &[u8]) -> Option<Self> {
        let bytes: [u8; 32] = bytes.try_into().ok()?;
        (bytes != [0; 32]).then(|| Self(Secret::from_bytes(bytes)))
    }
}

/// What opens a vault.
#[derive(Clone, Copy)]
pub enum Unlock<'a> {
    /// The passphrase, as typed.
    Passphrase(&'a str),
    /// The recovery key, as typed.
    Recovery(&'a str),
    /// A passkey: its credential id, and what its PRF gave.
    Passkey(&'a [u8], &'a PrfOutput),
}

impl std::fmt::Debug for Unlock<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Passphrase(_) => "Passphrase(…)",
            Self::Recovery(_) => "Recovery(…)",
            Self::Passkey(..) => "Passkey(…)",
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

/// The slot of the passphrase: its key is what Argon2id makes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PassphraseSlot {
    #[serde(flatten)]
    params: KdfParams,
    #[serde(flatten)]
    pub(crate) slot: Slot,
}

/// The slot of a passkey: its key is what HKDF makes of what its PRF gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PasskeySlot {
    /// The credential id.
    pub(crate) id: Bytes,
    #[serde(flatten)]
    pub(crate) slot: Slot,
}

/// The header. Fields that a newer version adds are ignored (formats 100–299).
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
    #[serde(default, deserialize_with = "if_readable")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) passphrase: Option<PassphraseSlot>,
    /// Its key is what HKDF makes of the recovery key.
    #[serde(default, deserialize_with = "if_readable")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) recovery: Option<Slot>,
    #[serde(default, deserialize_with = "those_readable")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) passkeys: Vec<PasskeySlot>,
    /// The data key under the root key.
    pub(crate) data_key: Bytes,
}

/// A slot that cannot be read is no slot: the others open the vault.
fn if_readable<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    from: D,
) -> Result<Option<T>, D::Error> {
    let value = serde_json::Value::deserialize(from)?;
    Ok(serde_json::from_value(value).ok())
}

fn those_readable<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<PasskeySlot>, D::Error> {
    let values = Vec::<serde_json::Value>::deserialize(from)?;
    let slots = values.into_iter().map(serde_json::from_value);
    Ok(slots.filter_map(Result::ok).collect())
}

/// The root key and the data key of an open vault.
#[derive(Clone)]
pub(crate) struct Roots {
    pub(crate) root: Secret,
    pub(crate) data: Secret,
}

impl Roots {
    pub(crate) fn random(rng: &mut dyn CryptoRng) -> Self {
        Self {
            root: Secret::random(rng),
            data: Secret::random(rng),
        }
    }
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

fn passkey_kek(prf: &PrfOutput, salt: &[u8]) -> Secret {
    prf.0.derive(salt, "inzage/slot/passkey")
}

impl PassphraseSlot {
    pub(crate) fn new(
        passphrase: &str,
        params: KdfParams,
        root: &Secret,
        rng: &mut dyn CryptoRng,
    ) -> Result<Self, CreateError> {
        if passphrase.is_empty() {
            return Err(CreateError::EmptyPassphrase);
        }
        let salt = salt(rng);
        let kek = passphrase_kek(passphrase, &salt, params).ok_or(CreateError::WeakKdf)?;
        Ok(Self {
            params,
            slot: Slot::new(salt, &kek, root, rng),
        })
    }

    /// The same slot around another root key, for who knows the passphrase or, with
    /// a lock, for anybody.
    pub(crate) fn around(
        &self,
        root: &Secret,
        with: Unlock<'_>,
        rng: &mut dyn CryptoRng,
    ) -> Option<Self> {
        if let Some(slot) = self.slot.around(root, rng) {
            let params = self.params;
            return Some(Self { params, slot });
        }
        match with {
            Unlock::Passphrase(text) => Self::new(text, self.params, root, rng).ok(),
            _ => None,
        }
    }

    fn kek(&self, passphrase: &str) -> Result<Secret, OpenError> {
        passphrase_kek(passphrase, &self.slot.salt.0, self.params).ok_or(OpenError::WeakKdf)
    }
}

impl PasskeySlot {
    pub(crate) fn new(id: &[u8], prf: &PrfOutput, root: &Secret, rng: &mut dyn CryptoRng) -> Self {
        let salt = salt(rng);
        let kek = passkey_kek(prf, &salt);
        Self {
            id: Bytes(id.to_vec()),
            slot: Slot::new(salt, &kek, root, rng),
        }
    }
}

/// The slot of a new recovery key.
pub(crate) fn recovery_slot(root: &Secret, rng: &mut dyn CryptoRng) -> (Slot, RecoveryKey) {
    let key = RecoveryKey::random(rng);
    let salt = salt(rng);
    let kek = recovery_kek(&key, &salt);
    (Slot::new(salt, &kek, root, rng), key)
}

impl Header {
    /// A header for a new vault, with fresh keys and both slots.
    pub(crate) fn new(
        name: &str,
        passphrase: &str,
        params: KdfParams,
        rng: &mut dyn CryptoRng,
    ) -> Result<(Self, Roots, RecoveryKey), CreateError> {
        let (mut header, roots) = Self::fleeting(name, rng);
        header.ready = false;
        header.passphrase = Some(PassphraseSlot::new(passphrase, params, &roots.root, rng)?);
        let (slot, key) = recovery_slot(&roots.root, rng);
        header.recovery = Some(slot);
        Ok((header, roots, key))
    }

    /// A header that nothing opens: for a vault that lives no longer than its keys are
    /// in memory.
    pub(crate) fn fleeting(name: &str, rng: &mut dyn CryptoRng) -> (Self, Roots) {
        let roots = Roots::random(rng);
        let header = Self {
            format: HEADER_FORMAT,
            generation: 1,
            ready: true,
            retired: false,
            name: name.to_owned(),
            passphrase: None,
            recovery: None,
            passkeys: Vec::new(),
            data_key: Bytes(roots.root.wrap(&roots.data).to_vec()),
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

    fn passkey(&self, id: &[u8]) -> Option<&PasskeySlot> {
        self.passkeys.iter().find(|slot| slot.id.0 == id)
    }

    /// The slot that `with` speaks of, and its key.
    fn slot(&self, with: Unlock<'_>) -> Result<(&Slot, Secret), OpenError> {
        match with {
            Unlock::Passphrase(text) => {
                let slot = self.passphrase.as_ref().ok_or(OpenError::NoSlot)?;
                Ok((&slot.slot, slot.kek(text)?))
            }
            Unlock::Recovery(typed) => {
                let slot = self.recovery.as_ref().ok_or(OpenError::NoSlot)?;
                let key = RecoveryKey::parse(typed)?;
                Ok((slot, recovery_kek(&key, &slot.salt.0)))
            }
            Unlock::Passkey(id, prf) => {
                let slot = &self.passkey(id).ok_or(OpenError::NoSlot)?.slot;
                Ok((slot, passkey_kek(prf, &slot.salt.0)))
            }
        }
    }

    /// The keys, with what opens the vault.
    pub(crate) fn unlock(&self, with: Unlock<'_>) -> Result<Roots, OpenError> {
        let (slot, kek) = self.slot(with)?;
        let root = slot.open(&kek).ok_or(OpenError::WrongSecret)?;
        let data = root.unwrap(&self.data_key.0).ok_or(OpenError::Damaged)?;
        Ok(Roots { root, data })
    }
}
