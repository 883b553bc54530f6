//! From claims and decisions to groups that stand together, and to suggestions.

use std::collections::{BTreeMap, BTreeSet};

use super::claims::{Claim, Reused, claims};
use super::{Candidate, Decisions, Reason, Thing};

/// Entries that stand together, and entries that may be the same, by number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    /// Every group of more than one: the numbers, the one that stands for it first.
    several: Vec<Vec<String>>,
    /// Number to its place in `several`.
    of: BTreeMap<String, usize>,
    /// Why each group stands together.
    reasons: Vec<BTreeSet<Reason>>,
    /// Suggestions, from each of the two to the other.
    maybe: BTreeMap<String, BTreeMap<String, Reason>>,
}

impl Groups {
    /// The entries that stand together with `number`, itself included and the one
    /// that stands for all first; only itself when it stands alone.
    pub fn with<'a>(&'a self, number: &'a str) -> Vec<&'a str> {
        let group = self.of.get(number).and_then(|at| self.several.get(*at));
        group.map_or_else(
            || vec![number],
            |group| group.iter().map(String::as_str).collect(),
        )
    }

    /// Whether `number` stands for its group: alone, or first.
    pub fn leads(&self, number: &str) -> bool {
        let group = self.of.get(number).and_then(|at| self.several.get(*at));
        group.is_none_or(|group| group.first().is_some_and(|first| first == number))
    }

    /// Which group of more than one `number` is in: a number below [`Groups::count`].
    pub fn group(&self, number: &str) -> Option<usize> {
        self.of.get(number).copied()
    }

    /// How many groups of more than one there are.
    pub fn count(&self) -> usize {
        self.several.len()
    }

    /// Why `number` stands together with others.
    pub fn reasons(&self, number: &str) -> impl Iterator<Item = Reason> {
        let at = self.of.get(number);
        at.and_then(|at| self.reasons.get(*at))
            .into_iter()
            .flatten()
            .copied()
    }

    /// What may be the same as something in the group of `number`, and why.
    pub fn maybe<'a>(&'a self, number: &'a str) -> Vec<(&'a str, Reason)> {
        let mine = self.with(number).into_iter();
        let pairs = mine.filter_map(|member| self.maybe.get(member)).flatten();
        let mut seen = BTreeSet::new();
        pairs
            .filter(|(other, _)| seen.insert(self.lead(other)))
            .map(|(other, reason)| (other.as_str(), *reason))
            .collect()
    }

    /// Every suggestion, with its reason.
    pub fn suggestions(&self) -> impl Iterator<Item = (&str, &str, Reason)> {
        let all = self.maybe.iter().flat_map(|(one, others)| {
            let others = others.iter();
            others.map(move |(other, reason)| (one.as_str(), other.as_str(), *reason))
        });
        all.filter(|(one, other, _)| one < other)
    }

    /// Every group of more than one.
    pub fn all(&self) -> impl Iterator<Item = &[String]> {
        self.several.iter().map(Vec::as_slice)
    }

    /// The number that stands for the group of `number`.
    pub fn lead<'a>(&'a self, number: &'a str) -> &'a str {
        let group = self.of.get(number).and_then(|at| self.several.get(*at));
        group
            .and_then(|group| group.first())
            .map_or(number, String::as_str)
    }
}

