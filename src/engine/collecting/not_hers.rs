//! Which collections the person said are not hers. Nothing stays of what they brought;
//! only their ids are kept, encrypted as every setting is, so that a backup from before
//! she said so does not bring it again (ADR 0171).

use std::collections::BTreeSet;

use inzage_vault::{Change, Kind, ReadError, Store, Vault};

use super::super::open::{Open, put_json};
use super::super::protocol::Failure;

/// Under which name they are kept: ids of collections, as a JSON array.
pub(in super::super) const NOT_HERS: &str = "not-hers";

/// The ids that a vault keeps; none when they cannot be read.
pub(in super::super) async fn read<S: Store>(
    vault: &Vault<S>,
) -> Result<Option<BTreeSet<String>>, Failure> {
    match vault.read(Kind::Setting, NOT_HERS).await {
        Ok(None) => Ok(Some(BTreeSet::new())),
        Ok(Some(bytes)) => Ok(serde_json::from_slice(&bytes).ok()),
        Err(ReadError::Damaged | ReadError::NewerVersion) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

impl<S: Store> Open<S> {
    /// The change that keeps these as well; none when nothing changes. What is kept and
    /// cannot be read is never put over.
    pub(in super::super) async fn put_not_hers(
        &self,
        ids: impl IntoIterator<Item = String>,
    ) -> Result<Option<Change>, Failure> {
        let Some(before) = read(&self.vault).await? else {
            return Ok(None);
        };
        let mut all = before.clone();
        all.extend(ids);
        let put = || put_json(Kind::Setting, NOT_HERS, &all);
        (all != before).then(put).transpose()
    }
}
