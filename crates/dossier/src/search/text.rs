//! Text as words that compare: small letters, no accents, no signs.

use unicode_normalization::UnicodeNormalization as _;

/// `text` in small letters and without accents, one by one: `É` is `e`.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let folded = text
        .nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c));
    folded.flat_map(char::to_lowercase).collect()
}

/// The words of `text`, folded. A number keeps its comma or full stop (`6,2` and
/// `6.2` are both `6.2`); other signs part words.
pub fn words_of(text: &str) -> impl Iterator<Item = String> + use<> {
    let folded = folded(text);
    let letters: Vec<char> = folded.chars().collect();
    let mut words = Vec::new();
    let mut word = String::new();
    for (at, c) in letters.iter().enumerate() {
        let digit = |place: Option<&char>| place.is_some_and(char::is_ascii_digit);
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        if c.is_alphanumeric() {
            word.push(*c);
        } else if matches!(c, ',' | '.') && digit(before) && digit(letters.get(at + 1)) {
            word.push('.');
        } else if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        words_of(text).collect()
    }

    #[test]
    fn accents_capitals_and_signs_make_no_difference() {
        assert_eq!(words("Suïcidale Gedachten!"), ["suicidale", "gedachten"]);
        assert_eq!(words("HIV-1/2 (ag)"), ["hiv", "1", "2", "ag"]);
        assert_eq!(words(" \u{301} "), Vec::<String>::new());
    }

    #[test]
    fn a_number_is_one_word_however_it_is_written() {
        assert_eq!(words("6,2 mmol/L."), ["6.2", "mmol", "l"]);
        assert_eq!(words("6.2"), words("6,2"));
        assert_eq!(
            words("138/86, 3 maart 2026"),
            ["138", "86", "3", "maart", "2026"]
        );
    }
}