/// Finds what stands together and what may be the same. The order of
/// `candidates` does not matter; every one of them is in exactly one group.
pub fn find(candidates: &[Candidate<'_>], decisions: &Decisions) -> Groups {
    let mut order: Vec<_> = candidates.iter().collect();
    order.sort_by(|a, b| (&a.thing, a.number).cmp(&(&b.thing, b.number)));
    let reused = Reused::among(candidates);
    let mut automatic: BTreeMap<Claim, Vec<usize>> = BTreeMap::new();
    let mut suggested: BTreeMap<Claim, Vec<usize>> = BTreeMap::new();
    for (at, candidate) in order.iter().enumerate() {
        for claim in claims(candidate, &reused) {
            let claimed = if claim.automatic {
                &mut automatic
            } else {
                &mut suggested
            };
            claimed.entry(claim).or_default().push(at);
        }
    }
    let mut sets = Sets::new(&order, decisions);
    sets.confirmed(decisions);
    for (claim, members) in automatic.iter().filter(|(_, members)| members.len() > 1) {
        for (count, at) in members.iter().enumerate().skip(1) {
            // With the first of them that it may stand with.
            let before = &mut members.iter().take(count);
            let _ = before.any(|before| {
                sets.fits(*before, *at, claim.reason) && sets.unite(*before, *at, claim.reason)
            });
        }
    }
    sets.into_groups(&suggested)
}

/// How many entries one is said to be the same as, perhaps, for one reason: who has
/// hundreds alike is not helped by a list of them.
const MOST: usize = 20;

/// Sets of entries that stand together; never across "these are different".
struct Sets<'a> {
    order: &'a [&'a Candidate<'a>],
    /// Of each its server, as a number: that is compared most often.
    servers: Vec<usize>,
    apart: BTreeMap<&'a Thing, BTreeSet<&'a Thing>>,
    set_of: Vec<usize>,
    members: Vec<Vec<usize>>,
    reasons: Vec<BTreeSet<Reason>>,
}

impl<'a> Sets<'a> {
    fn new(order: &'a [&'a Candidate<'a>], decisions: &'a Decisions) -> Self {
        let mut known: BTreeMap<_, usize> = BTreeMap::new();
        let servers = order.iter().map(|candidate| {
            let next = known.len();
            *known.entry(candidate.thing.server()).or_insert(next)
        });
        Self {
            order,
            servers: servers.collect(),
            apart: decisions.apart(),
            set_of: (0..order.len()).collect(),
            members: (0..order.len()).map(|at| vec![at]).collect(),
            reasons: vec![BTreeSet::new(); order.len()],
        }
    }

