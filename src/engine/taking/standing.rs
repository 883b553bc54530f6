//! How the last backup stands to what the person made herself.

use inzage_dossier::logbook::Event;
use inzage_vault::{Kind, Store};
use inzage_zib::view::Lang;

use super::super::open::Open;
use super::super::protocol::Failure;
use super::super::protocol::taking::Backup;
use super::super::words;

/// Setting: when the last backup was made (RFC 3339).
const BACKUP: &str = "backup-at";

impl<S: Store> Open<S> {
    /// Own entries count that changed after the last backup; all of them without one.
    pub(super) async fn last_backup(&self, lang: Lang) -> Result<Backup, Failure> {
        let kept = self.vault.read(Kind::Setting, BACKUP).await?;
        let last = kept.and_then(|bytes| String::from_utf8(bytes).ok());
        let last = last.filter(|at| !at.is_empty());
        let since = last.as_deref().map(Event::order).unwrap_or_default();
        let changed = self.own.every().filter(|entry| {
            let last = entry.history.last();
            last.is_some_and(|event| Event::order(&event.at) > since)
        });
        Ok(Backup {
            newer: changed.count(),
            days: last.as_deref().and_then(|at| days(at, &self.log.now)),
            last: last.map(|at| words::moment(&at, lang)),
        })
    }
}

/// Whole days between two moments; none when the clock went back.
fn days(from: &str, to: &str) -> Option<usize> {
    let from = chrono::DateTime::parse_from_rfc3339(from).ok()?;
    let to = chrono::DateTime::parse_from_rfc3339(to).ok()?;
    usize::try_from((to - from).num_days()).ok()
}
