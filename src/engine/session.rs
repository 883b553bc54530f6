//! Vaults: making, opening, staying open over a login, backup.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use inzage_dossier::logbook::{Opener, What};
use inzage_vault::{
    Change, Device, KdfParams, Kind, PrfOutput, Unlock, Vault, VaultEntry, finished,
};

use super::derived::Changed;
use super::open::Open;
use super::protocol::{Answer, Failure, Request, Secret, Strength, VaultInfo};
use super::{Engine, Outcome, random_hex};

/// A passphrase has to be "safely unguessable" (zxcvbn 3) or better.
const ENOUGH: u8 = 3;

impl<D: Device> Engine<D> {
    /// Requests about vaults themselves; others are handed back.
    pub(super) async fn session(&mut self, request: Request) -> Result<Outcome, Request> {
        Ok(match request {
            Request::Vaults => self.vaults().await,
            Request::Strength { passphrase } => Ok(Answer::Strength(strength(&passphrase))),
            Request::Create { name, passphrase } => self.create(&name, &passphrase).await,
            Request::ConfirmRecovery { typed } => self.confirm(&typed).await,
            Request::Unlock { vault, with } => self.unlock(&vault, &with).await,
            Request::Resume {
                vault,
                wrapped,
                key,
            } => self.resume(&vault, &wrapped, &key).await,
            Request::Suspend { key } => self.suspend(&key),
            Request::Language { lang } => {
                self.lang = lang;
                if let Some(open) = self.open.as_mut() {
                    open.changed(Changed::Words);
                }
                Ok(Answer::Done)
            }
            Request::OwnVault {
                collection,
                name,
                passphrase,
            } => self.own_vault(collection, &name, &passphrase).await,
            Request::Erase { vault } => self.erase(&vault).await,
            Request::Keys(request) => self.keys(request).await,
            Request::Backup => self.backup().await,
            Request::Restore { bytes, with } => self.restore(&bytes, &with).await,
            other => return Err(other),
        })
    }

    async fn vaults(&mut self) -> Outcome {
        self.tidy_once().await;
        let entries = self.device.vaults().await?;
        let mut vaults = Vec::with_capacity(entries.len());
        for entry in entries {
            let passkeys = self.passkeys_of(&entry).await;
            vaults.push(VaultInfo {
                id: entry.id,
                name: entry.name,
                ready: entry.ready,
                passkeys,
            });
        }
        Ok(Answer::Vaults(vaults))
    }

    /// None where they cannot be read: opening tells why.
    async fn passkeys_of(&self, entry: &VaultEntry) -> Vec<Vec<u8>> {
        let Ok(store) = self.store_of(entry).await else {
            return Vec::new();
        };
        inzage_vault::passkeys(&store).await.unwrap_or_default()
    }

    async fn create(&mut self, name: &str, passphrase: &str) -> Outcome {
        if !strength(passphrase).enough {
            return Err(Failure::TooWeak);
        }
        self.forget_unfinished().await?;
        let entry = self.new_entry(name);
        // Named before it is made: what a crash leaves behind is found again.
        self.device.remember(&entry).await?;
        let store = self.device.open(&entry.database).await?;
        let rng = self.rng.as_mut();
        let (vault, recovery) =
            Vault::create(store, name, passphrase, rng, KdfParams::RECOMMENDED).await?;
        self.open_own(Open::load(entry.id.clone(), vault).await?);
        Ok(Answer::Created {
            vault: entry.id,
            recovery_key: recovery.reveal().to_string(),
        })
    }

    pub(super) fn new_entry(&mut self, name: &str) -> VaultEntry {
        VaultEntry {
            id: random_hex::<16>(self.rng.as_mut()),
            name: name.to_owned(),
            ready: false,
            database: random_hex::<16>(self.rng.as_mut()),
            next: None,
            retired: Vec::new(),
        }
    }