    fn thing(&self, at: usize) -> Option<&'a Thing> {
        self.order.get(at).map(|candidate| &candidate.thing)
    }

    fn set(&self, at: usize) -> usize {
        self.set_of.get(at).copied().unwrap_or(at)
    }

    fn members(&self, set: usize) -> &[usize] {
        self.members.get(set).map_or(&[], Vec::as_slice)
    }

    /// Whether what a key does not say is equal too: every byte, for what two
    /// services gave under one logical id.
    fn fits(&self, a: usize, b: usize, reason: Reason) -> bool {
        let bytes = |at: usize| self.order.get(at).map(|candidate| candidate.bytes);
        reason != Reason::SameResource || bytes(a) == bytes(b)
    }

    /// What the person confirmed comes before what is found.
    fn confirmed(&mut self, decisions: &Decisions) {
        if decisions.is_empty() {
            return;
        }
        let mut places: BTreeMap<&Thing, Vec<usize>> = BTreeMap::new();
        for (at, candidate) in self.order.iter().enumerate() {
            places.entry(&candidate.thing).or_default().push(at);
        }
        for (a, b) in decisions.same() {
            let (Some(here), Some(there)) = (places.get(a), places.get(b)) else {
                continue;
            };
            if let (Some(here), Some(there)) = (here.first(), there.first()) {
                self.unite(*here, *there, Reason::Confirmed);
            }
        }
    }

    /// Whether the person said that something of one set is not the other.
    fn said_apart(&self, one: usize, other: usize) -> bool {
        if self.apart.is_empty() {
            return false;
        }
        let others: BTreeSet<_> = self
            .members(other)
            .iter()
            .filter_map(|at| self.thing(*at))
            .collect();
        let mut ones = self
            .members(one)
            .iter()
            .filter_map(|at| self.apart.get(self.thing(*at)?));
        ones.any(|apart| apart.iter().any(|thing| others.contains(thing)))
    }

    /// Puts two sets together; false when they must stay apart.
    fn unite(&mut self, a: usize, b: usize, reason: Reason) -> bool {
        let (a, b) = (self.set(a), self.set(b));
        let (to, from) = (a.min(b), a.max(b));
        if to != from && self.said_apart(to, from) {
            return false;
        }
        if to != from {
            let moved = self
                .members
                .get_mut(from)
                .map(std::mem::take)
                .unwrap_or_default();
            for at in &moved {
                if let Some(set) = self.set_of.get_mut(*at) {
                    *set = to;
                }
            }
            let more = self
                .reasons
                .get_mut(from)
                .map(std::mem::take)
                .unwrap_or_default();
            if let Some(members) = self.members.get_mut(to) {
                members.extend(moved);
            }
            if let Some(reasons) = self.reasons.get_mut(to) {
                reasons.extend(more);
            }
        }
        if let Some(reasons) = self.reasons.get_mut(to) {
            reasons.insert(reason);
        }
        true
    }

    fn into_groups(self, suggested: &BTreeMap<Claim, Vec<usize>>) -> Groups {
        let mut found = Groups {
            maybe: self.suggestions(suggested),
            ..Groups::default()
        };
        for (members, reasons) in self.members.iter().zip(self.reasons) {
            if members.len() < 2 {
                continue;
            }
            let mut sorted = members.clone();
            sorted.sort_unstable();
            let candidates = sorted.iter().filter_map(|at| self.order.get(*at));
            let numbers: Vec<String> = candidates.map(|c| c.number.to_owned()).collect();
            let place = found.several.len();
            found
                .of
                .extend(numbers.iter().map(|number| (number.clone(), place)));
            found.several.push(numbers);
            found.reasons.push(reasons);
        }
        found
    }

    fn suggestions(
        &self,
        suggested: &BTreeMap<Claim, Vec<usize>>,
    ) -> BTreeMap<String, BTreeMap<String, Reason>> {
        let mut maybe: BTreeMap<String, BTreeMap<String, Reason>> = BTreeMap::new();
        for (claim, members) in suggested.iter().filter(|(_, members)| members.len() > 1) {
            for at in members {
                let Some(one) = self.order.get(*at) else {
                    continue;
                };
                let others = members.iter().filter(|other| *other != at);
                let others = others
                    .filter_map(|other| Some((*other, *self.order.get(*other)?)))
                    .filter(|(other, two)| {
                        let apart = self.servers.get(*at) != self.servers.get(*other);
                        may_be(one, two, apart, claim.reason)
                    })
                    .filter(|(other, _)| self.undecided(*at, *other))
                    .take(MOST);
                for (_, other) in others {
                    let found = maybe.entry(one.number.to_owned()).or_default();
                    found.entry(other.number.to_owned()).or_insert(claim.reason);
                }
            }
        }
        maybe
    }

    /// Whether two entries neither stand together nor were said to be different.
    fn undecided(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.set(a), self.set(b));
        a != b && !self.said_apart(a, b)
    }
}

/// What a key cannot say: a server tells its own things apart, but for versions
/// of a result and for who has several names; and periods have to overlap.
fn may_be(one: &Candidate<'_>, other: &Candidate<'_>, apart: bool, reason: Reason) -> bool {
    match reason {
        Reason::ResultVersion => apart || one.identity.status != other.identity.status,
        Reason::Problem => {
            let (here, there) = (&one.identity.laterality, &other.identity.laterality);
            let sides = || here == there || here.is_empty() || there.is_empty();
            apart && sides() && overlap(one, other)
        }
        Reason::Product => apart && overlap(one, other),
        // A contact person within the Patient may be one of her own server.
        Reason::Contact => apart || one.thing.kind != other.thing.kind,
        _ => apart,
    }
}

/// Whether the periods may overlap. A vague date is as wide as it may be, and
/// what has no end has not ended.
fn overlap(one: &Candidate<'_>, other: &Candidate<'_>) -> bool {
    let begins_by_the_end = |one: &Candidate<'_>, other: &Candidate<'_>| {
        let from = one.identity.start.as_deref().unwrap_or_default();
        let until = other.identity.end.as_deref().unwrap_or_default();
        from.bytes().le(until.bytes().chain([b'~']))
    };
    begins_by_the_end(one, other) && begins_by_the_end(other, one)
}
