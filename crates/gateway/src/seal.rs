//! Sealing: what leaves the gateway and must come back unread and unchanged.
//!
//! XChaCha20-Poly1305 with a random nonce. The purpose and what the blob is
//! bound to (the browser, the login) are authenticated but not in the blob, so a
//! blob of one kind or of one browser opens nowhere else. The first key seals,
//! all keys open.

use crate::env::Env;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// Format of a blob: this byte, key id (4), nonce (24), sealed content.
const VERSION: u8 = 1;
const KEY_ID: usize = 4;
const NONCE: usize = 24;

/// What a blob is for. Part of what is authenticated.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    /// A login under way, in its own cookie.
    Login,
    /// What a callback brought, in cookies until the page claims it.
    Result,
    /// An access token with what it opens.
    Access,
    /// A refresh token with where it belongs.
    Refresh,
    /// The session of an unlock key.
    Unlock,
    /// One file of a link that was opened.
    Ticket,
    /// What a passkey is asked to sign.
    Challenge,
    /// Who is signed in, in its cookie.
    Session,
}

impl Purpose {
    fn name(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::Result => "result",
            Self::Access => "access",
            Self::Refresh => "refresh",
            Self::Unlock => "unlock",
            Self::Ticket => "ticket",
            Self::Challenge => "challenge",
            Self::Session => "session",
        }
    }
}

/// The sealing keys.
pub(crate) struct KeyRing {
    keys: Vec<Key>,
}

struct Key {
    id: [u8; KEY_ID],
    key: Zeroizing<[u8; 32]>,
}

/// A blob that does not open: made by someone else, for another purpose or
/// browser, changed, or under a key that is gone.
#[derive(Debug, thiserror::Error)]
#[error("does not open")]
pub(crate) struct NotOurs;

impl KeyRing {
    /// A ring of these keys; the first seals. Without any nothing seals or opens.
    pub(crate) fn new(keys: Vec<Zeroizing<[u8; 32]>>) -> Self {
        Self {
            keys: keys.into_iter().map(Key::new).collect(),
        }
    }

    /// Seals a value for a purpose, bound to `binding`.
    pub(crate) fn seal(
        &self,
        env: &Env,
        purpose: Purpose,
        binding: &str,
        value: &impl Serialize,
    ) -> Result<String, NotOurs> {
        let key = self.keys.first().ok_or(NotOurs)?;
        let plain = Zeroizing::new(serde_json::to_vec(value).map_err(|_| NotOurs)?);
        let nonce = env.bytes::<NONCE>();
        let aad = aad(purpose, binding);
        let payload = Payload {
            msg: &plain,
            aad: &aad,
        };
        let sealed = key
            .cipher()
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| NotOurs)?;
        let blob = [&[VERSION][..], &key.id, &nonce, &sealed].concat();
        Ok(URL_SAFE_NO_PAD.encode(blob))
    }

    /// Opens what [`Self::seal`] made for the same purpose and binding.
    pub(crate) fn open<T: DeserializeOwned>(
        &self,
        purpose: Purpose,
        binding: &str,
        blob: &str,
    ) -> Result<T, NotOurs> {
        let blob = URL_SAFE_NO_PAD.decode(blob).map_err(|_| NotOurs)?;
        let (version, rest) = blob.split_first().ok_or(NotOurs)?;
        let (id, rest) = rest.split_at_checked(KEY_ID).ok_or(NotOurs)?;
        let (nonce, sealed) = rest.split_first_chunk::<NONCE>().ok_or(NotOurs)?;
        let key = self.keys.iter().find(|key| key.id == id).ok_or(NotOurs)?;
        if *version != VERSION {
            return Err(NotOurs);
        }
        let aad = aad(purpose, binding);
        let payload = Payload {
            msg: sealed,
            aad: &aad,
        };
        let plain = key
            .cipher()
            .decrypt(&XNonce::from(*nonce), payload)
            .map(Zeroizing::new)
            .map_err(|_| NotOurs)?;
        serde_json::from_slice(&plain).map_err(|_| NotOurs)
    }

    /// A key derived from the key that is first now, and its id; the same for
    /// the same `salt` as long as the ring holds that key.
    pub(crate) fn derive(&self, salt: &[u8]) -> Option<([u8; KEY_ID], Zeroizing<[u8; 32]>)> {
        let key = self.keys.first()?;
        Some((key.id, key.derive(salt)))
    }

    /// The key that [`Self::derive`] gave under the key with this id.
    pub(crate) fn derive_again(
        &self,
        id: [u8; KEY_ID],
        salt: &[u8],
    ) -> Option<Zeroizing<[u8; 32]>> {
        let key = self.keys.iter().find(|key| key.id == id)?;
        Some(key.derive(salt))
    }
}

