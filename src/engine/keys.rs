//! Who can open the vault, and changing it: what is revoked opens nothing
//! afterwards, because everything is copied under new keys into a new database and
//! the old one is deleted. The page asks for one step after the other, so that it
//! can say how far it is.

use inzage_dossier::logbook::What;
use inzage_vault::{
    Device, Finished, KdfParams, NotAlone, RenewError, Renewal, Renewing, Revoke, RevokeError, tidy,
};

use super::open::Open;
use super::protocol::keys::{Answer, Request, Revoked};
use super::protocol::{Answer as Whole, Failure, Secret};
use super::session::{Given, strength};
use super::{Engine, Outcome};

/// New keys on their way: of which vault, and the word of the log for what they change.
pub(super) struct Rekeying<D: Device> {
    vault: String,
    name: &'static str,
    stage: Stage<D>,
}

enum Stage<D: Device> {
    /// Made; nothing has changed yet.
    Prepared(Box<Renewal>),
    /// Everything is being copied; no other tab does it meanwhile.
    Copying(Box<Renewing<D::Store>>, D::Alone),
}

impl<D: Device> Rekeying<D> {
    /// Whether they are of this vault.
    pub(super) fn is_of(&self, id: &str) -> bool {
        self.vault == id
    }
}

impl<D: Device> Engine<D> {
    pub(super) async fn keys(&mut self, request: Request) -> Outcome {
        match request {
            Request::Prepare { revoked, with } => self.prepare(&revoked, &with).await,
            Request::Begin { typed } => self.begin_renewing(&typed).await,
            Request::Step => self.step().await,
            Request::Check { with } => self.check(&with),
            Request::Passkeys => self.own()?.passkeys().await,
            Request::AddPasskey { id, prf, name } => {
                let open = self.open.as_mut().ok_or(Failure::Locked)?;
                open.add_passkey(&id, &prf, name, self.rng.as_mut()).await
            }
            Request::KeepPasskey { id, name } => {
                let open = self.open.as_mut().ok_or(Failure::Locked)?;
                open.keep_passkey(&id, name, self.rng.as_mut()).await
            }
            Request::SignsIn { id, signs_in } => {
                let open = self.open.as_mut().ok_or(Failure::Locked)?;
                open.signs_in(&id, signs_in, self.rng.as_mut()).await
            }
            Request::NamePasskey { id, name } => {
                let open = self.open.as_mut().ok_or(Failure::Locked)?;
                open.name_passkey(&id, name, self.rng.as_mut()).await
            }
        }
    }

    fn own(&self) -> Result<&Open<D::Store>, Failure> {
        self.open.as_ref().ok_or(Failure::Locked)
    }

    fn check(&self, with: &Secret) -> Outcome {
        self.own()?.vault.check(Given::of(with)?.unlock())?;
        Ok(Whole::Done)
    }

    async fn prepare(&mut self, revoked: &Revoked, with: &Secret) -> Outcome {
        // What would refuse later is said before a new recovery key is shown and typed.
        drop(self.device.alone().await?);
        self.own()?.vault.renewable().await?;
        let open = self.open.as_ref().ok_or(Failure::Locked)?;
        let (name, revoke) = match revoked {
            Revoked::Passphrase(new) => {
                if !strength(new).enough {
                    return Err(Failure::TooWeak);
                }
                let params = KdfParams::RECOMMENDED;
                ("passphrase", Revoke::Passphrase { new, params })
            }
            Revoked::RecoveryKey => ("recovery-key", Revoke::RecoveryKey),
            Revoked::Passkey(id) => ("passkey-removed", Revoke::Passkey(id)),
        };
        let rng = self.rng.as_mut();
        let renewal = open.vault.renewal(revoke, Given::of(with)?.unlock(), rng)?;
        let key = renewal.recovery_key().map(|key| key.reveal().to_string());
        let stage = Stage::Prepared(Box::new(renewal));
        let vault = open.id.clone();
        self.rekeying = Some(Rekeying { vault, name, stage });
        Ok(Whole::Keys(Answer::Prepared { recovery_key: key }))
    }

    /// The new keys on their way, when they are of the vault that is open.
    async fn take_rekeying(&mut self) -> Result<Rekeying<D>, Failure> {
        let open = self.open.as_ref().ok_or(Failure::Locked)?.id.clone();
        match self.rekeying.take() {
            Some(rekeying) if rekeying.is_of(&open) => Ok(rekeying),
            None => Err(Failure::NotFound),
            Some(other) => {
                self.give_up(other).await;
                Err(Failure::Conflict)
            }
        }
    }

    /// Takes back what was half done for a vault that is not the open one any more.
    async fn give_up(&mut self, rekeying: Rekeying<D>) {
        if let Stage::Copying(renewing, _alone) = rekeying.stage {
            drop(renewing);
            // What cannot be tidied now is tidied when the app starts.
            let _ = tidy(&self.device).await;
        }
    }

