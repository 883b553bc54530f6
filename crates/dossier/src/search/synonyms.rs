//! Everyday words and what they also find, as the table of `crates/words` says.

use std::collections::BTreeMap;

use super::stem::Stemmers;
use super::text::words_of;

/// Words in a row to other words in a row; every word as its stem.
pub struct Synonyms {
    found: BTreeMap<Vec<String>, Vec<Vec<String>>>,
    longest: usize,
}

impl Synonyms {
    /// Reads pairs of (everyday words, other words). Either finds the other; two
    /// that share an everyday word do not find each other.
    pub fn new<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let stemmers = Stemmers::default();
        let mut all = Self {
            found: BTreeMap::new(),
            longest: 1,
        };
        for (one, other) in pairs {
            all.add(&stemmers, one, other);
            all.add(&stemmers, other, one);
        }
        all
    }

    fn add(&mut self, stemmers: &Stemmers, typed: &str, finds: &str) {
        let key: Vec<String> = words_of(typed).map(|word| stemmers.stem(&word)).collect();
        self.longest = self.longest.max(key.len());
        let known = self.found.entry(key).or_default();
        let finds: Vec<String> = words_of(finds).collect();
        if !known.contains(&finds) {
            known.push(finds);
        }
    }

    /// What these words (stems, in a row) also find.
    pub(super) fn of(&self, stems: &[String]) -> &[Vec<String>] {
        self.found.get(stems).map_or(&[], Vec::as_slice)
    }

    /// Most words in a row that the table knows.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }
}
