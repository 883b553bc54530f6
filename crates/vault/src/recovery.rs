//! The recovery key: 256 bits that the person writes down once.
//!
//! Thirteen groups of five characters of Crockford's base 32 (no I, L, O, U):
//! four carry 20 bits of the key, the fifth is a check over the four and the
//! number of the group, in the field of 32 elements. So one wrong character, two
//! swapped ones and two swapped groups are noticed in the group where they are.

use crate::secret::Secret;
use rand_core::CryptoRng;
use std::fmt;
use zeroize::Zeroizing;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUPS: usize = 13;
const DATA: usize = 4;

/// What opens a vault when the passphrase is forgotten. Shown once, typed back
/// once; kept nowhere. Wiped when dropped; cannot be printed by accident.
pub struct RecoveryKey(Secret);

impl fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryKey(…)")
    }
}

/// A recovery key as typed is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the recovery key has a typing error")]
pub struct RecoveryTypo {
    /// The group in which it is, counted from 1, when that can be told.
    pub group: Option<u8>,
}

impl RecoveryKey {
    pub(crate) fn random(rng: &mut dyn CryptoRng) -> Self {
        Self(Secret::random(rng))
    }

    pub(crate) const fn secret(&self) -> &Secret {
        &self.0
    }

    /// The thirteen groups of five characters, to be shown.
    pub fn groups(&self) -> Vec<Zeroizing<String>> {
        let digits = digits(self.0.bytes());
        digits
            .chunks(DATA)
            .zip(0u8..)
            .map(|(data, number)| {
                let all = data.iter().copied().chain([check(data, number)]);
                Zeroizing::new(all.map(symbol).collect())
            })
            .collect()
    }

    /// The whole key, groups joined by hyphens.
    pub fn reveal(&self) -> Zeroizing<String> {
        let groups = self.groups();
        let mut text = String::with_capacity(GROUPS * 6);
        for group in &groups {
            if !text.is_empty() {
                text.push('-');
            }
            text.push_str(group);
        }
        Zeroizing::new(text)
    }

    /// Read what was typed. Spaces, hyphens and case do not matter; `O` is read
    /// as `0`, `I` and `L` as `1`, `U` as `V`.
    ///
    /// # Errors
    /// [`RecoveryTypo`], with the group where it can be told.
    pub fn parse(typed: &str) -> Result<Self, RecoveryTypo> {
        let typed = typed.trim_matches(separator);
        let words: Vec<&str> = typed.split(separator).filter(|w| !w.is_empty()).collect();
        let groups: Vec<Zeroizing<Vec<char>>> = if words.len() == GROUPS {
            words
                .iter()
                .map(|w| Zeroizing::new(w.chars().collect()))
                .collect()
        } else {
            let all: Zeroizing<Vec<char>> =
                Zeroizing::new(words.iter().flat_map(|w| w.chars()).collect());
            all.chunks(DATA + 1)
                .map(|c| Zeroizing::new(c.to_vec()))
                .collect()
        };
        let mut digits = Zeroizing::new(Vec::with_capacity(GROUPS * DATA));
        for (group, number) in groups.iter().zip(0u8..) {
            let wrong = RecoveryTypo {
                group: Some(number + 1).filter(|n| usize::from(*n) <= GROUPS),
            };
            let values: Option<Zeroizing<Vec<u8>>> = group
                .iter()
                .map(|c| value(*c))
                .collect::<Option<Vec<u8>>>()
                .map(Zeroizing::new);
            let values = values.ok_or(wrong)?;
            match values.split_last() {
                Some((last, data)) if data.len() == DATA && *last == check(data, number) => {
                    digits.extend_from_slice(data);
                }
                _ => return Err(wrong),
            }
        }
        if digits.len() != GROUPS * DATA {
            return Err(RecoveryTypo { group: None });
        }
        // 52 digits carry 260 bits; the last four are zero.
        bytes(&digits).map(Self).ok_or(RecoveryTypo {
            group: u8::try_from(GROUPS).ok(),
        })
    }
}

fn separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–' | '—' | '.' | ',' | '_' | '/')
}

fn symbol(digit: u8) -> char {
    ALPHABET
        .get(usize::from(digit))
        .copied()
        .map_or('?', char::from)
}

fn value(typed: char) -> Option<u8> {
    let c = match typed.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        'U' => 'V',
        c => c,
    };
    (0u8..)
        .zip(ALPHABET)
        .find(|(_, a)| char::from(**a) == c)
        .map(|(i, _)| i)
}

/// Multiply by x in GF(32) with x⁵ + x² + 1.
const fn times_x(a: u8) -> u8 {
    let shifted = a << 1;
    if shifted & 0x20 == 0 {
        shifted
    } else {
        (shifted ^ 0x25) & 0x1f
    }
}

/// Σ dᵢ·xⁱ⁺¹ + the number of the group: distinct factors, so that any one changed
/// digit and any two swapped digits change it.
fn check(data: &[u8], number: u8) -> u8 {
    data.iter().rev().fold(0, |sum, digit| times_x(sum ^ digit)) ^ (number & 0x1f)
}

fn digits(key: &[u8; 32]) -> Zeroizing<Vec<u8>> {
    let mut digits = Zeroizing::new(Vec::with_capacity(GROUPS * DATA));
    let (mut held, mut bits) = (0u32, 0u32);
    for byte in key.iter().copied().chain([0]) {
        held = (held << 8) | u32::from(byte);
        bits += 8;
        while bits >= 5 && digits.len() < GROUPS * DATA {
            bits -= 5;
            let [.., low] = (held >> bits).to_be_bytes();
            digits.push(low & 0x1f);
        }
        held &= 0xff;
    }
    digits
}

fn bytes(digits: &[u8]) -> Option<Secret> {
    let mut key = Zeroizing::new([0u8; 32]);
    let mut slots = key.iter_mut();
    let (mut held, mut bits) = (0u32, 0u32);
    for digit in digits {
        held = (held << 5) | u32::from(*digit);
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            let [.., low] = (held >> bits).to_be_bytes();
            *slots.next()? = low;
            held &= (1 << bits) - 1;
        }
    }
    (held == 0).then(|| Secret::from_bytes(*key))
}
