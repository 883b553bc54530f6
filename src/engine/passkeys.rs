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

/// A passkey as kept beside its slot.
#[derive(Serialize, Deserialize)]
struct Named {
    name: String,
    /// RFC 3339 with offset.
    added: String,
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

    /// Those that open the vault, in the order in which they were added.
    pub(super) async fn passkeys(&self) -> Outcome {
        let mut all = Vec::new();
        for id in self.vault.passkeys() {
            let named = self.named(&id).await;
            let (name, added) = named.map_or_else(Default::default, |n| (n.name, n.added));
            all.push(Passkey { id, name, added });
        }
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
        self.keep_name(id, &Named { name, added }, rng).await?;
        self.vault.add_passkey(id, &prf, rng).await?;
        self.tell(What::SettingChanged {
            name: "passkey-added".into(),
        });
        Ok(Whole::Done)
    }

    /// It is called otherwise from now on.
    pub(super) async fn name_passkey(
        &mut self,
        id: &[u8],
        name: String,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        if !self.vault.passkeys().iter().any(|known| known == id) {
            return Err(Failure::NotFound);
        }
        let added = self.named(id).await.map_or_else(String::new, |n| n.added);
        self.keep_name(id, &Named { name, added }, rng).await?;
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

    /// The names of passkeys that open nothing any more go.
    pub(super) async fn forget_names(&self, rng: &mut dyn CryptoRng) {
        let known: Vec<String> = self.vault.passkeys().iter().map(|id| setting(id)).collect();
        let settings = self.vault.ids(Kind::Setting).await.unwrap_or_default();
        let stale = settings
            .into_iter()
            .filter(|id| id.starts_with(PREFIX) && !known.contains(id));
        let gone = stale.map(|id| {
            let kind = Kind::Setting;
            Change::Delete { kind, id }
        });
        // A name that stays is never seen.
        let _ = self.vault.commit(gone.collect(), rng).await;
    }
}
