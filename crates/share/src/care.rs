//! The keys of a caregiver's link: made of the secret in the link and of the
//! passcode that is told apart, so that neither opens anything alone.
//!
//! ```text
//! salt    = HKDF-SHA256(secret, info "inzage/share/salt"), 32 bytes
//! stretch = Argon2id(passcode, salt, 64 MiB, 3 passes, 1 lane), 32 bytes
//! content = HKDF-SHA256(salt: secret, stretch, info "inzage/share/content")
//! proof   = HKDF-SHA256(salt: secret, stretch, info "inzage/share/proof")
//! ```
//! (RFC 9106, RFC 5869.) The server is shown the proof as passcode and counts the
//! wrong ones; the proof tells nothing of the content key. Without a passcode the
//! stretched text is empty.

use argon2::{Algorithm, Argon2, Params, Version};
use hkdf::Hkdf;
use sha2::Sha256;

use crate::secret::Key;

/// KiB of memory, passes, lanes.
const COST: (u32, u32, u32) = (64 * 1024, 3, 1);

/// What the secret of a link and its passcode give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CareKeys {
    /// Encrypts the content.
    pub content: Key,
    /// Shown to the server as passcode ([`Key::text`]).
    pub proof: Key,
}

impl CareKeys {
    /// Derives them; about a third of a second on a desktop. Spaces, dashes and
    /// capitals of the passcode do not count: it is read out by telephone. None only
    /// when there is not enough memory.
    pub fn derive(secret: &Key, passcode: &str) -> Option<Self> {
        let salt = expand(None, secret, "inzage/share/salt");
        let (memory, passes, lanes) = COST;
        let params = Params::new(memory, passes, lanes, Some(32)).ok()?;
        let mut stretched = [0; 32];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(
                crate::passcode::plain(passcode).as_bytes(),
                salt.bytes(),
                &mut stretched,
            )
            .ok()?;
        let stretched = Key::from(stretched);
        Some(Self {
            content: expand(Some(secret), &stretched, "inzage/share/content"),
            proof: expand(Some(secret), &stretched, "inzage/share/proof"),
        })
    }
}

fn expand(salt: Option<&Key>, key: &Key, purpose: &str) -> Key {
    let mut out = [0; 32];
    let salt = salt.map(|salt| salt.bytes().as_slice());
    let expanded = Hkdf::<Sha256>::new(salt, key.bytes()).expand(purpose.as_bytes(), &mut out);
    debug_assert!(expanded.is_ok(), "32 bytes is within what HKDF gives");
    Key::from(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(secret: u8, passcode: &str) -> CareKeys {
        CareKeys::derive(&Key::from([secret; 32]), passcode).unwrap()
    }

    #[test]
    fn the_keys_of_a_secret_and_a_passcode_stay_the_same_for_ever() {
        let keys = keys(7, "123456");
        assert_eq!(
            (keys.content.text().as_str(), keys.proof.text().as_str()),
            (CONTENT, PROOF),
            "a link that was made once has to open in every later version"
        );
    }

    /// As an independent program gives them (npm hash-wasm and node:crypto).
    const CONTENT: &str = "fDKx9Q001cF6PJoqadx6ml1DJCCqKsPn4BMMFXQmWdg";
    const PROOF: &str = "KwJ7pS-3DdPpgUjHFSLEcaDTAxIwsOcoS0YegBNAm9Q";

    #[test]
    fn both_the_secret_and_the_passcode_are_needed() {
        let right = keys(7, "123456");
        assert_eq!(right, keys(7, "123 456"), "as it is read out");
        for other in [keys(7, "123457"), keys(8, "123456"), keys(7, "")] {
            assert_ne!(right.content, other.content);
            assert_ne!(right.proof, other.proof);
        }
        assert_ne!(right.content, right.proof);
    }
}
