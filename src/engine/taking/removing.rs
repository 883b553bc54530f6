//! Removing one entry from this device.

use inzage_dossier::logbook::What;
use inzage_vault::{CryptoRng, Kind, Store};

use super::super::open::{Open, delete, delete_letters};
use super::super::protocol::Failure;
use super::super::providers::not_found;

impl<S: Store> Open<S> {
    /// Removes an entry with its versions and documents. Its source keeps it, and so
    /// does a backup; collected again it is back.
    pub(super) async fn remove_entry(
        &mut self,
        number: &str,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Failure> {
        let record = &not_found(self.records.get(number))?.record;
        let mut changes = vec![delete(Kind::Record, number)];
        changes.extend(delete_letters(record));
        changes.extend(self.halting(&[number.to_owned()].into()).await?);
        let by = self.author().await?;
        self.tell(What::Deleted {
            kind: "received".to_owned(),
            count: 1,
            by: by.helper().map(str::to_owned),
        });
        self.commit(changes, rng).await?;
        self.reload().await
    }
}
