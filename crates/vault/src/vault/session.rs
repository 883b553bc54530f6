//! Staying unlocked over a login elsewhere or a reload: the keys, wrapped under a
//! key that somebody else keeps.

use super::Vault;
use crate::envelope::{open_bytes, seal_bytes};
use crate::error::OpenError;
use crate::header::{Header, Roots};
use crate::secret::Secret;
use crate::store::Store;
use rand_core::CryptoRng;
use zeroize::Zeroizing;

const PURPOSE: &str = "inzage/suspend";

fn aad(header: &Header) -> Vec<u8> {
    // The wrapped data key names this vault and this generation of its keys.
    [PURPOSE.as_bytes(), &header.data_key.0].concat()
}

impl<S: Store> Vault<S> {
    /// The keys of this vault under `key`. Whoever keeps `key` must not have
    /// these bytes, and the other way round.
    pub fn suspend(&self, key: &[u8; 32], rng: &mut dyn CryptoRng) -> Vec<u8> {
        let both = [*self.roots.root.bytes(), *self.roots.data.bytes()];
        let plain = Zeroizing::new(Zeroizing::new(both).concat());
        let key = Secret::from_bytes(*key).derive(&[], PURPOSE);
        let aad = aad(&self.header.borrow());
        // 64 bytes are always within what the cipher takes.
        seal_bytes(&key, &aad, &plain, rng).unwrap_or_default()
    }

    /// Open a vault with what [`Vault::suspend`] gave.
    ///
    /// # Errors
    /// [`OpenError::WrongSecret`] when it is another key, another vault, or the
    /// keys were renewed since; others as [`Vault::open`].
    pub async fn resume(store: S, wrapped: &[u8], key: &[u8; 32]) -> Result<Self, OpenError> {
        let header = Self::read_header(&store).await?;
        let key = Secret::from_bytes(*key).derive(&[], PURPOSE);
        let plain = open_bytes(&key, &aad(&header), wrapped).map_err(|_| OpenError::WrongSecret)?;
        let (root, rest) = plain
            .split_first_chunk::<32>()
            .ok_or(OpenError::WrongSecret)?;
        let data = rest.try_into().map_err(|_| OpenError::WrongSecret)?;
        let roots = Roots {
            root: Secret::from_bytes(*root),
            data: Secret::from_bytes(data),
        };
        Self::open_with(store, header, roots).await
    }
}
