//! Who can open the vault, and changing it: what is revoked opens nothing
//! afterwards, because everything is copied under new keys into a new database and
//! the old one is deleted. The page asks for one step after the other, so that it
//! can say how far it is.

use inzage_dossier::logbook::What;
use inzage_vault::{Device, KdfParams, RenewError, Renewal, Renewing, Revoke, RevokeError, tidy};

use super::open::Open;
use super::protocol::keys::{Answer, Request, Revoked};
use super::protocol::{Answer as Whole, Failure, Secret};
use super::session::{Given, strength};
use super::{Engine, Outcome};

/// New keys on their way, and the word of the log for what they change.
pub(super) struct Rekeying<D: Device> {
    name: &'static str,
    stage: Stage<D>,
}

enum Stage<D: Device> {
    /// Made; nothing has changed yet.
    Prepared(Box<Renewal>),
    /// Everything is being copied; no other tab does it meanwhile.
    Copying(Box<Renewing<D::Store>>, D::Alone),
}

impl<D: Device> Engine<D> {
    pub(super) async fn keys(&mut self, request: Request) -> Outcome {
        match request {
            Request::Prepare { revoked, with } => self.prepare(&revoked, &with),
            Request::Begin { typed } => self.begin_renewing(&typed).await,
            Request::Step => self.step().await,
            Request::Check { with } => self.check(&with),
            Request::Passkeys => self.own()?.passkeys().await,
            Request::AddPasskey { id, prf, name } => {
                let open = self.open.as_mut().ok_or(Failure::Locked)?;
                open.add_passkey(&id, &prf, name, self.rng.as_mut()).await
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

    fn prepare(&mut self, revoked: &Revoked, with: &Secret) -> Outcome {
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
        self.rekeying = Some(Rekeying { name, stage });
        Ok(Whole::Keys(Answer::Prepared { recovery_key: key }))
    }

    async fn begin_renewing(&mut self, typed: &str) -> Outcome {
        let open = self.open.as_ref().ok_or(Failure::Locked)?;
        let Some(Rekeying {
            name,
            stage: Stage::Prepared(renewal),
        }) = self.rekeying.take()
        else {
            return Err(Failure::NotFound);
        };
        // Another tab is at it: when it is done, this one opens anew.
        let alone = self.device.alone().await.ok_or(Failure::Conflict)?;
        let (device, rng) = (&self.device, self.rng.as_mut());
        match Renewing::begin(device, &open.id, &open.vault, *renewal, typed, rng).await {
            Ok(renewing) => {
                let stage = Stage::Copying(Box::new(renewing), alone);
                Ok(self.go_on(Rekeying { name, stage }))
            }
            Err((renewal, error)) => {
                let stage = Stage::Prepared(Box::new(renewal));
                self.rekeying = Some(Rekeying { name, stage });
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
        Whole::Keys(Answer::Progress {
            done,
            all,
            ended: false,
        })
    }

    async fn step(&mut self) -> Outcome {
        let open = self.open.as_mut().ok_or(Failure::Locked)?;
        let Some(Rekeying {
            name,
            stage: Stage::Copying(mut renewing, alone),
        }) = self.rekeying.take()
        else {
            return Err(Failure::NotFound);
        };
        let (device, rng) = (&self.device, self.rng.as_mut());
        if !renewing.is_copied() {
            if let Err(error) = renewing.step(&open.vault, rng).await {
                return self.taken_back(error).await;
            }
            let stage = Stage::Copying(renewing, alone);
            return Ok(self.go_on(Rekeying { name, stage }));
        }
        let all = renewing.progress().all;
        match renewing.finish(device, &open.vault, rng).await {
            Ok(Ok(renewed)) => {
                open.vault = renewed;
                open.forget_names(rng).await;
                let name = name.to_owned();
                open.tell(What::SettingChanged { name });
                Ok(Whole::Keys(Answer::Progress {
                    done: all,
                    all,
                    ended: true,
                }))
            }
            Ok(Err(anew)) => {
                let stage = Stage::Copying(Box::new(anew), alone);
                Ok(self.go_on(Rekeying { name, stage }))
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

    /// When the app starts: finishes or takes back what was interrupted, unless
    /// another tab is at it now.
    pub(super) async fn tidy_once(&mut self) {
        if std::mem::replace(&mut self.tidied, true) {
            return;
        }
        if let Some(_alone) = self.device.alone().await {
            // The vaults are told also when this has to wait.
            let _ = tidy(&self.device).await;
        }
    }
}

impl From<RevokeError> for Failure {
    fn from(error: RevokeError) -> Self {
        match error {
            RevokeError::Open(error) => error.into(),
            RevokeError::Create(error) => error.into(),
        }
    }
}

impl From<RenewError> for Failure {
    fn from(error: RenewError) -> Self {
        match error {
            RenewError::Typo(_) | RenewError::WrongKey => Self::RecoveryMismatch,
            RenewError::Missing => Self::NotFound,
            RenewError::Damaged => Self::Damaged,
            RenewError::Copy(error) => error.into(),
            RenewError::Storage(error) => error.into(),
        }
    }
}
