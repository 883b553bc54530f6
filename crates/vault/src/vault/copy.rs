//! Copying a whole vault under a fresh data key: a backup, its restoration, and
//! the renewal of keys are all this.

use super::{Change, Vault};
use crate::error::{CommitError, CopyError, ReadError};
use crate::header::{Header, Roots};
use crate::kind::Kind;
use crate::store::{Store, Value};
use rand_core::CryptoRng;
use std::collections::VecDeque;

/// How many bytes are written in one commit of a copy, about.
const BATCH: usize = 4 * 1024 * 1024;

/// The records that are still to be copied.
pub(crate) type Waiting = VecDeque<(Kind, String)>;

impl<S: Store> Vault<S> {
    /// Everything that can be read, under the keys of `header`, in an empty
    /// store. The copy is not ready; see [`Vault::finish_copy`].
    pub(crate) async fn copy_into<T: Store>(
        &self,
        store: T,
        header: Header,
        roots: Roots,
        rng: &mut dyn CryptoRng,
    ) -> Result<Vault<T>, CopyError> {
        let copy = self.copy_to_be(store, header, roots, rng).await?;
        let (mut waiting, _) = self.all_ids().await?;
        while !waiting.is_empty() {
            // What is damaged stays behind: the rest is copied.
            self.copy_some(&copy, &mut waiting, rng).await?;
        }
        Ok(copy)
    }

    /// An empty vault that is not ready, for a copy of this one.
    pub(crate) async fn copy_to_be<T: Store>(
        &self,
        store: T,
        mut header: Header,
        roots: Roots,
        rng: &mut dyn CryptoRng,
    ) -> Result<Vault<T>, CopyError> {
        header.ready = false;
        Ok(Vault::found(store, header, roots, self.schema(), rng).await?)
    }

    /// Every record there is, and how many beside them cannot be read.
    pub(crate) async fn all_ids(&self) -> Result<(Waiting, usize), CopyError> {
        let (mut all, mut unread) = (Waiting::new(), 0);
        for kind in Kind::ALL {
            let (ids, damaged) = self.ids_and_damage(kind).await?;
            unread += damaged;
            all.extend(ids.into_iter().map(|id| (kind, id)));
        }
        Ok((all, unread))
    }

    /// Copies the next few megabytes, in one commit. How many could not be read.
    pub(crate) async fn copy_some<T: Store>(
        &self,
        copy: &Vault<T>,
        waiting: &mut Waiting,
        rng: &mut dyn CryptoRng,
    ) -> Result<usize, CopyError> {
        let (mut batch, mut held, mut unread) = (Vec::new(), 0, 0);
        while held < BATCH
            && let Some((kind, id)) = waiting.pop_front()
        {
            let bytes = match self.read(kind, &id).await {
                Ok(Some(bytes)) => bytes,
                // Gone in between.
                Ok(None) => continue,
                Err(ReadError::Damaged | ReadError::NewerVersion) => {
                    unread += 1;
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            held += bytes.len();
            batch.push(Change::Put { kind, id, bytes });
        }
        if !batch.is_empty() {
            copy.write(batch, None, rng).await?;
        }
        Ok(unread)
    }

    /// The copy is complete: it may be opened from now on.
    pub(crate) async fn finish_copy(&self, rng: &mut dyn CryptoRng) -> Result<(), CommitError> {
        self.change_header(|header| header.ready = true, rng).await
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
        if self.mark().as_deref() != mark {
            return Ok(false);
        }
        let retire = |header: &mut Header| header.retired = true;
        let (manifest, batch, expect) = self.header_batch(retire, rng)?;
        self.try_commit(manifest, batch, expect).await
    }

    /// The same slots around a fresh data key.
    ///
    /// # Errors
    /// [`CommitError::Tampered`] when the header was changed outside the app.
    pub(crate) fn fresh_header(
        &self,
        rng: &mut dyn CryptoRng,
    ) -> Result<(Header, Roots), CommitError> {
        self.check_header()?;
        let header = self.header.borrow();
        Ok(header.with_fresh_data_key(&self.roots.root, rng))
    }
}
