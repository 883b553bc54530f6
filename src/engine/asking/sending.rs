//! A request on its way: what leaves, and what comes back.

use inzage_dossier::logbook::{Went, What};
use inzage_own::Entry;
use inzage_request::{
    Asked, Event, Kind, Reason, Right, Sender, State, Step, Way, correction, vendor,
};
use inzage_vault::{CryptoRng, Store};

use super::super::open::Open;
use super::super::protocol::Failure;
use super::super::protocol::asking::{End, Parcel};

impl<S: Store> Open<S> {
    /// Keeps that it leaves now, and gives what leaves; none when it may not.
    pub(super) async fn leave(
        &mut self,
        id: &str,
        again: bool,
        now: String,
        rng: &mut dyn CryptoRng,
    ) -> Result<Option<Parcel>, Failure> {
        let asked = self.kept_asked(id)?;
        let parcel = self.parcel_of(id, &asked, &now)?;
        if !self.happened(id, Event::Leave { again }, now, rng).await? {
            return Ok(None);
        }
        self.leaving.insert(id.to_owned());
        Ok(Some(parcel))
    }

    fn parcel_of(&self, id: &str, asked: &Asked, now: &str) -> Result<Parcel, Failure> {
        let (key, body) = match asked.way {
            Way::Vendor { .. } => (Some(id.to_owned()), vendor::body(asked)),
            Way::Correction { .. } => {
                let sender = self.asker(asked)?;
                let bundle = correction::bundle(asked, id, &sender, now);
                (None, Some(bundle))
            }
            Way::Letter => (None, None),
        };
        let body = body.ok_or(Failure::NotFound)?;
        let bytes = serde_json::to_vec(&body).map_err(|_| Failure::Internal)?;
        Ok(Parcel { key, bytes })
    }

    /// The person of this vault as a request names her.
    pub(super) fn asker(&self, asked: &Asked) -> Result<Sender, Failure> {
        let known = self.known.as_ref().ok_or(Failure::NotFound)?;
        let person = &known.confirmed;
        Ok(Sender {
            name: person.name.clone(),
            given: person.given.clone(),
            family: person.family.first().cloned().unwrap_or_default(),
            sex: person.sex.clone(),
            birth: person.birth.clone(),
            number: self.person_at(&asked.provider.id),
        })
    }

    /// Keeps how sending ended.
    pub(super) async fn ended(
        &mut self,
        id: &str,
        end: End,
        now: String,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Failure> {
        let mut asked = self.kept_asked(id)?;
        let (events, trace_id) = match end {
            End::Answered { bytes, trace_id } => (answered(&asked.way, &bytes), trace_id),
            End::NotSent => (vec![Event::NotSent], None),
            End::Refused { why, trace_id } => (vec![Event::Refused(why)], trace_id),
            End::Lost { trace_id } => (vec![Event::Lost], trace_id),
        };
        for event in events {
            asked.happen(event, &now);
        }
        asked.trace_id = trace_id.or(asked.trace_id);
        self.tell_asked(&asked);
        self.keep_state(id, &asked, now, rng).await?;
        self.leaving.remove(id);
        Ok(())
    }

    /// Tells the log how a request stands, where it left or was withdrawn.
    pub(super) fn tell_asked(&mut self, asked: &Asked) {
        let went = match asked.state() {
            State::Uncertain => Went::Uncertain,
            State::Withdrawn => Went::Withdrawn,
            State::Posted => Went::Posted,
            State::Failed(Reason::Refused(_)) => Went::Refused,
            State::Sent(_) | State::Seen | State::Answered(_) => Went::Taken,
            State::Draft | State::Sending | State::Failed(Reason::NotSent) => return,
        };
        self.tell(What::Requested {
            to: self.party(&asked.provider.id),
            about: about(asked.kind).to_owned(),
            went,
            trace_id: asked.trace_id.clone(),
        });
    }

    /// Takes over what a provider says of the requests that it has.
    pub(super) async fn heard(
        &mut self,
        bytes: &[u8],
        now: &str,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Failure> {
        let one = || vendor::held(bytes).map(|held| vec![held]);
        let all = vendor::list(bytes).or_else(one).unwrap_or_default();
        for held in all {
            if held.key.is_empty() || self.own.get(&held.key).is_none() {
                continue;
            }
            let event = Event::Heard(held.steps);
            self.happened(&held.key, event, now.to_owned(), rng).await?;
        }
        Ok(())
    }

    /// How it stands: what is on its way while nobody here sends it may have arrived.
    pub(in super::super) fn stands(&self, entry: &Entry, asked: &Asked) -> State {
        match asked.state() {
            State::Sending if !self.leaving.contains(&entry.id) => State::Uncertain,
            state => state.clone(),
        }
    }
}

/// What it is about, as the log keeps it.
const fn about(kind: Kind) -> &'static str {
    match kind {
        Kind::Change(_) => "change",
        Kind::Missing => "add",
        Kind::Question => "question",
        Kind::Wrong => "correction",
        Kind::Right(Right::Copy | Right::CopyYoung) => "copy",
        Kind::Right(Right::Addition) => "addition",
        Kind::Right(Right::Destruction) => "destruction",
        Kind::Right(Right::Shielding) => "shielding",
        Kind::Right(Right::Transfer) => "transfer",
    }
}

/// What an answer says.
fn answered(way: &Way, bytes: &[u8]) -> Vec<Event> {
    match way {
        Way::Vendor { .. } => {
            let Some(held) = vendor::held(bytes) else {
                return vec![Event::Lost];
            };
            let taken = held
                .steps
                .iter()
                .find_map(|Step { state, .. }| match state {
                    State::Sent(receipt) => Some(receipt.clone()),
                    _ => None,
                });
            let taken = Event::Taken(taken.unwrap_or_default());
            vec![taken, Event::Heard(held.steps)]
        }
        Way::Correction { .. } | Way::Letter => {
            let receipt = correction::receipt(bytes);
            vec![receipt.map_or(Event::Lost, Event::Taken)]
        }
    }
}
