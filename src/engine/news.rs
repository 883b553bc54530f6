//! What is unread, and what is covered until it is opened.

use std::collections::BTreeMap;

use inzage_dossier::logbook::What;
use inzage_dossier::news::{NewsKind, sensitive};
use inzage_dossier::record::Record;
use inzage_vault::{Change, CryptoRng, Kind, Store};
use inzage_zib::RowText;
use inzage_zib::view::{Entry, Lang};

use super::derived::Changed;
use super::open::{Open, put_record};
use super::protocol::same::Same;
use super::protocol::{
    Answer, EntryPage, Explained, Failure, News, NewsRequest, ProviderNews, Request, Rows, Unread,
};
use super::providers::not_found;
use super::records::Loaded;
use super::{Outcome, words};

/// Name of the setting; its value when nothing is covered.
const COVER: &str = "cover-sensitive";
const NEVER: &str = "never";

/// What is unread of one provider.
#[derive(Default)]
pub(super) struct Fresh {
    /// How many entries, by what happened to them.
    counts: BTreeMap<NewsKind, usize>,
    /// Since when the oldest of them is (ISO 8601).
    since: String,
}

/// The change with which nothing opens covered: for a vault that is only looked at.
pub(super) fn uncovered() -> Change {
    Change::Put {
        kind: Kind::Setting,
        id: COVER.to_owned(),
        bytes: NEVER.as_bytes().to_vec(),
    }
}

impl<S: Store> Open<S> {
    /// Requests about what is new; others are handed back.
    pub(super) async fn following(
        &mut self,
        request: Request,
        lang: Lang,
        rng: &mut dyn CryptoRng,
    ) -> Result<Outcome, Request> {
        let Request::News(request) = request else {
            return Err(request);
        };
        Ok(match request {
            NewsRequest::All { most } => Ok(Answer::News(self.news(most, lang))),
            NewsRequest::Rows {
                unread,
                start,
                most,
            } => Ok(Answer::Rows(self.unread_rows(unread, start, most, lang))),
            NewsRequest::Opened { number } => self.opened(&number, lang, rng).await,
            NewsRequest::AllRead { provider } => self.all_read(provider.as_deref(), rng).await,
            NewsRequest::Covers => Ok(Answer::Covers(self.covers)),
            NewsRequest::SetCovers { covers } => self.set_covers(covers, rng).await,
        })
    }

    fn news(&self, most: usize, lang: Lang) -> News {
        let unread = self.unread();
        let first = self.numbered(unread.values().flatten().take(most));
        News {
            providers: self.provider_news(lang),
            counts: unread.iter().map(|(why, all)| (*why, all.len())).collect(),
            rows: first.map(|loaded| self.row(loaded, lang)).collect(),
        }
    }

    fn unread_rows(&self, why: Unread, start: usize, most: usize, lang: Lang) -> Rows {
        let unread = self.unread();
        let all = unread.get(&why).map_or(&[][..], Vec::as_slice);
        let part = self.numbered(all.iter().skip(start).take(most));
        Rows {
            rows: part.map(|loaded| self.row(loaded, lang)).collect(),
            total: all.len(),
        }
    }

    /// What is unread, by why; newest first. Of what stands together the first
    /// reason counts.
    pub(super) fn unread(&self) -> &BTreeMap<Unread, Vec<String>> {
        self.derived.unread.get_or_init(|| {
            let mut found: BTreeMap<Unread, Vec<String>> = BTreeMap::new();
            for loaded in self.sorted(|loaded| unread(&loaded.record).is_some()) {
                if let Some(why) = unread(&loaded.record) {
                    let number = loaded.record.head.number.clone();
                    found.entry(why).or_default().push(number);
                }
            }
            found
        })
    }

