//! The envelope of one record: AES-256-GCM with a random nonce, padded, and bound
//! to the place where it lies.
//!
//! ```text
//! value     = format u16 ‖ nonce 12 B ‖ ciphertext ‖ tag 16 B
//! plaintext = length of id u16 ‖ id ‖ length of body u32 ‖ body ‖ zeros
//! AAD       = "inzage" ‖ format u16 ‖ generation u64 ‖ table 1 B ‖ key 16 B ‖ version u64
//! ```
//! All numbers big-endian. `version` is the number of the commit that wrote it.

use crate::error::ReadError;
use crate::kind::Table;
use crate::secret::Secret;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

/// The format written by this version of the app. 100–199 can be read by every
/// version that reads 100; 200 and up are refused.
pub const FORMAT: u16 = 100;

/// The first format that this version refuses.
pub(crate) const TOO_NEW: u16 = 200;

/// Records are padded to multiples of this, so that their length tells little.
const BUCKET: usize = 256;

/// Chunks of documents are padded to multiples of this.
const CHUNK_BUCKET: usize = 4096;

const NONCE_LEN: usize = 12;

/// Where an envelope lies: what its ciphertext is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) generation: u64,
    pub(crate) table: Table,
    pub(crate) key: [u8; 16],
    pub(crate) version: u64,
}

impl Place {
    fn aad(&self, format: u16) -> Vec<u8> {
        let mut aad = Vec::with_capacity(41);
        aad.extend_from_slice(b"inzage");
        aad.extend_from_slice(&format.to_be_bytes());
        aad.extend_from_slice(&self.generation.to_be_bytes());
        aad.extend_from_slice(self.table.name().as_bytes());
        aad.extend_from_slice(&self.key);
        aad.extend_from_slice(&self.version.to_be_bytes());
        aad
    }

    /// The key on the device: the record's key, then its version.
    pub(crate) fn disk_key(&self) -> Vec<u8> {
        disk_key(&self.key, self.version)
    }
}

/// The key on the device: the record's key, then its version.
pub(crate) fn disk_key(key: &[u8; 16], version: u64) -> Vec<u8> {
    [key.as_slice(), &version.to_be_bytes()].concat()
}

/// The record's key and version from a key on the device.
pub(crate) fn split_disk_key(key: &[u8]) -> Option<([u8; 16], u64)> {
    let (record, version) = key.split_at_checked(16)?;
    Some((
        record.try_into().ok()?,
        u64::from_be_bytes(version.try_into().ok()?),
    ))
}

/// What was in an envelope. Wiped when dropped.
pub(crate) struct Opened {
    pub(crate) id: String,
    pub(crate) body: Zeroizing<Vec<u8>>,
}

fn plaintext(id: &str, body: &[u8], bucket: usize) -> Option<Zeroizing<Vec<u8>>> {
    let id_len = u16::try_from(id.len()).ok()?;
    let body_len = u32::try_from(body.len()).ok()?;
    let length = 6 + id.len() + body.len();
    let padded = length.next_multiple_of(bucket);
    let mut plain = Zeroizing::new(Vec::with_capacity(padded + 16));
    plain.extend_from_slice(&id_len.to_be_bytes());
    plain.extend_from_slice(id.as_bytes());
    plain.extend_from_slice(&body_len.to_be_bytes());
    plain.extend_from_slice(body);
    plain.resize(padded, 0);
    Some(plain)
}

fn parse(plain: &[u8]) -> Option<Opened> {
    let (id_len, rest) = plain.split_first_chunk::<2>()?;
    let (id, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*id_len)))?;
    let (body_len, rest) = rest.split_first_chunk::<4>()?;
    let body = rest.get(..usize::try_from(u32::from_be_bytes(*body_len)).ok()?)?;
    Some(Opened {
        id: std::str::from_utf8(id).ok()?.to_owned(),
        body: Zeroizing::new(body.to_vec()),
    })
}

/// Seal a record. `None` only when id or body are longer than the format holds
/// (64 KiB, 4 GiB).
pub(crate) fn seal(
    key: &Secret,
    place: Place,
    id: &str,
    body: &[u8],
    rng: &mut dyn CryptoRng,
) -> Option<Vec<u8>> {
    let bucket = if place.table == Table::Chunks {
        CHUNK_BUCKET
    } else {
        BUCKET
    };
    let plain = plaintext(id, body, bucket)?;
    seal_bytes(key, &place.aad(FORMAT), &plain, rng)
}

/// Open a record.
pub(crate) fn open(key: &Secret, place: Place, value: &[u8]) -> Result<Opened, ReadError> {
    let format = format_of(value).ok_or(ReadError::Damaged)?;
    let plain = open_bytes(key, &place.aad(format), value)?;
    parse(&plain).ok_or(ReadError::Damaged)
}

fn format_of(value: &[u8]) -> Option<u16> {
    value.first_chunk::<2>().map(|f| u16::from_be_bytes(*f))
}

/// Seal bytes under an AAD of their own: `format ‖ nonce ‖ ciphertext ‖ tag`.
pub(crate) fn seal_bytes(
    key: &Secret,
    aad: &[u8],
    plain: &[u8],
    rng: &mut dyn CryptoRng,
) -> Option<Vec<u8>> {
    let mut nonce = [0; NONCE_LEN];
    rng.fill_bytes(&mut nonce);
    let sealed = Aes256Gcm::new(key.bytes().into())
        .encrypt(&Nonce::from(nonce), Payload { msg: plain, aad })
        .ok()?;
    let mut value = Vec::with_capacity(2 + NONCE_LEN + sealed.len());
    value.extend_from_slice(&FORMAT.to_be_bytes());
    value.extend_from_slice(&nonce);
    value.extend_from_slice(&sealed);
    Some(value)
}

/// Open bytes that were sealed under an AAD of their own.
///
/// A format of 200 or more is told apart from damage, though nothing but the
/// format number itself says so: what is refused is left alone either way.
pub(crate) fn open_bytes(
    key: &Secret,
    aad: &[u8],
    value: &[u8],
) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    let format = format_of(value).ok_or(ReadError::Damaged)?;
    if format >= TOO_NEW {
        return Err(ReadError::NewerVersion);
    }
    if format < FORMAT {
        return Err(ReadError::Damaged);
    }
    let (_, rest) = value.split_at_checked(2).ok_or(ReadError::Damaged)?;
    let (nonce, sealed) = rest
        .split_first_chunk::<NONCE_LEN>()
        .ok_or(ReadError::Damaged)?;
    Aes256Gcm::new(key.bytes().into())
        .decrypt(&Nonce::from(*nonce), Payload { msg: sealed, aad })
        .map(Zeroizing::new)
        .map_err(|_| ReadError::Damaged)
}
