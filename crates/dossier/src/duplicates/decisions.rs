//! What the person said about two things: the same, or not. Kept by what they
//! are at their sources, so that it holds after collecting again.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Thing, Verdict};

/// One decision, as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// One of the two; the lesser in order.
    pub one: Thing,
    /// The other.
    pub other: Thing,
    /// What was said.
    pub verdict: Verdict,
    /// When: RFC 3339 with offset.
    pub at: String,
}

/// Every decision; the last one about a pair counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Decision>", into = "Vec<Decision>")]
pub struct Decisions {
    pairs: BTreeMap<(Thing, Thing), (Verdict, String)>,
}

impl From<Vec<Decision>> for Decisions {
    fn from(stored: Vec<Decision>) -> Self {
        let mut decisions = Self::default();
        for decision in stored {
            decisions.decide(
                &decision.one,
                &decision.other,
                decision.verdict,
                &decision.at,
            );
        }
        decisions
    }
}

impl From<Decisions> for Vec<Decision> {
    fn from(decisions: Decisions) -> Self {
        decisions.all().collect()
    }
}

impl Decisions {
    /// Keeps what was said about a pair, over what was said before. A thing and
    /// itself are no pair.
    pub fn decide(&mut self, a: &Thing, b: &Thing, verdict: Verdict, at: &str) {
        if a != b {
            self.pairs.insert(pair(a, b), (verdict, at.to_owned()));
        }
    }

    /// What was said about a pair, if anything.
    pub fn says(&self, a: &Thing, b: &Thing) -> Option<Verdict> {
        self.pairs.get(&pair(a, b)).map(|(verdict, _)| *verdict)
    }

    /// Takes back what was said about a pair.
    pub fn undo(&mut self, a: &Thing, b: &Thing) {
        self.pairs.remove(&pair(a, b));
    }

    /// Takes back everything that was said about things of a provider: it was
    /// removed with all that came from it.
    pub fn forget(&mut self, provider: &str) {
        self.pairs
            .retain(|(a, b), _| a.provider != provider && b.provider != provider);
    }

    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// All of them, in a fixed order.
    pub fn all(&self) -> impl Iterator<Item = Decision> + '_ {
        self.pairs
            .iter()
            .map(|((one, other), (verdict, at))| Decision {
                one: one.clone(),
                other: other.clone(),
                verdict: *verdict,
                at: at.clone(),
            })
    }

    /// The things that each thing was said to be different from.
    pub(super) fn apart(&self) -> BTreeMap<&Thing, BTreeSet<&Thing>> {
        let mut apart: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        let different = self
            .pairs
            .iter()
            .filter(|(_, (verdict, _))| *verdict == Verdict::Different);
        for ((a, b), _) in different {
            apart.entry(a).or_default().insert(b);
            apart.entry(b).or_default().insert(a);
        }
        apart
    }

    /// The pairs that were said to be the same.
    pub(super) fn same(&self) -> impl Iterator<Item = (&Thing, &Thing)> {
        let same = self
            .pairs
            .iter()
            .filter(|(_, (verdict, _))| *verdict == Verdict::Same);
        same.map(|((a, b), _)| (a, b))
    }
}

fn pair(a: &Thing, b: &Thing) -> (Thing, Thing) {
    let (one, other) = if a <= b { (a, b) } else { (b, a) };
    (one.clone(), other.clone())
}