    /// The open vault makes place for another: new keys on their way are given up.
    pub(super) async fn stop_renewing(&mut self) {
        if let Some(rekeying) = self.rekeying.take() {
            self.give_up(rekeying).await;
        }
    }

    async fn begin_renewing(&mut self, typed: &str) -> Outcome {
        let Rekeying { vault, name, stage } = self.take_rekeying().await?;
        let Stage::Prepared(renewal) = stage else {
            self.give_up(Rekeying { vault, name, stage }).await;
            return Err(Failure::NotFound);
        };
        let alone = self.device.alone().await?;
        let open = self.open.as_ref().ok_or(Failure::Locked)?;
        let (device, rng) = (&self.device, self.rng.as_mut());
        match Renewing::begin(device, &open.id, &open.vault, *renewal, typed, rng).await {
            Ok(renewing) => {
                let stage = Stage::Copying(Box::new(renewing), alone);
                Ok(self.go_on(Rekeying { vault, name, stage }))
            }
            Err((renewal, error)) => {
                let stage = Stage::Prepared(Box::new(renewal));
                self.rekeying = Some(Rekeying { vault, name, stage });
                self.taken_back(error).await
            }
        }
    }

    /// Keeps what is being copied; how far it is.
    fn go_on(&mut self, rekeying: Rekeying<D>) -> Whole {
        let (done, all) = match &rekeying.stage {
            Stage::Copying(renewing, _) => (renewing.progress().done, renewing.progress().all),
            Stage::Prepared(_) => (0, 0),
        };
        self.rekeying = Some(rekeying);
        Whole::Keys(Answer::Progress { done, all })
    }

    async fn step(&mut self) -> Outcome {
        let Rekeying { vault, name, stage } = self.take_rekeying().await?;
        let Stage::Copying(mut renewing, alone) = stage else {
            return Err(Failure::NotFound);
        };
        let open = self.open.as_mut().ok_or(Failure::Locked)?;
        let (device, rng) = (&self.device, self.rng.as_mut());
        if !renewing.is_copied() {
            if let Err(error) = renewing.step(&open.vault, rng).await {
                return self.taken_back(error).await;
            }
            let stage = Stage::Copying(renewing, alone);
            return Ok(self.go_on(Rekeying { vault, name, stage }));
        }
        let all = renewing.progress().all;
        match renewing.finish(device, &open.vault, rng).await {
            Ok(Finished::Renewed(renewed)) => {
                open.vault = renewed.vault;
                // What another tab wrote last is in the copy, not yet in memory. The new
                // keys hold also when this cannot be read now.
                let _ = open.reload().await;
                open.forget_names(rng).await;
                let name = name.to_owned();
                open.tell(What::SettingChanged { name });
                Ok(Whole::Keys(Answer::Renewed {
                    all,
                    left: renewed.left.is_some(),
                }))
            }
            Ok(Finished::Anew(anew)) => {
                let stage = Stage::Copying(anew, alone);
                Ok(self.go_on(Rekeying { vault, name, stage }))
            }
            Err(error) => self.taken_back(error).await,
        }
    }

    /// It failed: what was half done goes, or is finished where it had to be.
    async fn taken_back(&mut self, error: RenewError) -> Outcome {
        // What cannot be tidied now is tidied when the app starts.
        let _ = tidy(&self.device).await;
        Err(error.into())
    }

    /// Before a vault is opened here: finishes or takes back what was interrupted,
    /// unless another tab is at it now; then it is looked at the next time.
    pub(super) async fn tidy_once(&mut self) {
        if self.tidied || self.open.is_some() || self.aside.is_some() {
            return;
        }
        if let Ok(_alone) = self.device.alone().await {
            // What is current is opened also when this has to wait.
            self.tidied = tidy(&self.device).await.is_ok();
        }
    }
}

impl From<NotAlone> for Failure {
    fn from(error: NotAlone) -> Self {
        match error {
            // When it is done, this tab opens anew.
            NotAlone::Another => Self::Conflict,
            NotAlone::Unknown => Self::NoLocks,
        }
    }
}

impl From<RevokeError> for Failure {
    fn from(error: RevokeError) -> Self {
        match error {
            RevokeError::Open(error) => error.into(),
            RevokeError::NeedsPassphrase => Self::NeedsPassphrase,
            RevokeError::NoPasskey => Self::NotFound,
            RevokeError::Create(error) => error.into(),
        }
    }
}

impl From<RenewError> for Failure {
    fn from(error: RenewError) -> Self {
        match error {
            RenewError::Typo(_) | RenewError::WrongKey => Self::RecoveryMismatch,
            RenewError::Missing => Self::NotFound,
            RenewError::OtherVault | RenewError::Changed => Self::Conflict,
            RenewError::Damaged(count) => Self::Unreadable { count },
            RenewError::Copy(error) => error.into(),
            RenewError::Storage(error) => error.into(),
        }
    }
}
