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
//! [`tidy`](crate::tidy()) finishes what was begun (from 3) or takes it back (before 3).

use crate::device::{Device, VaultEntry};
use crate::error::{CommitError, CopyError, Damage, Damaged};
use crate::header::{Header, Roots, Unlock};
use crate::recovery::{RecoveryKey, RecoveryTypo};
use crate::settle::{header, settle, switch};
use crate::store::{Store, StoreError, Value};
use crate::vault::{Vault, Waiting};
use crate::ways::{Revoke, RevokeError};
use rand_core::CryptoRng;
use subtle::ConstantTimeEq as _;

/// New keys, waiting to take the place of those of a vault. Until then nothing has
/// changed; dropping it takes it back.
pub struct Renewal {
    /// The header that it was made of.
    of: Header,
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
    /// These keys are of another vault, or of this one before its keys were renewed.
    #[error("these keys are not of this vault")]
    OtherVault,
    /// What opens the vault was changed since the new keys were made.
    #[error("the ways of opening were changed meanwhile")]
    Changed,
    /// So many things in the vault cannot be read and would be lost.
    #[error("{0} things in the vault cannot be read")]
    Damaged(usize),
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
    /// Whether everything in it can be read, so that its keys can be renewed.
    ///
    /// # Errors
    /// [`RenewError::Damaged`], or when the store fails.
    pub async fn renewable(&self) -> Result<(), RenewError> {
        self.refresh().await.map_err(CopyError::from)?;
        all_readable(self).await.map(drop)
    }

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
        let of = self.header.borrow().clone();
        let (header, roots, recovery) = of.without(revoked, with, rng)?;
        Ok(Renewal {
            of,
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
    /// How many could not be read.
    unread: usize,
}

/// What [`Renewing::finish`] comes to.
pub enum Finished<S> {
    /// The new keys hold.
    Renewed(Box<Renewed<S>>),
    /// Somebody wrote in the vault meanwhile: copying begins anew.
    Anew(Box<Renewing<S>>),
}

/// A vault under its new keys.
pub struct Renewed<S> {
    /// It takes the place of the one before.
    pub vault: Vault<S>,
    /// Why something of the one before is still on the device, if it is; [`tidy`](crate::tidy()) takes
    /// it away.
    pub left: Option<StoreError>,
}

impl<S: Store> Renewing<S> {
    /// Begins, once the new recovery key was typed back; `typed` does not matter when
    /// there is none. What comes back with an error can be tried again.
    ///
    /// # Errors
    /// See [`RenewError`]; call [`tidy`](crate::tidy()) afterwards.
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
                unread: 0,
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
    /// See [`RenewError`]; call [`tidy`](crate::tidy()) afterwards.
    pub async fn step(
        &mut self,
        vault: &Vault<S>,
        rng: &mut dyn CryptoRng,
    ) -> Result<Progress, RenewError> {
        self.renewal.check_keys(vault)?;
        self.unread += vault.copy_some(&self.copy, &mut self.waiting, rng).await?;
        Ok(self.progress())
    }

    /// Everything was copied: the copy takes the place of the vault, whose database is
    /// deleted. From the moment that the old one is retired the new keys hold, whatever
    /// happens afterwards.
    ///
    /// # Errors
    /// See [`RenewError`]; call [`tidy`](crate::tidy()) afterwards.
    pub async fn finish<D: Device<Store = S>>(
        mut self,
        device: &D,
        vault: &Vault<S>,
        rng: &mut dyn CryptoRng,
    ) -> Result<Finished<S>, RenewError> {
        self.renewal.check_keys(vault)?;
        if self.unread > 0 {
            return Err(RenewError::Damaged(self.unread));
        }
        self.copy.finish_copy(rng).await.map_err(CopyError::from)?;
        self.check_copy(device).await?;
        if self.retire(device, vault, rng).await? {
            let left = switch(device, &self.entry.id).await.err();
            let vault = self.copy;
            return Ok(Finished::Renewed(Box::new(Renewed { vault, left })));
        }
        let begun = start(device, &self.entry.id, vault, &self.renewal, rng).await?;
        (self.entry, self.copy, self.mark, self.waiting) = begun;
        self.all = self.waiting.len();
        Ok(Finished::Anew(Box::new(self)))
    }

    /// Before the old database is given up: the new one is whole, and still the one
    /// that the directory names.
    async fn check_copy<D: Device<Store = S>>(&self, device: &D) -> Result<(), RenewError> {
        let entry = find(device, &self.entry.id).await?;
        if (&entry.database, &entry.next) != (&self.entry.database, &self.entry.next) {
            return Err(RenewError::Changed);
        }
        self.copy.refresh().await.map_err(CopyError::from)?;
        match unreadable(&self.copy.damage()) {
            0 => Ok(()),
            some => Err(RenewError::Damaged(some)),
        }
    }

    /// `false` when somebody wrote meanwhile. A store may fail and have written all the
    /// same: then what it holds tells.
    async fn retire<D: Device<Store = S>>(
        &self,
        device: &D,
        vault: &Vault<S>,
        rng: &mut dyn CryptoRng,
    ) -> Result<bool, RenewError> {
        let retired = vault.retire(self.mark.as_deref(), rng).await;
        if retired.is_err() {
            let old = header(device, &self.entry.database).await;
            if matches!(old, Ok(Ok(header)) if header.retired) {
                return Ok(true);
            }
        }
        Ok(retired.map_err(CopyError::from)?)
    }
}

impl Renewal {
    /// Whether a vault is the one whose keys are renewed. A vault, and each generation
    /// of it, has a data key of its own.
    fn check_keys<S: Store>(&self, vault: &Vault<S>) -> Result<(), RenewError> {
        let same = vault.header.borrow().data_key == self.of.data_key;
        same.then_some(()).ok_or(RenewError::OtherVault)
    }

    /// Whether it still opens as when the new keys were made, and can be read whole.
    fn check<S: Store>(&self, vault: &Vault<S>) -> Result<(), RenewError> {
        self.check_keys(vault)?;
        vault.check_header().map_err(CopyError::from)?;
        if *vault.header.borrow() != self.of {
            return Err(RenewError::Changed);
        }
        match unreadable(&vault.damage()) {
            0 => Ok(()),
            some => Err(RenewError::Damaged(some)),
        }
    }
}

/// How many things there are that cannot be read.
fn unreadable(damaged: &[Damaged]) -> usize {
    let things = damaged.iter().map(|of| match of.damage {
        Damage::Incomplete { expected, found } => expected.abs_diff(found).max(1),
        _ => 1,
    });
    usize::try_from(things.sum::<u64>()).unwrap_or(usize::MAX)
}

/// Renew the keys of a vault in one go. `vault` is closed by it; what comes back
/// takes its place. Other tabs must open anew.
///
/// # Errors
/// See [`RenewError`]; call [`tidy`](crate::tidy()) afterwards.
pub async fn renew<D: Device>(
    device: &D,
    id: &str,
    vault: &Vault<D::Store>,
    renewal: Renewal,
    typed: &str,
    rng: &mut dyn CryptoRng,
) -> Result<Renewed<D::Store>, RenewError> {
    let begun = Renewing::begin(device, id, vault, renewal, typed, rng).await;
    let mut renewing = begun.map_err(|(_, error)| error)?;
    loop {
        while !renewing.is_copied() {
            renewing.step(vault, rng).await?;
        }
        match renewing.finish(device, vault, rng).await? {
            Finished::Renewed(renewed) => return Ok(*renewed),
            Finished::Anew(anew) => renewing = *anew,
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
    vault.refresh().await.map_err(CopyError::from)?;
    renewal.check(vault)?;
    // What was begun before and had to be finished is finished, and nothing of it lost.
    let mut entry = settle(device, find(device, id).await?).await?;
    let there = header(device, &entry.database).await?;
    if there
        .ok()
        .is_none_or(|there| there.data_key != renewal.of.data_key)
    {
        return Err(RenewError::OtherVault);
    }
    // Before anything is read: what is written from here on begins copying anew.
    let mark = vault.mark();
    let waiting = all_readable(vault).await?;
    let next = database_name(rng);
    entry.next = Some(next.clone());
    device.remember(&entry).await?;
    let store = device.open(&next).await?;
    let (header, roots) = (renewal.header.clone(), renewal.roots.clone());
    let copy = vault.copy_to_be(store, header, roots, rng).await?;
    Ok((entry, copy, mark, waiting))
}

/// Every record, when all can be read.
async fn all_readable<S: Store>(vault: &Vault<S>) -> Result<Waiting, RenewError> {
    let (all, unread) = vault.all_ids().await?;
    if unread > 0 {
        return Err(RenewError::Damaged(unread));
    }
    Ok(all)
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

/// Nobody may write in a retired vault.
pub(crate) const fn check_not_retired(header: &Header) -> Result<(), CommitError> {
    if header.retired {
        Err(CommitError::Closed)
    } else {
        Ok(())
    }
}
