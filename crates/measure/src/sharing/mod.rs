//! Sharing readings with a provider (`MedMij` Delen, `SelfMeasurements` 2.0): what
//! is sent, what became of it, and what may be offered again.
//!
//! One observation is one item. Before an item leaves it is kept as
//! [`Fate::Sending`]; whoever finds it like that later knows that it may have
//! arrived. Nothing that was taken, or may have been, is sent again by itself.

mod answer;
mod bundle;
mod steps;

pub use answer::{Verdict, verdicts};
pub use bundle::{Sender, bundle, identifier, profile};
pub use steps::Step;

use inzage_own::Payload;
use serde::{Deserialize, Serialize};

use crate::{Part, Phase, Reading};

/// Most observations in one Bundle: with notes of the greatest length it stays
/// within what the gateway passes on.
pub const MOST_AT_ONCE: usize = 20;

/// Which observation of a reading: its pulse is an observation of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// The reading itself.
    Main,
    /// The pulse beside a blood pressure.
    Pulse,
}

/// What became of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Not sent yet.
    Waiting,
    /// On its way; found like this later, it may have arrived.
    Sending,
    /// Taken; when.
    Accepted(String),
    /// Not taken; why, in the provider's words (empty when it gave none).
    Refused(String),
    /// May have been taken; when it was sent.
    Uncertain(String),
}

/// One observation that is shared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Id of the reading.
    pub reading: String,
    /// Which observation of it.
    pub which: Which,
    /// What became of it.
    pub fate: Fate,
    /// What it said when it left; none while it has not.
    #[serde(default)]
    pub left: Option<Left>,
}

/// What an item said when it left, by its entry's history, which only grows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// The entry it is of: that of the reading, or of its dialysis session.
    pub entry: String,
    /// How many things had happened to that entry by then.
    pub events: usize,
}

/// One time that readings were shared with one provider: an own entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sharing {
    /// `MedMij` name of the provider.
    pub provider: String,
    /// Its name for people.
    pub name: String,
    /// Login group that opens the service.
    pub group: String,
    /// `GegevensdienstId`.
    pub service: String,
    /// Whether notes go along.
    pub notes: bool,
    /// Trace id of the last login, to quote.
    #[serde(default)]
    pub trace_id: Option<String>,
    /// What was chosen.
    pub items: Vec<Item>,
}

impl Payload for Sharing {
    const KIND: &'static str = "sharing";
}

/// The observations of a reading, in the order in which they are sent.
pub fn observations(reading: &Reading) -> Vec<Which> {
    let pulse = reading.amounts.contains_key(&Part::Pulse);
    if pulse {
        vec![Which::Main, Which::Pulse]
    } else {
        vec![Which::Main]
    }
}

/// A reading on its way to a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing<'a> {
    /// Its id: a UUID.
    pub id: &'a str,
    /// Before or after a dialysis.
    pub phase: Option<Phase>,
    /// What it says.
    pub reading: &'a Reading,
    /// Which observation of it.
    pub which: Which,
}

impl Sharing {
    /// The next items to send, by their place; none when all have gone.
    pub fn next(&self) -> Vec<usize> {
        let waiting = (0..self.items.len()).filter(|place| {
            let item = self.items.get(*place);
            item.is_some_and(|item| item.fate == Fate::Waiting)
        });
        waiting.take(MOST_AT_ONCE).collect()
    }

    /// These leave now, saying what `says` tells of their readings.
    pub fn leave(&mut self, places: &[usize], says: impl Fn(&str) -> Option<Left>) {
        self.settle(places, |_| Fate::Sending);
        for place in places {
            if let Some(item) = self.items.get_mut(*place) {
                item.left = says(&item.reading);
            }
        }
    }

    /// What the provider answered to items that had left; `at`: RFC 3339.
    pub fn answered(&mut self, places: &[usize], verdicts: &[Verdict], at: &str) {
        let mut verdicts = verdicts.iter();
        self.settle(places, |_| match verdicts.next() {
            Some(Verdict::Taken) => Fate::Accepted(at.to_owned()),
            Some(Verdict::Refused(why)) => Fate::Refused(why.clone()),
            Some(Verdict::Unknown) | None => Fate::Uncertain(at.to_owned()),
        });
    }

    /// What had left certainly did not arrive: it waits again.
    pub fn returned(&mut self, places: &[usize]) {
        self.settle(places, |_| Fate::Waiting);
    }

    /// Nobody is waiting for an answer any more: what was on its way may have
    /// arrived. Whether something changed.
    pub fn interrupted(&mut self, at: &str) -> bool {
        let mut changed = false;
        for item in &mut self.items {
            if item.fate == Fate::Sending {
                item.fate = Fate::Uncertain(at.to_owned());
                changed = true;
            }
        }
        changed
    }

    /// Offers again what was refused, and, when the person says so, what may have
    /// arrived. Whether something waits now.
    pub fn offer_again(&mut self, uncertain_too: bool) -> bool {
        for item in &mut self.items {
            let again = match item.fate {
                Fate::Refused(_) => true,
                Fate::Uncertain(_) => uncertain_too,
                _ => false,
            };
            if again {
                item.fate = Fate::Waiting;
            }
        }
        !self.next().is_empty()
    }

    /// Gives these items another fate, when they may still get one.
    fn settle(&mut self, places: &[usize], mut fate: impl FnMut(usize) -> Fate) {
        for place in places {
            if let Some(item) = self.items.get_mut(*place) {
                item.fate = fate(*place);
            }
        }
    }
}

#[cfg(test)]
mod tests;
