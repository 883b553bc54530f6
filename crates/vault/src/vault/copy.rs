//! Copying a whole vault under a fresh data key: a backup, its restoration, and
//! the renewal of keys are all this.

use super::{Change, HEADER, Vault};
use crate::error::{CommitError, CopyError, ReadError};
use crate::header::{Header, Roots};
use crate::kind::{Kind, Table};
use crate::secret::sha256;
use crate::store::{Store, Value, Write};
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

    /// The moment of the store that this instance knows; see [`Vault::retire`].
    pub(crate) fn mark(&self) -> Option<Value> {
        self.state.borrow().raw.clone()
    }

    /// Nobody writes here any more. `false` when somebody did since `mark`.
    pub(crate) async fn retire(
        &self,
        mark: Option<&[u8]>,
        rng: &mut dyn CryptoRng,
    ) -> Result<bool, CommitError> {
        let mut header = self.header.borrow().clone();
        header.retired = true;
        let head = header.bytes();
        let (manifest, batch, expect) = {
            let state = self.state.borrow();
            if state.raw.as_deref() != mark {
                return Ok(false);
            }
            let mut manifest = state.manifest.clone().ok_or(CommitError::Damaged)?;
            manifest.header = sha256(&head);
            let write = Write::Put(Table::Meta, HEADER.to_vec(), head);
            self.close_batch(&state, manifest, vec![write], rng)?
        };
        let done = self.try_commit(manifest, batch, expect).await?;
        if done {
            *self.header.borrow_mut() = header;
        }
        Ok(done)
    }

    pub(crate) fn generation(&self) -> u64 {
        self.keys.generation
    }

    /// The same slots around a fresh data key.
    pub(crate) fn fresh_header(&self, rng: &mut dyn CryptoRng) -> (Header, Roots) {
        let header = self.header.borrow();
        header.with_fresh_data_key(&self.roots.root, rng)
    }
}
