//! The person's own log, in the open vault. A feature [tells](Open::tell) what it
//! does before it commits it; the line is written in the same commit, so that
//! there is no deed without its line and no line without its deed.

use std::collections::{BTreeMap, BTreeSet};

use inzage_api::ErrorCode;
use inzage_dossier::collection::{Collection, End, Outcome as EndOutcome};
use inzage_dossier::logbook::{Event, Kind, Missing, Party, What, csv, json, kind_name};
use inzage_own::{Entry, What as Done};
use inzage_vault::{Change, CryptoRng, Kind as Table, Store};
use inzage_zib::view::Lang;

use super::open::Open;
use super::protocol::logbook::{Answer, Choices, File, Line, Page, Request};
use super::protocol::{Answer as Whole, Failure, SourceMark};
use super::providers::waiting_check;
use super::{Outcome, random_hex, words};

mod keeping;

/// Whether the feature of an own entry tells this itself: of a request each state is
/// a change, and only some are worth a line.
fn tells_itself(kind: &str, corrected: bool) -> bool {
    match kind {
        "sharing" => true,
        "request" => corrected,
        _ => false,
    }
}

/// What was told and is not on the disk yet, and the lines that are.
#[derive(Default)]
pub(super) struct Telling {
    /// The moment of the request being answered: RFC 3339 with offset.
    pub(super) now: String,
    waiting: Vec<Event>,
    /// How many were waiting when this request began.
    mark: usize,
    /// Keeps the order of lines of one second, as long as the vault stays open.
    told: u32,
    /// Every line by its id, oldest first; read when first asked for.
    lines: Option<BTreeMap<String, Event>>,
}

impl Telling {
    /// A request begins.
    pub(super) fn begin(&mut self, now: String) {
        self.now = now;
        self.mark = self.waiting.len();
    }

    /// It did not happen: neither did what was told of it.
    pub(super) fn take_back(&mut self) {
        self.waiting.truncate(self.mark);
    }

    /// The lines on the disk changed.
    pub(super) fn forget(&mut self) {
        self.lines = None;
    }

    /// Everything told is on the disk.
    pub(super) fn written(&mut self) {
        if !self.waiting.is_empty() {
            self.waiting.clear();
            self.mark = 0;
            self.lines = None;
        }
    }

    pub(super) fn waits(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// The changes that write what was told.
    pub(super) fn changes(&mut self, rng: &mut dyn CryptoRng) -> Result<Vec<Change>, Failure> {
        let mut changes = Vec::with_capacity(self.waiting.len());
        for event in &self.waiting {
            self.told = self.told.wrapping_add(1);
            let (order, random) = (Event::order(&event.at), random_hex::<4>(rng));
            changes.push(Change::Put {
                kind: Table::Log,
                id: format!("{order}-{:010}-{random}", self.told),
                bytes: event.to_bytes().ok_or(Failure::Internal)?,
            });
        }
        Ok(changes)
    }
}

impl<S: Store> Open<S> {
    /// Tells the log what is about to be committed, or was just done. It is written
    /// with the next commit of this request, else when the request has succeeded.
    pub(super) fn tell(&mut self, what: What) {
        let at = self.log.now.clone();
        self.log.waiting.push(Event { at, what });
    }

    /// Tells the log what happened before and is only known now.
    pub(super) fn tell_earlier(&mut self, events: Vec<Event>) {
        self.log.waiting.extend(events);
    }

    /// Writes what was told of something that has no commit of its own. On a full
    /// disk it waits for the next commit: nothing that works may fail for its line.
    pub(super) async fn write_log(&mut self, rng: &mut dyn CryptoRng) {
        if self.log.waits()
            && let Ok(changes) = self.log.changes(rng)
            && self.vault.commit(changes, rng).await.is_ok()
        {
            self.log.written();
        }
    }

    /// A provider as it is called now.
    pub(super) fn party(&self, provider: &str) -> Party {
        Party {
            id: provider.to_owned(),
            name: self.mark(provider).name,
        }
    }

    /// Tells what a collection that ends now brought.
    pub(super) fn tell_collected(&mut self, id: &str, lang: Lang) {
        let Some(collection) = self.collections.get(id) else {
            return;
        };
        if waiting_check(collection, lang).is_none() {
            let results = collection.queries.values().flat_map(BTreeMap::values);
            let what = What::Collected {
                from: self.party(&collection.provider),
                services: collection.services.clone(),
                entries: results.map(|result| result.entries).sum(),
                missing: missing(collection),
                trace_id: collection.trace_id.clone(),
            };
            self.tell(what);
        }
    }

    /// Tells that what was set aside goes: away, or to a vault of its own.
    pub(super) fn tell_put_away(&mut self, collection: &Collection, moved: bool) {
        let (from, entries) = self.of_staged(collection);
        self.tell(What::PutAway {
            from,
            entries,
            moved,
        });
    }

    /// From whom something outside the record is, and how many entries it has.
    pub(super) fn of_staged(&self, collection: &Collection) -> (Party, usize) {
        let entries = self.staged(&collection.id).count();
        (self.party(&collection.provider), entries)
    }

