//! The passkeys of the open vault, by the names that the person gave them. The names
//! lie in the vault; who has the device can see only how many there are.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use inzage_dossier::logbook::What;
use inzage_vault::{Change, CryptoRng, Kind, PrfOutput, Store};
use serde::{Deserialize, Serialize};

use super::Outcome;
use super::open::{Open, put_json};
use super::protocol::keys::{Answer, Passkey};
use super::protocol::{Answer as Whole, Failure};

/// A passkey as kept: beside its slot, or alone when it only signs in at the gateway.
#[derive(Default, Serialize, Deserialize)]
struct Named {
    name: String,
    /// RFC 3339 with offset.
    added: String,
    /// Whether the gateway knows it, as far as was told.
    #[serde(default)]
    signs_in: bool,
}

/// What the names of these settings begin with.
const PREFIX: &str = "passkey/";

/// The setting that keeps it.
fn setting(id: &[u8]) -> String {
    format!("{PREFIX}{}", BASE64.encode(id))
}

impl<S: Store> Open<S> {
    async fn named(&self, id: &[u8]) -> Option<Named> {
        // A name that cannot be read leaves a passkey without one.
        let bytes = self.vault.read(Kind::Setting, &setting(id)).await.ok()??;
        serde_json::from_slice(&bytes).ok()
    }

    fn opens(&self, id: &[u8]) -> bool {
        self.vault.passkeys().iter().any(|known| known == id)
    }

    /// Those with a name and without a slot.
    async fn named_only(&self) -> Vec<Vec<u8>> {
        let settings = self.vault.ids(Kind::Setting).await.unwrap_or_default();
        let ids = settings.iter().filter_map(|name| name.strip_prefix(PREFIX));
        let ids = ids.filter_map(|id| BASE64.decode(id).ok());
        ids.filter(|id| !self.opens(id)).collect()
    }

    async fn passkey(&self, id: Vec<u8>) -> Passkey {
        let Named {
            name,
            added,
            signs_in,
        } = self.named(&id).await.unwrap_or_default();
        Passkey {
            opens: self.opens(&id),
            id,
            name,
            added,
            signs_in,
        }
    }

    /// Those that open the vault, in the order in which they were added; then those
    /// that sign in only.
    pub(super) async fn passkeys(&self) -> Outcome {
        let mut all = Vec::new();
        for id in self.vault.passkeys() {
            all.push(self.passkey(id).await);
        }
        let mut only = Vec::new();
        for id in self.named_only().await {
            let passkey = self.passkey(id).await;
            if passkey.signs_in {
                only.push(passkey);
            }
        }
        only.sort_by(|a, b| (&a.added, &a.id).cmp(&(&b.added, &b.id)));
        all.extend(only);
        Ok(Whole::Keys(Answer::Passkeys(all)))
    }

    /// From now on it opens the vault. Its name is kept first: a name without a
    /// passkey is never seen, a passkey without a name would be.
    pub(super) async fn add_passkey(
        &mut self,
        id: &[u8],
        prf: &[u8],
        name: String,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let prf = PrfOutput::new(prf).ok_or(Failure::WrongSecret)?;
        let added = self.log.now.clone();
        let named = Named {
            name,
            added,
            signs_in: false,
        };
        self.keep_name(id, &named, rng).await?;
        self.vault.add_passkey(id, &prf, rng).await?;
        self.tell(What::SettingChanged {
            name: "passkey-added".into(),
        });
        Ok(Whole::Done)
    }

    /// It signs in at the gateway and opens nothing: only its name is kept.
    pub(super) async fn keep_passkey(
        &mut self,
        id: &[u8],
        name: String,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let named = Named {
            name,
            added: self.log.now.clone(),
            signs_in: true,
        };
        self.keep_name(id, &named, rng).await?;
        self.tell(What::SettingChanged {
            name: "passkey-added".into(),
        });
        Ok(Whole::Done)
    }

    /// Whether it signs in at the gateway, as that says.
    pub(super) async fn signs_in(
        &mut self,
        id: &[u8],
        signs_in: bool,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let named = self.named(id).await;
        let opens = self.opens(id);
        match named {
            Some(named) if named.signs_in == signs_in => {}
            Some(_) if !signs_in && !opens => {
                self.forget_name(id, rng).await?;
                self.tell(What::SettingChanged {
                    name: "passkey-removed".into(),
                });
            }
            None if !opens => {}
            named => {
                let named = named.unwrap_or_default();
                self.keep_name(id, &Named { signs_in, ..named }, rng)
                    .await?;
            }
        }
        Ok(Whole::Done)
    }

    /// It is called otherwise from now on.
    pub(super) async fn name_passkey(
        &mut self,
        id: &[u8],
        name: String,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let named = self.named(id).await;
        if named.is_none() && !self.opens(id) {
            return Err(Failure::NotFound);
        }
        let named = named.unwrap_or_default();
        self.keep_name(id, &Named { name, ..named }, rng).await?;
        Ok(Whole::Done)
    }

    async fn keep_name(
        &self,
        id: &[u8],
        named: &Named,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Failure> {
        let put = put_json(Kind::Setting, &setting(id), named)?;
        Ok(self.vault.commit(vec![put], rng).await?)
    }

    async fn forget_name(&self, id: &[u8], rng: &mut dyn CryptoRng) -> Result<(), Failure> {
        let (kind, id) = (Kind::Setting, setting(id));
        let gone = Change::Delete { kind, id };
        Ok(self.vault.commit(vec![gone], rng).await?)
    }

    /// The names of passkeys that open nothing any more go; what still signs in stays,
    /// so that the person can take that away too.
    pub(super) async fn forget_names(&self, rng: &mut dyn CryptoRng) {
        for id in self.named_only().await {
            let named = self.named(&id).await;
            if !named.is_some_and(|named| named.signs_in) {
                // A name that stays is never seen.
                let _ = self.forget_name(&id, rng).await;
            }
        }
    }
}
