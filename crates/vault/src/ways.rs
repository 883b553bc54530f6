//! Who can open a vault, and changing it.
//!
//! A way is added in its header; one is taken away only by renewing all keys
//! ([`crate::renew()`]), because what was deleted stays on the disk.

use crate::error::{CommitError, CreateError, OpenError};
use crate::header::{
    Bytes, HEADER_FORMAT, Header, PasskeySlot, PassphraseSlot, PrfOutput, Roots, Unlock,
    recovery_slot,
};
use crate::kind::Table;
use crate::recovery::RecoveryKey;
use crate::secret::KdfParams;
use crate::store::{Store, StoreError};
use crate::vault::{HEADER, Vault};
use rand_core::CryptoRng;

/// What opens the vault no longer.
#[derive(Clone, Copy)]
pub enum Revoke<'a> {
    /// The passphrase: another one takes its place.
    Passphrase {
        /// The new passphrase, as typed.
        new: &'a str,
        /// How it is stretched.
        params: KdfParams,
    },
    /// The recovery key: another one takes its place.
    RecoveryKey,
    /// The passkey with this credential id.
    Passkey(&'a [u8]),
}

/// Why a way of opening cannot be revoked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RevokeError {
    /// What was typed to allow it does not open the vault.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The vault was made before slots had locks: only the passphrase allows it.
    #[error("only the passphrase allows this")]
    NeedsPassphrase,
    /// No such passkey opens the vault.
    #[error("there is no such passkey")]
    NoPasskey,
    /// The new passphrase cannot be one.
    #[error(transparent)]
    Create(#[from] CreateError),
}

impl Header {
    /// A header with fresh keys, without what is revoked. The other ways open it as
    /// they are; a slot of format 100 knows no lock, so then a new recovery key comes
    /// with it. `with` is one of the secrets that open the vault now.
    pub(crate) fn without(
        &self,
        revoked: Revoke<'_>,
        with: Unlock<'_>,
        rng: &mut dyn CryptoRng,
    ) -> Result<(Self, Roots, Option<RecoveryKey>), RevokeError> {
        self.unlock(with)?;
        if let Revoke::Passkey(id) = revoked
            && !self.passkey_ids().iter().any(|known| known == id)
        {
            return Err(RevokeError::NoPasskey);
        }
        let (mut header, roots) = Self::fleeting(&self.name, rng);
        header.generation = self.generation.saturating_add(1);
        let root = &roots.root;
        header.passphrase = match revoked {
            Revoke::Passphrase { new, params } => {
                Some(PassphraseSlot::new(new, params, root, rng)?)
            }
            _ => self
                .passphrase
                .as_ref()
                .and_then(|slot| slot.around(root, with, rng)),
        };
        if header.passphrase.is_none() && self.passphrase.is_some() {
            // Of format 100: only who types the passphrase can take it along.
            return Err(RevokeError::NeedsPassphrase);
        }
        header.passkeys = self.other_passkeys(revoked, &roots, rng);
        let kept = match revoked {
            Revoke::RecoveryKey => None,
            _ => self
                .recovery
                .as_ref()
                .and_then(|slot| slot.around(root, rng)),
        };
        let (recovery, key) = if let Some(slot) = kept {
            (slot, None)
        } else {
            let (slot, key) = recovery_slot(root, rng);
            (slot, Some(key))
        };
        header.recovery = Some(recovery);
        Ok((header, roots, key))
    }

    fn other_passkeys(
        &self,
        revoked: Revoke<'_>,
        roots: &Roots,
        rng: &mut dyn CryptoRng,
    ) -> Vec<PasskeySlot> {
        let gone = |slot: &PasskeySlot| matches!(revoked, Revoke::Passkey(id) if slot.id.0 == id);
        let others = self.passkeys.iter().filter(|slot| !gone(slot));
        let around = others.filter_map(|old| {
            let slot = old.slot.around(&roots.root, rng)?;
            let id = Bytes(old.id.0.clone());
            Some(PasskeySlot { id, slot })
        });
        around.collect()
    }

    fn passkey_ids(&self) -> Vec<Vec<u8>> {
        self.passkeys.iter().map(|slot| slot.id.0.clone()).collect()
    }
}

impl<S: Store> Vault<S> {
    /// Whether this opens the vault as it is now.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn check(&self, with: Unlock<'_>) -> Result<(), OpenError> {
        self.header.borrow().unlock(with).map(|_| ())
    }

    /// From now on this passkey opens the vault too. One with the same credential id
    /// is put over.
    ///
    /// # Errors
    /// See [`CommitError`]; nothing was written then.
    pub async fn add_passkey(
        &self,
        id: &[u8],
        prf: &PrfOutput,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), CommitError> {
        if !self.is_ready() {
            return Err(CommitError::NotReady);
        }
        let slot = PasskeySlot::new(id, prf, &self.roots.root, rng);
        let add = |header: &mut Header| {
            header.format = header.format.max(HEADER_FORMAT);
            header.passkeys.retain(|known| known.id != slot.id);
            header.passkeys.push(slot.clone());
        };
        self.change_header(add, rng).await
    }

    /// The credential ids of the passkeys that open it, in the order in which they
    /// were added.
    pub fn passkeys(&self) -> Vec<Vec<u8>> {
        self.header.borrow().passkey_ids()
    }
}

/// The credential ids of the passkeys that open the vault in a store, to ask the
/// browser for; none when there is no vault, or its header cannot be read.
///
/// # Errors
/// When the store fails.
pub async fn passkeys<S: Store>(store: &S) -> Result<Vec<Vec<u8>>, StoreError> {
    let head = store.get(Table::Meta, HEADER).await?;
    let header = Header::parse(&head.unwrap_or_default());
    Ok(header.map_or_else(|_| Vec::new(), |header| header.passkey_ids()))
}
