//! How long the log is kept, and erasing it. Whatever erases lines leaves one
//! that says how many, and when.

use chrono::{Months, NaiveDate};
use inzage_dossier::logbook::What;
use inzage_vault::{CryptoRng, Kind as Table, Store};

use super::super::Outcome;
use super::super::open::{Open, delete};
use super::super::protocol::{Answer as Whole, Failure};

/// Setting: how many months lines are kept; none: always.
const TERM: &str = "log-term";

impl<S: Store> Open<S> {
    /// How many months lines are kept; none: always.
    pub(super) async fn log_term(&self) -> Result<Option<u16>, Failure> {
        let kept = self.vault.read(Table::Setting, TERM).await?;
        let text = kept.and_then(|bytes| String::from_utf8(bytes).ok());
        Ok(text.and_then(|text| text.parse().ok()))
    }

    /// Keeps lines for so many months from now on, and erases what is older.
    pub(super) async fn keep_log_for(
        &mut self,
        months: Option<u16>,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let text = months.map(|months| months.to_string()).unwrap_or_default();
        self.tell(What::SettingChanged { name: TERM.into() });
        self.save_text(Table::Setting, TERM.into(), text, rng)
            .await?;
        if let Some(months) = months {
            self.erase_older(months, rng).await?;
        }
        Ok(Whole::Done)
    }

    /// Erases what is older than the term, at most once in a calendar month: each
    /// erasing leaves a line, and those should not become a log of their own.
    pub(in super::super) async fn erase_by_term(
        &mut self,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Failure> {
        let Some(months) = self.log_term().await? else {
            return Ok(());
        };
        self.read_lines().await?;
        let month = self.log.now.get(..7).map(str::to_owned);
        let erased = |what: &What| matches!(what, What::Erased { by_term: true, .. });
        let mut lines = self.log.lines.iter().flat_map(|lines| lines.values());
        let this_month =
            lines.any(|line| erased(&line.what) && line.at.get(..7) == month.as_deref());
        if this_month {
            return Ok(());
        }
        self.erase_older(months, rng).await
    }

    async fn erase_older(&mut self, months: u16, rng: &mut dyn CryptoRng) -> Result<(), Failure> {
        let today = self.log.now.get(..10).and_then(|day| day.parse().ok());
        let first =
            today.and_then(|day: NaiveDate| day.checked_sub_months(Months::new(months.into())));
        let Some(first) = first else {
            return Ok(());
        };
        self.erase_lines(Some(first), true, rng).await
    }

    /// Erases the log, or what is from before a day.
    pub(super) async fn erase_log(
        &mut self,
        before: Option<NaiveDate>,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        self.erase_lines(before, false, rng).await?;
        Ok(Whole::Done)
    }

    async fn erase_lines(
        &mut self,
        before: Option<NaiveDate>,
        by_term: bool,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Failure> {
        self.read_lines().await?;
        let all = self.log.lines.iter().flatten();
        // What has no day that can be read counts as old.
        let old = all.filter(|(_, event)| {
            before.is_none_or(|before| event.day().is_none_or(|day| day < before))
        });
        let mut changes: Vec<_> = old.map(|(id, _)| delete(Table::Log, id)).collect();
        if changes.is_empty() {
            return Ok(());
        }
        let lines = changes.len();
        let before = before.map(|day| day.to_string());
        self.tell(What::Erased {
            lines,
            before,
            by_term,
        });
        changes.extend(self.log.changes(rng)?);
        self.vault.commit(changes, rng).await?;
        self.log.written();
        Ok(())
    }
}
