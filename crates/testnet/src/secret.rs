//! Random names and the few sums over them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SecureRandom as _;

/// `bytes` random bytes as base64url without padding.
pub(crate) fn random(bytes: usize) -> String {
    let mut buffer = vec![0_u8; bytes];
    let filled = ring::rand::SystemRandom::new().fill(&mut buffer);
    assert!(filled.is_ok(), "the system gives no random bytes");
    URL_SAFE_NO_PAD.encode(buffer)
}

/// 32 random bytes: a key.
pub(crate) fn bytes() -> [u8; 32] {
    let mut buffer = [0_u8; 32];
    let filled = ring::rand::SystemRandom::new().fill(&mut buffer);
    assert!(filled.is_ok(), "the system gives no random bytes");
    buffer
}

/// A random UUID, version 4 (RFC 9562).
pub(crate) fn uuid() -> String {
    let mut bytes = [0_u8; 16];
    let filled = ring::rand::SystemRandom::new().fill(&mut bytes);
    assert!(filled.is_ok(), "the system gives no random bytes");
    let number = u128::from_be_bytes(bytes);
    let number = (number & !(0xf000_u128 << 64)) | (0x4000_u128 << 64);
    let number = (number & !(0xc000_u128 << 48)) | (0x8000_u128 << 48);
    let hex = format!("{number:032x}");
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!(
        "{}-{}-{}-{}-{}",
        part(0, 8),
        part(8, 12),
        part(12, 16),
        part(16, 20),
        part(20, 32)
    )
}

/// Whether the text is a UUID as MedMij-Request-ID and X-Correlation-ID must be
/// (core.authint.208): 8-4-4-4-12 hexadecimal digits.
pub(crate) fn is_uuid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

/// PKCE `S256` (RFC 7636 section 4.6) of a verifier.
pub(crate) fn s256(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(ring::digest::digest(
        &ring::digest::SHA256,
        verifier.as_bytes(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_random_uuid_is_a_uuid_and_never_the_same() {
        let (one, two) = (uuid(), uuid());
        assert!(is_uuid(&one) && is_uuid(&two) && one != two);
        assert_eq!(one.as_bytes()[14], b'4');
        assert!(!is_uuid("not-a-uuid"));
    }

    #[test]
    fn the_challenge_is_that_of_rfc_7636_appendix_b() {
        assert_eq!(
            s256("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
    }
}
