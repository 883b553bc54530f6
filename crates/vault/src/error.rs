//! One error per operation. None of them holds a payload, a key or an id.

use crate::kind::Kind;
use crate::recovery::RecoveryTypo;
use crate::store::StoreError;

/// Why a vault was not made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CreateError {
    /// The passphrase is empty.
    #[error("the passphrase is empty")]
    EmptyPassphrase,
    /// The parameters of the key derivation are outside what is accepted.
    #[error("the key derivation would be too weak")]
    WeakKdf,
    /// The store already holds a vault.
    #[error("there is a vault in this database already")]
    Exists,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StoreError),
}

/// Why a vault did not open.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The passphrase, recovery key or session key is not the one of this vault.
    #[error("this does not open the vault")]
    WrongSecret,
    /// The vault has no such way of opening, or no longer.
    #[error("the vault does not open this way")]
    NoSlot,
    /// The recovery key was mistyped: its own check digits tell.
    #[error(transparent)]
    Typo(#[from] RecoveryTypo),
    /// The recovery key was never confirmed; the vault holds nothing.
    #[error("the vault was never finished")]
    NotReady,
    /// The vault was made by a newer version of the app. It was not touched.
    #[error("the vault was made by a newer version")]
    NewerVersion,
    /// The header of the vault, or the file, cannot be read. It was not touched.
    #[error("the vault is damaged")]
    Damaged,
    /// The header asks for a key derivation outside what is accepted.
    #[error("the key derivation of this vault is too weak")]
    WeakKdf,
    /// There is no vault in this database.
    #[error("there is no vault here")]
    Missing,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StoreError),
}

/// Why a record was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The record is damaged, or records of its kind were taken away so that
    /// nobody can tell whether it was there.
    #[error("the record is damaged")]
    Damaged,
    /// The record was written by a newer version of the app.
    #[error("the record was written by a newer version")]
    NewerVersion,
    /// The vault was closed: deleted, or renewed in another tab.
    #[error("the vault was closed")]
    Closed,
    /// The store failed.
    #[error("the storage failed")]
    Storage,
}

impl From<StoreError> for ReadError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Closed => Self::Closed,
            _ => Self::Storage,
        }
    }
}

/// Why nothing of a commit was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    /// There is no room on the device.
    #[error("there is no room left on this device")]
    Full,
    /// Another tab changed a record that this one had read. Read it again, then
    /// decide.
    #[error("another tab changed the same record")]
    Conflict,
    /// The vault was closed: deleted, or renewed in another tab.
    #[error("the vault was closed")]
    Closed,
    /// The recovery key has not been confirmed yet.
    #[error("the vault is not ready")]
    NotReady,
    /// It is only there to be looked at.
    #[error("this vault is only there to be looked at")]
    ReadOnly,
    /// It would overwrite what is damaged or was written by a newer version.
    #[error("it would overwrite what cannot be read")]
    Damaged,
    /// The header, with the ways of opening, was changed outside the app. The records
    /// can be read; who else can open the vault from now on is not decided on it.
    #[error("the ways of opening were changed outside the app")]
    Tampered,
    /// The data key has been used as often as is safe: renew the keys.
    #[error("the keys must be renewed first")]
    Exhausted,
    /// The store failed.
    #[error("the storage failed")]
    Storage,
}

impl From<StoreError> for CommitError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full => Self::Full,
            StoreError::Changed => Self::Conflict,
            StoreError::Closed => Self::Closed,
            StoreError::Held | StoreError::NoStorage | StoreError::Failed(_) => Self::Storage,
        }
    }
}

impl From<ReadError> for CommitError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Damaged | ReadError::NewerVersion => Self::Damaged,
            ReadError::Closed => Self::Closed,
            ReadError::Storage => Self::Storage,
        }
    }
}

/// Why a recovery key was not accepted as confirmation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfirmError {
    /// Its own check digits tell that it was mistyped.
    #[error(transparent)]
    Typo(#[from] RecoveryTypo),
    /// It is a recovery key, but of another vault.
    #[error("this recovery key is of another vault")]
    WrongKey,
    /// The confirmation could not be stored.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

/// Why a vault was not copied (backup, restoration, renewal of keys).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CopyError {
    /// The vault could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The place for the copy could not be made.
    #[error(transparent)]
    Create(#[from] CreateError),
    /// The copy could not be written.
    #[error(transparent)]
    Commit(#[from] CommitError),
    /// A record is larger than the file format holds (4 GiB).
    #[error("a record is too large")]
    TooLarge,
}

/// Why a backup was not restored.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RestoreError {
    /// The file is something else.
    #[error("this is not a backup")]
    NotABackup,
    /// The file ends too early.
    #[error("the backup is cut off")]
    Truncated,
    /// The file was changed.
    #[error("the backup is damaged")]
    Damaged,
    /// A form that this version of the app no longer reads.
    #[error("the backup is from a version that is too old")]
    OlderVersion,
    /// The backup did not open.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The backup could not be put in the store.
    #[error(transparent)]
    Copy(#[from] CopyError),
}

/// Something in the vault that is not as it was written. The rest is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// The kind of the record; `None` when it is the vault's own administration.
    pub kind: Option<Kind>,
    /// The id, where it is known: it is inside the ciphertext.
    pub id: Option<String>,
    /// What is wrong.
    pub damage: Damage,
}

/// What is wrong with a [`Damaged`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// A record cannot be decrypted: changed, swapped or cut off.
    Unreadable,
    /// A record was written by a newer version of the app.
    NewerVersion,
    /// A record is there that was replaced or never written here.
    Foreign,
    /// The records are not the ones of the last commit: taken away, or an older
    /// one was put back.
    Incomplete {
        /// How many there should be.
        expected: u64,
        /// How many there are.
        found: u64,
    },
    /// The header with the key slots was changed.
    Header,
    /// The manifest cannot be read: whether anything is missing is unknown, and
    /// nothing can be written.
    Manifest,
}
