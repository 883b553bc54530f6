//! Migrations: what the records say changes with the app; each vault carries the
//! version it was last written in and is brought up one step at a time.
//!
//! A step is one commit: it has happened or it has not, also when the device goes
//! off halfway. Versions 100–199 can be read by every version of the app that
//! reads 100; from 200 on older ones are refused.

use crate::error::{CommitError, ReadError};
use crate::kind::Kind;
use crate::store::Store;
use crate::vault::{Change, Vault};
use rand_core::CryptoRng;

/// The records of one kind with their ids.
pub type Records = Vec<(String, Vec<u8>)>;

/// One step from one version of the records to the next.
#[derive(Clone, Copy)]
pub struct Migration {
    /// The version it starts from.
    pub from: u16,
    /// The version it leads to; higher than `from`.
    pub to: u16,
    /// The kinds it reads. [`Kind::Document`] is bytes of others and never needs one.
    pub kinds: &'static [Kind],
    /// What changes. It must not depend on time or chance.
    pub step: fn(Kind, Records) -> Vec<Change>,
}

/// Why a vault was not brought up to date. It is as it was before the step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MigrationError {
    /// The records were written by a newer version of the app.
    #[error("the vault was written by a newer version")]
    NewerVersion,
    /// No step leads from the version of the vault to this one.
    #[error("no migration from this version")]
    NoWay,
    /// The vault could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The step could not be written.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

/// The highest version that a version of the app can read, when it writes `own`.
const fn last_readable(own: u16) -> u16 {
    own.div_euclid(100) * 100 + 99
}

impl<S: Store> Vault<S> {
    /// Bring the records to version `own` of the app. A vault in a later version
    /// of the same hundred is left as it is: it can be read.
    ///
    /// # Errors
    /// See [`MigrationError`].
    pub async fn migrate(
        &self,
        steps: &[Migration],
        own: u16,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), MigrationError> {
        while self.schema() < own {
            let from = self.schema();
            let step = steps
                .iter()
                .find(|step| step.from == from && step.to > from && step.to <= own)
                .ok_or(MigrationError::NoWay)?;
            let mut changes = Vec::new();
            for kind in step.kinds {
                // What is damaged stays as it is; it is told when it is read.
                let (records, _) = self.read_all(*kind).await?;
                changes.extend((step.step)(*kind, records));
            }
            if self.schema() != from {
                // Another tab did the step while this one was reading.
                continue;
            }
            let step = Some((from, step.to));
            match self.commit_with_schema(changes, step, rng).await {
                // A conflict: another tab was first, look again.
                Ok(()) | Err(CommitError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
        if self.schema() > last_readable(own) {
            return Err(MigrationError::NewerVersion);
        }
        self.schema_at_open.set(self.schema());
        Ok(())
    }
}
