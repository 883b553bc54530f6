//! One typed word to the words of the index, and how well each fits.

use super::index::{Index, letters};

/// How well a word fits what was typed, in hundredths.
const EXACT: u32 = 100;
const STEM: u32 = 90;
const BEGINS: u32 = 80;
const SYNONYM: u32 = 60;
const WITHIN: u32 = 50;
const TYPO: u32 = 40;
const TYPO_BEGINS: u32 = 30;
const COMPOUND: u32 = 20;

/// Shortest piece that is looked for inside words.
const WITHIN_FROM: usize = 4;
/// Shortest part of a compound.
const PART_FROM: usize = 4;

/// Words of the index with how well they fit.
pub(super) type Fits = Vec<(usize, u32)>;

impl Index {
    /// The words that fit a word as it was typed. Typing errors count only when
    /// nothing fits as it stands, parts of a compound only when nothing else does.
    pub(super) fn fits(&self, typed: &str) -> Fits {
        let mut fits = self.as_written(typed);
        let right = !fits.is_empty();
        fits.extend(self.within(typed));
        if !right && fits.is_empty() {
            fits = self.with_typos(typed);
        }
        if fits.is_empty() {
            fits = self.parts(typed);
        }
        fits
    }

    /// The words that fit another word for what was typed.
    pub(super) fn fits_synonym(&self, word: &str) -> Fits {
        let stem = self.stemmers.stem(word);
        let same = self.find(word).into_iter();
        let same = same.chain(self.with_stem(&stem).iter().copied());
        // A long one is found in what begins with it: `influenza` in `influenzavaccin`.
        let long = word.len() > WITHIN_FROM;
        let begins = self.beginning(word).filter(move |_| long);
        same.chain(begins).map(|id| (id, SYNONYM)).collect()
    }

    fn as_written(&self, typed: &str) -> Fits {
        let exact = self.find(typed).map(|id| (id, EXACT));
        let stem = self.stemmers.stem(typed);
        let stems = self.with_stem(&stem).iter().map(|id| (*id, STEM));
        let begins = self.beginning(typed).map(|id| (id, BEGINS));
        exact.into_iter().chain(stems).chain(begins).collect()
    }

    /// Words that hold it, or its stem: `druk` in `bloeddruk`.
    fn within(&self, typed: &str) -> Fits {
        let typed = self.stemmers.stem(typed);
        if typed.chars().count() < WITHIN_FROM {
            return Vec::new();
        }
        let wanted = letters(&typed);
        let words = self.words.iter().enumerate();
        words
            .filter(|(_, word)| wanted & !word.letters == 0 && word.text.contains(&typed))
            .map(|(id, _)| (id, WITHIN))
            .collect()
    }

    fn with_typos(&self, typed: &str) -> Fits {
        let length = typed.chars().count();
        let most = most_typos(length);
        if most == 0 || typed.bytes().any(|b| b.is_ascii_digit()) {
            return Vec::new();
        }
        let wanted = letters(typed);
        let allowed = u32::try_from(most).unwrap_or(0);
        let words = self.words.iter().enumerate();
        let near = words.filter(|(_, word)| (wanted & !word.letters).count_ones() <= allowed);
        near.filter_map(|(id, word)| Some((id, typo_fit(typed, length, &word.text, most)?)))
            .collect()
    }

    /// The words of a compound, each a word of the index by itself: `nierfunctie`
    /// is `nier` and `functie`.
    fn parts(&self, typed: &str) -> Fits {
        let cuts = typed.char_indices().map(|(at, _)| at);
        let halves = cuts.filter_map(|at| typed.split_at_checked(at));
        let mut fits = Vec::new();
        for (one, other) in halves.filter(|(one, other)| one.len().min(other.len()) >= PART_FROM) {
            // `longs-ontsteking`, `zieken-huis`: what joins two words is no part.
            let bare = ["", "s", "en", "e"].map(|joint| one.strip_suffix(joint));
            let first = bare.into_iter().flatten().find_map(|one| self.whole(one));
            if let (Some(first), Some(second)) = (first, self.whole(other)) {
                fits.extend([(first, COMPOUND), (second, COMPOUND)]);
            }
        }
        fits
    }

    /// A word of the index with this stem, long enough to be part of another.
    fn whole(&self, word: &str) -> Option<usize> {
        let stem = self.stemmers.stem(word);
        let id = self
            .find(word)
            .or_else(|| self.with_stem(&stem).first().copied());
        id.filter(|_| word.len() >= PART_FROM)
    }
}

/// Typing errors that a word of so many letters may have.
fn most_typos(length: usize) -> usize {
    match length {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// How well `word` fits with typing errors: as a whole, or as far as was typed.
fn typo_fit(typed: &str, length: usize, word: &str, most: usize) -> Option<u32> {
    let letters = word.chars().count();
    if letters + most < length {
        return None;
    }
    if letters <= length + most && strsim::osa_distance(typed, word) <= most {
        return Some(TYPO);
    }
    let (end, _) = word.char_indices().nth(length)?;
    let start = word.get(..end)?;
    (length > 4 && strsim::osa_distance(typed, start) <= most).then_some(TYPO_BEGINS)
}
