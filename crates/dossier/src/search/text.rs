//! Text as words that compare: small letters, no accents, no signs.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// `text` in small letters and without accents: `É` is `e`.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let plain = text.nfkd().filter(|c| !is_combining_mark(*c));
    plain.flat_map(char::to_lowercase).collect()
}

/// The words of `text`, folded, each with where it stands (in bytes). A number
/// keeps its comma or full stop (`6,2` and `6.2` are both `6.2`); other signs
/// part words.
pub fn spans(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut begun: Option<usize> = None;
    let mut before = ' ';
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let next_digit = letters.peek().is_some_and(|(_, c)| c.is_ascii_digit());
        let part = c.is_alphanumeric()
            || (begun.is_some() && is_combining_mark(c))
            || (matches!(c, ',' | '.') && before.is_ascii_digit() && next_digit);
        match (begun, part) {
            (None, true) => begun = Some(at),
            (Some(start), false) => {
                found.extend(word(text, start..at));
                begun = None;
            }
            _ => {}
        }
        before = c;
    }
    if let Some(start) = begun {
        found.extend(word(text, start..text.len()));
    }
    found
}

fn word(text: &str, at: Range<usize>) -> Option<(Range<usize>, String)> {
    let folded = folded(text.get(at.clone())?).replace(',', ".");
    (!folded.is_empty()).then_some((at, folded))
}

/// The words of `text`, folded.
pub fn words_of(text: &str) -> impl Iterator<Item = String> + use<> {
    spans(text).into_iter().map(|(_, word)| word)
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
        assert_eq!(words("Sui\u{308}cidaal"), ["suicidaal"]);
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

    #[test]
    fn a_word_knows_where_it_stands() {
        let text = "Één café.";
        let at: Vec<&str> = spans(text)
            .into_iter()
            .filter_map(|(at, _)| text.get(at))
            .collect();
        assert_eq!(at, ["Één", "café"]);
    }
}