impl Key {
    fn new(key: Zeroizing<[u8; 32]>) -> Self {
        let digest = Sha256::new()
            .chain_update(b"inzage key id")
            .chain_update(*key);
        let mut id = [0; KEY_ID];
        id.iter_mut()
            .zip(digest.finalize())
            .for_each(|(to, from)| *to = from);
        Self { id, key }
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.key).into())
    }

    fn derive(&self, salt: &[u8]) -> Zeroizing<[u8; 32]> {
        let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new((&derive_key(&self.key)).into());
        mac.update(salt);
        Zeroizing::new(mac.finalize().into_bytes().into())
    }
}

/// Keeps the key that derives apart from the key that seals.
fn derive_key(key: &[u8; 32]) -> [u8; 64] {
    let mut block = [0; 64];
    let digest = Sha256::new()
        .chain_update(b"inzage derive")
        .chain_update(key)
        .finalize();
    block
        .iter_mut()
        .zip(digest)
        .for_each(|(to, from)| *to = from);
    block
}

fn aad(purpose: Purpose, binding: &str) -> Vec<u8> {
    format!("inzage/1/{}/{binding}", purpose.name()).into_bytes()
}

/// Reads a key file: 32 bytes as they are, or as 64 hexadecimal digits, or as
/// base64.
pub(crate) fn read_key(content: &[u8]) -> Option<Zeroizing<[u8; 32]>> {
    if let Ok(key) = <[u8; 32]>::try_from(content) {
        return Some(Zeroizing::new(key));
    }
    let text = std::str::from_utf8(content).ok()?.trim();
    let bytes = if text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit()) {
        hex(text)?
    } else {
        STANDARD
            .decode(text)
            .or_else(|_| URL_SAFE_NO_PAD.decode(text))
            .ok()?
    };
    let bytes = Zeroizing::new(bytes);
    <[u8; 32]>::try_from(bytes.as_slice())
        .ok()
        .map(Zeroizing::new)
}

fn hex(text: &str) -> Option<Vec<u8>> {
    text.as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(keys: &[u8]) -> KeyRing {
        let keys = keys.iter().map(|n| Zeroizing::new([*n; 32])).collect();
        KeyRing::new(keys)
    }

    #[test]
    fn a_blob_opens_for_its_own_purpose_and_binding_only() {
        let ring = ring(&[1]);
        let env = Env::system();
        let blob = ring.seal(&env, Purpose::Access, "a", &"token").unwrap();
        assert!(!blob.contains("token"));
        let opened: String = ring.open(Purpose::Access, "a", &blob).unwrap();
        assert_eq!(opened, "token");
        assert!(ring.open::<String>(Purpose::Refresh, "a", &blob).is_err());
        assert!(ring.open::<String>(Purpose::Access, "b", &blob).is_err());
    }

    #[test]
    fn every_changed_byte_is_noticed() {
        let ring = ring(&[1]);
        let blob = ring.seal(&Env::system(), Purpose::Login, "a", &42).unwrap();
        let bytes = URL_SAFE_NO_PAD.decode(&blob).unwrap();
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut changed = bytes.clone();
                changed[at] ^= 1 << bit;
                let changed = URL_SAFE_NO_PAD.encode(changed);
                assert!(ring.open::<u8>(Purpose::Login, "a", &changed).is_err());
            }
            let cut = URL_SAFE_NO_PAD.encode(&bytes[..at]);
            assert!(ring.open::<u8>(Purpose::Login, "a", &cut).is_err());
        }
    }

    #[test]
    fn an_older_key_opens_but_does_not_seal() {
        let old = ring(&[1]);
        let both = ring(&[2, 1]);
        let env = Env::system();
        let blob = old.seal(&env, Purpose::Refresh, "a", &1).unwrap();
        assert_eq!(both.open::<u8>(Purpose::Refresh, "a", &blob).unwrap(), 1);
        let blob = both.seal(&env, Purpose::Refresh, "a", &1).unwrap();
        assert!(old.open::<u8>(Purpose::Refresh, "a", &blob).is_err());
        let (id, key) = old.derive(b"salt").unwrap();
        assert_eq!(both.derive_again(id, b"salt"), Some(key));
        assert_eq!(ring(&[2]).derive_again(id, b"salt"), None);
    }

    #[test]
    fn a_key_file_may_be_raw_hexadecimal_or_base64() {
        let key = Some(Zeroizing::new([0xab; 32]));
        assert_eq!(read_key(&[0xab; 32]), key);
        assert_eq!(read_key(format!("{}\n", "ab".repeat(32)).as_bytes()), key);
        assert_eq!(read_key(STANDARD.encode([0xab; 32]).as_bytes()), key);
        assert_eq!(read_key(b"short"), None);
        assert_eq!(read_key(&[0xab; 33]), None);
    }
}
