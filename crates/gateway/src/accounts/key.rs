//! The public key of a passkey: COSE (RFC 9053) in, signatures checked.

use ciborium::Value;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents,
    UnparsedPublicKey,
};

/// ECDSA on P-256 with SHA-256: what nearly every passkey is.
const ES256: i32 = -7;
/// Ed25519.
const EDDSA: i32 = -8;
/// RSA PKCS #1 v1.5 with SHA-256: Windows Hello on older machines.
const RS256: i32 = -257;
/// COSE numbers of the algorithms that count, the best first.
pub(super) const ALGORITHMS: [i32; 3] = [ES256, EDDSA, RS256];

/// Labels of a COSE key, and what they hold.
const KEY_TYPE: i32 = 1;
const ALGORITHM: i32 = 3;
const CURVE: i32 = -1;
const OCTET_KEY_PAIR: i32 = 1;
const ELLIPTIC: i32 = 2;
const RSA: i32 = 3;
const P256: i32 = 1;
const ON_ED25519: i32 = 6;
/// A modulus of 2048 to 8192 bits, in bytes.
const MODULUS: std::ops::RangeInclusive<usize> = 256..=1024;

/// A public key that can check signatures.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum PublicKey {
    /// The point, uncompressed.
    Es256(Vec<u8>),
    /// The 32 bytes.
    Ed25519(Vec<u8>),
    /// Modulus and exponent, big-endian.
    Rs256 { n: Vec<u8>, e: Vec<u8> },
}

impl PublicKey {
    /// Reads the COSE key that the bytes begin with, and how many bytes it takes.
    pub(super) fn read(bytes: &[u8]) -> Option<(Self, usize)> {
        let mut rest = bytes;
        let value: Value = ciborium::from_reader(&mut rest).ok()?;
        let map = Map(value.into_map().ok()?);
        let length = bytes.len().checked_sub(rest.len())?;
        let key = match (map.number(ALGORITHM)?, map.number(KEY_TYPE)?) {
            (ES256, ELLIPTIC) if map.number(CURVE)? == P256 => {
                let (x, y) = (map.bytes_of(-2, 32)?, map.bytes_of(-3, 32)?);
                Self::Es256([&[4][..], x, y].concat())
            }
            (EDDSA, OCTET_KEY_PAIR) if map.number(CURVE)? == ON_ED25519 => {
                Self::Ed25519(map.bytes_of(-2, 32)?.to_vec())
            }
            (RS256, RSA) => {
                let (n, e) = (map.bytes(-1)?, map.bytes(-2)?);
                MODULUS.contains(&n.len()).then(|| Self::Rs256 {
                    n: n.to_vec(),
                    e: e.to_vec(),
                })?
            }
            _ => return None,
        };
        Some((key, length))
    }

    /// Whether the signature over the message is of this key.
    pub(super) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        let verified = match self {
            Self::Es256(point) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(message, signature)
            }
            Self::Ed25519(key) => UnparsedPublicKey::new(&ED25519, key).verify(message, signature),
            Self::Rs256 { n, e } => RsaPublicKeyComponents { n, e }.verify(
                &RSA_PKCS1_2048_8192_SHA256,
                message,
                signature,
            ),
        };
        verified.is_ok()
    }
}

/// A CBOR map with numbers for labels.
struct Map(Vec<(Value, Value)>);

impl Map {
    fn get(&self, label: i32) -> Option<&Value> {
        let mut found = self.0.iter().filter(|(key, _)| *key == Value::from(label));
        match (found.next(), found.next()) {
            (Some((_, value)), None) => Some(value),
            _ => None,
        }
    }

    fn number(&self, label: i32) -> Option<i32> {
        i32::try_from(self.get(label)?.as_integer()?).ok()
    }

    fn bytes(&self, label: i32) -> Option<&[u8]> {
        self.get(label)?.as_bytes().map(Vec::as_slice)
    }

    fn bytes_of(&self, label: i32, length: usize) -> Option<&[u8]> {
        self.bytes(label).filter(|bytes| bytes.len() == length)
    }
}
