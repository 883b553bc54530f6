//! What the provider's system holds: requests and measurements of its patients. One
//! change at a time, so that no two senders ever make two of one.

use super::measurement::{Measurement, Outcome, Reason, StoredMeasurement};
use super::problem::Problem;
use super::request::{Answer, Content, PatientRequest, State};
use super::words::Uuid;

/// Most requests of one patient.
const MOST_REQUESTS: usize = 1000;
/// Most measurements of one patient.
const MOST_MEASUREMENTS: usize = 5000;

/// Whose something is: provider (bare `MedMij` name) and persona.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Owner {
    /// Bare `MedMij` name.
    pub(crate) provider: String,
    /// Persona id.
    pub(crate) persona: String,
}

/// Something with its owner.
#[derive(Clone, Debug)]
pub(crate) struct Held<T> {
    /// Whose.
    pub(crate) owner: Owner,
    /// What.
    pub(crate) held: T,
}

/// Everything, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    requests: Vec<Held<PatientRequest>>,
    measurements: Vec<Held<StoredMeasurement>>,
}

/// Whether something was made just now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Made {
    /// Just now.
    New,
    /// It was there.
    Before,
}

impl Ledger {
    /// Makes a request, or finds the one that this key made.
    pub(super) fn make(
        &mut self,
        owner: &Owner,
        key: Uuid,
        content: Content,
        at: &str,
    ) -> Result<(PatientRequest, Made), Problem> {
        let own = |held: &&Held<PatientRequest>| held.owner == *owner;
        let mut mine = self.requests.iter().filter(own);
        if let Some(known) = mine.clone().find(|held| held.held.key == key) {
            return if known.held.content == content {
                Ok((known.held.clone(), Made::Before))
            } else {
                Err(Problem::KeyReused)
            };
        }
        if mine.nth(MOST_REQUESTS - 1).is_some() {
            return Err(Problem::TooMany);
        }
        let id = format!("verzoek-{}", self.requests.len() + 1);
        let request = PatientRequest::new(id, key, content, at);
        self.requests.push(Held {
            owner: owner.clone(),
            held: request.clone(),
        });
        Ok((request, Made::New))
    }

    /// The requests of one patient, newest first.
    pub(super) fn of(&self, owner: &Owner) -> Vec<&PatientRequest> {
        let own = |held: &&Held<PatientRequest>| held.owner == *owner;
        let mine = self.requests.iter().filter(own);
        mine.rev().map(|held| &held.held).collect()
    }

    /// Withdraws; twice changes nothing.
    pub(super) fn withdraw(
        &mut self,
        owner: &Owner,
        id: &str,
        at: &str,
    ) -> Result<PatientRequest, Problem> {
        let own = |held: &&mut Held<PatientRequest>| held.owner == *owner && held.held.id == id;
        let found = self.requests.iter_mut().find(own);
        let request = &mut found.ok_or(Problem::NotFound)?.held;
        match request.state {
            State::Answered => return Err(Problem::AlreadyAnswered),
            State::Withdrawn => {}
            State::Received | State::Seen => request.enter(State::Withdrawn, at),
        }
        Ok(request.clone())
    }

    /// Every request, for who works at the provider.
    pub(crate) fn requests(&self) -> &[Held<PatientRequest>] {
        &self.requests
    }

    /// Somebody looked. `None` when there is no such request.
    pub(crate) fn see(&mut self, id: &str, at: &str) -> Option<&PatientRequest> {
        let request = self.find(id)?;
        if request.state == State::Received {
            request.enter(State::Seen, at);
        }
        Some(request)
    }

    /// Somebody answers; what is final stays as it is. `None` when there is no such
    /// request.
    pub(crate) fn answer(&mut self, id: &str, answer: Answer) -> Option<&PatientRequest> {
        let request = self.find(id)?;
        if !request.is_final() {
            if request.state == State::Received {
                request.enter(State::Seen, &answer.at);
            }
            request.enter(State::Answered, &answer.at);
            request.answer = Some(answer);
        }
        Some(request)
    }

    fn find(&mut self, id: &str) -> Option<&mut PatientRequest> {
        let mut all = self.requests.iter_mut();
        all.find(|held| held.held.id == id)
            .map(|held| &mut held.held)
    }

    /// Takes a measurement, or says why not.
    pub(super) fn take(&mut self, owner: &Owner, new: Measurement, at: &str) -> Outcome {
        let own = |held: &&Held<StoredMeasurement>| held.owner == *owner;
        let mut mine = self.measurements.iter().filter(own);
        if let Some(known) = mine.clone().find(|held| held.held.sent.id == new.id) {
            return if known.held.sent == new {
                Outcome::Accepted
            } else {
                Outcome::Refused(Reason::IdReused)
            };
        }
        if let Some(reason) = new.wrong() {
            return Outcome::Refused(reason);
        }
        if mine.nth(MOST_MEASUREMENTS - 1).is_some() {
            return Outcome::Refused(Reason::Full);
        }
        self.measurements.push(Held {
            owner: owner.clone(),
            held: StoredMeasurement::new(new, at),
        });
        Outcome::Accepted
    }

    /// The measurements of one patient, newest first.
    pub(super) fn measured(&self, owner: &Owner) -> Vec<&StoredMeasurement> {
        let own = |held: &&Held<StoredMeasurement>| held.owner == *owner;
        let mine = self.measurements.iter().filter(own);
        mine.rev().map(|held| &held.held).collect()
    }

    /// Every measurement, for who works at the provider.
    pub(crate) fn measurements(&self) -> &[Held<StoredMeasurement>] {
        &self.measurements
    }

    /// Somebody looked at all measurements.
    pub(crate) fn see_measurements(&mut self) {
        self.measurements
            .iter_mut()
            .for_each(|held| held.held.see());
    }
}

#[cfg(test)]
#[path = "ledger_tests.rs"]
mod tests;