    /// A vault whose recovery key was never confirmed holds nothing and cannot
    /// be opened: making one anew takes its place. One that was finished, by restoring
    /// it, stays.
    pub(super) async fn forget_unfinished(&mut self) -> Result<(), Failure> {
        for entry in self
            .device
            .vaults()
            .await?
            .into_iter()
            .filter(|entry| !entry.ready)
        {
            let entry = finished(&self.device, entry).await?;
            if entry.ready {
                continue;
            }
            self.device.delete(&entry.database).await?;
            self.device.forget(&entry.id).await?;
        }
        Ok(())
    }

    async fn confirm(&mut self, typed: &str) -> Outcome {
        if let Some(pending) = self.pending.take() {
            return self.confirm_own_vault(pending, typed).await;
        }
        let open = self.aside.as_ref().or(self.open.as_ref());
        let open = open.ok_or(Failure::Locked)?;
        open.vault
            .confirm_recovery(typed, self.rng.as_mut())
            .await?;
        let mut entry = self.entry(&open.id).await?;
        entry.ready = true;
        self.device.remember(&entry).await?;
        self.told(What::VaultMade);
        if let Some(open) = self.aside.as_mut().or(self.open.as_mut()) {
            open.visit(self.rng.as_mut()).await?;
        }
        Ok(Answer::Done)
    }

    /// Tells the log of the open vault what was done just now.
    fn told(&mut self, what: What) {
        let now = (self.clock)();
        if let Some(own) = self.home_mut() {
            own.log.begin(now);
            own.tell(what);
        }
    }

    pub(super) async fn entry(&self, id: &str) -> Result<VaultEntry, Failure> {
        self.device
            .vaults()
            .await?
            .into_iter()
            .find(|entry| entry.id == id)
            .ok_or(Failure::NotFound)
    }

    /// The database that holds a vault now.
    async fn store_of(&self, entry: &VaultEntry) -> Result<D::Store, Failure> {
        let database = inzage_vault::current(&self.device, entry).await?;
        Ok(self.device.open(&database).await?)
    }

    async fn unlock(&mut self, id: &str, with: &Secret) -> Outcome {
        self.aside = None;
        self.open.take_if(|open| open.viewing.is_none());
        self.stop_renewing().await;
        self.tidy_once().await;
        let entry = self.entry(id).await?;
        let store = self.store_of(&entry).await?;
        let vault = Vault::open(store, Given::of(with)?.unlock()).await?;
        self.open_own(Open::load(entry.id, vault).await?);
        let with = match with {
            Secret::Passphrase(_) => Opener::Passphrase,
            Secret::RecoveryKey(_) => Opener::RecoveryKey,
            Secret::Passkey(..) => Opener::Passkey,
        };
        self.told(What::Unlocked { with });
        if let Some(open) = self.aside.as_mut().or(self.open.as_mut()) {
            // A vault opens, also when its log cannot be tidied now.
            let _ = open.erase_by_term(self.rng.as_mut()).await;
            let _ = open.visit(self.rng.as_mut()).await;
        }
        Ok(Answer::Done)
    }

    async fn resume(&mut self, id: &str, wrapped: &str, key: &str) -> Outcome {
        self.open = None;
        self.stop_renewing().await;
        self.tidy_once().await;
        let entry = self.entry(id).await?;
        let wrapped = BASE64.decode(wrapped).map_err(|_| Failure::WrongSecret)?;
        let store = self.store_of(&entry).await?;
        let vault = Vault::resume(store, &wrapped, &wrap_key(key)?).await?;
        self.open = Some(Open::load(entry.id, vault).await?);
        Ok(Answer::Done)
    }

    fn suspend(&mut self, key: &str) -> Outcome {
        let open = self.open.as_ref().ok_or(Failure::Locked)?;
        let wrapped = open.vault.suspend(&wrap_key(key)?, self.rng.as_mut());
        Ok(Answer::Wrapped {
            vault: open.id.clone(),
            wrapped: BASE64.encode(wrapped),
        })
    }

    async fn erase(&mut self, id: &str) -> Outcome {
        if self.open.as_ref().is_some_and(|open| open.id == id) {
            self.open = None;
        }
        self.rekeying.take_if(|rekeying| rekeying.is_of(id));
        let entry = self.entry(id).await?;
        for database in std::iter::once(&entry.database)
            .chain(&entry.next)
            .chain(&entry.retired)
        {
            self.device.delete(database).await?;
        }
        self.device.forget(id).await?;
        Ok(Answer::Done)
    }

