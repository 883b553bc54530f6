//! Stems of words: `vaccinaties` and `vaccinatie` are one.

use rust_stemmers::{Algorithm, Stemmer};

/// Shortest word that has a stem of its own.
const SHORTEST: usize = 4;

/// Stems in Dutch (Snowball). English words of the record are few, and its
/// plurals are found as beginnings.
pub(super) struct Stemmers {
    dutch: Stemmer,
}

impl Default for Stemmers {
    fn default() -> Self {
        Self {
            dutch: Stemmer::create(Algorithm::Dutch),
        }
    }
}

impl Stemmers {
    /// The stem of a folded word; of anything but letters the word itself.
    pub(super) fn stem(&self, word: &str) -> String {
        let letters = word.len() >= SHORTEST && word.bytes().all(|b| b.is_ascii_lowercase());
        if letters {
            // Snowball leaves these plurals: vaccinaties, allergieën.
            let one = ["ies", "ieen"]
                .iter()
                .find_map(|many| word.strip_suffix(many));
            match one {
                Some(one) => self.dutch.stem(&format!("{one}ie")).into_owned(),
                None => self.dutch.stem(word).into_owned(),
            }
        } else {
            word.to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_and_ending_make_no_difference() {
        let stemmers = Stemmers::default();
        for (one, other) in [
            ("vaccinatie", "vaccinaties"),
            ("medicijn", "medicijnen"),
            ("allergie", "allergieen"),
            ("nier", "nieren"),
            ("uitslag", "uitslagen"),
        ] {
            assert_eq!(stemmers.stem(one), stemmers.stem(other), "{one}");
        }
        assert_eq!(stemmers.stem("ldl"), "ldl");
    }
}
