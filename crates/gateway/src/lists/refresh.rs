//! Keeps the lists fresh. What is wrong with a new one is an alarm in the log
//! and in the metrics; the last good one stays.

use super::cache::Cache;
use super::{Lists, Snapshot, directory, fetch, uris};
use crate::config::ListsConfig;
use crate::metrics::Metrics;
use crate::upstream::Back;
use inzage_medmij::lists::{
    Gegevensdienstnamenlijst, OAuthclientlist, Uris, Warning, Whitelist, Zorgaanbiederslijst,
};
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// While a list has never been read: the pause until the next try.
const FIRST_PAUSE: Duration = Duration::from_secs(2);

/// One of the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Which {
    /// Zorgaanbiederslijst.
    Zal,
    /// `OAuthclientlist`.
    Ocl,
    /// Whitelist.
    Whl,
    /// Gegevensdienstnamenlijst.
    Gnl,
    /// The directory.
    Directory,
}

impl Which {
    /// The Zorgaanbiederslijst last: when people can be served, everything else
    /// was read, or tried.
    const ALL: [Self; 5] = [Self::Directory, Self::Gnl, Self::Ocl, Self::Whl, Self::Zal];

    fn name(self) -> &'static str {
        match self {
            Self::Zal => "zal",
            Self::Ocl => "ocl",
            Self::Whl => "whl",
            Self::Gnl => "gnl",
            Self::Directory => "directory",
        }
    }

    fn file(self) -> &'static str {
        match self {
            Self::Zal => "zal.xml",
            Self::Ocl => "ocl.xml",
            Self::Whl => "whl.xml",
            Self::Gnl => "gnl.xml",
            Self::Directory => "directory.json",
        }
    }
}

