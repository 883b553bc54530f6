//! Sharing own measurements with a provider, in the open vault. What leaves is
//! kept as on its way before the page gets its bytes.

use std::collections::{BTreeMap, BTreeSet};

use inzage_api::Takes;
use inzage_dossier::logbook::{Fates, What};
use inzage_measure::sharing::{
    Fate as Kept, Item, Left, Outgoing, Sender, Sharing, Step, Verdict, bundle, observations,
    verdicts,
};
use inzage_measure::{Kind, Reading, Session};
use inzage_own::{Entry, Payload};
use inzage_vault::{CryptoRng, Store};
use inzage_zib::view::Lang;
use serde::Deserialize as _;

use super::super::Outcome;
use super::super::open::Open;
use super::super::protocol::sharing::{
    Answer, Choice, Choices, End, Fate, Line, Preview, Request, Share, Since,
};
use super::super::protocol::{Answer as Whole, Failure, SourceMark};
use super::super::words::moment;
use super::{Owned, words};

fn answered(answer: Answer) -> Whole {
    Whole::Sharing(answer)
}

impl<S: Store> Open<S> {
    /// Requests about sharing own measurements.
    pub(in super::super) async fn sharing(
        &mut self,
        request: Request,
        lang: Lang,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let answer = match request {
            Request::Choices => Answer::Choices(self.sharing_choices()),
            Request::Preview { choice } => Answer::Preview(self.preview_share(&choice, lang)),
            Request::Start { choice, now } => {
                let id = self.start_share(&choice, now, rng).await?;
                self.share(&id, lang)?
            }
            Request::Shares => Answer::Shares(self.shares(lang)),
            Request::Share { id, now } => {
                let mut sharing = self.kept_share(&id)?;
                if sharing.interrupted(&now) {
                    self.keep_share(&id, &sharing, now, rng).await?;
                }
                self.share(&id, lang)?
            }
            Request::Next { id, now } => Answer::Parcel(self.parcel(&id, now, rng).await?),
            Request::Sent { id, end, now } => {
                let before = self.kept_share(&id)?;
                let sharing = settled(before.clone(), end, &now);
                self.tell_sent(&before, &sharing);
                self.keep_share(&id, &sharing, now, rng).await?;
                self.share(&id, lang)?
            }
            Request::Again {
                id,
                uncertain_too,
                now,
            } => {
                let mut sharing = self.kept_share(&id)?;
                sharing.offer_again(uncertain_too);
                self.keep_share(&id, &sharing, now, rng).await?;
                self.share(&id, lang)?
            }
        };
        Ok(answered(answer))
    }

    fn sharing_choices(&self) -> Choices {
        let all = self.own_readings();
        let days: BTreeSet<_> = all.iter().map(|owned| owned.reading.at.day()).collect();
        let count = |kind: Kind| {
            all.iter()
                .filter(|owned| owned.reading.kind == kind)
                .count()
        };
        let kinds = Kind::ALL.into_iter().map(|kind| (kind, count(kind)));
        let (places, others) = self
            .providers
            .keys()
            .partition::<Vec<_>, _>(|name| self.taking(name).is_some());
        let marks = |names: Vec<&String>| -> Vec<SourceMark> {
            names.into_iter().map(|name| self.mark(name)).collect()
        };
        Choices {
            places: marks(places),
            others: marks(others),
            kinds: kinds.filter(|(_, count)| *count > 0).collect(),
            days: days.first().copied().zip(days.last().copied()),
        }
    }

    /// The login group and service with which a provider takes measurements.
    fn taking(&self, provider: &str) -> Option<(String, String)> {
        let groups = self.providers.get(provider)?.groups.iter();
        let mut taking = groups.flat_map(|group| group.takes.iter().map(move |one| (group, one)));
        let (group, one) = taking.find(|(_, one)| one.takes == Takes::Measurements)?;
        Some((group.id.clone(), one.id.clone()))
    }

    fn preview_share(&self, choice: &Choice, lang: Lang) -> Preview {
        let (chosen, left_out) = self.chosen(choice);
        let mut lines: Vec<_> = chosen
            .iter()
            .map(|owned| self.share_line(owned, choice.notes, lang))
            .collect();
        lines.sort_by(|(a, _), (b, _)| b.cmp(a));
        let person = self.known.as_ref().map(|known| &known.confirmed);
        Preview {
            to: self.mark(&choice.provider),
            person: person.map(|person| {
                let birth = inzage_zib::date_text(&person.birth, lang);
                (person.name.clone(), birth)
            }),
            lines: lines.into_iter().map(|(_, line)| line).collect(),
            before: left_out.same,
            changed: left_out.changed,
        }
    }

