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
    fn only_uuids_are_uuids() {
        assert!(is_uuid("57510be1-73e6-4a75-9db8-ee005cced48f"));
        assert!(!is_uuid("57510be1-73e6-4a75-9db8-ee005cced48"));
        assert!(!is_uuid("57510be1-73e6-4a75-9db8-ee005ccedxxx"));
        assert!(!is_uuid(""));
    }

    #[test]
    fn the_challenge_is_that_of_rfc_7636_appendix_b() {
        assert_eq!(
            s256("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
    }
}
