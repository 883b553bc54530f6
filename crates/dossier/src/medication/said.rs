//! What the person said about entries: one medicine, or not one. It comes before
//! what is found.

use std::collections::BTreeSet;

/// Her decisions about entries of medication, by their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    same: BTreeSet<(String, String)>,
    different: BTreeSet<(String, String)>,
}

impl Said {
    /// She said that two entries are one medicine.
    pub fn same(&mut self, one: &str, other: &str) {
        self.same.insert(pair(one, other));
    }

    /// She said that two entries are not one medicine.
    pub fn different(&mut self, one: &str, other: &str) {
        self.different.insert(pair(one, other));
    }

    /// The pairs that she said are one.
    pub(super) fn joined(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.same.iter();
        pairs.map(|(one, other)| (one.as_str(), other.as_str()))
    }

    /// Whether she said of some of `ones` that it is not one of `others`.
    pub(super) fn parts(&self, ones: &[&str], others: &[&str]) -> bool {
        let pairs = ones
            .iter()
            .flat_map(|one| others.iter().map(move |other| pair(one, other)));
        let mut pairs = pairs.filter(|_| !self.different.is_empty());
        pairs.any(|pair| self.different.contains(&pair))
    }
}

fn pair(one: &str, other: &str) -> (String, String) {
    (one.min(other).to_owned(), one.max(other).to_owned())
}
