//! Why an entry was found: the line that has the words, with the words marked.

use super::text::spans;

/// A piece of text, marked or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it is what was looked for.
    pub hit: bool,
}

/// Letters around the first hit that are shown of a long text.
const AROUND: usize = 60;

/// `text` in pieces, with every word marked for which `is_hit` says yes; of a
/// long text only what stands around the first. And how many were marked.
pub fn marked(text: &str, is_hit: impl Fn(&str) -> bool) -> (Vec<Piece>, usize) {
    let words = spans(text).into_iter();
    let hits: Vec<_> = words
        .filter(|(_, word)| is_hit(word))
        .map(|(at, _)| at)
        .collect();
    let first = hits.first().map_or(0, |at| at.start);
    let (from, to) = window(text, first);
    let mut pieces = Vec::new();
    let mut push = |text: Option<&str>, hit| {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            let text = text.to_owned();
            pieces.push(Piece { text, hit });
        }
    };
    push((from > 0).then_some("… "), false);
    let mut at = from;
    for hit in hits.iter().filter(|hit| hit.start >= from && hit.end <= to) {
        push(text.get(at..hit.start), false);
        push(text.get(hit.clone()), true);
        at = hit.end;
    }
    push(text.get(at..to), false);
    push((to < text.len()).then_some(" …"), false);
    (pieces, hits.len())
}

/// The part of `text` around the byte `at`, cut between words.
fn window(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(at..).unwrap_or_default();
    let from = match before.char_indices().rev().nth(AROUND) {
        None => 0,
        Some((start, _)) => before
            .get(start..)
            .and_then(|rest| rest.find(' '))
            .map_or(start, |space| start + space + 1),
    };
    let to = match after.char_indices().nth(2 * AROUND) {
        None => text.len(),
        Some((end, _)) => after
            .get(..end)
            .and_then(|rest| rest.rfind(' '))
            .map_or(at + end, |space| at + space),
    };
    (from, to.max(from))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, hit: &str) -> String {
        let (pieces, _) = marked(text, |word| word == hit);
        let written = pieces.into_iter().map(|piece| {
            if piece.hit {
                format!("[{}]", piece.text)
            } else {
                piece.text
            }
        });
        written.collect()
    }

    #[test]
    fn the_word_is_marked_as_it_was_written() {
        assert_eq!(
            shown("Café au lait, café", "cafe"),
            "[Café] au lait, [café]"
        );
        assert_eq!(shown("niets", "iets"), "niets");
    }

    #[test]
    fn of_a_long_text_what_stands_around_the_first_hit() {
        let text = format!("{}nier {}", "voor ".repeat(40), "na ".repeat(80));
        let shown = shown(&text, "nier");
        assert!(shown.starts_with("… voor") && shown.contains("[nier] na"));
        assert!(shown.ends_with(" …") && shown.chars().count() < 220);
    }
}
