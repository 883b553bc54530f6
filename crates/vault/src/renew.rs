//! Renewing all keys of a vault, when something may open it no longer: a changed
//! passphrase, a renewed recovery key, a removed passkey.
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
use crate::error::{CommitError, CopyError, OpenError};
use crate::header::{Header, Roots, Unlock};
use crate::kind::Table;
use crate::recovery::{RecoveryKey, RecoveryTypo};
use crate::store::{Store, StoreError, Value};
use crate::vault::{HEADER, Vault, Waiting};
use crate::ways::{Revoke, RevokeError};
use rand_core::CryptoRng;
use subtle::ConstantTimeEq as _;

/// New keys, waiting to take the place of those of a vault. Until then nothing has
/// changed; dropping it takes it back.
pub struct Renewal {
    header: Header,
    roots: Roots,
    recovery: Option<RecoveryKey>,
}

impl std::fmt::Debug for Renewal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Renewal(…)")
    }
}

impl Renewal {
    /// The new recovery key, to be shown and typed back. `None`: it stays as it is.
    pub const fn recovery_key(&self) -> Option<&RecoveryKey> {
        self.recovery.as_ref()
    }

    /// Whether the new recovery key, if there is one, was typed back.
    ///
    /// # Errors
    /// [`RenewError::Typo`] and [`RenewError::WrongKey`].
    fn confirm(&self, typed: &str) -> Result<(), RenewError> {
        let Some(key) = &self.recovery else {
            return Ok(());
        };
        let typed = RecoveryKey::parse(typed)?;
        if bool::from(typed.secret().bytes().ct_eq(key.secret().bytes())) {
            Ok(())
        } else {
            Err(RenewError::WrongKey)
        }
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

/// How far copying is, in records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Copied.
    pub done: usize,
    /// There were when it began.
    pub all: usize,
}

impl<S: Store> Vault<S> {
    /// New keys for this vault, without what is revoked; the first step of renewing
    /// them. `with` is one of the secrets that open it now.
    ///
    /// # Errors
    /// See [`RevokeError`].
    pub fn renewal(
        &self,
        revoked: Revoke<'_>,
        with: Unlock<'_>,
        rng: &mut dyn CryptoRng,
    ) -> Result<Renewal, RevokeError> {
        let (header, roots, recovery) = self.header.borrow().without(revoked, with, rng)?;
        Ok(Renewal {
            header,
            roots,
            recovery,
        })
    }
}

/// A vault whose keys are being renewed: its copy, and what is not in it yet.
pub struct Renewing<S> {
    renewal: Renewal,
    entry: VaultEntry,
    copy: Vault<S>,
    mark: Option<Value>,
    waiting: Waiting,
    all: usize,
}

impl<S: Store> Renewing<S> {
    /// Begins, once the new recovery key was typed back; `typed` does not matter when
    /// there is none. What comes back with an error can be tried again.
    ///
    /// # Errors
    /// See [`RenewError`]; call [`tidy`] afterwards.
    pub async fn begin<D: Device<Store = S>>(
        device: &D,
        id: &str,
        vault: &Vault<S>,
        renewal: Renewal,
        typed: &str,
        rng: &mut dyn CryptoRng,
    ) -> Result<Self, (Renewal, RenewError)> {
        let started = match renewal.confirm(typed) {
            Ok(()) => start(device, id, vault, &renewal, rng).await,
            Err(error) => Err(error),
        };
        match started {
            Err(error) => Err((renewal, error)),
            Ok((entry, copy, mark, waiting)) => Ok(Self {
                renewal,
                entry,
                copy,
                mark,
                all: waiting.len(),
                waiting,
            }),
        }
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        Progress {
            done: self.all.saturating_sub(self.waiting.len()),
            all: self.all,
        }
    }

    /// Whether everything was copied.
    pub fn is_copied(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Copies a few megabytes.
    ///
    /// # Errors
    /// See [`RenewError`]; call [`tidy`] afterwards.
    pub async fn step(
        &mut self,
        vault: &Vault<S>,
        rng: &mut dyn CryptoRng,
    ) -> Result<Progress, RenewError> {
        let unread = vault.copy_some(&self.copy, &mut self.waiting, rng).await?;
        if unread > 0 {
            return Err(RenewError::Damaged);
        }
        Ok(self.progress())
    }

    /// Everything was copied: the copy takes the place of the vault, whose database is
    /// deleted. `Err` with itself when somebody wrote in the vault meanwhile, and
    /// copying begins anew.
    ///
    /// # Errors
    /// See [`RenewError`]; call [`tidy`] afterwards.
    pub async fn finish<D: Device<Store = S>>(
        mut self,
        device: &D,
        vault: &Vault<S>,
        rng: &mut dyn CryptoRng,
    ) -> Result<Result<Vault<S>, Self>, RenewError> {
        self.copy.finish_copy(rng).await.map_err(CopyError::from)?;
        let retired = vault.retire(self.mark.as_deref(), rng).await;
        if retired.map_err(CopyError::from)? {
            switch(device, self.entry).await?;
            return Ok(Ok(self.copy));
        }
        let begun = start(device, &self.entry.id, vault, &self.renewal, rng).await?;
        (self.entry, self.copy, self.mark, self.waiting) = begun;
        self.all = self.waiting.len();
        Ok(Err(self))
    }
}

/// Renew the keys of a vault in one go. `vault` is closed by it; what comes back
/// takes its place. Other tabs must open anew.
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
    let begun = Renewing::begin(device, id, vault, renewal, typed, rng).await;
    let mut renewing = begun.map_err(|(_, error)| error)?;
    loop {
        while !renewing.is_copied() {
            renewing.step(vault, rng).await?;
        }
        match renewing.finish(device, vault, rng).await? {
            Ok(renewed) => return Ok(renewed),
            Err(anew) => renewing = anew,
        }
    }
}

async fn find<D: Device>(device: &D, id: &str) -> Result<VaultEntry, RenewError> {
    let entries = device.vaults().await?;
    let entry = entries.into_iter().find(|entry| entry.id == id);
    entry.ok_or(RenewError::Missing)
}

type Started<S> = (VaultEntry, Vault<S>, Option<Value>, Waiting);

/// An empty copy under the new keys, in a database that the directory names.
async fn start<D: Device>(
    device: &D,
    id: &str,
    vault: &Vault<D::Store>,
    renewal: &Renewal,
    rng: &mut dyn CryptoRng,
) -> Result<Started<D::Store>, RenewError> {
    let mut entry = find(device, id).await?;
    // Before anything is read: what is written from here on begins copying anew.
    let mark = vault.mark();
    let waiting = vault.all_ids().await?;
    if !vault.damage().is_empty() {
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
    let copy = vault.copy_to_be(store, header, roots, rng).await?;
    Ok((entry, copy, mark, waiting))
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
