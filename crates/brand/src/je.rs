//! The form of address `je`: a locale that is made from the one that says `u`.
//!
//! The rules are those of Dutch: a verb before the subject loses its `t` (`leest u`
//! → `lees je`), `heeft` becomes `hebt`, and after a preposition it is `jou`. What
//! no rule gets right stands in `je.tsv`, sentence for sentence, and goes first.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Sentences that no rule gets right: with `u`, with `je`.
static SENTENCES: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("je.tsv").lines();
    lines.filter_map(|line| line.split_once('\t')).collect()
});

/// Verbs whose form before `je` is not that without its last `t`.
const BEFORE: [(&str, &str); 10] = [
    ("heeft", "heb"),
    ("hebt", "heb"),
    ("gaat", "ga"),
    ("staat", "sta"),
    ("doet", "doe"),
    ("ziet", "zie"),
    ("zult", "zul"),
    ("bent", "ben"),
    ("haalt", "haal"),
    ("houdt", "houd"),
];
/// Words that end in `t` and are no verb, or a verb whose stem ends in it.
const KEPT: [&str; 29] = [
    "dat", "wat", "met", "niet", "uit", "tot", "het", "dit", "omdat", "zodat", "voordat", "nadat",
    "totdat", "eerst", "echt", "moet", "weet", "meet", "zet", "laat", "eet", "vergeet", "sluit",
    "print", "start", "wacht", "print", "recht", "goed",
];
/// After these the person is no subject.
const PREPOSITIONS: [&str; 17] = [
    "van", "aan", "bij", "met", "door", "naar", "over", "op", "tegen", "voor", "namens", "zonder",
    "uit", "tot", "behalve", "als", "dan",
];
/// Of those, the ones that also begin a clause in which the person is the subject.
const CONJUNCTIONS: [&str; 4] = ["als", "dan", "tot", "voor"];

/// A word, and what follows it up to the next.
struct Piece<'a> {
    word: &'a str,
    after: &'a str,
}

/// The sentence with `je`; the same when nobody is addressed in it.
pub fn je(text: &str) -> String {
    if let Some(sentence) = SENTENCES.get(text) {
        return (*sentence).to_owned();
    }
    let pieces = pieces(text);
    let mut words: Vec<String> = pieces.iter().map(|piece| piece.word.to_owned()).collect();
    for (at, piece) in pieces.iter().enumerate() {
        match piece.word {
            "u" | "U" => address(&pieces, &mut words, at),
            "uw" => replace(&mut words, at, "je"),
            "Uw" => replace(&mut words, at, "Je"),
            "uzelf" => replace(&mut words, at, "jezelf"),
            _ => {}
        }
    }
    let joined = words.iter().zip(&pieces);
    joined
        .flat_map(|(word, piece)| [word, piece.after])
        .collect()
}

fn replace(words: &mut [String], at: usize, by: &str) {
    if let Some(word) = words.get_mut(at) {
        by.clone_into(word);
    }
}

/// Changes the `u` at this place, and the verb that goes with it.
fn address(pieces: &[Piece<'_>], words: &mut [String], at: usize) {
    let before = at.checked_sub(1).and_then(|at| pieces.get(at));
    let before = before.filter(|piece| piece.after == " ");
    let lower = before
        .map(|piece| piece.word.to_lowercase())
        .unwrap_or_default();
    if let Some(verb) = before.and_then(|piece| inverted(piece.word)) {
        replace(words, at - 1, &verb);
        replace(words, at, "je");
    } else if lower == "alleen" {
        replace(words, at, "jij");
        clause(pieces, words, at);
    } else if PREPOSITIONS.contains(&lower.as_str()) && !is_subject(pieces, at, &lower) {
        replace(words, at, "jou");
    } else {
        let capital = pieces.get(at).is_some_and(|piece| piece.word == "U");
        replace(words, at, if capital { "Je" } else { "je" });
        clause(pieces, words, at);
    }
}

/// Whether what follows is a clause of its own: `voor u het stuurt`.
fn is_subject(pieces: &[Piece<'_>], at: usize, before: &str) -> bool {
    let followed = pieces
        .get(at)
        .is_some_and(|piece| piece.after.starts_with(' '));
    followed && CONJUNCTIONS.contains(&before)
}

/// In the clause of the person `heeft` is hers.
fn clause(pieces: &[Piece<'_>], words: &mut [String], at: usize) {
    for (at, piece) in pieces.iter().enumerate().skip(at) {
        if piece.word == "heeft" {
            return replace(words, at, "hebt");
        }
        if piece.after.contains(['.', ',', ':', ';', '?', '!', '(']) {
            return;
        }
    }
}

/// The form of a verb before `je`; none when the word is none that changes.
fn inverted(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    if KEPT.contains(&lower.as_str()) {
        return None;
    }
    let known = BEFORE.iter().find(|(with_u, _)| *with_u == lower);
    let stem = match known {
        Some((_, form)) => (*form).to_owned(),
        None => lower
            .strip_suffix('t')
            .filter(|stem| stem.len() > 1)?
            .to_owned(),
    };
    let capital = word.starts_with(char::is_uppercase);
    let mut letters = stem.chars();
    let first = letters.next()?;
    Some(if capital {
        first.to_uppercase().chain(letters).collect()
    } else {
        stem
    })
}

/// A text as words and what stands between them; the first word may be empty.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    loop {
        let end = rest
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(rest.len());
        let (word, tail) = rest.split_at(end);
        let next = tail.find(char::is_alphabetic).unwrap_or(tail.len());
        let (after, tail) = tail.split_at(next);
        pieces.push(Piece { word, after });
        if tail.is_empty() {
            return pieces;
        }
        rest = tail;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verb_follows_the_person() {
        for (u, with_je) in [
            ("U heeft nog niets gevraagd", "Je hebt nog niets gevraagd"),
            ("Wat heeft u gemeten?", "Wat heb je gemeten?"),
            (
                "Daarna haalt u uw gegevens op.",
                "Daarna haal je je gegevens op.",
            ),
            ("Weet u het zeker?", "Weet je het zeker?"),
            ("Wat u zelf heeft ingevuld.", "Wat je zelf hebt ingevuld."),
            ("Als u 12 bent.", "Als je 12 bent."),
            ("Door uzelf ingevuld", "Door jezelf ingevuld"),
            ("Het blijft van u", "Het blijft van jou"),
            ("Alleen u kunt erbij", "Alleen jij kunt erbij"),
            (
                "Wij willen weten dat ze van u zijn.",
                "Wij willen weten dat ze van jou zijn.",
            ),
            (
                "Er ging iets mis bij {name}.",
                "Er ging iets mis bij {name}.",
            ),
            (
                "Vraag na of het er is, voor u het nog een keer stuurt.",
                "Vraag na of het er is, voor je het nog een keer stuurt.",
            ),
        ] {
            assert_eq!(je(u), with_je);
        }
    }
}