    /// The entries with these numbers.
    fn numbered<'a>(
        &'a self,
        numbers: impl Iterator<Item = &'a String>,
    ) -> impl Iterator<Item = &'a Loaded> {
        numbers.filter_map(|number| self.records.get(number))
    }

    fn provider_news(&self, lang: Lang) -> Vec<ProviderNews> {
        let mut last: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
        for collection in self.collections.values().filter(|c| c.joined()) {
            let (at, times) = last.entry(&collection.provider).or_default();
            *at = (*at).max(&collection.at);
            *times += 1;
        }
        let mut order: Vec<_> = last.into_iter().collect();
        order.sort_by(|(_, (a, _)), (_, (b, _))| b.cmp(a));
        order
            .into_iter()
            .map(|(provider, (at, times))| self.news_of(provider, at, times == 1, lang))
            .collect()
    }

    /// What is unread of each provider.
    pub(super) fn fresh(&self) -> &BTreeMap<String, Fresh> {
        self.derived.fresh.get_or_init(|| {
            let mut found: BTreeMap<String, Fresh> = BTreeMap::new();
            for loaded in self.joined() {
                let head = &loaded.record.head;
                let Some(news) = &head.follow.news else {
                    continue;
                };
                let fresh = found.entry(head.provider.clone()).or_default();
                *fresh.counts.entry(news.kind).or_default() += 1;
                if fresh.since.is_empty() || news.since < fresh.since {
                    fresh.since.clone_from(&news.since);
                }
            }
            found
        })
    }

    fn news_of(&self, provider: &str, at: &str, first: bool, lang: Lang) -> ProviderNews {
        let fresh = self.fresh().get(provider);
        let count = |kind| {
            let counted = fresh.and_then(|fresh| fresh.counts.get(&kind));
            counted.copied().unwrap_or(0)
        };
        ProviderNews {
            source: self.mark(provider),
            collected: words::moment(at, lang),
            since: fresh
                .map(|fresh| words::day(&fresh.since, lang))
                .unwrap_or_default(),
            new: count(NewsKind::New),
            changed: count(NewsKind::Changed),
            gone: count(NewsKind::Gone),
            first,
        }
    }

    /// The person opened an entry: it is read, with what stands together with it,
    /// and covered no longer.
    async fn opened(&mut self, number: &str, lang: Lang, rng: &mut dyn CryptoRng) -> Outcome {
        let loaded = not_found(self.records.get(number))?;
        // Most entries have nothing to remember: then nothing is written.
        let remembers = |loaded: &&Loaded| {
            let follow = &loaded.record.head.follow;
            follow.news.is_some() || (!follow.opened && loaded.sensitive().is_some())
        };
        let all = std::iter::once(loaded).chain(self.others(number));
        let records = all.filter(remembers).map(|loaded| loaded.record.clone());
        let mut records: Vec<Record> = records.collect();
        for record in &mut records {
            record.head.follow.open();
        }
        let numbers: Vec<String> = records.iter().map(|r| r.head.number.clone()).collect();
        self.read_now(records, rng).await?;
        for number in numbers {
            self.make_ready_again(&number, lang);
        }
        Ok(Answer::Done)
    }

    async fn all_read(&mut self, provider: Option<&str>, rng: &mut dyn CryptoRng) -> Outcome {
        let of = |record: &&Record| {
            unread(record).is_some() && provider.is_none_or(|name| name == record.head.provider)
        };
        let records = self.joined().map(|loaded| &loaded.record).filter(of);
        let mut records: Vec<Record> = records.cloned().collect();
        for record in &mut records {
            // A sensitive kind stays covered: nobody opened it.
            record.head.follow.news = None;
        }
        self.read_now(records, rng).await?;
        Ok(Answer::Done)
    }

    async fn read_now(
        &mut self,
        records: Vec<Record>,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Failure> {
        if !records.is_empty() {
            // What entries say stays the same: nothing that was found has to go.
            let changes = records.iter().map(put_record).collect();
            self.vault.commit(changes, rng).await?;
        }
        let covered = records.iter().any(|record| {
            let loaded = self.records.get(&record.head.number);
            loaded.is_some_and(|loaded| self.is_covered(loaded))
        });
        for record in records {
            self.records.renew(record);
        }
        self.changed(if covered {
            Changed::Opened
        } else {
            Changed::Read
        });
        Ok(())
    }

    async fn set_covers(&mut self, covers: bool, rng: &mut dyn CryptoRng) -> Outcome {
        let value = if covers {
            String::new()
        } else {
            NEVER.to_owned()
        };
        let name = COVER.to_owned();
        self.tell(What::SettingChanged { name });
        self.save_text(Kind::Setting, COVER.to_owned(), value, rng)
            .await?;
        self.covers = covers;
        self.changed(Changed::Words);
        Ok(Answer::Done)
    }

    /// Whether sensitive kinds open covered, as the setting says.
    pub(super) async fn read_covers(&self) -> Result<bool, Failure> {
        let kept = self.vault.read(Kind::Setting, COVER).await?;
        Ok(kept.as_deref() != Some(NEVER.as_bytes()))
    }

    /// Of which sensitive kind an entry is that nobody opened yet; `None` for
    /// what can be shown.
    pub(super) fn cover(&self, loaded: &Loaded) -> Option<sensitive::Kind> {
        if !self.covers || loaded.record.head.follow.opened {
            return None;
        }
        loaded.sensitive()
    }

    /// The page of a covered entry: of which kind it is, from whom, and when.
    pub(super) fn covered_page(&self, loaded: &Loaded, kind: &str, lang: Lang) -> EntryPage {
        let head = &loaded.record.head;
        let text = words::covered_row(kind, String::new(), lang);
        let entry = Entry {
            id: String::new(),
            chapter: loaded.chapter(),
            title: text.title,
            date: String::new(),
            status: String::new(),
            fields: Vec::new(),
            source: Vec::new(),
            other: Vec::new(),
        };
        EntryPage {
            number: head.number.clone(),
            removable: true,
            technical: 0,
            entry,
            source: self.mark(&head.provider),
            collected: words::moment(&head.at, lang),
            checked: true,
            explained: Explained::default(),
            covered: true,
            absent: None,
            findings: Vec::new(),
            same: Same::default(),
            origin: Vec::new(),
            related: Vec::new(),
            earlier: Vec::new(),
            original: String::new(),
            attachments: Vec::new(),
        }
    }

    /// Whether its text is covered until the person opens it.
    pub(super) fn is_covered(&self, loaded: &Loaded) -> bool {
        self.cover(loaded).is_some()
    }

    /// What a row says, or what it says while it is covered.
    pub(super) fn shown(&self, loaded: &Loaded, text: RowText, lang: Lang) -> RowText {
        match self.cover(loaded) {
            Some(kind) => words::covered_row(kind, text.date, lang),
            None => text,
        }
    }
}

/// Why an entry is unread.
pub(super) fn unread(record: &Record) -> Option<Unread> {
    let news = record.head.follow.news.as_ref()?;
    Some(match news.kind {
        NewsKind::New => Unread::New,
        NewsKind::Changed => Unread::Changed,
        NewsKind::Gone => Unread::Gone,
    })
}
