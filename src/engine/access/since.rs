//! Who used the data since the last visit: one place, whoever they are.

use std::collections::BTreeMap;

use inzage_vault::{CryptoRng, Kind, Store};
use inzage_zib::view::Lang;
use serde::{Deserialize, Serialize};

use super::super::links::Stored;
use super::super::open::Open;
use super::super::protocol::Failure;
use super::super::protocol::access::{Looker, Since};
use super::super::words;
use super::{offers, shown};

/// Setting: when the vault was visited.
const VISITS: &str = "visits";
/// Opening again within so many hours goes on with the same visit.
const SAME_VISIT: i64 = 4;

/// The visits that count: RFC 3339.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Visits {
    /// When this one began.
    now: String,
    /// When the one before began.
    before: Option<String>,
}

impl<S: Store> Open<S> {
    /// The person opens her vault.
    pub(in super::super) async fn visit(&mut self, rng: &mut dyn CryptoRng) -> Result<(), Failure> {
        let now = self.log.now.clone();
        let visits = self.visits().await?;
        if hours(&visits.now, &now).is_some_and(|hours| (0..SAME_VISIT).contains(&hours)) {
            return Ok(());
        }
        let before = Some(visits.now).filter(|at| !at.is_empty());
        let text = serde_json::to_string(&Visits { now, before });
        let text = text.map_err(|_| Failure::Internal)?;
        self.save_text(Kind::Setting, VISITS.to_owned(), text, rng)
            .await?;
        Ok(())
    }

    async fn visits(&self) -> Result<Visits, Failure> {
        let kept = self.vault.read(Kind::Setting, VISITS).await?;
        let visits = kept.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Ok(visits.unwrap_or_default())
    }

    pub(super) async fn used_since(&mut self, lang: Lang) -> Result<Since, Failure> {
        let Visits { now, before: visit } = self.visits().await?;
        let links: Vec<Stored> = self.read_links().await?.values().cloned().collect();
        let askings = self.askings();
        let mut asked: Vec<_> = self
            .providers
            .keys()
            .filter_map(|provider| self.askings_in_order(&askings, provider).pop())
            .collect();
        asked.sort_by_key(|asking| inzage_dossier::logbook::Event::order(&asking.at));
        let last = asked.pop().map(|asking| asking.at.clone());
        let since = visit
            .as_deref()
            .and_then(|visit| hours(visit, last.as_deref()?));
        Ok(Since {
            offered: last.is_some() || self.providers.keys().any(|it| self.logins(it).any(offers)),
            asked: last
                .filter(|_| since.is_some_and(|hours| hours >= 0))
                .map(|at| words::moment(&at, lang)),
            // The first visit tells who looked since it began.
            lookers: self.lookers(visit.as_ref().unwrap_or(&now), &links, lang),
            visit: visit.map(|at| words::day(&at, lang)),
        })
    }

    /// Who used the data since a visit, most often first.
    fn lookers(&self, visit: &str, links: &[Stored], lang: Lang) -> Vec<Looker> {
        let mut times: BTreeMap<Looker, usize> = BTreeMap::new();
        for found in self.all_uses(lang) {
            if found.is_since(visit) {
                let at = self.mark(&found.provider).name;
                let who = shown::who(&found.told);
                *times.entry(looker(who, at, None)).or_default() += 1;
            }
        }
        for link in links {
            let at = inzage_words::phrase("looked_through", lang).replace("{}", link.called(lang));
            for look in link.looked_since(visit) {
                let by = looker(look.recipient.clone(), at.clone(), Some(link.id.clone()));
                *times.entry(by).or_default() += 1;
            }
        }
        let each = times.into_iter();
        let mut lookers: Vec<Looker> = each
            .map(|(looker, times)| Looker { times, ..looker })
            .collect();
        lookers.sort_by_key(|looker| std::cmp::Reverse(looker.times));
        lookers
    }
}

fn looker(who: String, at: String, link: Option<String>) -> Looker {
    Looker {
        who,
        at,
        link,
        times: 0,
    }
}

/// Whole hours from one moment to another; none when either is no moment.
fn hours(from: &str, to: &str) -> Option<i64> {
    let read = |at: &str| chrono::DateTime::parse_from_rfc3339(at).ok();
    Some((read(to)? - read(from)?).num_hours())
}
