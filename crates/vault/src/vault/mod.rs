//! The vault: records by kind and id, encrypted before they reach the store.

mod commit;
mod copy;
mod read;
mod session;
mod state;
#[cfg(test)]
mod tests;

use commit::Batch;
pub use commit::Change;
pub(crate) use copy::Waiting;
pub(crate) use state::{HEADER, MANIFEST};

use crate::error::{
    CommitError, ConfirmError, CopyError, CreateError, Damaged, OpenError, ReadError,
};
use crate::header::{Header, Roots, Unlock};
use crate::kind::Table;
use crate::manifest::{Keys, Manifest};
use crate::recovery::RecoveryKey;
use crate::renew::check_not_retired;
use crate::secret::{KdfParams, sha256};
use crate::store::{Expectation, Read, Seen, Store, StoreError, Write};
use rand_core::CryptoRng;
use state::State;
use std::cell::{Cell, RefCell};
use subtle::ConstantTimeEq as _;

/// The version of what the records say that a new vault starts with.
pub const FIRST_SCHEMA: u16 = 100;

/// An open vault over a store. Several may be open on the same store, in several
/// tabs: each commit checks that it builds on what is there.
pub struct Vault<S> {
    store: S,
    pub(crate) roots: Roots,
    keys: Keys,
    pub(crate) header: RefCell<Header>,
    state: RefCell<State>,
    /// Whether nothing may be written any more: see [`Vault::fleeting`].
    read_only: bool,
    /// The version of the records when this instance last looked at it on purpose.
    pub(crate) schema_at_open: Cell<u16>,
}

impl<S> std::fmt::Debug for Vault<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault(…)")
    }
}

impl<S: Store> Vault<S> {
    /// Make a vault in an empty database, with two slots: the passphrase, and a
    /// recovery key to be shown. It takes no records before
    /// [`Vault::confirm_recovery`].
    ///
    /// # Errors
    /// See [`CreateError`]; nothing was written then.
    pub async fn create(
        store: S,
        name: &str,
        passphrase: &str,
        rng: &mut dyn CryptoRng,
        params: KdfParams,
    ) -> Result<(Self, RecoveryKey), CreateError> {
        if store.get(Table::Meta, HEADER).await?.is_some() {
            return Err(CreateError::Exists);
        }
        let (header, roots, recovery) = Header::new(name, passphrase, params, rng)?;
        let vault = Self::found(store, header, roots, FIRST_SCHEMA, rng).await?;
        Ok((vault, recovery))
    }

    /// A vault in an empty store in memory that holds `changes` and takes no others: its
    /// keys are in nobody's hands and end with it. For looking at what is not one's own.
    ///
    /// # Errors
    /// See [`CreateError`] and [`CommitError`].
    pub async fn fleeting(
        store: S,
        name: &str,
        changes: Vec<Change>,
        rng: &mut dyn CryptoRng,
    ) -> Result<Self, CopyError> {
        let (header, roots) = Header::fleeting(name, rng);
        let mut vault = Self::found(store, header, roots, FIRST_SCHEMA, rng).await?;
        vault.commit(changes, rng).await?;
        vault.read_only = true;
        Ok(vault)
    }

    /// Write header and first manifest into an empty database.
    pub(crate) async fn found(
        store: S,
        header: Header,
        roots: Roots,
        schema: u16,
        rng: &mut dyn CryptoRng,
    ) -> Result<Self, CreateError> {
        let keys = Keys::of(&roots.data, header.generation);
        let head = header.bytes();
        let mut manifest = Manifest::new(schema, sha256(&head));
        manifest.counter = 1;
        manifest.seals = 1;
        let sealed = manifest
            .seal(&keys, rng)
            .ok_or_else(|| StoreError::Failed("manifest too large".into()))?;
        let batch = vec![
            Write::Put(Table::Meta, HEADER.to_vec(), head),
            Write::Put(Table::Meta, MANIFEST.to_vec(), sealed),
        ];
        let expect = Expectation {
            table: Table::Meta,
            key: MANIFEST.to_vec(),
            value: None,
        };
        store.commit(batch, expect).await.map_err(|e| match e {
            StoreError::Changed => CreateError::Exists,
            other => CreateError::Storage(other),
        })?;
        let state = Self::look(&store, &keys).await.map_err(|e| match e {
            OpenError::Storage(error) => CreateError::Storage(error),
            _ => CreateError::Exists,
        })?;
        Ok(Self::assemble(store, header, roots, keys, state))
    }

    fn assemble(store: S, header: Header, roots: Roots, keys: Keys, mut state: State) -> Self {
        // Another tab may have changed it since it was read.
        let header = state.header.take().unwrap_or(header);
        Self {
            store,
            roots,
            keys,
            header: RefCell::new(header),
            schema_at_open: Cell::new(state.manifest.as_ref().map_or(FIRST_SCHEMA, |m| m.schema)),
            state: RefCell::new(state),
            read_only: false,
        }
    }

    /// Open a vault with one of the secrets that it has a slot for. Damaged records do not
    /// prevent it: see [`Vault::damage`].
    ///
    /// # Errors
    /// See [`OpenError`]. Nothing is ever written by opening.
    pub async fn open(store: S, with: Unlock<'_>) -> Result<Self, OpenError> {
        let header = Self::read_header(&store).await?;
        let roots = header.unlock(with)?;
        Self::open_with(store, header, roots).await
    }

