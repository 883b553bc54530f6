//! Which settings of the other vault come along. What is about the record or what she
//! made comes; what is about a device stays where it was said. In this one place:
//!
//! | setting | comes |
//! |---|---|
//! | what she said of being the same, what she wants to discuss | joined |
//! | which collections she said are not hers | those that are not here |
//! | links with which others look along | when not here, without showing more than there |
//! | what providers told of who used the data, per collection | when not here |
//! | what she said of herself (`judge-said`, `measure-phone`) | when not here |
//! | who helps, when it was backed up, after how long it locks, when it was visited, how long the log is kept, what stands covered, names of passkeys | no |
//!
//! What was being typed (drafts, the plan of collecting) and what opens a login at a
//! provider (grants, bound to the browser in which she logged in) do not come either.

use inzage_dossier::duplicates::{Decision, Decisions};
use inzage_dossier::logbook::Event;
use inzage_vault::{Kind, MemoryStore, Store, Vault};

use super::super::super::collecting::not_hers;
use super::super::super::open::{Open, put_json};
use super::super::super::protocol::Failure;
use super::super::super::same::DECISIONS;
use super::super::super::{access, discussing, judging, links, measuring};
use super::{Coming, There};

const KIND: Kind = Kind::Setting;

impl<S: Store> Open<S> {
    pub(super) async fn merge_settings(
        &self,
        there: &There,
        coming: &mut Coming,
    ) -> Result<(), Failure> {
        let refused = |id: &str| there.not_hers.iter().any(|of| access::is_asking_of(id, of));
        for (id, bytes) in there.vault.read_all(KIND).await?.0 {
            if id == DECISIONS {
                self.merge_decisions(&bytes, coming).await?;
            } else if id == discussing::LIST {
                self.merge_list(&bytes, coming).await?;
            } else if links::is_kept(&id) {
                self.merge_link(&id, &bytes, coming).await?;
            } else if id == not_hers::NOT_HERS {
                self.merge_not_hers(&there.vault, coming).await?;
            } else if comes(&id) && !refused(&id) && self.lacks(KIND, &id).await? {
                coming.put(KIND, &id, bytes);
            }
        }
        Ok(())
    }

    /// What she said there is not hers; what is here stays.
    async fn merge_not_hers(
        &self,
        backup: &Vault<MemoryStore>,
        coming: &mut Coming,
    ) -> Result<(), Failure> {
        let here = not_hers::read(&self.vault).await?;
        match (here, not_hers::read(backup).await?) {
            (Some(_), Some(mut ids)) => {
                ids.retain(|id| !self.collections.contains_key(id));
                coming.changes.extend(self.put_not_hers(ids).await?);
            }
            _ => coming.merged.unread += 1,
        }
        Ok(())
    }

    /// What was said last of two things counts. What cannot be read here stays, and what
    /// cannot be read there does not come.
    async fn merge_decisions(&self, theirs: &[u8], coming: &mut Coming) -> Result<(), Failure> {
        let theirs = coming.names.renamed_bytes(theirs);
        let theirs: Option<Vec<Decision>> =
            theirs.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let here = match self.vault.read(KIND, DECISIONS).await {
            Ok(None) => Some(Vec::new()),
            Ok(Some(bytes)) => serde_json::from_slice::<Vec<Decision>>(&bytes).ok(),
            Err(_) => None,
        };
        let (Some(here), Some(mut all)) = (here, theirs) else {
            coming.merged.unread += 1;
            return Ok(());
        };
        all.extend(here);
        // Stable: of one moment that of here comes last, and counts.
        all.sort_by_cached_key(|said: &Decision| Event::order(&said.at));
        let all = Decisions::from(all);
        if all != self.decisions {
            coming.changes.push(put_json(KIND, DECISIONS, &all)?);
        }
        Ok(())
    }

    async fn merge_list(&self, theirs: &[u8], coming: &mut Coming) -> Result<(), Failure> {
        let theirs = coming.names.renamed_bytes(theirs);
        let here = self.vault.read(KIND, discussing::LIST).await;
        let both = match (&here, theirs) {
            (Ok(Some(here)), Some(theirs)) => discussing::both(here, &theirs).ok(),
            (Ok(None), theirs) => theirs,
            _ => None,
        };
        match both {
            None => coming.merged.unread += 1,
            Some(both) => {
                if !matches!(&here, Ok(Some(here)) if *here == both) {
                    coming.put(KIND, discussing::LIST, both);
                }
            }
        }
        Ok(())
    }

    /// A link leaves out here what it leaves out there. Where that cannot be told it is
    /// kept to be seen and stopped, and never shows anything new.
    async fn merge_link(
        &self,
        id: &str,
        theirs: &[u8],
        coming: &mut Coming,
    ) -> Result<(), Failure> {
        let known = |number: &str| {
            let here = self.records.get(number).map(|_| number.to_owned());
            coming.names.number(number).cloned().or(here)
        };
        match self.vault.read(KIND, id).await {
            Ok(Some(here)) => {
                if let Some(link) = links::further(&here, theirs) {
                    coming.changes.push(put_json(KIND, id, &link)?);
                }
            }
            Ok(None) => match links::moved(theirs, known) {
                Some((link, whole)) => {
                    coming.merged.links += 1;
                    coming.merged.halted += usize::from(!whole);
                    coming.changes.push(put_json(KIND, id, &link)?);
                }
                None => coming.merged.unread += 1,
            },
            Err(_) => coming.merged.unread += 1,
        }
        Ok(())
    }
}

/// Whether a setting is about the person and what she has, and not about a device.
fn comes(id: &str) -> bool {
    access::is_asking(id) || id == judging::SAID || id == measuring::PHONE
}
