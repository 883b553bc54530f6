//! Keys: made from a secret or from randomness, wiped when dropped, never printed.

use aes_kw::KwAes256;
use argon2::{Algorithm, Argon2, Params, Version};
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

/// How many bytes a wrapped key has: AES-KW adds 8 (RFC 3394).
pub(crate) const WRAPPED_LEN: usize = 40;

/// 256 bits of key. Wiped when dropped; cannot be printed or serialised.
#[derive(Clone)]
pub(crate) struct Secret([u8; 32]);

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    pub(crate) fn random(rng: &mut dyn CryptoRng) -> Self {
        let mut key = Self([0; 32]);
        rng.fill_bytes(&mut key.0);
        key
    }

    pub(crate) const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub(crate) const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// A key of its own for one purpose: HKDF-SHA256 (RFC 5869).
    pub(crate) fn derive(&self, salt: &[u8], purpose: &str) -> Self {
        let mut key = Self([0; 32]);
        let expanded =
            Hkdf::<Sha256>::new(Some(salt), &self.0).expand(purpose.as_bytes(), &mut key.0);
        debug_assert!(expanded.is_ok(), "32 bytes is within what HKDF gives");
        key
    }

    /// HMAC-SHA256 (RFC 2104) over the parts, which must be self-delimiting.
    pub(crate) fn mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        match Hmac::<Sha256>::new_from_slice(&self.0) {
            Ok(mut mac) => {
                for part in parts {
                    mac.update(part);
                }
                mac.finalize().into_bytes().into()
            }
            Err(_) => unreachable!("HMAC takes keys of any length"),
        }
    }

    /// Wrap another key under this one: AES-256-KW (RFC 3394).
    pub(crate) fn wrap(&self, inner: &Self) -> [u8; WRAPPED_LEN] {
        let mut out = [0; WRAPPED_LEN];
        let wrapped = KwAes256::new((&self.0).into()).wrap_key(&inner.0, &mut out);
        debug_assert!(wrapped.is_ok(), "32 bytes wrap into 40");
        out
    }

    /// Unwrap; `None` when this is not the key or the bytes were changed.
    pub(crate) fn unwrap(&self, wrapped: &[u8]) -> Option<Self> {
        if wrapped.len() != WRAPPED_LEN {
            return None;
        }
        let mut key = Self([0; 32]);
        KwAes256::new((&self.0).into())
            .unwrap_key(wrapped, &mut key.0)
            .ok()?;
        Some(key)
    }
}

/// The parameters of Argon2id (RFC 9106). Stored beside the slot they belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KdfParams {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl KdfParams {
    /// 64 MiB, 3 passes, 1 lane: about 0.3 s in a browser on a desktop.
    pub const RECOMMENDED: Self = Self {
        memory_kib: 64 * 1024,
        passes: 3,
        lanes: 1,
    };

    /// 46 MiB, 1 pass (OWASP's floor): anything below is refused, also in a
    /// header that was changed.
    pub const FLOOR: Self = Self {
        memory_kib: 46 * 1024,
        passes: 1,
        lanes: 1,
    };

    /// At least the floor, and not so much that a changed header can exhaust
    /// the device.
    pub const fn acceptable(self) -> bool {
        self.memory_kib >= Self::FLOOR.memory_kib
            && self.memory_kib <= 1024 * 1024
            && self.passes >= Self::FLOOR.passes
            && self.passes <= 16
            && self.lanes >= 1
            && self.lanes <= 4
    }
}

impl Default for KdfParams {
    fn default() -> Self {
        Self::RECOMMENDED
    }
}

/// Stretch a passphrase. It is normalised first (Unicode NFKC): the same words
/// typed on another keyboard are the same passphrase. `None` when the parameters
/// are not acceptable.
pub(crate) fn stretch(passphrase: &str, salt: &[u8], params: KdfParams) -> Option<Secret> {
    if !params.acceptable() {
        return None;
    }
    let normal: Zeroizing<String> = Zeroizing::new(passphrase.nfkc().collect());
    let params = Params::new(params.memory_kib, params.passes, params.lanes, Some(32)).ok()?;
    let mut key = Secret([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(normal.as_bytes(), salt, &mut key.0)
        .ok()?;
    Some(key)
}

/// SHA-256 of public bytes.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
