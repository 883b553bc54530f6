//! What becomes of a request: which state follows on which, per way.

use serde::{Deserialize, Serialize};

use crate::model::{Asked, Way};

/// What the provider gave for having taken it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Its number at the provider; empty when it gave none.
    pub number: String,
    /// What it says; may be empty.
    pub text: String,
}

/// What the provider decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Ja.
    Yes,
    /// Nee.
    No,
    /// Anders.
    Other,
}

/// An answer of the provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// What was decided.
    pub outcome: Outcome,
    /// In the provider's words.
    pub text: String,
    /// Who answered; may be empty.
    pub by: String,
}

/// Why it was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It certainly never reached the provider.
    NotSent,
    /// The provider refused it; in its words, or empty.
    Refused(String),
}

/// How a request stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Concept.
    Draft,
    /// On its way; found like this later, it may have arrived.
    Sending,
    /// Taken, with a receipt.
    Sent(Receipt),
    /// May have been taken.
    Uncertain,
    /// The provider has seen it.
    Seen,
    /// The provider has answered.
    Answered(Reply),
    /// The person has withdrawn it.
    Withdrawn,
    /// Certainly not taken.
    Failed(Reason),
    /// The person says that she has posted the letter, or handed it over.
    Posted,
}

/// A state without what belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(missing_docs, reason = "see `State`")]
pub enum Stage {
    Draft,
    Sending,
    Sent,
    Uncertain,
    Seen,
    Answered,
    Withdrawn,
    Failed,
    Posted,
}

impl State {
    /// Which one it is.
    pub const fn stage(&self) -> Stage {
        match self {
            Self::Draft => Stage::Draft,
            Self::Sending => Stage::Sending,
            Self::Sent(_) => Stage::Sent,
            Self::Uncertain => Stage::Uncertain,
            Self::Seen => Stage::Seen,
            Self::Answered(_) => Stage::Answered,
            Self::Withdrawn => Stage::Withdrawn,
            Self::Failed(_) => Stage::Failed,
            Self::Posted => Stage::Posted,
        }
    }
}

/// A moment in the life of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// How it stood from then on.
    pub state: State,
    /// RFC 3339, on the clock of whoever says so.
    pub at: String,
}

/// What happens to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// It leaves now. `again`: the person says so, knowing that it may be there.
    Leave {
        /// Whether she said so.
        again: bool,
    },
    /// This time it certainly did not arrive.
    NotSent,
    /// The provider refused it.
    Refused(String),
    /// No answer tells.
    Lost,
    /// The provider took it.
    Taken(Receipt),
    /// What the provider says became of it: steps after taking, oldest first.
    Heard(Vec<Step>),
    /// The person posted the letter.
    Posted,
}

impl Way {
    /// The states that can ever be known with this way. No other is shown.
    pub const fn reaches(&self) -> &'static [Stage] {
        match self {
            Self::Vendor { .. } => &[
                Stage::Draft,
                Stage::Sending,
                Stage::Sent,
                Stage::Uncertain,
                Stage::Seen,
                Stage::Answered,
                Stage::Withdrawn,
                Stage::Failed,
            ],
            Self::Correction { .. } => &[
                Stage::Draft,
                Stage::Sending,
                Stage::Sent,
                Stage::Uncertain,
                Stage::Failed,
            ],
            Self::Letter => &[Stage::Draft, Stage::Posted],
        }
    }

    /// Whether sending again is always safe: the other side has an idempotency key.
    pub const fn knows_again(&self) -> bool {
        matches!(self, Self::Vendor { .. })
    }
}

impl Asked {
    /// The steps that this way can know, oldest first.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        let known = self.way.reaches();
        let steps = self.steps.iter();
        steps.filter(move |step| known.contains(&step.state.stage()))
    }

    /// How it stands.
    pub fn state(&self) -> &State {
        self.steps()
            .last()
            .map_or(&State::Draft, |step| &step.state)
    }

    /// The receipt, once there is one.
    pub fn receipt(&self) -> Option<&Receipt> {
        self.steps().find_map(|step| match &step.state {
            State::Sent(receipt) => Some(receipt),
            _ => None,
        })
    }

    /// Whether it may still be written anew or thrown away: nothing of it can be
    /// at the provider.
    pub fn is_open(&self) -> bool {
        matches!(self.state(), State::Draft | State::Failed(_))
    }

    /// Goes on, when this can happen now; `at` is RFC 3339. False: nothing changed.
    pub fn happen(&mut self, event: Event, at: &str) -> bool {
        let before = self.steps.len();
        match event {
            Event::Leave { again } => self.leave(again, at),
            Event::Heard(steps) => self.hear(steps),
            Event::Posted if self.way == Way::Letter => self.step(State::Posted, at),
            Event::Posted => {}
            event => self.end(event, at),
        }
        self.steps.len() > before
    }

    fn step(&mut self, state: State, at: &str) {
        let at = at.to_owned();
        if self.way.reaches().contains(&state.stage()) {
            self.steps.push(Step { state, at });
        }
    }

    fn leave(&mut self, again: bool, at: &str) {
        let may_be_there = matches!(self.state(), State::Sending | State::Uncertain);
        let allowed = self.is_open() || (may_be_there && (again || self.way.knows_again()));
        if self.way == Way::Letter || !allowed {
            return;
        }
        if *self.state() == State::Sending {
            // Of the time before nobody awaits an answer any more.
            self.step(State::Uncertain, at);
        }
        self.step(State::Sending, at);
    }

    /// How one attempt ended.
    fn end(&mut self, event: Event, at: &str) {
        if *self.state() != State::Sending {
            return;
        }
        // An attempt before this one may have arrived, whatever this one did.
        let before = self.steps().any(|step| step.state == State::Uncertain);
        let state = match event {
            Event::Taken(receipt) => State::Sent(receipt),
            Event::NotSent if !before => State::Failed(Reason::NotSent),
            Event::Refused(why) if !before => State::Failed(Reason::Refused(why)),
            _ => State::Uncertain,
        };
        self.step(state, at);
    }

    /// Takes over what the provider says, as far as it is new and goes forward. It
    /// may also tell that something arrived of which that was uncertain.
    fn hear(&mut self, steps: Vec<Step>) {
        for Step { state, at } in steps {
            if rank(self.state()).is_some_and(|now| rank(&state).is_some_and(|new| new > now)) {
                self.step(state, &at);
            }
        }
    }
}

/// How far a request is that the provider has, or may have; none before that.
const fn rank(state: &State) -> Option<u8> {
    match state {
        State::Sending | State::Uncertain => Some(0),
        State::Sent(_) => Some(1),
        State::Seen => Some(2),
        State::Answered(_) | State::Withdrawn => Some(3),
        _ => None,
    }
}
