//! What a presented passcode is compared with.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, Params, PasswordVerifier};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// The most that one comparison may cost, so that nobody buys ours with a link of
/// their own: kibibytes, passes, lanes.
const MOST: (u32, u32, u32) = (64 * 1024, 4, 1);
/// Prefix of the verifier of a proof of 256 bits, which needs no slow hash.
const PROOF: &str = "$sha256$";
/// Longest verifier, in characters.
const LONGEST: usize = 256;

/// Whether a verifier can be compared with at a fair price.
pub(crate) fn is_fair(verifier: &str) -> bool {
    if verifier.len() > LONGEST {
        return false;
    }
    if verifier.starts_with(PROOF) {
        return proof(verifier).is_some();
    }
    let Ok(hash) = PasswordHash::new(verifier) else {
        return false;
    };
    let Ok(params) = Params::try_from(&hash) else {
        return false;
    };
    let (memory, passes, lanes) = MOST;
    hash.algorithm.as_str() == "argon2id"
        && hash.salt.is_some()
        && hash.hash.is_some()
        && params.m_cost() <= memory
        && params.t_cost() <= passes
        && params.p_cost() <= lanes
}

/// Whether a passcode is the right one. Takes as long as its Argon2 takes.
pub(crate) fn verify(verifier: &str, passcode: &str) -> bool {
    match proof(verifier) {
        Some(wanted) => bool::from(Sha256::digest(passcode).as_slice().ct_eq(&wanted)),
        None => Argon2::default()
            .verify_password(passcode.as_bytes(), verifier)
            .is_ok(),
    }
}

/// The hash in a verifier of a proof.
fn proof(verifier: &str) -> Option<Vec<u8>> {
    let hash = URL_SAFE_NO_PAD.decode(verifier.strip_prefix(PROOF)?).ok()?;
    (hash.len() == 32).then_some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    // Of "raspberry", with little memory.
    const TYPED: &str = "$argon2id$v=19$m=64,t=2,p=1$YWJjZGVmZ2hpamtsbW5vcA$";

    fn typed(passcode: &str) -> String {
        let params = Params::new(64, 2, 1, None).unwrap();
        let mut hash = [0; 32];
        Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params)
            .hash_password_into(passcode.as_bytes(), b"abcdefghijklmnop", &mut hash)
            .unwrap();
        let hash = base64::engine::general_purpose::STANDARD_NO_PAD.encode(hash);
        format!("{TYPED}{hash}")
    }

    #[test]
    fn only_the_right_passcode_fits() {
        let gate = typed("raspberry");
        assert!(is_fair(&gate));
        assert!(verify(&gate, "raspberry"));
        assert!(!verify(&gate, "Raspberry"));
        let hash = URL_SAFE_NO_PAD.encode(Sha256::digest("a proof"));
        let gate = format!("$sha256${hash}");
        assert!(is_fair(&gate));
        assert!(verify(&gate, "a proof"));
        assert!(!verify(&gate, "another"));
    }

    #[test]
    fn what_costs_too_much_or_cannot_be_compared_is_refused() {
        let gate = typed("x");
        for (from, to) in [
            ("m=64", "m=65537"),
            ("t=2", "t=5"),
            ("p=1", "p=2"),
            ("argon2id", "argon2d"),
            ("argon2id", "scrypt"),
        ] {
            assert!(!is_fair(&gate.replace(from, to)), "{to}");
        }
        for odd in ["", "x", "$sha256$", "$sha256$AAAA", TYPED] {
            assert!(!is_fair(odd), "{odd}");
        }
    }
}