    /// Tells what becomes of own entries that are about to be kept.
    pub(super) fn tell_own(&mut self, entries: &[Entry]) {
        let mut counts: BTreeMap<(u8, String, Option<String>), usize> = BTreeMap::new();
        for entry in entries {
            let known = self.own.get(&entry.id).map_or(0, |old| old.history.len());
            let new = entry.history.len() > known;
            let last = entry.history.last().filter(|event| {
                let corrected = matches!(event.what, Done::Corrected(_));
                new && !tells_itself(&entry.kind, corrected)
            });
            if let Some(event) = last {
                let which = match event.what {
                    Done::Entered(_) => 0,
                    Done::Corrected(_) => 1,
                    Done::Deleted => 2,
                };
                let by = event.by.helper().map(str::to_owned);
                *counts.entry((which, entry.kind.clone(), by)).or_default() += 1;
            }
        }
        for ((which, kind, by), count) in counts {
            self.tell(match which {
                0 => What::Added { kind, count, by },
                1 => What::Changed { kind, count, by },
                _ => What::Deleted { kind, count, by },
            });
        }
    }

    /// Requests about the log.
    pub(super) async fn logbook(
        &mut self,
        request: Request,
        lang: Lang,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        match request {
            Request::Page {
                filter,
                start,
                most,
            } => {
                let term = self.log_term().await?;
                self.read_lines().await?;
                let all = self.log.lines.iter().flat_map(BTreeMap::values).rev();
                let today = self.log.now.get(..10).and_then(|day| day.parse().ok());
                let today = today.unwrap_or_default();
                let kept: Vec<&Event> = all.filter(|event| filter.keeps(event, today)).collect();
                let shown = kept.iter().skip(start).take(most);
                Ok(answered(Answer::Page(Box::new(Page {
                    lines: shown.map(|event| self.log_line(event, lang)).collect(),
                    total: kept.len(),
                    choices: self.log_choices(lang),
                    term,
                }))))
            }
            Request::Keep { months } => self.keep_log_for(months, rng).await,
            Request::Erase { before } => self.erase_log(before, rng).await,
            Request::Refused {
                provider,
                code,
                trace_id,
            } => {
                self.tell_refused(&provider, code, trace_id);
                Ok(Whole::Done)
            }
            Request::Export { file } => {
                self.read_lines().await?;
                let lines: Vec<&Event> = self.log.lines.iter().flat_map(BTreeMap::values).collect();
                let bytes = match file {
                    File::Csv => csv(&lines, lang),
                    File::Json => json(&lines, lang),
                };
                let of = "logbook".to_owned();
                self.tell(What::Exported { of });
                Ok(Whole::Bytes(bytes.into_bytes()))
            }
        }
    }

    fn tell_refused(&mut self, provider: &str, code: ErrorCode, trace_id: Option<String>) {
        self.tell(What::Refused {
            from: self.party(provider),
            code: code.as_str().to_owned(),
            trace_id,
        });
    }

    fn log_line(&self, event: &Event, lang: Lang) -> Line {
        let party = event.what.party();
        Line {
            kind: event.what.kind(),
            day: words::day(&event.at, lang),
            clock: event.at.get(11..16).unwrap_or_default().to_owned(),
            text: event.what.sentence(lang),
            details: event.what.details(lang),
            source: party.map(|party| self.log_mark(party)),
        }
    }

    /// The mark of a provider, by the name it had then.
    fn log_mark(&self, party: &Party) -> SourceMark {
        SourceMark {
            name: party.name.clone(),
            ..self.mark(&party.id)
        }
    }

    /// What there is to choose among all lines.
    fn log_choices(&self, lang: Lang) -> Choices {
        let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
        let (mut providers, mut years) = (BTreeMap::new(), BTreeSet::new());
        for event in self.log.lines.iter().flat_map(BTreeMap::values) {
            *kinds.entry(event.what.kind()).or_default() += 1;
            if let Some(party) = event.what.party() {
                providers.insert(party.id.clone(), self.log_mark(party));
            }
            years.extend(event.day().map(|day| chrono::Datelike::year(&day)));
        }
        let named = kinds.into_iter();
        Choices {
            kinds: named
                .map(|(kind, count)| (kind, kind_name(kind, lang).to_owned(), count))
                .collect(),
            providers: providers.into_values().collect(),
            years: years.into_iter().rev().collect(),
        }
    }

    async fn read_lines(&mut self) -> Result<(), Failure> {
        if self.log.lines.is_none() {
            let (kept, _) = self.vault.read_all(Table::Log).await?;
            let lines = kept
                .into_iter()
                .filter_map(|(id, bytes)| Some((id, Event::from_bytes(&bytes)?)));
            self.log.lines = Some(lines.collect());
        }
        Ok(())
    }
}

const fn answered(answer: Answer) -> Whole {
    Whole::Logbook(answer)
}

/// The parts that did not come, or not whole.
fn missing(collection: &Collection) -> Vec<Missing> {
    let queries = collection.queries.iter().flat_map(|(service, queries)| {
        queries
            .iter()
            .map(move |(query, result)| (service, query, result))
    });
    queries
        .filter_map(|(service, query, result)| {
            let end = result.end.as_ref();
            Some(Missing {
                service: service.clone(),
                query: query.clone(),
                code: why(end)?,
                trace_id: end.and_then(|end| end.trace_id.clone()),
            })
        })
        .collect()
}

/// Why a part did not come, as a stable word; none when it came.
fn why(end: Option<&End>) -> Option<String> {
    Some(match end.map(|end| &end.outcome) {
        Some(EndOutcome::Complete) => return None,
        Some(EndOutcome::Partial(_)) => "partial".to_owned(),
        Some(EndOutcome::Failed(code, _)) => code.clone(),
        Some(EndOutcome::Cancelled) | None => "cancelled".to_owned(),
    })
}
