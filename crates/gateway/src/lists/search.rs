//! Finding a provider, typing errors included.

use super::directory::Entry;
use inzage_api::{Provider, ProviderSearch};
use inzage_medmij::lists::Zorgaanbiederslijst;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Most hits in one answer.
const MOST_HITS: usize = 50;
/// Longest search that is looked at, in characters.
const LONGEST_QUERY: usize = 100;

/// What is looked for; empty means everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// Words of name, alias, place, kind, postal code or AGB code.
    pub(crate) q: String,
    /// Town only.
    pub(crate) place: String,
    /// Kind only.
    pub(crate) kind: String,
}

/// Everything that can be found.
#[derive(Default)]
pub(super) struct Index {
    providers: Vec<Indexed>,
    by_name: BTreeMap<String, usize>,
}

struct Indexed {
    provider: Provider,
    /// Words of the name and aliases count more than the rest.
    names: Vec<String>,
    rest: Vec<String>,
    place: Vec<String>,
    kind: Vec<String>,
    sort: String,
}

impl Index {
    /// Joins the directory with the list: who is in the list only appears under
    /// its `MedMij` name made readable, who is in the directory only is not
    /// connected.
    pub(super) fn new(zal: Option<&Zorgaanbiederslijst>, directory: &[Entry]) -> Self {
        let listed: BTreeSet<&str> = zal
            .iter()
            .flat_map(|zal| &zal.zorgaanbieders)
            .map(|aanbieder| aanbieder.zorgaanbiedernaam.as_str())
            .collect();
        let known: BTreeSet<&str> = directory
            .iter()
            .map(|entry| entry.zorgaanbiedernaam.as_str())
            .collect();
        let mut providers: Vec<Indexed> = directory
            .iter()
            .map(|entry| from_directory(entry, listed.contains(entry.zorgaanbiedernaam.as_str())))
            .chain(listed.difference(&known).map(|name| from_list(name)))
            .collect();
        providers.sort_by(|a, b| {
            (&a.sort, &a.provider.zorgaanbiedernaam).cmp(&(&b.sort, &b.provider.zorgaanbiedernaam))
        });
        let by_name = providers
            .iter()
            .enumerate()
            .map(|(at, indexed)| (indexed.provider.zorgaanbiedernaam.clone(), at))
            .collect();
        Self { providers, by_name }
    }

    pub(super) fn provider(&self, zorgaanbiedernaam: &str) -> Option<Provider> {
        let at = self.by_name.get(zorgaanbiedernaam)?;
        self.providers.get(*at).map(|found| found.provider.clone())
    }

    /// Every word that was typed must fit some word of the provider: the same,
    /// the beginning of it, or nearly so. Best fit first; connected before not.
    pub(super) fn search(&self, wanted: &Wanted) -> ProviderSearch {
        let words = words(&cut(&wanted.q));
        let place = words_of(&wanted.place);
        let kind = words_of(&wanted.kind);
        let mut hits: Vec<(u32, &Indexed)> = self
            .providers
            .iter()
            .filter(|indexed| all_fit(&place, &indexed.place) && all_fit(&kind, &indexed.kind))
            .filter_map(|indexed| score(&words, indexed).map(|score| (score, indexed)))
            .collect();
        // Stable: equal scores stay in the order of their names.
        hits.sort_by_key(|(score, indexed)| (Reverse(*score), !indexed.provider.connected));
        ProviderSearch {
            total: hits.len(),
            providers: hits
                .into_iter()
                .take(MOST_HITS)
                .map(|(_, indexed)| indexed.provider.clone())
                .collect(),
        }
    }
}

fn from_directory(entry: &Entry, connected: bool) -> Indexed {
    let provider = Provider {
        zorgaanbiedernaam: entry.zorgaanbiedernaam.clone(),
        name: entry.name.clone(),
        aliases: entry.aliases.clone(),
        place: entry.place.clone(),
        postcode: entry.postcode.clone(),
        kind: entry.kind.clone(),
        connected,
    };
    index(provider, entry.agb.as_deref())
}

