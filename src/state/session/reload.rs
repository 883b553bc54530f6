//! What keeps a vault open over a reload or a login elsewhere.

use super::{LOCK_WORD, Session, briefly};
use crate::engine::protocol::{Answer, Request, VaultInfo};
use crate::platform::{device, http};
use crate::state::record::ask;

impl Session {
    /// The open vault has new keys: other tabs open it anew, and what keeps it open
    /// over a reload is made again.
    pub async fn rekeyed(&self) {
        device::keep_tab_value("resume", None);
        self.tabs.say(LOCK_WORD);
        self.stay_open_over_a_reload().await;
    }

    /// Opens the vault that this tab had open, when its key is still to be had.
    pub(super) async fn resume(&self, found: &[VaultInfo]) -> Option<VaultInfo> {
        let kept = device::tab_value("resume")?;
        let (id, wrapped) = kept.split_once(' ')?;
        let vault = found.iter().find(|vault| vault.id == id)?.clone();
        let key = match http::unlock_key().await {
            Ok(key) => key.key,
            Err(error) => {
                if !error.offline {
                    // Its hour is over: what was wrapped under it is of no use.
                    device::keep_tab_value("resume", None);
                }
                return None;
            }
        };
        let (vault_id, wrapped) = (id.to_owned(), wrapped.to_owned());
        let request = Request::Resume {
            vault: vault_id,
            wrapped,
            key,
        };
        let opened = ask!(self.engine, request, Answer::Done => ());
        if opened.is_err() {
            device::keep_tab_value("resume", None);
        }
        opened.ok().map(|()| vault)
    }

    /// Keeps the open vault openable over a reload or a login elsewhere, for an
    /// hour at most. Without a network it is simply asked for again.
    pub async fn suspend(&self) {
        let Ok(key) = http::make_unlock_key().await else {
            return;
        };
        let request = Request::Suspend { key: key.key };
        let wrapped =
            ask!(self.engine, request, Answer::Wrapped { vault, wrapped } => (vault, wrapped));
        if let Ok((vault, wrapped)) = wrapped {
            device::keep_tab_value("resume", Some(&format!("{vault} {wrapped}")));
        }
    }

    /// Makes what opens the vault after a reload, once: a new key while the page
    /// is being left again would fit nothing that is kept. It is there before the
    /// first screen, so that the page may be left at once; a slow network is not
    /// waited for.
    pub(super) async fn stay_open_over_a_reload(&self) {
        if device::tab_value("resume").is_none() {
            let session = self.clone();
            briefly(async move { session.suspend().await }).await;
        }
    }
}
