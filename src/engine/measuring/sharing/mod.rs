//! Sharing own measurements with a provider, in the open vault. What leaves is
//! kept as on its way before the page gets its bytes.

mod choosing;
mod gone;
mod shown;

pub(in super::super) use gone::Gone;

use std::collections::BTreeMap;

use inzage_dossier::logbook::{Fates, What};
use inzage_measure::sharing::{
    Fate as Kept, Item, Left, Outgoing, Sender, Sharing, Step, Verdict, bundle, observations,
    verdicts,
};
use inzage_own::Entry;
use inzage_vault::{CryptoRng, Store};
use inzage_zib::view::Lang;

use super::super::Outcome;
use super::super::open::Open;
use super::super::protocol::sharing::{Answer, Choice, End, Request};
use super::super::protocol::{Answer as Whole, Failure};
use super::Owned;

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
                let sharing = self.offered_again(&id, uncertain_too)?;
                self.keep_share(&id, &sharing, now, rng).await?;
                self.share(&id, lang)?
            }
        };
        Ok(answered(answer))
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
        self.own_keep(vec![entry], &[], rng).await?;
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

    /// A sharing with what the person offers again: not what this provider took, or may
    /// have taken, in another sharing since.
    fn offered_again(&self, id: &str, uncertain_too: bool) -> Result<Sharing, Failure> {
        let entry = self.own.get(id).ok_or(Failure::NotFound)?;
        let before = self.kept_share(id)?;
        let elsewhere = self.gone_since(entry, &before);
        let mut sharing = before.clone();
        sharing.offer_again(uncertain_too);
        for (item, was) in sharing.items.iter_mut().zip(before.items) {
            if elsewhere.contains(&(was.reading, was.which)) {
                item.fate = was.fate;
            }
        }
        Ok(sharing)
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
        self.own_keep(vec![entry], &[], rng).await
    }

    /// The next Bundle. What was deleted, or sent in another sharing, since this one
    /// was begun does not leave any more.
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
        let elsewhere = self.gone_since(self.own.get(id).ok_or(Failure::NotFound)?, &sharing);
        sharing.items.retain(|item| {
            let here = readings.contains_key(&item.reading);
            let leaves = here && !elsewhere.contains(&(item.reading.clone(), item.which));
            item.fate != Kept::Waiting || leaves
        });
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
