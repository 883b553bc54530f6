//! Copying a whole vault under a fresh data key: a backup, its restoration, and
//! the renewal of keys are all this.

use super::{Change, Vault};
use crate::error::{CommitError, CopyError, ReadError};
use crate::header::{Header, Roots};
use crate::kind::Kind;
use crate::store::Store;
use rand_core::CryptoRng;

/// How many bytes are written in one commit of a copy, about.
const BATCH: usize = 4 * 1024 * 1024;

impl<S: Store> Vault<S> {
    /// Everything that can be read, under the keys of `header`, in an empty
    /// store. The copy is not ready; see [`Vault::finish_copy`].
    pub(crate) async fn copy_into<T: Store>(
        &self,
        store: T,
        mut header: Header,
        roots: Roots,
        rng: &mut dyn CryptoRng,
    ) -> Result<Vault<T>, CopyError> {
        header.ready = false;
        let copy = Vault::found(store, header, roots, self.schema(), rng).await?;
        for kind in Kind::ALL {
            let mut batch = Vec::new();
            let mut held = 0;
            for id in self.ids(kind).await? {
                let bytes = match self.read(kind, &id).await {
                    Ok(Some(bytes)) => bytes,
                    // Gone in between, or damaged: the rest is copied.
                    Ok(None) | Err(ReadError::Damaged | ReadError::NewerVersion) => continue,
                    Err(error) => return Err(error.into()),
                };
                held += bytes.len();
                batch.push(Change::Put { kind, id, bytes });
                if held >= BATCH {
                    held = 0;
                    let full = std::mem::take(&mut batch);
                    copy.write(full, None, rng).await?;
                }
            }
            if !batch.is_empty() {
                copy.write(batch, None, rng).await?;
            }
        }
        Ok(copy)
    }

    /// The copy is complete: it may be opened from now on.
    pub(crate) async fn finish_copy(&self, rng: &mut dyn CryptoRng) -> Result<(), CommitError> {
        let mut header = self.header.borrow().clone();
        header.ready = true;
        self.write_header(header, rng).await
    }

    /// The same slots around a fresh data key.
    pub(crate) fn fresh_header(&self, rng: &mut dyn CryptoRng) -> (Header, Roots) {
        let header = self.header.borrow();
        header.with_fresh_data_key(&self.roots.root, rng)
    }
}
