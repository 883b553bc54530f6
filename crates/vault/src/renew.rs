//! Renewing all keys of a vault: another passphrase and another recovery key.
//!
//! Deleted values stay in a database's files, and with them the old wrapped keys.
//! So everything is copied under new keys into a new database, and the old one is
//! deleted. The steps, each of which can be the last before the device goes off:
//!
//! 1. the directory names the new database (`next`);
//! 2. the new database is filled and made ready;
//! 3. the old one is retired: nobody writes in it any more. When somebody wrote
//!    since the copy began, back to 2;
//! 4. the directory switches;
//! 5. the old database is deleted.
//!
//! [`tidy`] finishes what was begun (from 3) or takes it back (before 3).

use crate::device::{Device, VaultEntry};
use crate::error::{CommitError, CopyError, CreateError, OpenError};
use crate::header::{Header, Roots};
use crate::kind::{Kind, Table};
use crate::recovery::{RecoveryKey, RecoveryTypo};
use crate::secret::KdfParams;
use crate::store::{Store, StoreError};
use crate::vault::{HEADER, Vault};
use rand_core::CryptoRng;
use subtle::ConstantTimeEq as _;

/// New keys, waiting for the new recovery key to be typed back. Until then
/// nothing has changed; dropping it takes it back.
pub struct Renewal {
    header: Header,
    roots: Roots,
    recovery: RecoveryKey,
}

impl std::fmt::Debug for Renewal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Renewal(…)")
    }
}

impl Renewal {
    /// The new recovery key, to be shown.
    pub const fn recovery_key(&self) -> &RecoveryKey {
        &self.recovery
    }
}

/// Why keys were not renewed. The vault is as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RenewError {
    /// The recovery key was mistyped.
    #[error(transparent)]
    Typo(#[from] RecoveryTypo),
    /// It is not the new recovery key.
    #[error("this is not the new recovery key")]
    WrongKey,
    /// The directory does not know this vault.
    #[error("there is no such vault")]
    Missing,
    /// Something in the vault cannot be read and would be lost.
    #[error("something in the vault cannot be read")]
    Damaged,
    /// The vault could not be copied.
    #[error(transparent)]
    Copy(#[from] CopyError),
    /// A store failed.
    #[error(transparent)]
    Storage(#[from] StoreError),
}

impl<S: Store> Vault<S> {
    /// New keys for this vault; the first step of renewing them.
    ///
    /// # Errors
    /// See [`CreateError`].
    pub fn renewal(
        &self,
        passphrase: &str,
        rng: &mut dyn CryptoRng,
        params: KdfParams,
    ) -> Result<Renewal, CreateError> {
        let generation = self.generation().saturating_add(1);
        let (header, roots, recovery) =
            Header::new(&self.name(), passphrase, params, generation, rng)?;
        Ok(Renewal {
            header,
            roots,
            recovery,
        })
    }

    async fn is_whole(&self) -> Result<bool, CopyError> {
        for kind in Kind::ALL {
            let (_, damaged) = self.read_all(kind).await?;
            if !damaged.is_empty() {
                return Ok(false);
            }
        }
        Ok(self.damage().is_empty())
    }
}

async fn find<D: Device>(device: &D, id: &str) -> Result<VaultEntry, RenewError> {
    let entries = device.vaults().await?;
    let entry = entries.into_iter().find(|entry| entry.id == id);
    entry.ok_or(RenewError::Missing)
}

/// Renew the keys of a vault, once the new recovery key was typed back. `vault`
/// is closed by it; what comes back takes its place. Other tabs must open anew.
///
/// # Errors
/// See [`RenewError`]; call [`tidy`] afterwards.
pub async fn renew<D: Device>(
    device: &D,
    id: &str,
    vault: &Vault<D::Store>,
    renewal: Renewal,
    typed: &str,
    rng: &mut dyn CryptoRng,
) -> Result<Vault<D::Store>, RenewError> {
    let typed = RecoveryKey::parse(typed)?;
    let expected = renewal.recovery.secret().bytes();
    if !bool::from(typed.secret().bytes().ct_eq(expected)) {
        return Err(RenewError::WrongKey);
    }
    let mut entry = find(device, id).await?;
    let copy = loop {
        let mark = vault.mark();
        if !vault.is_whole().await? {
            return Err(RenewError::Damaged);
        }
        if let Some(abandoned) = entry.next.take() {
            device.delete(&abandoned).await?;
        }
        let next = database_name(rng);
        entry.next = Some(next.clone());
        device.remember(&entry).await?;
        let store = device.open(&next).await?;
        let (header, roots) = (renewal.header.clone(), renewal.roots.clone());
        let copy = vault.copy_into(store, header, roots, rng).await?;
        copy.finish_copy(rng).await.map_err(CopyError::from)?;
        match vault.retire(mark.as_deref(), rng).await {
            Ok(true) => break copy,
            Ok(false) => {}
            Err(error) => return Err(CopyError::Commit(error).into()),
        }
    };
    switch(device, entry).await?;
    Ok(copy)
}

fn database_name(rng: &mut dyn CryptoRng) -> String {
    use std::fmt::Write as _;
    let mut bytes = [0u8; 16];
    rng.fill_bytes(&mut bytes);
    bytes.iter().fold(String::new(), |mut name, byte| {
        // Writing to a string cannot fail.
        let _ = write!(name, "{byte:02x}");
        name
    })
}

async fn switch<D: Device>(device: &D, mut entry: VaultEntry) -> Result<(), StoreError> {
    if let Some(next) = entry.next.take() {
        let old = std::mem::replace(&mut entry.database, next);
        entry.retired.push(old);
        device.remember(&entry).await?;
    }
    delete_retired(device, entry).await
}

async fn delete_retired<D: Device>(device: &D, mut entry: VaultEntry) -> Result<(), StoreError> {
    if entry.retired.is_empty() {
        return Ok(());
    }
    for database in std::mem::take(&mut entry.retired) {
        device.delete(&database).await?;
    }
    device.remember(&entry).await
}

/// Finish or take back renewals that were interrupted. To be called when the app
/// starts, by one tab at a time.
///
/// # Errors
/// When the device fails; what remains is done the next time.
pub async fn tidy<D: Device>(device: &D) -> Result<(), StoreError> {
    for mut entry in device.vaults().await? {
        let Some(next) = entry.next.clone() else {
            delete_retired(device, entry).await?;
            continue;
        };
        let old = header(device, &entry.database).await?;
        let new = header(device, &next).await?;
        let retired = old.is_ok_and(|header| header.retired);
        let complete = new.is_ok_and(|header| header.ready);
        if retired && complete {
            switch(device, entry).await?;
        } else if !retired {
            device.delete(&next).await?;
            entry.next = None;
            device.remember(&entry).await?;
        }
    }
    Ok(())
}

async fn header<D: Device>(
    device: &D,
    database: &str,
) -> Result<Result<Header, OpenError>, StoreError> {
    let store = device.open(database).await?;
    let head = store.get(Table::Meta, HEADER).await?;
    Ok(Header::parse(&head.unwrap_or_default()))
}

/// Nobody may write in a retired vault.
pub(crate) const fn check_not_retired(header: &Header) -> Result<(), CommitError> {
    if header.retired {
        Err(CommitError::Closed)
    } else {
        Ok(())
    }
}
