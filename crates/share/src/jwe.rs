//! JSON Web Encryption in compact form (RFC 7516), as SMART Health Links use it:
//! `alg` `dir`, `enc` `A256GCM`, `cty` the kind of the content, a fresh IV each time.
//! Written without `zip`: readers in use fail on it.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::secret::Key;

/// Bytes of the IV and of the authentication tag (RFC 7518, section 5.3).
const IV: usize = 12;
const TAG: usize = 16;

#[derive(Serialize, Deserialize)]
struct Header {
    alg: String,
    enc: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cty: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    zip: Option<String>,
}

/// What was in a JWE.
#[derive(Clone, PartialEq, Eq)]
pub struct Opened {
    /// `cty`: what kind of content it is; empty when it does not say.
    pub content_type: String,
    /// The content.
    pub plain: Zeroizing<Vec<u8>>,
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Opened(…)")
    }
}

/// The content is longer than the cipher takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the content is too large to encrypt")]
pub struct SealError;

/// Why something could not be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnsealError {
    /// It is no compact JWE.
    #[error("these bytes are no JWE")]
    NotAJwe,
    /// It is encrypted in a way that links do not use.
    #[error("this way of encrypting is not known here")]
    Unsupported,
    /// This key does not open it, or it was changed on the way.
    #[error("the key does not open it")]
    WrongKey,
}

/// Encrypts `plain` under `key`; `content_type` becomes `cty`.
///
/// # Errors
/// [`SealError`]: more than 64 GiB.
pub fn seal(
    key: &Key,
    content_type: &str,
    plain: &[u8],
    rng: &mut dyn CryptoRng,
) -> Result<String, SealError> {
    let header = Header {
        alg: "dir".into(),
        enc: "A256GCM".into(),
        cty: Some(content_type.into()),
        zip: None,
    };
    let mut out = BASE64.encode(serde_json::to_vec(&header).map_err(|_| SealError)?);
    let mut iv = [0; IV];
    rng.fill_bytes(&mut iv);
    let payload = Payload {
        msg: plain,
        aad: out.as_bytes(),
    };
    let sealed = Aes256Gcm::new(key.bytes().into())
        .encrypt(&Nonce::from(iv), payload)
        .map_err(|_| SealError)?;
    let (text, tag) = sealed
        .split_at_checked(sealed.len().saturating_sub(TAG))
        .ok_or(SealError)?;
    out.push_str("..");
    BASE64.encode_string(iv, &mut out);
    out.push('.');
    BASE64.encode_string(text, &mut out);
    out.push('.');
    BASE64.encode_string(tag, &mut out);
    Ok(out)
}

/// Decrypts a JWE.
///
/// # Errors
/// See [`UnsealError`].
pub fn open(key: &Key, jwe: &str) -> Result<Opened, UnsealError> {
    let parts: Vec<&str> = jwe.trim().split('.').collect();
    let [protected, "", iv, text, tag] = parts.as_slice() else {
        return Err(UnsealError::NotAJwe);
    };
    let bytes = |part: &str| BASE64.decode(part).map_err(|_| UnsealError::NotAJwe);
    let header: Header =
        serde_json::from_slice(&bytes(protected)?).map_err(|_| UnsealError::NotAJwe)?;
    if header.alg != "dir" || header.enc != "A256GCM" || header.zip.is_some() {
        return Err(UnsealError::Unsupported);
    }
    let iv: [u8; IV] = bytes(iv)?.try_into().map_err(|_| UnsealError::NotAJwe)?;
    let tag: [u8; TAG] = bytes(tag)?.try_into().map_err(|_| UnsealError::NotAJwe)?;
    let mut sealed = bytes(text)?;
    sealed.extend_from_slice(&tag);
    let payload = Payload {
        msg: &sealed,
        aad: protected.as_bytes(),
    };
    let plain = Aes256Gcm::new(key.bytes().into())
        .decrypt(&Nonce::from(iv), payload)
        .map_err(|_| UnsealError::WrongKey)?;
    Ok(Opened {
        content_type: header.cty.unwrap_or_default(),
        plain: Zeroizing::new(plain),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand_chacha::ChaCha20Rng;
    use rand_chacha::rand_core::SeedableRng as _;

    use super::*;

    fn rng() -> ChaCha20Rng {
        ChaCha20Rng::from_seed([3; 32])
    }

    /// Made by an independent program (npm jose 6).
    const MADE_ELSEWHERE: &str = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwiY3R5IjoiYXBwbGljYXRpb24vZmhpcitqc29uIn0..mAnqQx_FkYqCv8Tn.gvLFqeCuoMFYQJXbjIy1bXmNgJTU7QXz4w.XW4rPvh8n0gl_M1aAqgj8A";

    #[test]
    fn what_another_program_made_opens() {
        let opened = open(&Key::from([9; 32]), MADE_ELSEWHERE).unwrap();
        assert_eq!(opened.content_type, "application/fhir+json");
        assert_eq!(opened.plain.as_slice(), br#"{"resourceType":"Bundle"}"#);
    }

    #[test]
    fn the_same_content_is_never_encrypted_the_same() {
        let (key, mut rng) = (Key::from([9; 32]), rng());
        let one = seal(&key, "a/b", b"same", &mut rng).unwrap();
        let other = seal(&key, "a/b", b"same", &mut rng).unwrap();
        assert_ne!(one, other);
        assert_eq!(open(&key, &one).unwrap(), open(&key, &other).unwrap());
    }

    #[test]
    fn a_changed_letter_anywhere_opens_nothing() {
        let key = Key::from([9; 32]);
        let sealed = seal(&key, "a/b", b"content", &mut rng()).unwrap();
        for at in 0..sealed.len() {
            let mut changed = sealed.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(open(&key, &changed).is_err(), "letter {at}");
        }
        assert_eq!(
            open(&Key::from([8; 32]), &sealed),
            Err(UnsealError::WrongKey)
        );
    }

    #[test]
    fn other_ways_of_encrypting_are_refused_by_name() {
        let header = BASE64.encode(r#"{"alg":"RSA1_5","enc":"A256GCM"}"#);
        let iv = BASE64.encode([0; 12]);
        let tag = BASE64.encode([0; 16]);
        let jwe = format!("{header}..{iv}..{tag}");
        assert_eq!(
            open(&Key::from([9; 32]), &jwe),
            Err(UnsealError::Unsupported)
        );
    }

    proptest! {
        #[test]
        fn anything_goes_there_and_back(plain: Vec<u8>, key: [u8; 32]) {
            let key = Key::from(key);
            let sealed = seal(&key, "application/octet-stream", &plain, &mut rng()).unwrap();
            let opened = open(&key, &sealed).unwrap();
            prop_assert_eq!(opened.plain.as_slice(), plain.as_slice());
        }

        #[test]
        fn nothing_that_is_read_breaks_it(text: String) {
            prop_assert!(open(&Key::from([9; 32]), &text).is_err());
        }
    }
}