fn from_list(zorgaanbiedernaam: &str) -> Indexed {
    let provider = Provider {
        zorgaanbiedernaam: zorgaanbiedernaam.to_owned(),
        name: readable(zorgaanbiedernaam),
        aliases: Vec::new(),
        place: None,
        postcode: None,
        kind: None,
        connected: true,
    };
    index(provider, None)
}

/// `huisarts.de-linde@medmij` becomes `Huisarts de linde`.
fn readable(zorgaanbiedernaam: &str) -> String {
    let name = zorgaanbiedernaam
        .strip_suffix("@medmij")
        .unwrap_or(zorgaanbiedernaam)
        .replace(['.', '-'], " ");
    let mut letters = name.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => name,
    }
}

fn index(provider: Provider, agb: Option<&str>) -> Indexed {
    let mut names = words_of(&provider.name);
    for alias in &provider.aliases {
        names.extend(words_of(alias));
    }
    names.extend(words_of(&readable(&provider.zorgaanbiedernaam)));
    let text = |text: &Option<String>| words_of(text.as_deref().unwrap_or_default());
    let (place, kind) = (text(&provider.place), text(&provider.kind));
    let mut rest = [place.clone(), kind.clone()].concat();
    rest.extend(provider.postcode.as_deref().map(together));
    rest.extend(agb.map(together));
    Indexed {
        sort: fold(&provider.name),
        provider,
        names,
        rest,
        place,
        kind,
    }
}

/// How well a provider fits; `None` when a word fits nothing.
fn score(words: &[String], indexed: &Indexed) -> Option<u32> {
    words
        .iter()
        .map(|word| {
            let name = best(word, &indexed.names).map(|fit| fit * 2);
            name.max(best(word, &indexed.rest))
        })
        .try_fold(0, |sum, fit| fit.map(|fit| sum + fit))
}

fn all_fit(words: &[String], candidates: &[String]) -> bool {
    words.iter().all(|word| best(word, candidates).is_some())
}

fn best(word: &str, candidates: &[String]) -> Option<u32> {
    candidates
        .iter()
        .filter_map(|candidate| fit(word, candidate))
        .max()
}

/// 100: the same; 80: begins so; 60: holds it; 50 and 40: one or two typing
/// errors, in the whole word or its beginning.
fn fit(word: &str, candidate: &str) -> Option<u32> {
    if word == candidate {
        return Some(100);
    }
    if candidate.starts_with(word) {
        return Some(80);
    }
    let length = word.chars().count();
    if length >= 3 && candidate.contains(word) {
        return Some(60);
    }
    let allowed = match length {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    let beginning: String = candidate.chars().take(length).collect();
    let errors = strsim::osa_distance(word, candidate).min(strsim::osa_distance(word, &beginning));
    match errors {
        errors if errors > allowed => None,
        1 => Some(50),
        _ => Some(40),
    }
}

fn cut(text: &str) -> String {
    text.chars().take(LONGEST_QUERY).collect()
}

/// Words of what was typed. A postal code typed with its space stays whole.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in words_of(text) {
        let digits = |text: &str| text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
        let letters = word.len() == 2 && word.bytes().all(|b| b.is_ascii_lowercase());
        match words.last_mut() {
            Some(last) if letters && digits(last) => last.push_str(&word),
            _ => words.push(word),
        }
    }
    words
}

fn words_of(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Without spaces and signs: postal and AGB codes.
fn together(text: &str) -> String {
    words_of(text).concat()
}

/// Lower case, without accents; an apostrophe is no letter and no space.
fn fold(text: &str) -> String {
    text.nfd()
        .filter(|c| !is_combining_mark(*c) && !matches!(c, '\'' | '’' | '‘'))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
#[path = "search_tests.rs"]
mod tests;
