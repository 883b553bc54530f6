//! What was typed to the entries that have it, best first.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::index::{Doc, Index};
use super::synonyms::Synonyms;
use super::text::words_of;

/// Words that say nothing by themselves, left out when others are there.
const SMALL: &[&str] = &[
    "de", "het", "een", "van", "mijn", "en", "of", "met", "voor", "in", "op", "bij", "is", "wat",
    "the", "a", "an", "of", "my", "and", "with", "for", "on",
];
/// Most words that count.
const MOST_WORDS: usize = 12;

/// What a search found.
pub struct Found<'a> {
    /// Places of the entries in the index, best first.
    pub places: Vec<usize>,
    /// The words of the index that were found, by their place.
    hit: Vec<bool>,
    index: &'a Index,
}

impl<'a> Found<'a> {
    /// The entry at a place.
    pub fn doc(&self, place: usize) -> Option<&'a Doc> {
        self.index.docs.get(place)
    }

    /// Whether this (folded) word is one that was looked for.
    pub fn is_hit(&self, word: &str) -> bool {
        let id = self.index.find(word);
        id.is_some_and(|id| self.hit.get(id).copied().unwrap_or(false))
    }
}

/// What an entry scores, per entry; 0: it does not have it.
type Scores = Vec<u32>;

impl Index {
    /// The entries that have every word of `typed` (or what it also means), for
    /// which `keep` says yes: by where and how well it fits, then newer first.
    pub fn search(
        &self,
        typed: &str,
        synonyms: &Synonyms,
        keep: impl Fn(&Doc) -> bool,
    ) -> Found<'_> {
        let mut search = Search {
            index: self,
            hit: vec![false; self.words.len()],
        };
        let scores = search.all(&wanted(typed), synonyms);
        // There are few different scores: each gets its own list, newest first.
        let mut by_score: BTreeMap<Reverse<u32>, Vec<usize>> = BTreeMap::new();
        for at in self.newest() {
            let (Some(doc), Some(score)) = (self.docs.get(*at), scores.get(*at)) else {
                continue;
            };
            if *score > 0 && !doc.number.is_empty() && keep(doc) {
                by_score.entry(Reverse(*score)).or_default().push(*at);
            }
        }
        Found {
            places: by_score.into_values().flatten().collect(),
            hit: search.hit,
            index: self,
        }
    }
}

/// The words that count.
fn wanted(typed: &str) -> Vec<String> {
    let all: Vec<String> = words_of(typed).take(MOST_WORDS).collect();
    let telling = all.iter().filter(|word| !SMALL.contains(&word.as_str()));
    let telling: Vec<String> = telling.cloned().collect();
    if telling.is_empty() { all } else { telling }
}

struct Search<'a> {
    index: &'a Index,
    hit: Vec<bool>,
}

impl Search<'_> {
    /// Entries that have all words. Words in a row that the synonyms know may be
    /// had in another way.
    fn all(&mut self, words: &[String], synonyms: &Synonyms) -> Scores {
        if words.is_empty() {
            return vec![0; self.index.docs.len()];
        }
        let stems: Vec<String> = words.iter().map(|w| self.index.stemmers.stem(w)).collect();
        // For each place between words the best way to it.
        let mut ways: Vec<Option<Scores>> = vec![None; words.len() + 1];
        for start in 0..words.len() {
            let before = ways.get(start).cloned().flatten();
            for end in start + 1..=words.len().min(start + synonyms.longest()) {
                let row = (words.get(start..end), stems.get(start..end));
                let (Some(row), Some(stems)) = row else {
                    continue;
                };
                let Some(here) = self.row(row, stems, synonyms) else {
                    continue;
                };
                let here = match (&before, start) {
                    (Some(before), _) => both(before, &here),
                    (None, 0) => here,
                    (None, _) => continue,
                };
                if let Some(way) = ways.get_mut(end) {
                    *way = Some(match way.take() {
                        Some(other) => either(&other, &here),
                        None => here,
                    });
                }
            }
        }
        let whole = ways.pop().flatten();
        whole.unwrap_or_else(|| vec![0; self.index.docs.len()])
    }

    /// Entries that have these words in a row: one as it was typed, or what the
    /// row also finds. `None` when a longer row means nothing else.
    fn row(&mut self, words: &[String], stems: &[String], synonyms: &Synonyms) -> Option<Scores> {
        let mut scores = match words {
            [word] => Some(self.places(&self.index.fits(word))),
            _ => None,
        };
        for other in synonyms.of(stems) {
            let mut has: Option<Scores> = None;
            for word in other {
                let here = self.places(&self.index.fits_synonym(word));
                has = Some(has.map_or_else(|| here.clone(), |before| both(&before, &here)));
            }
            if let Some(has) = has {
                scores = Some(scores.map_or_else(|| has.clone(), |known| either(&known, &has)));
            }
        }
        scores
    }

    /// Where words of the index stand, with what that scores.
    fn places(&mut self, fits: &[(usize, u32)]) -> Scores {
        let mut scores = vec![0; self.index.docs.len()];
        for (id, fit) in fits {
            if let Some(hit) = self.hit.get_mut(*id) {
                *hit = true;
            }
            let word = self.index.words.get(*id);
            for place in word.into_iter().flat_map(|word| &word.places) {
                if let Some(score) = scores.get_mut(place.doc()) {
                    *score = (*score).max(fit * place.part().weight());
                }
            }
        }
        scores
    }
}

/// Entries that have both: the sum.
fn both(one: &[u32], other: &[u32]) -> Scores {
    let pairs = one.iter().zip(other);
    pairs
        .map(|(a, b)| if *a > 0 && *b > 0 { a + b } else { 0 })
        .collect()
}

/// Entries that have either: the better.
fn either(one: &[u32], other: &[u32]) -> Scores {
    one.iter().zip(other).map(|(a, b)| *a.max(b)).collect()
}