    /// The readings of a choice, and how many are left out because this provider
    /// took them, or may have.
    fn chosen(&self, choice: &Choice) -> (Vec<Owned>, LeftOut) {
        let gone = self.gone_to(&choice.provider);
        let mut all = self.own_readings().to_vec();
        all.retain(|owned| {
            let day = owned.reading.at.day();
            choice.kinds.contains(&owned.reading.kind)
                && choice.from.is_none_or(|from| day >= from)
                && choice.until.is_none_or(|until| day <= until)
        });
        let mut left_out = LeftOut::default();
        all.retain(|owned| {
            let sent = gone.get(&owned.id);
            let changed = sent.is_some_and(|sent| {
                sent.iter()
                    .all(|(one, notes)| !says_the_same(one, owned, *notes))
            });
            match (sent, changed) {
                (Some(_), true) if !choice.changed => {
                    left_out.changed += 1;
                    false
                }
                (Some(_), false) if !choice.again => {
                    left_out.same += 1;
                    false
                }
                _ => true,
            }
        });
        (all, left_out)
    }

    /// Readings that a provider took, may have taken, or is about to get, each with
    /// what it said then and whether notes went along.
    fn gone_to(&self, provider: &str) -> BTreeMap<String, Vec<(Owned, bool)>> {
        let mut gone: BTreeMap<String, Vec<(Owned, bool)>> = BTreeMap::new();
        let readings = self.by_id();
        let shares = self.sharings().map(|(_, sharing)| sharing);
        for sharing in shares.filter(|sharing| sharing.provider == provider) {
            for item in sharing.items {
                if matches!(item.fate, Kept::Refused(_) | Kept::Waiting) {
                    continue;
                }
                let now = || readings.get(&item.reading).cloned();
                let said = self.as_sent(&item).or_else(now);
                let said = said.map(|said| (said, sharing.notes));
                gone.entry(item.reading).or_default().extend(said);
            }
        }
        gone
    }

    /// What an item said when it left; none when that is not known, or it never did.
    pub(super) fn as_sent(&self, item: &Item) -> Option<Owned> {
        let left = item.left.as_ref()?;
        let entry = self.own.get(&left.entry)?;
        let said = entry.history.get(..left.events)?;
        let said = said.iter().rev().find_map(|event| event.what.says())?;
        if entry.kind == Reading::KIND {
            return Some(Owned {
                id: item.reading.clone(),
                entry: left.entry.clone(),
                phase: None,
                reading: Reading::deserialize(said).ok()?,
            });
        }
        let session = Session::deserialize(said).ok()?;
        let parts = session.readings(&left.entry).into_iter();
        let mut of_it = parts.filter(|(id, ..)| *id == item.reading);
        let (id, phase, reading) = of_it.next()?;
        Some(Owned {
            id,
            entry: left.entry.clone(),
            phase: Some(phase),
            reading,
        })
    }

    async fn start_share(
        &mut self,
        choice: &Choice,
        now: String,
        rng: &mut dyn CryptoRng,
    ) -> Result<String, Failure> {
        let (group, service) = self.taking(&choice.provider).ok_or(Failure::NotFound)?;
        let (chosen, _) = self.chosen(choice);
        let items = chosen.iter().flat_map(|owned| {
            let which = observations(&owned.reading).into_iter();
            which.map(|which| Item {
                reading: owned.id.clone(),
                which,
                fate: Kept::Waiting,
                left: None,
            })
        });
        let sharing = Sharing {
            provider: choice.provider.clone(),
            name: self.mark(&choice.provider).name,
            group,
            service,
            notes: choice.notes,
            trace_id: None,
            items: items.collect(),
        };
        if sharing.items.is_empty() || self.known.is_none() {
            return Err(Failure::NotFound);
        }
        let entry = Self::own_new(&sharing, self.by(now).await?, rng)?;
        let id = entry.id.clone();
        self.own_keep(vec![entry], None, rng).await?;
        Ok(id)
    }