    async fn backup(&mut self) -> Outcome {
        let open = self.open.as_ref().ok_or(Failure::Locked)?;
        let file = open.vault.backup(self.rng.as_mut()).await?;
        self.told(What::BackedUp);
        Ok(Answer::Bytes(file))
    }

    /// A backup becomes a vault of its own: nothing that is there is touched, and a
    /// vault that is open stays the one that is open.
    async fn restore(&mut self, bytes: &[u8], with: &Secret) -> Outcome {
        let given = Given::of(with)?;
        let mut entry = self.new_entry("");
        self.device.remember(&entry).await?;
        let store = self.device.open(&entry.database).await?;
        let restored = inzage_vault::restore(bytes, given.unlock(), store, self.rng.as_mut()).await;
        let vault = match restored {
            Ok(vault) => vault,
            Err(error) => {
                self.device.delete(&entry.database).await?;
                self.device.forget(&entry.id).await?;
                return Err(error.into());
            }
        };
        entry.name = vault.name();
        entry.ready = true;
        self.device.remember(&entry).await?;
        let id = entry.id.clone();
        let before = self.open.replace(Open::load(entry.id, vault).await?);
        self.told(What::Restored);
        if let (Some(restored), true) = (self.open.as_mut(), before.is_some()) {
            restored.write_log(self.rng.as_mut()).await;
            self.open = before;
        }
        Ok(Answer::Text(Some(id)))
    }
}

/// What opens a vault, as it was given.
pub(super) enum Given<'a> {
    Passphrase(&'a str),
    RecoveryKey(&'a str),
    Passkey(&'a [u8], PrfOutput),
}

impl<'a> Given<'a> {
    pub(super) fn of(secret: &'a Secret) -> Result<Self, Failure> {
        Ok(match secret {
            Secret::Passphrase(text) => Self::Passphrase(text),
            Secret::RecoveryKey(text) => Self::RecoveryKey(text),
            Secret::Passkey(id, prf) => {
                let prf = PrfOutput::new(prf).ok_or(Failure::WrongSecret)?;
                Self::Passkey(id, prf)
            }
        })
    }

    pub(super) fn unlock(&self) -> Unlock<'_> {
        match self {
            Self::Passphrase(text) => Unlock::Passphrase(text),
            Self::RecoveryKey(text) => Unlock::Recovery(text),
            Self::Passkey(id, prf) => Unlock::Passkey(id, prf),
        }
    }
}

fn wrap_key(text: &str) -> Result<[u8; 32], Failure> {
    let bytes = BASE64.decode(text).map_err(|_| Failure::WrongSecret)?;
    bytes.try_into().map_err(|_| Failure::WrongSecret)
}

/// Strength by zxcvbn, which knows common words and patterns. Only the first
/// 100 characters count: its time grows with the square of the length.
pub(super) fn strength(passphrase: &str) -> Strength {
    let start: String = passphrase.chars().take(100).collect();
    let score = u8::from(zxcvbn::zxcvbn(&start, &[]).score());
    Strength {
        score,
        enough: score >= ENOUGH,
    }
}

impl<S: inzage_vault::Store> Open<S> {
    /// What was being typed, and settings.
    pub(super) async fn text(&self, kind: Kind, name: &str) -> Outcome {
        let bytes = self.vault.read(kind, name).await?;
        Ok(Answer::Text(
            bytes.and_then(|bytes| String::from_utf8(bytes).ok()),
        ))
    }

    /// Keeps it.
    pub(super) async fn save_text(
        &mut self,
        kind: Kind,
        name: String,
        text: String,
        rng: &mut dyn inzage_vault::CryptoRng,
    ) -> Outcome {
        let change = if text.is_empty() {
            Change::Delete { kind, id: name }
        } else {
            Change::Put {
                kind,
                id: name,
                bytes: text.into_bytes(),
            }
        };
        let mut changes = vec![change];
        changes.extend(self.log.changes(rng)?);
        self.vault.commit(changes, rng).await?;
        self.log.written();
        Ok(Answer::Done)
    }
}