/// Why a new list was not taken.
#[derive(Debug, thiserror::Error)]
enum Alarm {
    #[error("{0}")]
    Fetch(#[from] fetch::FetchError),
    #[error("{0}")]
    List(#[from] inzage_medmij::lists::ListError),
    #[error("{0}")]
    Directory(#[from] directory::NotADirectory),
    #[error("nobody is in it")]
    Empty,
    #[error("Volgnummer {new} is lower than {known}")]
    Older { new: u64, known: u64 },
}

/// What a text turned out to be.
enum Read {
    /// A newer list: the snapshot with it.
    New(Snapshot),
    /// The same number as the last.
    Same,
}

/// Reads the lists again and again.
pub(crate) struct Refresher {
    lists: Arc<Lists>,
    sources: ListsConfig,
    client_id: String,
    uris: Uris,
    cache: Cache,
    back: Arc<Back>,
    metrics: Arc<Metrics>,
}

impl Refresher {
    /// A reader of these sources; starts with what the cache has.
    pub(crate) fn new(
        lists: Arc<Lists>,
        config: &crate::config::Config,
        back: Arc<Back>,
        metrics: Arc<Metrics>,
    ) -> Self {
        let refresher = Self {
            lists,
            client_id: config.client_id.clone(),
            uris: uris(config.allow_loopback_http),
            cache: Cache::new(config.lists.cache_dir.as_deref()),
            sources: config.lists.clone(),
            back,
            metrics,
        };
        for which in Which::ALL {
            if let Some(text) = refresher.cache.load(which.file()) {
                match refresher.read(which, &text) {
                    Ok(Read::New(snapshot)) => refresher.lists.replace(snapshot),
                    Ok(Read::Same) => {}
                    Err(alarm) => refresher.alarm(which, &alarm),
                }
            }
        }
        refresher
    }

    /// Reads for ever.
    pub(crate) async fn run(self) {
        loop {
            self.once().await;
            let pause = Duration::from_secs(self.sources.refresh);
            let complete = self.lists.now().is_usable();
            let pause = if complete {
                pause
            } else {
                pause.min(FIRST_PAUSE)
            };
            tokio::time::sleep(pause).await;
        }
    }

    /// Reads every list once.
    pub(crate) async fn once(&self) {
        for which in Which::ALL {
            let Some(url) = self.source(which) else {
                continue;
            };
            match self.renew(which, url).await {
                Ok(()) => self
                    .metrics
                    .set("inzage_list_fresh", &[("list", which.name())], 1),
                Err(alarm) => self.alarm(which, &alarm),
            }
        }
        let lists = self.lists.now();
        let registered = lists
            .ocl
            .as_ref()
            .map(|ocl| ocl.find(&self.client_id).is_some());
        if registered == Some(false) {
            tracing::warn!(
                "the OAuthclientlist does not name our client_id: providers will refuse"
            );
        }
    }

    async fn renew(&self, which: Which, url: &Url) -> Result<(), Alarm> {
        let text = fetch::text(&self.back, url).await?;
        let Read::New(snapshot) = self.read(which, &text)? else {
            return Ok(());
        };
        self.lists.replace(snapshot);
        if self.cache.store(which.file(), &text).is_err() {
            tracing::error!(
                list = which.name(),
                "cannot keep the list in lists.cache_dir"
            );
        }
        tracing::info!(list = which.name(), "list taken");
        Ok(())
    }

    fn source(&self, which: Which) -> Option<&Url> {
        match which {
            Which::Zal => Some(&self.sources.zal),
            Which::Ocl => Some(&self.sources.ocl),
            Which::Whl => Some(&self.sources.whl),
            Which::Gnl => Some(&self.sources.gnl),
            Which::Directory => self.sources.directory.as_ref(),
        }
    }

    /// Checks a text against what is known now.
    fn read(&self, which: Which, text: &str) -> Result<Read, Alarm> {
        let mut next = (*self.lists.now()).clone();
        let uris = self.uris;
        let newer = match which {
            Which::Zal => {
                let list = Zorgaanbiederslijst::parse(text, uris)?;
                let facts =
                    |list: &Zorgaanbiederslijst| (list.volgnummer, list.zorgaanbieders.is_empty());
                self.take(which, list, facts, &mut next.zal)?
            }
            Which::Ocl => {
                let list = OAuthclientlist::parse(text, uris)?;
                let facts =
                    |list: &OAuthclientlist| (list.volgnummer, list.oauthclients.is_empty());
                self.take(which, list, facts, &mut next.ocl)?
            }
            Which::Whl => {
                let list = Whitelist::parse(text, uris)?;
                let facts = |list: &Whitelist| (list.volgnummer, list.hostnames.is_empty());
                self.take(which, list, facts, &mut next.whl)?
            }
            Which::Gnl => {
                let list = Gegevensdienstnamenlijst::parse(text, uris)?;
                let facts = |list: &Gegevensdienstnamenlijst| {
                    (list.volgnummer, list.gegevensdiensten.is_empty())
                };
                self.take(which, list, facts, &mut next.gnl)?
            }
            Which::Directory => {
                let (entries, left_out) = directory::parse(text)?;
                if left_out > 0 {
                    tracing::warn!(left_out, "entries of the directory that cannot be used");
                }
                let changed = *next.directory != entries;
                next.directory = Arc::new(entries);
                changed
            }
        };
        Ok(if newer { Read::New(next) } else { Read::Same })
    }

    /// Puts a list in its place when it is newer; whether it is. A list with
    /// nobody in it is well-formed and still never meant: it would end the
    /// network for everyone. `facts` are its number, and whether it is empty.
    fn take<L>(
        &self,
        which: Which,
        (list, warnings): (L, Vec<Warning>),
        facts: impl Fn(&L) -> (u64, bool),
        place: &mut Option<Arc<L>>,
    ) -> Result<bool, Alarm> {
        for warning in warnings {
            tracing::warn!(list = which.name(), within = %warning.within, at = warning.at,
                "unknown element or attribute passed over");
        }
        let (new, is_empty) = facts(&list);
        if is_empty {
            return Err(Alarm::Empty);
        }
        match place.as_ref().map(|list| facts(list).0) {
            Some(known) if new < known => return Err(Alarm::Older { new, known }),
            Some(known) if new == known => return Ok(false),
            _ => {}
        }
        *place = Some(Arc::new(list));
        let labels = [("list", which.name())];
        self.metrics.set("inzage_list_volgnummer", &labels, new);
        Ok(true)
    }

    /// The last good list stays.
    fn alarm(&self, which: Which, alarm: &Alarm) {
        let labels = [("list", which.name())];
        self.metrics.add("inzage_list_alarms_total", &labels);
        self.metrics.set("inzage_list_fresh", &labels, 0);
        tracing::error!(list = which.name(), why = %alarm, "list refused, the last good one stays");
    }
}
