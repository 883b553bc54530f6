//! The vault: everything is encrypted before it is stored, with keys that only
//! the person's passphrase or recovery key gives. The same code runs natively and
//! in the browser; only the [`Store`] differs.
//!
//! The format is described in `docs/vault.md`.

mod backup;
pub mod conformance;
mod device;
mod envelope;
mod error;
mod header;
mod kind;
mod manifest;
mod memory;
mod migrate;
mod recovery;
mod renew;
mod secret;
mod settle;
mod slot;
mod store;
mod vault;
mod ways;

pub use backup::restore;
pub use device::{Device, NotAlone, VaultEntry};
pub use envelope::FORMAT;
pub use error::{
    CommitError, ConfirmError, CopyError, CreateError, Damage, Damaged, OpenError, ReadError,
    RestoreError,
};
pub use header::{PrfOutput, Unlock};
pub use kind::{Kind, Table};
pub use memory::{MemoryDevice, MemoryLock, MemoryStore};
pub use migrate::{Migration, MigrationError, Records};
pub use rand_core::{self, CryptoRng};
pub use recovery::{RecoveryKey, RecoveryTypo};
pub use renew::{Finished, Progress, RenewError, Renewal, Renewed, Renewing, renew};
pub use secret::KdfParams;
pub use settle::{current, finished, tidy};
pub use store::{Expectation, Key, Read, Seen, Store, StoreError, Value, Write};
pub use vault::{Change, FIRST_SCHEMA, Vault};
pub use ways::{Revoke, RevokeError, passkeys};
