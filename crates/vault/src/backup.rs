//! A backup: a whole vault in one file, unreadable without its passphrase or
//! recovery key.
//!
//! ```text
//! file = "INZAGE-BACKUP\n" ‖ format u16 ‖ row*
//! row  = table 1 B ‖ length of key u8 ‖ key ‖ length of value u32 ‖ value
//! ```
//! The rows are those of a vault of their own: header with the slots, manifest,
//! records, under a data key that only this file has. The manifest tells when
//! rows are missing.

use crate::envelope::{FORMAT, TOO_NEW};
use crate::error::{CopyError, Damage, Damaged, OpenError, RestoreError};
use crate::header::Unlock;
use crate::kind::{Kind, Table};
use crate::memory::MemoryStore;
use crate::store::{Key, Store, Value};
use crate::vault::Vault;
use rand_core::CryptoRng;

const MAGIC: &[u8] = b"INZAGE-BACKUP\n";

impl<S: Store> Vault<S> {
    /// An encrypted backup of everything that can be read. It is held in memory
    /// whole.
    ///
    /// # Errors
    /// When the store fails or was closed; [`CommitError::Tampered`](crate::CommitError)
    /// when its ways of opening were changed outside the app.
    pub async fn backup(&self, rng: &mut dyn CryptoRng) -> Result<Vec<u8>, CopyError> {
        let store = MemoryStore::new();
        let (header, roots) = self.fresh_header(rng)?;
        let copy = self.copy_into(store.clone(), header, roots, rng).await?;
        copy.finish_copy(rng).await?;
        let mut file = [MAGIC, &FORMAT.to_be_bytes()].concat();
        for (table, key, value) in store.dump() {
            write_row(&mut file, table, &key, &value)?;
        }
        Ok(file)
    }
}

fn write_row(file: &mut Vec<u8>, table: Table, key: &[u8], value: &[u8]) -> Result<(), CopyError> {
    let key_len = u8::try_from(key.len()).map_err(|_| CopyError::TooLarge)?;
    let value_len = u32::try_from(value.len()).map_err(|_| CopyError::TooLarge)?;
    file.extend_from_slice(table.name().as_bytes());
    file.push(key_len);
    file.extend_from_slice(key);
    file.extend_from_slice(&value_len.to_be_bytes());
    file.extend_from_slice(value);
    Ok(())
}

/// One row of the file.
type Row = (Table, Key, Value);

fn read_row(rest: &[u8]) -> Result<(Row, &[u8]), RestoreError> {
    let cut = RestoreError::Truncated;
    let (table, rest) = rest.split_first().ok_or(cut.clone())?;
    let table = Table::named(&char::from(*table).to_string()).ok_or(RestoreError::Damaged)?;
    let (key_len, rest) = rest.split_first().ok_or(cut.clone())?;
    let (key, rest) = rest
        .split_at_checked(usize::from(*key_len))
        .ok_or(cut.clone())?;
    let (value_len, rest) = rest.split_first_chunk::<4>().ok_or(cut.clone())?;
    let length = usize::try_from(u32::from_be_bytes(*value_len)).map_err(|_| cut.clone())?;
    let (value, rest) = rest.split_at_checked(length).ok_or(cut)?;
    Ok(((table, key.to_vec(), value.to_vec()), rest))
}

/// What follows the first line of the file.
fn body(file: &[u8]) -> Result<&[u8], RestoreError> {
    file.strip_prefix(MAGIC).ok_or({
        if !file.is_empty() && MAGIC.starts_with(file) {
            RestoreError::Truncated
        } else {
            RestoreError::NotABackup
        }
    })
}

fn rows(file: &[u8]) -> Result<MemoryStore, RestoreError> {
    let (format, mut rest) = body(file)?
        .split_first_chunk::<2>()
        .ok_or(RestoreError::Truncated)?;
    match u16::from_be_bytes(*format) {
        TOO_NEW.. => return Err(OpenError::NewerVersion.into()),
        0..FORMAT => return Err(RestoreError::OlderVersion),
        FORMAT..TOO_NEW => {}
    }
    let mut rows = Vec::new();
    while !rest.is_empty() {
        let (row, after) = read_row(rest)?;
        rows.push(row);
        rest = after;
    }
    Ok(MemoryStore::holding(rows))
}

/// What is wrong with the file, by what is wrong within it.
fn fault(found: &[Damaged]) -> Option<RestoreError> {
    let any = |wanted: fn(&Damage) -> bool| found.iter().any(|of| wanted(&of.damage));
    let newer = |damage: &Damage| *damage == Damage::NewerVersion;
    let cut = |damage: &Damage| matches!(damage, Damage::Incomplete { expected, found } if found < expected);
    if any(newer) {
        Some(OpenError::NewerVersion.into())
    } else if any(cut) {
        Some(RestoreError::Truncated)
    } else {
        (!found.is_empty()).then_some(RestoreError::Damaged)
    }
}

/// Put a backup in an empty store, as a vault with the same passphrase and
/// recovery key and a data key of its own. A backup that is not exactly as it was
/// made is refused.
///
/// # Errors
/// See [`RestoreError`]. What was written to `store` until then is not a vault
/// that can be opened; delete the database.
pub async fn restore<S: Store>(
    file: &[u8],
    with: Unlock<'_>,
    store: S,
    rng: &mut dyn CryptoRng,
) -> Result<Vault<S>, RestoreError> {
    let source = Vault::open(rows(file)?, with)
        .await
        .map_err(|error| match error {
            OpenError::Missing => RestoreError::Truncated,
            OpenError::Damaged | OpenError::NotReady => RestoreError::Damaged,
            other => RestoreError::Open(other),
        })?;
    let mut damage = source.damage();
    for kind in Kind::ALL {
        let (_, damaged) = source.read_all(kind).await.map_err(CopyError::from)?;
        damage.extend(damaged);
    }
    if let Some(error) = fault(&damage) {
        return Err(error);
    }
    let (header, roots) = source.fresh_header(rng).map_err(CopyError::from)?;
    let vault = source.copy_into(store, header, roots, rng).await?;
    vault.finish_copy(rng).await.map_err(CopyError::from)?;
    Ok(vault)
}
