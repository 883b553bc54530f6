//! What an interrupted renewal left: finished once the old database is retired, taken
//! back before.

use crate::device::{Device, VaultEntry};
use crate::error::OpenError;
use crate::header::Header;
use crate::kind::Table;
use crate::store::{Store, StoreError};
use crate::vault::HEADER;

/// The new database takes the place of the old one in the directory, as that is now.
pub(crate) async fn switch<D: Device>(device: &D, id: &str) -> Result<VaultEntry, StoreError> {
    let entries = device.vaults().await?;
    let Some(mut entry) = entries.into_iter().find(|entry| entry.id == id) else {
        return Err(StoreError::Closed);
    };
    if let Some(next) = entry.next.take() {
        let old = std::mem::replace(&mut entry.database, next);
        entry.retired.push(old);
        device.remember(&entry).await?;
    }
    delete_retired(device, entry).await
}

async fn delete_retired<D: Device>(
    device: &D,
    mut entry: VaultEntry,
) -> Result<VaultEntry, StoreError> {
    if !entry.retired.is_empty() {
        for database in std::mem::take(&mut entry.retired) {
            device.delete(&database).await?;
        }
        device.remember(&entry).await?;
    }
    Ok(entry)
}

/// Finish or take back renewals that were interrupted. To be called before any vault
/// is opened, by one tab at a time ([`Device::alone`]).
///
/// # Errors
/// The first time that the device failed; what remains is done the next time. One vault
/// that cannot be looked at costs the others nothing.
pub async fn tidy<D: Device>(device: &D) -> Result<(), StoreError> {
    let mut outcome = Ok(());
    for entry in device.vaults().await? {
        let settled = match finished(device, entry).await {
            Ok(entry) => settle(device, entry).await.map(drop),
            Err(error) => Err(error),
        };
        outcome = outcome.and(settled);
    }
    outcome
}

/// The entry of the directory as it should be: a vault that was finished, when the
/// directory did not learn of it any more, is ready and has its name.
///
/// # Errors
/// When the device fails.
pub async fn finished<D: Device>(
    device: &D,
    mut entry: VaultEntry,
) -> Result<VaultEntry, StoreError> {
    if !entry.ready
        && let Ok(header) = header(device, &entry.database).await?
        && header.ready
    {
        entry.ready = true;
        entry.name = header.name;
        device.remember(&entry).await?;
    }
    Ok(entry)
}

/// Finishes a renewal whose old database is retired, and takes back another. Where
/// that cannot be told, both databases stay.
pub(crate) async fn settle<D: Device>(
    device: &D,
    mut entry: VaultEntry,
) -> Result<VaultEntry, StoreError> {
    let Some(next) = entry.next.clone() else {
        return delete_retired(device, entry).await;
    };
    if current(device, &entry).await? == next {
        return switch(device, &entry.id).await;
    }
    let old = header(device, &entry.database).await?;
    if old.is_ok_and(|header| !header.retired) {
        device.delete(&next).await?;
        entry.next = None;
        device.remember(&entry).await?;
    }
    Ok(entry)
}

/// The database that holds a vault now, also when a renewal was interrupted after the
/// old one was retired and before the directory switched.
///
/// # Errors
/// When the device fails.
pub async fn current<D: Device>(device: &D, entry: &VaultEntry) -> Result<String, StoreError> {
    if let Some(next) = &entry.next {
        let new = header(device, next).await?;
        let old = header(device, &entry.database).await?;
        if new.is_ok_and(|header| header.ready) && old.is_ok_and(|header| header.retired) {
            return Ok(next.clone());
        }
    }
    Ok(entry.database.clone())
}

pub(crate) async fn header<D: Device>(
    device: &D,
    database: &str,
) -> Result<Result<Header, OpenError>, StoreError> {
    let store = device.open(database).await?;
    let head = store.get(Table::Meta, HEADER).await?;
    Ok(Header::parse(&head.unwrap_or_default()))
}