    async fn read_header(store: &S) -> Result<Header, OpenError> {
        let head = store.get(Table::Meta, HEADER).await?;
        Header::parse(&head.ok_or(OpenError::Missing)?)
    }

    async fn open_with(store: S, header: Header, roots: Roots) -> Result<Self, OpenError> {
        if !header.ready {
            return Err(OpenError::NotReady);
        }
        let keys = Keys::of(&roots.data, header.generation);
        let state = Self::look(&store, &keys).await?;
        Ok(Self::assemble(store, header, roots, keys, state))
    }

    async fn look(store: &S, keys: &Keys) -> Result<State, OpenError> {
        State::load(keys, store.view(state::reads()).await?)
    }

    /// Look at the store again, keeping what this instance has seen.
    pub(crate) async fn refresh(&self) -> Result<(), ReadError> {
        let mut fresh = match Self::look(&self.store, &self.keys).await {
            Ok(state) => state,
            Err(OpenError::Storage(error)) => return Err(error.into()),
            Err(OpenError::NewerVersion) => return Err(ReadError::NewerVersion),
            Err(_) => return Err(ReadError::Damaged),
        };
        if let Some(header) = fresh.header.take() {
            if header.retired && !self.header.borrow().retired {
                return Err(ReadError::Closed);
            }
            *self.header.borrow_mut() = header;
        }
        let mut state = self.state.borrow_mut();
        fresh.keep_seen(&mut state);
        *state = fresh;
        Ok(())
    }

    /// The recovery key, typed back: from now on the vault takes records. Typing
    /// it again later is a check and changes nothing.
    ///
    /// # Errors
    /// See [`ConfirmError`].
    pub async fn confirm_recovery(
        &self,
        typed: &str,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), ConfirmError> {
        let roots = self.header.borrow().unlock(Unlock::Recovery(typed));
        let roots = match roots {
            Ok(roots) => roots,
            Err(OpenError::Typo(typo)) => return Err(typo.into()),
            Err(_) => return Err(ConfirmError::WrongKey),
        };
        if !bool::from(roots.root.bytes().ct_eq(self.roots.root.bytes())) {
            return Err(ConfirmError::WrongKey);
        }
        if self.is_ready() {
            return Ok(());
        }
        self.change_header(|header| header.ready = true, rng)
            .await?;
        Ok(())
    }

    /// Changes the header as it is in the store now: what another tab changed in it
    /// stays.
    ///
    /// # Errors
    /// [`CommitError::Tampered`] when it was changed outside the app: writing it anew
    /// would make that one's own.
    pub(crate) async fn change_header(
        &self,
        change: impl Fn(&mut Header),
        rng: &mut dyn CryptoRng,
    ) -> Result<(), CommitError> {
        loop {
            let (manifest, batch, expect) = self.header_batch(&change, rng)?;
            if self.try_commit(manifest, batch, expect).await? {
                return Ok(());
            }
        }
    }

    /// The commit that changes the header as this instance knows it.
    fn header_batch(
        &self,
        change: impl Fn(&mut Header),
        rng: &mut dyn CryptoRng,
    ) -> Result<Batch, CommitError> {
        self.check_header()?;
        check_not_retired(&self.header.borrow())?;
        let mut header = self.header.borrow().clone();
        change(&mut header);
        let head = header.bytes();
        let state = self.state.borrow();
        let mut manifest = state.manifest.clone().ok_or(CommitError::Damaged)?;
        manifest.header = sha256(&head);
        let write = Write::Put(Table::Meta, HEADER.to_vec(), head);
        self.close_batch(&state, manifest, vec![write], rng)
    }

    /// Whether the header is one that was written here.
    ///
    /// # Errors
    /// [`CommitError::Tampered`].
    pub(crate) fn check_header(&self) -> Result<(), CommitError> {
        let own = self.state.borrow().has_own_header();
        own.then_some(()).ok_or(CommitError::Tampered)
    }

    /// Whether the recovery key was confirmed.
    pub fn is_ready(&self) -> bool {
        self.header.borrow().ready
    }

    /// The name that the person chose; readable on the device without a key.
    pub fn name(&self) -> String {
        self.header.borrow().name.clone()
    }

    /// The version of what the records say; see `migrate`.
    pub fn schema(&self) -> u16 {
        let state = self.state.borrow();
        state.manifest.as_ref().map_or(FIRST_SCHEMA, |m| m.schema)
    }

    /// Everything that does not agree with the manifest: records taken away, put
    /// back or added outside the app, a changed header. Records that cannot be
    /// decrypted show when they are read.
    pub fn damage(&self) -> Vec<Damaged> {
        self.state.borrow().damage.clone()
    }

    /// The store below.
    pub fn store(&self) -> &S {
        &self.store
    }

    /// Ask the store, in one transaction with the manifest. `None` when another
    /// tab has committed since: the picture was refreshed, ask again.
    async fn ask(&self, mut reads: Vec<Read>) -> Result<Option<Vec<Seen>>, ReadError> {
        reads.push(Read::Get(Table::Meta, MANIFEST.to_vec()));
        let mut answers = self.store.view(reads).await?;
        let manifest = answers.pop();
        if manifest == Some(Seen::Value(self.state.borrow().raw.clone())) {
            return Ok(Some(answers));
        }
        self.refresh().await?;
        Ok(None)
    }
}