    /// Tells what became of what had left.
    fn tell_sent(&mut self, before: &Sharing, after: &Sharing) {
        let mut fates = Fates::default();
        for (was, is) in before.items.iter().zip(&after.items) {
            match is.fate {
                _ if was.fate != Kept::Sending => {}
                Kept::Accepted(_) => fates.taken += 1,
                Kept::Refused(_) => fates.refused += 1,
                Kept::Uncertain(_) => fates.uncertain += 1,
                Kept::Waiting | Kept::Sending => {}
            }
        }
        if fates != Fates::default() {
            self.tell(What::Sent {
                to: self.party(&after.provider),
                fates,
                trace_id: after.trace_id.clone(),
            });
        }
    }

    /// Every sharing with its entry.
    pub(super) fn sharings(&self) -> impl Iterator<Item = (&Entry, Sharing)> {
        let entries = self.own.of_kind::<Sharing>();
        entries.filter_map(|entry| Some((entry, Sharing::of(entry)?)))
    }

    fn kept_share(&self, id: &str) -> Result<Sharing, Failure> {
        let entry = self.own.get(id);
        entry.and_then(Sharing::of).ok_or(Failure::NotFound)
    }

    async fn keep_share(
        &mut self,
        id: &str,
        sharing: &Sharing,
        now: String,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Failure> {
        let step = Step::between(&self.kept_share(id)?, sharing);
        let entry = self.own_corrected(id, &step, self.by(now).await?)?;
        self.own_keep(vec![entry], None, rng).await
    }

    /// The next Bundle. Readings that were deleted since do not leave any more.
    async fn parcel(
        &mut self,
        id: &str,
        now: String,
        rng: &mut dyn CryptoRng,
    ) -> Result<Option<Vec<u8>>, Failure> {
        let mut sharing = self.kept_share(id)?;
        // Of a Bundle before this one nobody awaits an answer any more.
        sharing.interrupted(&now);
        let readings = self.by_id();
        sharing
            .items
            .retain(|item| item.fate != Kept::Waiting || readings.contains_key(&item.reading));
        let places = sharing.next();
        let outgoing = places.iter().filter_map(|place| {
            let item = sharing.items.get(*place)?;
            let owned = readings.get(&item.reading)?;
            Some(Outgoing {
                id: &owned.id,
                phase: owned.phase,
                reading: &owned.reading,
                which: item.which,
            })
        });
        let outgoing: Vec<Outgoing<'_>> = outgoing.collect();
        if outgoing.is_empty() {
            return Ok(None);
        }
        let mut batch = [0; 16];
        rng.fill_bytes(&mut batch);
        let bundle = bundle(batch, &self.sender()?, &outgoing, sharing.notes);
        let bytes = serde_json::to_vec(&bundle).map_err(|_| Failure::Internal)?;
        sharing.leave(&places, |reading| {
            let entry = &readings.get(reading)?.entry;
            let events = self.own.get(entry)?.history.len();
            Some(Left {
                entry: entry.clone(),
                events,
            })
        });
        self.keep_share(id, &sharing, now, rng).await?;
        Ok(Some(bytes))
    }

    pub(super) fn by_id(&self) -> BTreeMap<String, Owned> {
        let all = self.own_readings().iter();
        all.map(|owned| (owned.id.clone(), owned.clone())).collect()
    }

    /// The person of this vault as a Bundle names her.
    fn sender(&self) -> Result<Sender, Failure> {
        let known = self.known.as_ref().ok_or(Failure::NotFound)?;
        let person = &known.confirmed;
        Ok(Sender {
            name: person.name.clone(),
            given: person.given.clone(),
            family: person.family.first().cloned().unwrap_or_default(),
            sex: person.sex.clone(),
            birth: person.birth.clone(),
        })
    }

    fn shares(&self, lang: Lang) -> Vec<Share> {
        let shares = self.sharings();
        let mut shares: Vec<_> = shares
            .map(|(entry, sharing)| {
                let at = entry.entered().map_or("", |event| event.at.as_str());
                let key = super::readings::sort_key(at);
                (key, self.shown_share(entry, &sharing, lang))
            })
            .collect();
        shares.sort_by(|(a, _), (b, _)| b.cmp(a));
        shares.into_iter().map(|(_, share)| share).collect()
    }

    fn share(&self, id: &str, lang: Lang) -> Result<Answer, Failure> {
        let entry = self.own.get(id).ok_or(Failure::NotFound)?;
        let sharing = self.kept_share(id)?;
        Ok(Answer::Share(Box::new(
            self.shown_share(entry, &sharing, lang),
        )))
    }

    fn shown_share(&self, entry: &Entry, sharing: &Sharing, lang: Lang) -> Share {
        let readings = self.by_id();
        let lines = sharing.items.iter().filter_map(|item| {
            let now = readings.get(&item.reading);
            let sent = self.as_sent(item);
            let (key, mut line) = self.share_line(sent.as_ref().or(now)?, sharing.notes, lang);
            line.since = since(sent.as_ref(), now, sharing.notes, lang);
            Some((
                item.reading.as_str(),
                shown_fate(&item.fate, lang),
                key,
                line,
            ))
        });
        // A blood pressure and its pulse are one line, with the worse fate.
        let mut worst: BTreeMap<&str, (Fate, String, Line)> = BTreeMap::new();
        for (id, fate, key, line) in lines {
            match worst.get(id) {
                Some((kept, ..)) if *kept <= fate => {}
                _ => {
                    worst.insert(id, (fate, key, line));
                }
            }
        }
        let mut lines: Vec<_> = worst.into_values().collect();
        lines.sort_by(|a, b| rank(&a.0).cmp(&rank(&b.0)).then(b.1.cmp(&a.1)));
        let at = entry.entered().map_or("", |event| event.at.as_str());
        Share {
            id: entry.id.clone(),
            to: SourceMark {
                name: sharing.name.clone(),
                ..self.mark(&sharing.provider)
            },
            group: sharing.group.clone(),
            service: sharing.service.clone(),
            at: moment(at, lang),
            lines: lines
                .into_iter()
                .map(|(fate, _, line)| (fate, line))
                .collect(),
            trace_id: sharing.trace_id.clone(),
        }
    }

    fn share_line(&self, owned: &Owned, notes: bool, lang: Lang) -> (String, Line) {
        let (key, mut row) = self.own_row(owned, lang);
        if !notes {
            row.note.clear();
        }
        let kind = owned.reading.kind;
        let since = Since::Same;
        (key, Line { kind, row, since })
    }
}

/// Readings of a choice that stay behind.
#[derive(Default)]
struct LeftOut {
    /// The provider has, or may have, exactly these.
    same: usize,
    /// They were changed since they were sent.
    changed: usize,
}

/// Whether two readings would be told in the same way.
fn says_the_same(one: &Owned, other: &Owned, notes: bool) -> bool {
    let (a, b) = (&one.reading, &other.reading);
    (a.at, &a.amounts, a.moment) == (b.at, &b.amounts, b.moment) && (!notes || a.note == b.note)
}

/// What happened to a reading after it was sent.
fn since(sent: Option<&Owned>, now: Option<&Owned>, notes: bool, lang: Lang) -> Since {
    match (sent, now) {
        (Some(_), None) => Since::Deleted,
        (Some(sent), Some(now)) if !says_the_same(sent, now, notes) => {
            let at = words::day(now.reading.at.day(), lang);
            let value = words::value(&now.reading, lang);
            Since::Changed(format!("{value}, {at} {}", now.reading.at.clock()))
        }
        _ => Since::Same,
    }
}

/// What became of the items that had left.
fn settled(mut sharing: Sharing, end: End, now: &str) -> Sharing {
    let left: Vec<usize> = (0..sharing.items.len())
        .filter(|place| {
            let item = sharing.items.get(*place);
            item.is_some_and(|item| item.fate == Kept::Sending)
        })
        .collect();
    let trace = match end {
        End::Answered { bytes, trace_id } => {
            sharing.answered(&left, &verdicts(&bytes, left.len()), now);
            Some(trace_id)
        }
        End::Unsent => {
            sharing.returned(&left);
            None
        }
        End::Refused { trace_id } => {
            let refused = vec![Verdict::Refused(String::new()); left.len()];
            sharing.answered(&left, &refused, now);
            trace_id
        }
        End::Uncertain { trace_id } => {
            sharing.answered(&left, &[], now);
            trace_id
        }
    };
    sharing.trace_id = trace.or(sharing.trace_id);
    sharing
}

fn shown_fate(fate: &Kept, lang: Lang) -> Fate {
    match fate {
        Kept::Waiting => Fate::Waiting,
        Kept::Sending => Fate::Uncertain(String::new()),
        Kept::Accepted(at) => Fate::Accepted(moment(at, lang)),
        Kept::Refused(why) => Fate::Refused(why.clone()),
        Kept::Uncertain(at) => Fate::Uncertain(moment(at, lang)),
    }
}

/// What needs attention stands first.
fn rank(fate: &Fate) -> u8 {
    match fate {
        Fate::Refused(_) => 0,
        Fate::Uncertain(_) => 1,
        Fate::Waiting => 2,
        Fate::Accepted(_) => 3,
    }
}
