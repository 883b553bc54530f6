//! Passcodes: making them, and what the server keeps to recognise one.

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use rand_core::CryptoRng;
use sha2::{Digest as _, Sha256};

use crate::secret::Key;

/// KiB of memory, passes, lanes of what the server computes for each try of a plain
/// link (OWASP Password Storage Cheat Sheet: its first choice of Argon2id).
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);

/// `digits` random decimal digits, each equally likely.
pub fn random_digits(digits: usize, rng: &mut dyn CryptoRng) -> String {
    let mut text = String::with_capacity(digits);
    while text.len() < digits {
        let mut byte = [0];
        rng.fill_bytes(&mut byte);
        let [byte] = byte;
        // Beyond 249 the lower digits would come more often.
        if byte < 250 {
            text.push(char::from(b'0' + byte % 10));
        }
    }
    text
}

/// A passcode without what nobody hears: spaces, dashes, capitals.
pub(crate) fn plain(passcode: &str) -> String {
    let counts = |c: &char| !c.is_whitespace() && !matches!(c, '-' | '–' | '.');
    passcode
        .chars()
        .filter(counts)
        .collect::<String>()
        .to_lowercase()
}

/// What the server keeps to recognise the proof of a caregiver's link: the SHA-256 of
/// its [text](Key::text). A proof has 256 bits, so that nothing has to be stretched.
pub fn proof_verifier(proof: &Key) -> String {
    let hash = Sha256::digest(proof.text().as_bytes());
    format!("$sha256${}", URL_SAFE_NO_PAD.encode(hash))
}

/// What the server keeps to recognise the passcode of a plain link, that people
/// type: an Argon2id hash in PHC form. A reader sends what was typed as it is, so it
/// is taken as it is. None only when there is not enough memory.
pub fn plain_verifier(passcode: &str, rng: &mut dyn CryptoRng) -> Option<String> {
    let mut salt = [0; 16];
    rng.fill_bytes(&mut salt);
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, Some(32)).ok()?;
    let mut hash = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passcode.as_bytes(), &salt, &mut hash)
        .ok()?;
    let (salt, hash) = (STANDARD_NO_PAD.encode(salt), STANDARD_NO_PAD.encode(hash));
    Some(format!(
        "$argon2id$v=19$m={memory},t={passes},p={lanes}${salt}${hash}"
    ))
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha20Rng;
    use rand_chacha::rand_core::SeedableRng as _;

    use super::*;

    #[test]
    fn random_digits_are_all_digits_and_differ() {
        let mut rng = ChaCha20Rng::from_seed([1; 32]);
        let (one, other) = (random_digits(6, &mut rng), random_digits(6, &mut rng));
        assert!(one.len() == 6 && one.bytes().all(|byte| byte.is_ascii_digit()));
        assert_ne!(one, other);
        let many = random_digits(100_000, &mut rng);
        for digit in '0'..='9' {
            let times = many.chars().filter(|c| *c == digit).count();
            assert!((9_500..10_500).contains(&times), "{digit}: {times}");
        }
    }

    #[test]
    fn what_nobody_hears_does_not_count() {
        assert_eq!(plain("Appel-boom  Vis Fiets"), "appelboomvisfiets");
        assert_eq!(plain(" 123 456 "), "123456");
    }

    #[test]
    fn the_verifier_of_a_proof_is_the_hash_of_its_text() {
        // printf '%s' AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE | openssl sha256
        assert_eq!(
            proof_verifier(&Key::from([1; 32])),
            "$sha256$VtX6czP210fbQsI5QH5dpMMvTHnzXQkrE0_TWkAtnFw"
        );
    }

    #[test]
    fn a_verifier_has_a_salt_of_its_own_and_not_the_passcode() {
        let mut rng = ChaCha20Rng::from_seed([1; 32]);
        let one = plain_verifier("123456", &mut rng).unwrap();
        let other = plain_verifier("123456", &mut rng).unwrap();
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert_ne!(one, other);
        assert!(!one.contains("123456"));
    }
}
