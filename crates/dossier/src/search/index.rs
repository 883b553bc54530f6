//! The index: every word to the entries that have it, and in which part of them.
//!
//! It grows entry by entry, so that it can be made in slices. What it keeps is
//! each word once and four bytes per word and entry.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Bound::{Included, Unbounded};
use std::rc::Rc;

use inzage_zib::view::Chapter;

use super::stem::Stemmers;
use super::text::words_of;

/// In which part of an entry a word stands; a later one weighs more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Codes, identifiers and other things of machines.
    Code,
    /// A label, or a plain name that explains.
    Label,
    /// A value.
    Value,
    /// The title.
    Title,
}

impl Part {
    const ALL: [Self; 4] = [Self::Code, Self::Label, Self::Value, Self::Title];

    /// What a hit in this part weighs.
    pub(super) fn weight(self) -> u32 {
        match self {
            Self::Code => 1,
            Self::Label => 2,
            Self::Value => 4,
            Self::Title => 8,
        }
    }
}

/// An entry as search knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doc {
    /// Entry number.
    pub number: String,
    /// Its own chapter.
    pub chapter: Chapter,
    /// MedMij name of the provider, or who else it is from.
    pub provider: String,
    /// Text that compares as its date does; empty without one.
    pub date: String,
}

/// What an entry can be chosen by. A record has a few hundred: what is counted or
/// chosen among tens of thousands of entries is so once for each of these.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Facet {
    /// Chapter.
    pub chapter: Chapter,
    /// MedMij name of the provider, or who else it is from.
    pub provider: String,
    /// The year, when that is known.
    pub year: Option<i32>,
}

impl Facet {
    fn of(doc: &Doc) -> Self {
        Self {
            chapter: doc.chapter,
            provider: doc.provider.clone(),
            year: doc.date.get(..4).and_then(|year| year.parse().ok()),
        }
    }
}

/// Which entry (30 bits) and in which part (2 bits).
#[derive(Clone, Copy)]
pub(super) struct Place(u32);

impl Place {
    fn new(doc: usize, part: Part) -> Option<Self> {
        let doc = u32::try_from(doc).ok().filter(|doc| *doc < 1 << 30)?;
        let at = Part::ALL.iter().position(|known| *known == part)?;
        Some(Self(doc << 2 | u32::try_from(at).ok()?))
    }

    pub(super) fn doc(self) -> usize {
        usize::try_from(self.0 >> 2).unwrap_or(usize::MAX)
    }

    pub(super) fn part(self) -> Part {
        let at = usize::try_from(self.0 & 3).unwrap_or(0);
        Part::ALL.get(at).copied().unwrap_or(Part::Code)
    }
}

/// A word of the index.
pub(super) struct Word {
    pub(super) text: Rc<str>,
    /// Which letters it has: what lacks more of them than typing errors explain
    /// need not be compared.
    pub(super) letters: u32,
    pub(super) places: Vec<Place>,
}

/// The index.
#[derive(Default)]
pub struct Index {
    pub(super) docs: Vec<Doc>,
    facets: Vec<Facet>,
    by_facet: BTreeMap<Facet, usize>,
    /// Of each entry the place of its facet.
    facet_of: Vec<usize>,
    pub(super) words: Vec<Word>,
    by_text: BTreeMap<Rc<str>, usize>,
    by_stem: BTreeMap<Rc<str>, Vec<usize>>,
    /// Places of all entries, newest first; made for the first search after one was
    /// added.
    newest: OnceCell<Vec<usize>>,
    pub(super) stemmers: Stemmers,
}

impl Index {
    /// How many entries it holds.
    pub fn len(&self) -> usize {
        self.docs.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.docs.is_empty()
    }

    /// Every entry, in the order in which they were added.
    pub fn docs(&self) -> &[Doc] {
        &self.docs
    }

    /// What its entries can be chosen by.
    pub fn facets(&self) -> &[Facet] {
        &self.facets
    }

    /// The place among the facets of that of the entry at a place.
    pub fn facet_of(&self, doc: usize) -> usize {
        self.facet_of.get(doc).copied().unwrap_or_default()
    }

    /// Adds an entry with its texts.
    pub fn add<'a>(&mut self, doc: Doc, texts: impl IntoIterator<Item = (Part, &'a str)>) {
        let at = self.docs.len();
        let next = self.facets.len();
        let facet = Facet::of(&doc);
        let place = *self.by_facet.entry(facet.clone()).or_insert(next);
        if place == next {
            self.facets.push(facet);
        }
        self.facet_of.push(place);
        self.docs.push(doc);
        self.newest.take();
        let mut found: BTreeMap<String, Part> = BTreeMap::new();
        for (part, text) in texts {
            for word in words_of(text) {
                let known = found.entry(word).or_insert(part);
                *known = (*known).max(part);
            }
        }
        for (word, part) in found {
            let id = self.id(&word);
            if let (Some(word), Some(place)) = (self.words.get_mut(id), Place::new(at, part)) {
                word.places.push(place);
            }
        }
    }

    /// Takes an entry out: it reads differently now, and is added anew.
    pub fn forget(&mut self, number: &str) {
        for doc in self.docs.iter_mut().filter(|doc| doc.number == number) {
            doc.number.clear();
        }
    }

    /// Places of all entries, newest first; of one date in the order they came.
    pub(super) fn newest(&self) -> &[usize] {
        self.newest.get_or_init(|| {
            let mut places: Vec<usize> = (0..self.docs.len()).collect();
            let date = |at: &usize| self.docs.get(*at).map(|doc| doc.date.as_str());
            places.sort_by(|a, b| date(b).cmp(&date(a)));
            places
        })
    }

    /// The place of a word, made when it is not known yet.
    fn id(&mut self, word: &str) -> usize {
        if let Some(id) = self.by_text.get(word) {
            return *id;
        }
        let id = self.words.len();
        let text: Rc<str> = word.into();
        self.by_text.insert(Rc::clone(&text), id);
        let stem = self.stemmers.stem(word);
        if stem.bytes().all(|b| b.is_ascii_lowercase()) {
            self.by_stem.entry(stem.into()).or_default().push(id);
        }
        self.words.push(Word {
            letters: letters(word),
            text,
            places: Vec::new(),
        });
        id
    }

    /// The place of a word as it stands.
    pub(super) fn find(&self, word: &str) -> Option<usize> {
        self.by_text.get(word).copied()
    }

    /// Places of words with this stem.
    pub(super) fn with_stem(&self, stem: &str) -> &[usize] {
        self.by_stem.get(stem).map_or(&[], Vec::as_slice)
    }

    /// Places of words that begin so.
    pub(super) fn beginning(&self, start: &str) -> impl Iterator<Item = usize> {
        let from = self.by_text.range::<str, _>((Included(start), Unbounded));
        from.take_while(move |(text, _)| text.starts_with(start))
            .map(|(_, id)| *id)
    }
}

/// A bit for each letter of a word; digits and other signs share one.
pub(super) fn letters(word: &str) -> u32 {
    word.bytes().fold(0, |set, byte| {
        set | match byte {
            b'a'..=b'z' => 1 << (byte - b'a'),
            _ => 1 << 26,
        }
    })
}
